"""The fictional case in mid-path."""

from datetime import timedelta

import pytest

from comity import docket
from comity.docket import queries
from comity.faces.cli.story.inside import Inside
from comity.people.actor import Actor, ActorKind

pytestmark = pytest.mark.database


def actor(stage: Inside, who: str) -> Actor:
    return Actor(stage.person(who), ActorKind.PERSON)


def test_statements_are_their_authors_alone_until_the_clock_opens_them(fishing: Inside) -> None:
    def read_by(who: str) -> list[object]:
        acts = queries.acts(actor(fishing, who), fishing.docket_id)
        return [(act.said or {}).get("statement") is not None for act in acts if act.row.act == "lodge-statement"]

    assert read_by("xm-agent") == [True]
    assert [read_by(who) for who in ("xn-agent", "mediator-waters", "registry")] == [[False], [False], [False]]
    fishing.act("xn-agent", "lodge-statement", body={"statement": "Norland answers."})
    assert [read_by(who) for who in ("xm-agent", "xn-agent", "mediator-waters")] == [
        [True, False],
        [False, True],
        [False, False],
    ]
    fishing.move(fishing.now() + timedelta(days=16))
    assert [read_by(who) for who in ("xm-agent", "xn-agent", "mediator-waters")] == [[True, True]] * 3
    assert fishing.phase() == "protocol"


def test_nobody_outside_finds_the_case(fishing: Inside) -> None:
    for who in ("us-agent", "pa-agent", "mediator-trade"):
        with pytest.raises(docket.NotFound):
            queries.case(actor(fishing, who), fishing.docket_id)
