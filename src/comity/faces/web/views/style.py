"""The style guide: every component on one page, and the pages that one does not meet by walking. Tests read it in every
language; it exists in test and demonstration mode only.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.faces.web import errors, refusal, samples

PAGES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "refusal": lambda request: refusal.refuse(request, samples.refusal()),
    "question": lambda request: render(request, "pages/style_question.html", samples.question()),
    "room": lambda request: render(request, "pages/style_room.html", {"room": samples.rooms()[1]}),
    "broken": errors.broken,
    "busy": errors.busy,
    "stale-form": errors.stale_form,
    "nothing-here": errors.nothing_here,
}


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    return render(request, "pages/style.html", samples.guide() | {"pages": list(PAGES)})


@require_safe
def page(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages that are met only when something went wrong."""
    if page not in PAGES:
        raise Http404
    return PAGES[page](request)
