"""An edition as two tables that a lawyer reads: who may do what, when; and how long each phase lasts.

Every row carries its article and the status of its source, a period its own badge where it differs (UI 3). What is
unset is shown as unset. Nothing is decided here: the tables are the edition's, in the reader's language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comity.faces.web.components import Basis
from comity.law.edition import Edition, Outcome, Period, Phase, Row

CATEGORIES = {
    "state-state": _("State–State"),
    "state-national": _("State–national"),
    "commercial": _("Commercial"),
    "institution": _("The institution"),
}
ROLES = {
    "requester": _("Requester"),
    "invitee": _("Invited party"),
    "party": _("Party"),
    "signatory": _("Signatory"),
    "nominee": _("Nominated mediator"),
    "mediator": _("Mediator"),
    "registry": _("Registry"),
    "secretary-general": _("Secretary-General"),
    "clock": _("The clock"),
    "system": _("The system"),
}
POWERS = {"speak": _("may speak"), "sign": _("may sign"), "approve": _("may approve")}
SOURCES = {"official": _("official"), "borrowed": _("borrowed"), "assumed": _("assumed"), "unset": _("unset")}
ROOMS = {
    "joint": _("joint room"),
    "caucus": _("caucus"),
    "delegation": _("delegation’s room"),
    "mediator": _("mediator’s notes"),
    "registry": _("registry’s room"),
}


@dataclass(frozen=True)
class PeriodLine:
    """A period as it is read beside an act or phase: "Invitation, 60 days"."""

    text: str
    status: str = ""  # shown where it differs from the row's


@dataclass(frozen=True)
class ActRow:
    """One act of the table."""

    name: str
    title: str
    summary: str
    who: str
    power: str
    leads_to: tuple[str, ...]
    starts: tuple[PeriodLine, ...]
    where: str
    basis: Basis
    source: str


@dataclass(frozen=True)
class Chapter:
    """The acts that a phase opens first; later phases in which they stay open are named by `also`."""

    title: str
    rows: tuple[ActRow, ...]


@dataclass(frozen=True)
class PhaseRow:
    """One phase of the second table."""

    title: str
    leads_to: tuple[str, ...]
    periods: tuple[PeriodLine, ...]
    final: bool


@dataclass(frozen=True)
class PeriodRow:
    """One period of the edition."""

    title: str
    length: str
    lapse: str
    basis: Basis
    source: str


def chapters(edition: Edition) -> list[Chapter]:
    """The table of acts, grouped by the first phase in which each may be done; acts that last stand in their first."""
    grouped: dict[str, list[ActRow]] = {name: [] for name in edition.phases}
    for row in edition.acts.values():
        first = next((name for name in edition.phases if name in row.when), edition.beginning)
        grouped[first].append(_act(edition, row))
    return [Chapter(gettext(edition.phases[name].title), tuple(rows)) for name, rows in grouped.items() if rows]


def phases(edition: Edition) -> list[PhaseRow]:
    """The table of phases, in their order."""
    return [_phase(edition, phase) for phase in edition.phases.values()]


def periods(edition: Edition) -> list[PeriodRow]:
    """Every period: its length, what the clock does when it has passed, its source."""
    return [
        PeriodRow(
            gettext(period.title),
            length(period),
            gettext(edition.acts[period.lapse].title) if period.lapse else "",
            Basis(article=period.article, status=period.status),  # type: ignore[arg-type]  # the loader has checked it
            period.source,
        )
        for period in edition.periods.values()
    ]


def length(period: Period) -> str:
    """A period's length in words; what the rules have not said is said to be unset."""
    if period.hours:
        return gettext("at fixed hours")
    if period.value or period.each:
        return gettext("as the text says")
    if period.length is None:
        return gettext("unset")
    if period.unit == "months":
        template = ngettext("%(count)d month", "%(count)d months", period.length)
    elif period.unit == "business-days":
        template = ngettext("%(count)d business day", "%(count)d business days", period.length)
    else:
        template = ngettext("%(count)d day", "%(count)d days", period.length)
    return template % {"count": period.length}


def counted(edition: Edition) -> dict[str, int]:
    """How many acts rest on which kind of source."""
    return dict(Counter(row.status for row in edition.acts.values()))


def _act(edition: Edition, row: Row) -> ActRow:
    started = [name for outcome in row.then for name in outcome.starts]
    return ActRow(
        name=row.act,
        title=gettext(row.title),
        summary=gettext(row.summary) if row.summary else "",
        who=_words(ROLES, row.who),
        power=_words(POWERS, [row.mandate] if row.mandate else []),
        leads_to=_leads_to(edition, row.then),
        starts=tuple(_line(edition.periods[name], beside=row.status) for name in started if name in edition.periods),
        where=_words(ROOMS, row.rooms),
        basis=Basis(article=row.article, row="" if row.article else row.act, status=row.status),  # type: ignore[arg-type]  # checked
        source=row.source,
    )


def _phase(edition: Edition, phase: Phase) -> PhaseRow:
    lines = tuple(_line(edition.periods[name]) for name in phase.starts if name in edition.periods)
    return PhaseRow(gettext(phase.title), _leads_to(edition, phase.until), lines, phase.final)


def _leads_to(edition: Edition, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    names = dict.fromkeys(outcome.phase for outcome in outcomes if outcome.phase)
    return tuple(gettext(edition.phases[name].title) for name in names)


def _line(period: Period, beside: str = "") -> PeriodLine:
    text = gettext("%(period)s, %(length)s") % {"period": gettext(period.title), "length": length(period)}
    return PeriodLine(text, "" if period.status == beside else period.status)


def _words(names: Mapping[str, object], keys: Sequence[str]) -> str:
    return gettext(", ").join(str(names.get(key, key)) for key in keys)
