"""The editions of the rules, for anyone to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from comity.faces.web import rulebook
from comity.law import edition as law
from comity.law import tables


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition with its categories, and where its rules come from."""
    shelves = [
        {"name": name, "title": rulebook.title(name), "books": [rulebook.book(found) for found in rulebook.books(name)]}
        for name in law.editions()
    ]
    return render(request, "pages/editions.html", {"shelves": [shelf for shelf in shelves if shelf["books"]]})


@gzip_page  # a long table, public in every line
@require_safe
def edition(request: HttpRequest, name: str, category: str) -> HttpResponse:
    """One edition in one category: its acts, its phases with their periods, and what is unset."""
    served = {found.category: found for found in rulebook.books(name)}
    if category not in served:
        raise Http404
    chosen = served[category]
    both = tables.tables(chosen)
    context = {
        "book": rulebook.book(chosen),
        "others": [rulebook.book(other) for other in served.values()],
        "chapters": rulebook.chapters(chosen, both.acts),
        "phases": both.phases,
        "notes": both.notes,
        "unset": chosen.unset(),
    }
    return render(request, "pages/edition.html", context)
