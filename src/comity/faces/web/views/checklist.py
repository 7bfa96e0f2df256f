"""The opening checklist: what the rules do not say, or say on a borrowed or assumed source, and who settles it.

Rules upheld:
- issue 2, section 2: production opens no category while a mandatory value of its edition is unset; the page shows the
  same check that opening a case makes (Edition.unset);
- each line names its source; nothing is called settled that only a successor could set.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries as cases
from comity.docket.desk import queries
from comity.docket.desk.queries import Owner
from comity.faces.web import casefile, rulebook
from comity.faces.web.access import member
from comity.faces.web.components import Basis
from comity.faces.web.views.cases import done
from comity.law import edition as law
from comity.law.edition import Edition, Period, Value
from comity.people import queries as persons

OPEN = ("unset", "assumed", "borrowed")  # in the order of the page: what is missing first


@dataclass(frozen=True)
class Entry:
    """A value or period that is not official: what it says, on which source, who settles it by when."""

    key: str
    title: str
    said: str
    basis: Basis
    source: str
    status: str
    mandatory: bool
    owner: Owner | None
    name: str
    take_up: str
    settle: str


@dataclass(frozen=True)
class Sheet:
    """One category of an edition: how many entries of each status, and what keeps production from opening it."""

    edition: Edition
    category: str
    counts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    query: str


@member
@require_GET
def checklist(request: HttpRequest) -> HttpResponse:
    """Every category of every edition, and the open entries of the one that was chosen."""
    viewer, at = people.authenticate(request), docket.now()
    if viewer is None:
        raise docket.NotFound
    owners = queries.owners(viewer, at)
    names = persons.names(viewer, {owner.account for owner in owners.values()})
    every = [found for name in law.editions() for found in rulebook.books(name) if found.category != casefile.OWN]
    asked = (request.GET.get("edition", settings.EDITION), request.GET.get("category", ""))
    chosen = next((found for found in every if found.name == asked[0] and asked[1] in ("", found.category)), None)
    if chosen is None:
        raise docket.NotFound
    home = cases.case(viewer, docket.institution())
    context = {
        "sheets": [_sheet(found) for found in every],
        "chosen": _sheet(chosen),
        "entries": _entries(chosen, owners, names),
        "may_settle": any(each.row.act == "settle-value" and each.reason is None for each in home.open),
        "done": done(viewer, request.GET.get("done")),
    }
    return render(request, "desk/checklist.html", context)


def _sheet(edition: Edition) -> Sheet:
    statuses = [entry.status for entry in _open(edition)]
    return Sheet(
        edition=edition,
        category=str(rulebook.CATEGORIES[edition.category]),
        counts=tuple((status, statuses.count(status)) for status in OPEN),
        missing=tuple(entry.title for entry in edition.unset()),
        query=urlencode({"edition": edition.name, "category": edition.category}),
    )


def _open(edition: Edition) -> Iterator[Value | Period]:
    every: list[Value | Period] = [*edition.values.values(), *edition.periods.values()]
    for entry in every:
        if entry.status in OPEN:
            yield entry


def _entries(edition: Edition, owners: Mapping[tuple[str, str], Owner], names: Mapping[str, str]) -> list[Entry]:
    found = [_entry(edition, entry, owners, names) for entry in _open(edition)]
    return sorted(found, key=lambda entry: (OPEN.index(entry.status), not entry.mandatory))


def _entry(
    edition: Edition, entry: Value | Period, owners: Mapping[tuple[str, str], Owner], names: Mapping[str, str]
) -> Entry:
    key = f"{'values' if isinstance(entry, Value) else 'periods'}.{entry.name}"
    owner = owners.get((edition.name, key))
    home, query = docket.institution(), "?" + urlencode({"value": f"{edition.name}:{key}"})
    return Entry(
        key=key,
        title=entry.title,
        said=said(entry),
        basis=casefile.by_article(entry.article, entry.status),
        source=entry.source,
        status=entry.status,
        mandatory=entry.mandatory,
        owner=owner,
        name=names.get(owner.account, "") if owner else "",
        take_up=casefile.act_url(home, "take-up-value") + query,
        settle="" if entry.status == "unset" else casefile.act_url(home, "settle-value") + query,
    )


def said(entry: Value | Period) -> str:
    """What the edition says: a length with its unit, or a plain value; empty where it says nothing."""
    if isinstance(entry, Value):
        return _in_words(entry.value)
    if entry.length is None:
        return ""
    if entry.unit == "months":
        return ngettext("%(count)d month", "%(count)d months", entry.length) % {"count": entry.length}
    return ngettext("%(count)d day", "%(count)d days", entry.length) % {"count": entry.length}


def _in_words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return gettext(", ").join(map(plain, value)) if isinstance(value, list | tuple) else plain(value)


def plain(value: object) -> str:
    """A value of an edition as one line: words as they are, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
