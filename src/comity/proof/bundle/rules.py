"""Whether every act was allowed: the acts replayed by the law on the edition that the bundle holds.

The law is total on editions that its authors wrote and acts that a docket made. A bundle may come from anyone, so
whatever an invented edition makes the law stumble over is a refusal as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.law import instants, zones
from comity.law.act import Act, Json
from comity.law.edition import BadEdition, Edition, from_json, packaged
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.replay import NotReplayable, replay
from comity.law.step import owed
from comity.proof.bundle import form
from comity.proof.bundle.acts import Entry
from comity.proof.bundle.errors import BundleError
from comity.proof.bundle.form import Place

_STUMBLES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class Outcome:
    """Where the acts lead. packaged: the edition came with this verifier. owed: lapses due and not yet in the log.

    zone_data: release of the IANA database that the docket counted its deadlines by; None if it is the one in use here.
    """

    edition: str
    category: str
    packaged: bool
    phase: str
    ending: str | None
    owed: tuple[str, ...] = ()
    zone_data: str | None = None


Replay = Callable[[dict[str, Json], Sequence[Entry], datetime], Outcome]


def replayed(edition: dict[str, Json], log: Sequence[Entry], generated: datetime) -> Outcome:
    """What the acts lead to by `generated` (aware UTC). Raises BundleError at the first act that was not allowed."""
    try:
        rules = from_json(edition)
    except _STUMBLES as error:
        raise Place(form.EDITION).refuse(_("is not an edition: %(reason)s"), reason=_told(error)) from None
    reading = _Reading(log)
    try:
        state = replay(rules, reading)
        lapses = owed(rules, state, generated)
    except NotReplayable as error:
        raise _refused(error) from None
    except _STUMBLES as error:
        raise _stumbled(error, reading.place) from None
    if state.last_at is not None and instants.render(generated) < state.last_at:
        raise Place(form.MANIFEST).refuse(_("is dated before the last act"))
    return Outcome(
        edition=rules.name,
        category=rules.category,
        packaged=_is_packaged(rules),
        phase=state.phase,
        ending=state.ending,
        owed=tuple(f"{lapse.act} {instants.render(lapse.due)} ({lapse.period})" for lapse in lapses),
        zone_data=_other_zone_data(log),
    )


class _Reading:
    """The acts one by one, remembering which was read last: the law names no act when it stumbles."""

    def __init__(self, log: Sequence[Entry]) -> None:
        self._log, self.place = log, Place(form.ACTS)

    def __iter__(self) -> Iterator[Act]:
        for index, entry in enumerate(self._log):
            self.place = Place(form.ACTS, index)
            yield self._act(entry)

    def _act(self, entry: Entry) -> Act:
        try:
            return Act.from_json(entry.envelope)
        except ValueError as error:
            raise self.place.refuse(_("is not an envelope: %(reason)s"), reason=str(error)) from None


def _refused(error: NotReplayable) -> BundleError:
    words = Message(_("was not allowed (%(article)s)"), {"article": error.refused.article})
    return BundleError(form.ACTS, words, act=error.index, because=error.refused.message)


def _stumbled(error: Exception, place: Place) -> BundleError:
    if isinstance(error, BundleError):
        return error
    return place.refuse(_("cannot be replayed: %(reason)s"), reason=_told(error))


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, BadEdition) else repr(error)


def _other_zone_data(log: Sequence[Entry]) -> str | None:
    facts = log[0].envelope["facts"]
    theirs = facts.get("tzdata") if isinstance(facts, dict) else None
    return theirs if isinstance(theirs, str) and theirs != zones.version() else None


def _is_packaged(rules: Edition) -> bool:
    try:
        return packaged(rules.name, rules.category).digest_source() == rules.digest_source()
    except (KeyError, BadEdition):
        return False
