"""One story under two editions of the rules, side by side, for anyone to read. Everything is given by GET."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from comity.faces.web import comparing, reader, rulebook, words
from comity.law import edition as law
from comity.law.counting import Uncountable, events_of
from comity.law.words import EVENTS

PREFERRED = ("iomed-provisional-2026/state-national", "icsid-2022/state-national")  # where both are served
YEARS = (1990, 2100)  # a story lies within; zones are known for these


def shelf() -> dict[str, law.Edition]:
    """NAME/CATEGORY -> every edition with a period that is counted from an event."""
    found = [book for name in law.editions() for book in rulebook.books(name)]
    return {f"{book.name}/{book.category}": book for book in found if events_of(book)}


class StoryForm(forms.Form):
    """Two editions, a zone, and when each event came; every event may stay empty."""

    first = forms.ChoiceField(label=_("First edition"))
    second = forms.ChoiceField(label=_("Second edition"))
    zone = forms.ChoiceField(
        label=_("Zone that the case names"),
        help_text=_("Where an edition fixes its own zone, that one counts."),
        required=False,
    )

    def __init__(self, *args: Any, books: dict[str, law.Edition], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(key, f"{gettext(book.title)} · {rulebook.CATEGORIES[book.category]}") for key, book in books.items()]
        cities = sorted(((zone, f"{words.city(zone, language)} ({zone})") for zone in reader.zones()), key=_second)
        none: tuple[str, str | Promise] = ("", _("None: the zone most favourable to who must act"))
        for name, choices in (("first", shown), ("second", shown), ("zone", [none, *cities])):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        for event in comparing.EXAMPLE:
            self.fields[event] = forms.DateTimeField(
                label=gettext(EVENTS[event])[:1].upper() + gettext(EVENTS[event])[1:],
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Instants lie within the years whose zones are known."""
        data = super().clean() or {}
        for event in comparing.EXAMPLE:
            at = data.get(event)
            if isinstance(at, datetime) and not YEARS[0] <= at.year < YEARS[1]:
                self.add_error(
                    event, gettext("Between the years %(first)s and %(last)s.") % {"first": YEARS[0], "last": YEARS[1]}
                )
        return data


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


@gzip_page  # four hundred cities; the page is the same for everybody, and nothing in it is secret
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two calendars."""
    books = shelf()
    language = reader.of(request).language
    first, second = _preferred(books)
    example: dict[str, Any] = {"first": first, "second": second, **comparing.EXAMPLE}
    form = StoryForm(request.GET if "first" in request.GET else None, initial=example, books=books, language=language)
    asked = example if not form.is_bound else form.cleaned_data if form.is_valid() else None
    context: dict[str, object] = {"form": form, "lines": [], "told": asked is not None}
    if asked is not None:
        pair = (books[asked["first"]], books[asked["second"]])
        try:
            found = comparing.lines(pair, _events(asked), asked.get("zone") or None)
        except Uncountable:
            form.add_error(None, gettext("A period would end after the last year that a calendar counts."))
        else:
            context |= {
                "lines": found,
                "named": [bool(each.zone or asked.get("zone")) for each in pair],
                "books": [rulebook.book(each) for each in pair],
                "count": sum(line.how != comparing.SAME for line in found),
                "events": [(EVENTS[name], at) for name, at in _events(asked).items()],
            }
    return render(request, "pages/compare.html", context, status=422 if form.is_bound and form.errors else 200)


def _preferred(books: dict[str, law.Edition]) -> tuple[str, str]:
    """The pair that the example is told under."""
    if set(PREFERRED) <= set(books):
        return PREFERRED
    keys = list(books)
    return keys[0], keys[min(1, len(keys) - 1)]


def _events(asked: dict[str, Any]) -> dict[str, datetime]:
    """Event -> instant, for what was given."""
    return {event: asked[event] for event in comparing.EXAMPLE if asked.get(event)}
