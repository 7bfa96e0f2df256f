"""The treaty register as a reader meets it: one line a State, in the reader's language and alphabet.

- What has no day is shown as unset, beside what has one; it never becomes a status (comity.treaty.packaged).
- A line is as well founded as its weakest fact; a source that is an address is a link, another one is plain words.
- Filters drop lines, never facts: the counts are of the whole register on the chosen day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from comity.faces.web import rulebook
from comity.law.register import DEPOSITS, Decision, Declaration, Deed, Register, Reservation, Status, TreatyCode
from comity.law.standing import Standing
from comity.opening.forms import EXCLUDED
from comity.treaty import states, status
from comity.treaty.packaged import Report
from comity.treaty.status import Row, Summary

TREATIES = {
    TreatyCode.IOMED: _("Convention on the Establishment of the International Organization for Mediation"),
    TreatyCode.SINGAPORE: _(
        "United Nations Convention on International Settlement Agreements Resulting from Mediation"
    ),
}
SHORT = {TreatyCode.IOMED: _("Hong Kong 2025"), TreatyCode.SINGAPORE: _("Singapore 2018")}
DEEDS = {
    Deed.JOINT_STATEMENT: _("Joint Statement"),
    Deed.SIGNATURE: _("Signature"),
    Deed.RATIFICATION: _("Ratification"),
    Deed.ACCEPTANCE: _("Acceptance"),
    Deed.APPROVAL: _("Approval"),
    Deed.ACCESSION: _("Accession"),
    Deed.WITHDRAWAL: _("Withdrawal"),
}
STANDINGS = {
    Standing.CONTRACTING: (_("Contracting State"), "chip-full"),
    Standing.NOT_YET_BOUND: (_("Consented, not yet bound"), "chip-part"),
    Standing.SIGNATORY: (_("Signatory"), "chip-part"),
    Standing.WITHDRAWN: (_("Withdrawn"), "chip-none"),
    Standing.NONE: (_("Joint Statement only"), "chip-none"),
}
REPORTED = "reported"
REPORTED_CHIP = (_("Reported, day unknown"), "chip-none")
_WEAKNESS = tuple(Status)
_WORDS = (gettext_noop("Indirect evidence only"),)  # what stands for a source in the packaged files
_ADDRESS = re.compile(r"(?P<scheme>https?://)?(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)+)(/\S*)?")


@dataclass(frozen=True)
class Source:
    """Where a fact is known from; `url` is empty where the words are no address."""

    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """One State: `row` from dated facts, `reports` without a day; at least one of the two."""

    code: str
    name: str
    row: Row | None
    reports: tuple[Report, ...]

    @property
    def fictional(self) -> bool:
        """Whether the State exists only here."""
        return states.fictional(self.code)

    @property
    def standing(self) -> str:
        """The standing's word for filters, or `reported`."""
        return self.row.standing.value if self.row else REPORTED

    @property
    def chip(self) -> tuple[str | Promise, str]:
        """The standing's label and style."""
        return STANDINGS[self.row.standing] if self.row else REPORTED_CHIP

    @property
    def reported(self) -> str:
        """What is reported of it without a day."""
        return _listed(str(DEEDS[report.act]) for report in self.reports)

    @property
    def bound(self) -> bool:
        """Whether a day from which it is bound, or will be, follows from dated facts."""
        return bool(self.row and self.row.bound_since)

    @property
    def maybe_bound(self) -> bool:
        """Whether only a report without a day says that it is bound."""
        return not self.bound and any(report.act in DEPOSITS for report in self.reports)

    @property
    def status(self) -> Status:
        """That of the dated facts, else of the reports."""
        return self.row.status if self.row else max((one.status for one in self.reports), key=_WEAKNESS.index)

    @property
    def sources(self) -> list[Source]:
        """The sources of the dated facts, else of the reports, each once."""
        return _sources(self.row.sources if self.row else [report.source for report in self.reports])


def source(words: str) -> Source:
    """A source: an address, with or without its scheme, is shown by its host and linked; other words as they are."""
    address = words.split(" ", maxsplit=1)[0]
    found = _ADDRESS.fullmatch(address)
    if not found:
        return Source(gettext(words), "")
    return Source(found["host"].removeprefix("www."), address if found["scheme"] else f"https://{address}")


