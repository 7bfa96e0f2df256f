"""What is said before anybody consents: what follows, what one may refuse, what it may cost, where to find advice."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from comity.faces.web.casefile import length_of
from comity.law.edition import Edition
from comity.opening import offers
from comity.opening.offers import Cost


@dataclass(frozen=True)
class Offer:
    """steps: what follows, in order. refuse: what one may refuse. costs: empty where nothing is published."""

    steps: tuple[str, ...]
    refuse: tuple[str, ...]
    advice: tuple[str, ...]
    costs: "tuple[Line, ...]"
    fees_source: str


@dataclass(frozen=True)
class Line:
    """One line of costs, its range written as the reader's language does."""

    item: str
    amount: str
    source: str
    status: str


def _range(cost: Cost) -> str:
    low, high = (number_format(amount, use_l10n=True, force_grouping=True) for amount in (cost.low, cost.high))
    return f"{cost.currency} {low}" if low == high else f"{cost.currency} {low} – {high}"


def offer(edition: Edition) -> Offer:
    """The same for every side, out of the edition alone."""
    fees = edition.values.get("fees")
    return Offer(
        steps=_steps(edition),
        refuse=(
            gettext(
                "You may decline to consent, or not answer. The other side learns only that the invitation lapsed."
            ),
            gettext("You may refuse a mediator: nobody is seated whom a side has not agreed to, or asked to be named."),
            gettext("You may refuse every proposal, and a settlement. Nothing said in the rooms binds anybody."),
            gettext("You may leave at any time, in one act, without reasons."),
        ),
        advice=(
            offers.advice(edition)
            or gettext("The organisation has not named a place where independent advice is given."),
            gettext(
                "Independent legal advice can be had from any lawyer of your choice. The organisation advises no side, "
                "and a side without counsel may adjourn once to take advice, without a reason."
            ),
        ),
        costs=tuple(Line(gettext(cost.item), _range(cost), cost.source, cost.status) for cost in offers.costs(edition)),
        fees_source="" if fees is None else fees.source,
    )


def _steps(edition: Edition) -> tuple[str, ...]:
    said = []
    if (invitation := edition.periods.get("invitation")) is not None and invitation.length is not None:
        words = gettext("Who is asked may consent within %(length)s of the sending; silence is no consent.")
        said.append(words % {"length": length_of(invitation)})
    else:
        said.append(gettext("Who is asked may consent; silence is no consent."))
    said.append(gettext("The registry screens the request: may the organisation take this case?"))
    said.append(gettext("The case is registered; the parties choose a mediator, who must declare to be independent."))
    said.append(gettext("The parties agree on a protocol, then meet: together, or each alone with the mediator."))
    said.append(gettext("A settlement binds only once all have signed it. Without one, nobody owes anything."))
    return tuple(said)
