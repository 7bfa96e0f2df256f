"""Guards about the mediators' seats."""

from comity.law.act import Act
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.messages import mark as _
from comity.law.state import State


def _number(state: State, number: str, otherwise: str) -> int:
    agreed = state.whole.values.get(number, state.rules.values[otherwise].value)
    return agreed if isinstance(agreed, int) else 1


def _count(state: State, office: str, *statuses: str) -> int:
    return sum(seat["office"] == office and seat["status"] in statuses for seat in state.whole.seats.values())


@guard(_("every %(office)s has declared and is seated"))
def seats_filled(state: State, act: Act, *, office: str, number: str, otherwise: str) -> Finding:
    """As many are seated as the parties agreed, or as the edition says where they did not."""
    return unless(_count(state, office, "seated") >= _number(state, number, otherwise), _("A seat is not filled yet."))


@guard(_("a %(office)s is nominated"))
def nominated(state: State, act: Act, *, office: str) -> Finding:
    """At least one waits to declare."""
    return unless(_count(state, office, "nominated") >= 1, _("Nobody is nominated."))


@guard(_("a seat of %(office)s is free"))
def seat_free(state: State, act: Act, *, office: str, number: str, otherwise: str) -> Finding:
    """Fewer are nominated or seated than the case needs."""
    return unless(
        _count(state, office, "nominated", "seated") < _number(state, number, otherwise), _("Every seat is taken.")
    )


@guard(_("the person holds no seat in the case"))
def not_seated(state: State, act: Act, *, account: str) -> Finding:
    """The person is neither nominated nor seated now."""
    status = state.whole.seats.get(account, {}).get("status")
    return unless(status not in ("nominated", "seated"), _("This person holds a seat in the case already."))