def _sources(words: Iterable[str]) -> list[Source]:
    """Each host once."""
    return list({found.label: found for found in reversed(list(map(source, words)))}.values())[::-1]


def lines(summary: Summary, reports: Iterable[Report], language: str) -> list[Line]:
    """Every State with a dated fact or a report about the treaty, in the reader's alphabet."""
    rows = {row.state: row for row in summary.rows}
    told: dict[str, list[Report]] = {}
    for report in reports:
        if report.treaty is summary.treaty:
            told.setdefault(report.state, []).append(report)
    codes = states.ordered({*rows, *told}, language)
    return [Line(code, states.name(code, language), rows.get(code), tuple(told.get(code, ()))) for code in codes]


def kept(found: Sequence[Line], *, name: str, standing: str, official: bool) -> list[Line]:
    """The lines that the reader asked for; an empty filter keeps all."""
    wanted = name.strip().casefold()
    return [
        line
        for line in found
        if (not wanted or any(wanted in word.casefold() for word in (line.name, states.name(line.code), line.code)))
        and (not standing or line.standing == standing)
        and (not official or line.status is Status.OFFICIAL)
    ]


Lasting = Declaration | Reservation | Decision


@dataclass(frozen=True)
class Held:
    """A declaration, reservation or decision: whose, what it does in words, from when to when, and its source."""

    code: str
    name: str
    said: str
    entry: Lasting
    source: Source


def _said(entry: Lasting) -> tuple[str, str]:
    """Whose it is, and what it does."""
    if isinstance(entry, Declaration):
        return entry.state, gettext("excludes: %(subjects)s") % {"subjects": _listed(map(_subject, entry.excludes))}
    if isinstance(entry, Reservation):
        return entry.state, gettext("reservation to Article %(article)s") % {"article": entry.article}
    served = {"category": rulebook.CATEGORIES[entry.category]}
    return entry.admits, gettext("admitted by a decision of the Council: %(category)s") % served


def _subject(tag: str) -> str:
    """What a declaration excludes: the subjects that the Convention names in the reader's words, others as recorded."""
    return str(dict(EXCLUDED).get(tag, tag))


def held(register: Register, treaty: TreatyCode, at: date, language: str) -> list[Held]:
    """What is in force on the day, by State: declarations, reservations about the treaty, decisions of the Council."""
    entries: list[Lasting] = [one for one in register.declarations if one.treaty is treaty]
    entries += [one for one in register.reservations if one.treaty is treaty]
    entries += register.decisions if treaty is TreatyCode.IOMED else ()
    found = [(*_said(one), one) for one in entries if one.holds(at)]
    order = states.ordered({code for code, _words, _entry in found}, language)
    lines = [Held(code, states.name(code, language), said, one, source(one.source)) for code, said, one in found]
    return sorted(lines, key=lambda line: order.index(line.code))


def _listed(words: Iterable[str]) -> str:
    return gettext(", ").join(words)


@dataclass(frozen=True)
class Sheet:
    """One State towards one treaty, for its own page."""

    treaty: TreatyCode
    title: str | Promise
    line: Line
    deeds: Sequence[tuple[str | Promise, date, Status, Source]]
    reports: Sequence[tuple[str | Promise, Report, Source]]
    held: Sequence[Held]


def sheet(
    register: Register, reports: Iterable[Report], treaty: TreatyCode, code: str, language: str, at: date
) -> Sheet:
    """Everything on file about the State and the treaty up to the day."""
    row = status.row(register, treaty, code, at)
    told = tuple(report for report in reports if (report.state, report.treaty) == (code, treaty))
    line = Line(code, states.name(code, language), row if row.instruments else None, told)
    deeds = [(DEEDS[one.act], one.on, one.status, source(one.source)) for one in row.instruments]
    reported = [(DEEDS[one.act], one, source(one.source)) for one in told]
    mine = [one for one in held(register, treaty, at, language) if one.code == code]
    return Sheet(treaty, TREATIES[treaty], line, deeds, reported, mine)
