"""A successor of an edition: choose one, change values and lengths of periods, see the comparison, adopt it.

Rules upheld:
- an edition is never edited, only succeeded; running cases keep theirs (DESIGN 2);
- every change says its source and the source's status; what is empty stays as it is;
- this page writes nothing: the act `adopt-edition` does, from the change that the comparison shows.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from comity import docket, people
from comity.docket import queries as cases
from comity.docket.desk import queries
from comity.docket.treaty_forms import STATUSES
from comity.faces.web import casefile, rulebook
from comity.faces.web.access import member
from comity.faces.web.views.acts import KEY
from comity.faces.web.views.cases import done
from comity.faces.web.views.checklist import plain
from comity.law import edition as law
from comity.law import succession
from comity.law.act import Json
from comity.law.edition import BadEdition, Difference, Edition, Value
from comity.people.actor import Actor


@dataclass(frozen=True)
class Entry:
    """A value or period of the base, and what was typed for the successor."""

    key: str
    title: str
    now: str
    status: str
    source: str
    words: bool  # a value, which may be long; else a length
    typed: Mapping[str, str]
    changed: bool


@member
@require_http_methods(["GET", "POST"])
def successor(request: HttpRequest) -> HttpResponse:
    """Choose the base (GET), change it, compare (POST); adopting is an act."""
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    adopted = queries.adopted(viewer, docket.now())
    given = request.POST if request.method == "POST" else request.GET
    names = [name for name in law.editions() if casefile.OWN not in succession.of_base(name)]
    base = given.get("base", "")
    context: dict[str, object] = {
        "bases": [(name, rulebook.title(name)) for name in names],
        "base": base,
        "adopted": adopted,
        "may": _may(viewer),
    }
    context["done"] = done(viewer, request.GET.get("done"))
    if base not in names:
        return render(request, "desk/successor.html", context, status=404 if base else 200)
    if request.method == "POST" and "compare" in given:
        return _compared(request, base, given, context)
    return render(request, "desk/successor.html", context | _form(base, given))


def _may(viewer: Actor) -> bool:
    """Whether the reader may adopt: the table says who."""
    home = cases.case(viewer, docket.institution())
    return any(each.row.act == "adopt-edition" and each.reason is None for each in home.open)


def _form(base: str, given: QueryDict) -> dict[str, object]:
    entries = [_entry(key, entry, given) for key, entry in _listed(base).items()]
    return {
        "groups": [
            (gettext("Values"), [each for each in entries if each.key.startswith("values.")]),
            (gettext("Periods"), [each for each in entries if each.key.startswith("periods.")]),
        ],
        "new_name": given.get("edition", ""),
        "new_title": given.get("title", ""),
        "statuses": [*STATUSES, ("unset", gettext("unset"))],
    }


def _listed(base: str) -> dict[str, Value | law.Period]:
    """Values and lengths of the base, of any category, by key; a period that no length measures is left out."""
    found: dict[str, Value | law.Period] = {}
    for edition in succession.of_base(base).values():
        for value in edition.values.values():
            found.setdefault(f"values.{value.name}", value)
        for period in edition.periods.values():
            if period.length is not None or period.status == "unset":
                found.setdefault(f"periods.{period.name}", period)
    return found


def _entry(key: str, entry: Value | law.Period, given: QueryDict) -> Entry:
    value = entry.value if isinstance(entry, Value) else entry.length
    typed = {part: given.get(f"{key}.{part}", "").strip() for part in ("to", "source", "status")}
    return Entry(
        key=key,
        title=entry.title,
        now="" if value is None else plain(value),
        status=entry.status,
        source=entry.source,
        words=isinstance(entry, Value),
        typed=typed,
        changed=any(typed.values()),
    )


def _compared(request: HttpRequest, base: str, given: QueryDict, context: dict[str, object]) -> HttpResponse:
    form = _form(base, given)
    change, faults = _change(base, given)
    name = given.get("edition", "").strip()
    if not faults and name in law.editions():
        faults.append(gettext("There is an edition of this name already."))
    made: dict[str, Json] = {}
    if not faults:
        try:
            made = succession.successor(base, name, change)
        except BadEdition as bad:
            faults.append(str(bad))
    if faults:
        return render(request, "desk/successor.html", context | form | {"faults": faults}, status=422)
    compared = {
        "new_name": name,
        "change": json.dumps(change, ensure_ascii=False, indent=1),
        "categories": _differences(base, made),
        "url": casefile.act_url(docket.institution(), "adopt-edition"),
        "key_name": KEY,
        "key": secrets.token_hex(16),
        "kept": [(field, value) for field, value in given.items() if field not in ("compare", "csrfmiddlewaretoken")],
    }
    return render(request, "desk/compared.html", context | form | compared)


def _differences(base: str, made: Mapping[str, Json]) -> list[tuple[str, list[tuple[Difference, str, str, str]]]]:
    """For each category: its differences, each with the entry's title, what was and what is."""
    served = made["categories"]
    found = []
    for category, old in succession.of_base(base).items():
        new = succession.loaded(served[category] if isinstance(served, dict) else None, category)
        lines = [(each, _title(old, each), plain(each.was), plain(each.now)) for each in law.compare(old, new)]
        found.append((str(rulebook.CATEGORIES[category]), lines))
    return found


def _title(edition: Edition, difference: Difference) -> str:
    table = edition.values if difference.table == "values" else edition.periods
    entry = table.get(difference.name)
    return gettext(entry.title) if entry is not None else gettext("Title")


def _change(base: str, given: QueryDict) -> tuple[dict[str, Json], list[str]]:
    """The change as the act takes it, and what is wrong with what was typed."""
    change: dict[str, Json] = {}
    faults: list[str] = []
    for key, entry in _listed(base).items():
        typed = _entry(key, entry, given)
        if not typed.changed:
            continue
        to, source, status = (typed.typed[part] for part in ("to", "source", "status"))
        if not source or not status or bool(to) == (status == "unset"):
            faults.append(
                gettext("%(title)s: a change says the new value, its source and its status; unset has no value.")
                % {"title": gettext(entry.title)}
            )
            continue
        told: dict[str, Json] = {"source": source, "status": status}
        change[key] = told if status == "unset" else {**told, _column(key): _read(to)}
    if title := given.get("title", "").strip():
        change["title"] = title
    if not change and not faults:
        faults.append(gettext("Nothing changes."))
    return change, faults


def _column(key: str) -> str:
    return succession.COLUMN[key.partition(".")[0]]


def _read(text: str) -> Json:
    """A number, true, false, or JSON of a list or table; everything else is words."""
    try:
        value: Json = json.loads(text, parse_float=str)
    except ValueError:
        return text
    return text if value is None else value
