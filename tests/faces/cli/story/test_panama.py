"""The whole path between two States, played once by performing acts, and looked at from every side."""

import json

import pytest
from django.conf import settings

from comity import docket, keeper
from comity.docket import queries
from comity.docket.models import Act, Log
from comity.faces.cli.story.inside import Inside
from comity.people.actor import Actor, ActorKind
from comity.proof import bundle
from comity.proof.notes import VerifierKey
from comity.settlement import queries as settlement
from tests.played import Played


def actor(stage: Inside, who: str) -> Actor:
    return Actor(stage.person(who), ActorKind.PERSON)


class TestPanama(Played):
    parts = 8

    def test_it_ends_in_a_settlement_in_force_on_the_day_that_the_text_names(self) -> None:
        view = queries.case(actor(self.stage, "us-agent"), self.stage.docket_id)
        assert (view.state.phase, view.state.ending) == ("settled", "settled")
        text = settlement.text(actor(self.stage, "pa-agent"), view)
        assert text is not None
        assert text.in_force_since == text.entry_on
        assert [(each.act, each.since is not None) for each in text.bound] == [
            (act, True) for act in ("initial", "initial", "approve", "approve", "sign", "sign")
        ]
        assert {each.role for each in text.attested} == {"mediator", "secretary-general"}

    def test_replay_of_every_log_comes_to_the_state_that_the_rows_hold(self) -> None:
        assert docket.replay(self.stage.docket_id) == []

    def test_the_bundle_of_each_party_verifies_with_the_organisations_key(self) -> None:
        key = VerifierKey(settings.ORGANISATION_NAME, keeper.public_key())
        for who in ("us-agent", "pa-agent"):
            bundle.verify(docket.bundle(actor(self.stage, who), self.stage.docket_id), key)

    def test_a_bundle_holds_nothing_of_the_other_partys_rooms(self) -> None:
        mine = docket.bundle(actor(self.stage, "pa-agent"), self.stage.docket_id)
        theirs = docket.bundle(actor(self.stage, "us-agent"), self.stage.docket_id)
        said = b"May I say so across the table"  # the mediator, in Panama's caucus alone
        assert said in mine
        assert said not in theirs

    def test_the_condition_reopened_two_clauses_and_left_the_others_approved(self) -> None:
        acts = queries.acts(actor(self.stage, "us-agent"), self.stage.docket_id)
        tabled = [act for act in acts if act.row.act == "table-text"]
        before, after = (act.act.facts["clauses"] for act in tabled)
        assert {name for name in before if before[name] != after[name]} == {"a9", "a10"}  # type: ignore[index, union-attr]

    def test_no_party_reads_a_room_of_the_other(self) -> None:
        rooms = {(log.kind, log.party): log.id for log in Log.objects.filter(docket=self.stage.docket_id)}
        panama = self.stage.party("pa")
        for kind in ("caucus", "delegation"):
            with pytest.raises(docket.NotFound):
                queries.room(actor(self.stage, "us-agent"), self.stage.docket_id, rooms[kind, panama])
        with pytest.raises(docket.NotFound):
            queries.room(actor(self.stage, "mediator-treaties"), self.stage.docket_id, rooms["delegation", panama])
        for officer in ("registry", "secretary-general"):
            for (kind, _party), room in rooms.items():
                if kind not in ("case", "registry"):
                    with pytest.raises(docket.NotFound):
                        queries.room(actor(self.stage, officer), self.stage.docket_id, room)

    def test_the_case_log_names_no_act_of_a_room(self) -> None:
        row = queries.case(actor(self.stage, "us-agent"), self.stage.docket_id).edition.acts
        named = set(Act.objects.filter(log=self.stage.docket_id).values_list("name", flat=True))
        assert {name for name in named if row[name].log == "room"} == set()

    def test_the_mediator_who_was_named_first_and_not_chosen_never_learns_of_the_case(self) -> None:
        with pytest.raises(docket.NotFound):
            queries.case(actor(self.stage, "mediator-waters"), self.stage.docket_id)

    def test_the_seated_mediator_does_not_read_who_else_was_named(self) -> None:
        joint = Log.objects.get(docket=self.stage.docket_id, kind="joint").id
        seen = queries.room(actor(self.stage, "mediator-treaties"), self.stage.docket_id, joint).acts
        told = {act.row.act for act in queries.room(actor(self.stage, "us-agent"), self.stage.docket_id, joint).acts}
        assert "name-mediator" in told
        assert "name-mediator" not in {act.row.act for act in seen}
        assert json.dumps([act.act.to_json() for act in seen]).find(self.stage.person("mediator-waters")) == -1
