"""What stands round every page.

- `ReaderMiddleware`: language, zone and theme, without a query.
- `OneAnswerMiddleware`: what is not found and what is not permitted are answered with the same bytes and the same
  headers (TRUST rule 1), whatever the view, the session or the cookies did before.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from comity.faces.web import errors, reader

Handler = Callable[[HttpRequest], HttpResponseBase]


class ReaderMiddleware:
    """Sets `request.reader`, the language and the zone for as long as the request lasts."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the reader's language."""
        wishes = reader.read(request)
        request.reader = wishes  # type: ignore[attr-defined]  # the attribute that reader.of() reads back
        request.LANGUAGE_CODE = wishes.language
        with translation.override(wishes.language), timezone.override(wishes.zone):
            response = self.handler(request)
        if not request.path.startswith("/static/"):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", wishes.html_language)
        return response


class OneAnswerMiddleware:
    """Replaces every 403 and 404 page by one page that depends on the reader's cookies for language and theme only."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say that there is nothing here."""
        response = self.handler(request)
        if response.status_code != 404 or request.path.startswith("/api/"):
            return response
        return errors.nothing_here(request)
