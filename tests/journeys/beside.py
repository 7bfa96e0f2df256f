"""What is the same in every kind of case, performed in a process beside the server: a protocol, clause by clause."""

import secrets

from comity import docket
from comity.docket import queries
from comity.docket.views import CaseView
from comity.law.act import Json
from comity.people.actor import Actor, ActorKind
from comity.people.models import Mandate

APPROVAL = "approval-at-home"


def agree_protocol(case: str, *, mediator: str, sides: list[str], approving: list[str]) -> None:
    """Every clause that the edition wants, drafted by the mediator and agreed to by each side.

    Everybody is an account's id; who answered an invitation by a link agrees too. approving: whose sides' approval at
    home the settlement needs.
    """

    def act(account: str, name: str, facts: dict[str, Json], body: dict[str, Json] | None = None) -> None:
        payload = docket.Payload(facts=facts, body=body or {})
        docket.perform(Actor(account, ActorKind.PERSON), case, name, payload, key=secrets.token_hex(16))

    def seen(account: str) -> CaseView:
        return queries.case(Actor(account, ActorKind.PERSON), case)

    approval_of: list[Json] = [party for account in approving for party in seen(account).standing.parties]
    for clause in seen(mediator).edition.lists["protocol-clauses"]:
        more: dict[str, Json] = {"approval_of": approval_of} if clause == APPROVAL else {}
        act(mediator, "draft-clause", {"clause": clause, **more}, {"text": f"The parties agree on this: {clause}."})
    for account in (*sides, *_invited(case)):
        for clause, thing in seen(account).state.things["protocol-clause"].items():
            act(account, "agree-clause", {"clause": clause, "version": thing["version"]})


def _invited(case: str) -> list[str]:
    """Whoever answered an invitation by its link: an account with a mandate in this case alone."""
    return list(Mandate.objects.filter(docket_id=case).values_list("account_id", flat=True))
