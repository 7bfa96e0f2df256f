"""Gate `third-state`: where a third State is involved, it has consented beforehand (Articles 25-26).

Rules upheld:
- the parties must say whether a third State is involved; until they do, the gate asks;
- every State that is involved is named, and each has given its consent;
- a pending answer is not a yes, however long it is pending: silence never counts; a refusal refuses.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, needs, passes, refuses
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Answer, Request

CODE = "third-state"


def _of(request: Request, answer: Answer) -> list[str]:
    return [third.state for third in request.third_states if third.state and third.consent is answer]


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """It is said whether a third State is involved, and each one that is has consented."""
    refused, pending = _of(request, Answer.REFUSED), _of(request, Answer.PENDING)
    unnamed = sum(third.state is None for third in request.third_states)
    facts: dict[str, Json] = {
        "involved": request.third_state_involved,
        "given": list[Json](_of(request, Answer.GIVEN)),
        "refused": list[Json](refused),
        "pending": list[Json](pending),
        "unnamed": unnamed,
    }
    if refused:
        return refuses(
            mark("A third State that is involved refuses its consent: %(states)s."), facts, states=listed(refused)
        )
    if request.third_state_involved is False:
        return passes(mark("The parties say that no third State is involved."), facts)
    if request.third_state_involved is None:
        return needs(mark("The request must say whether a third State is involved."), facts)
    if unnamed or not request.third_states:
        return needs(mark("A third State is involved: it must be named."), facts)
    if pending:
        return needs(
            mark("Consent is wanted from %(states)s, involved as a third State. Silence is not consent."),
            facts,
            states=listed(pending),
        )
    return passes(mark("Each third State that is involved has given its consent."), facts)
