"""The editions of the rules, for anyone to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.faces.web import rulebook
from comity.law import edition as editions_of_law


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition with its categories, and where its rules come from."""
    shelves = [
        {"name": name, "books": [_book(book) for book in _categories(name)]} for name in editions_of_law.editions()
    ]
    return render(request, "pages/editions.html", {"shelves": shelves})


@require_safe
def edition(request: HttpRequest, name: str, category: str) -> HttpResponse:
    """One edition in one category: its acts, phases, periods, and what is unset."""
    if name not in editions_of_law.editions():
        raise Http404
    books = {book.category: book for book in _categories(name)}
    if category not in books:
        raise Http404
    book = books[category]
    context = {
        "book": _book(book),
        "others": [_book(other) for other in books.values()],
        "chapters": rulebook.chapters(book),
        "phases": rulebook.phases(book),
        "periods": rulebook.periods(book),
        "unset": book.unset(),
    }
    return render(request, "pages/edition.html", context)


def _categories(name: str) -> list[editions_of_law.Edition]:
    found = []
    for category in rulebook.CATEGORIES:
        try:
            found.append(editions_of_law.packaged(name, category))
        except editions_of_law.BadEdition:  # the edition does not serve this category
            continue
    return found


def _book(book: editions_of_law.Edition) -> dict[str, object]:
    counts = rulebook.counted(book)
    return {
        "name": book.name,
        "title": book.title,
        "category": book.category,
        "category_title": rulebook.CATEGORIES[book.category],
        "acts": len(book.acts),
        "official": counts.get("official", 0),
        "borrowed": counts.get("borrowed", 0),
        "assumed": counts.get("assumed", 0),
        "unset": len(book.unset()),
    }
