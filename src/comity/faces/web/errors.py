"""Pages for what went wrong. Each says what was not done, that nothing has changed, and the way on (UI 4, 5).

- 404: not found and not permitted, the same page byte for byte, with no cookie, nonce, token or reference (TRUST 1).
- 403: only a form that has expired; a permission that is missing answers as 404.
- 500, 503: no detail, no reference that could name a case; 503 says when to come back.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader

from comity.faces.web import shell

RETRY_AFTER = 5  # seconds: the longest wait for the writers' lock


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The one page for what is not there and for what this reader may not know to be there."""
    return _page(request, "pages/nothing_here.html", HTTPStatus.NOT_FOUND)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Django's handler404."""
    return nothing_here(request)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Django's handler403: the same answer as for what does not exist."""
    return nothing_here(request)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """Django's CSRF_FAILURE_VIEW: the form was made for another session or has expired."""
    return _page(request, "pages/stale_form.html", HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """Django's handler400."""
    return _page(request, "pages/bad_request.html", HTTPStatus.BAD_REQUEST)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return _page(request, "pages/broken.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def busy(request: HttpRequest) -> HttpResponse:
    """The writers' queue is full. A retry is safe: the idempotency key finds an act that was done after all."""
    response = _page(request, "pages/busy.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(loader.render_to_string(template, shell.bare(request)), status=status)
