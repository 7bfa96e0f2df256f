"""When the periods end that known events start: the calendar of a story under an edition, before there is a case.

Rules upheld:
- only what is counted from an event: no date that a text sets, no fixed hour of the day;
- a length that the rules have not said is not guessed: such a period stands in the calendar without an end;
- a zone that the edition fixes counts before one that a case names; without either, the most favourable one does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.law import periods
from comity.law.deadlines import BadPeriod
from comity.law.edition import Edition, Period


@dataclass(frozen=True)
class Counted:
    """One period: its title and article, when it ends (UTC; None where the rules do not say) and in which zone.

    days: None where it is not counted in days. status: of the length.
    """

    code: str
    title: str
    article: str
    event: str
    due: datetime | None
    zone: str | None
    days: int | None
    status: str
    source: str


class Uncountable(BadPeriod):
    """A period that leaves the calendar: which one, and which event started it."""

    def __init__(self, error: BadPeriod, rule: Period) -> None:
        super().__init__(str(error))
        self.code, self.event = rule.name, rule.event


def is_counted(rule: Period) -> bool:
    """Whether the period's end is counted from its event: not where a text or a fixed hour of the day sets it."""
    return rule.length is not None or rule.status == "unset"


def events_of(edition: Edition) -> list[str]:
    """The events that start a period which is counted, sorted."""
    return sorted({rule.event for rule in edition.periods.values() if is_counted(rule)})


def calendar_of(edition: Edition, events: Mapping[str, datetime], zone: str | None = None) -> tuple[Counted, ...]:
    """The periods that these events start, in the edition's order.

    events: aware instants by name; one that starts no period of the edition adds nothing. zone: the IANA zone that the
    case names. Raises Uncountable, zones.UnknownZone.
    """
    return tuple(
        _counted(edition, rule, events[rule.event], zone)
        for rule in edition.periods.values()
        if rule.event in events and is_counted(rule)
    )


def _counted(edition: Edition, rule: Period, event: datetime, zone: str | None) -> Counted:
    try:
        due, named = (None, None) if rule.length is None else periods.ends(edition, rule, event, zone)
    except BadPeriod as error:
        raise Uncountable(error, rule) from error
    return Counted(
        code=rule.name,
        title=rule.title,
        article=rule.article,
        event=rule.event,
        due=due,
        zone=named,
        days=rule.length if rule.unit != "months" else None,
        status=rule.status,
        source=rule.source,
    )
