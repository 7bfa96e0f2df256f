"""Drafts: sealed, their author's alone, thrown away at will; and the request that the answers come to."""

from comity import docket, keeper
from comity.opening import acts, queries
from comity.opening.drafts import Draft, begun
from comity.opening.models import Draft as Row
from tests.played import START, Played

SECRET = "We would settle for less than we say"
ANSWERS = {
    "own_state": "US",
    "own": "a" * 26,
    "other": "b" * 26,
    "other_state": "PA",
    "subjects": ["waterway-transit"],
    "third": "no",
    "agreed": "no",
}


class TestKept(Played):
    def save(self, who: str = "us-agent", draft_id: str | None = None, **more: str) -> str:
        draft_id = draft_id or keeper.random_id()
        acts.save_draft(self.actor(who), draft_id, ANSWERS | more, at=docket.now())
        return draft_id

    def test_the_row_holds_nothing_in_plain(self) -> None:
        row = Row.objects.get(pk=self.save(story=SECRET))
        assert all(word not in bytes(row.sealed) for word in (SECRET.encode(), b"waterway", b'"PA"'))
        assert str(row) == row.id

    def test_its_length_does_not_tell_whom_it_names(self) -> None:
        lengths = {len(bytes(Row.objects.get(pk=self.save(story=word)).sealed)) for word in ("", "x" * 20)}
        assert len(lengths) == 1

    def test_only_its_author_reads_it(self) -> None:
        name = self.save(story=SECRET)
        found = queries.draft(self.actor("us-agent"), name)
        assert (found.id, found.answers) == (name, ANSWERS | {"story": SECRET})
        for who in ("us-counsel", "registry", "secretary-general"):
            with self.assertRaises(docket.NotFound):
                queries.draft(self.actor(who), name)
            assert queries.drafts(self.actor(who)) == []

    def test_only_its_author_writes_it(self) -> None:
        name = self.save(story=SECRET)
        with self.assertRaises(docket.NotFound):
            self.save("us-counsel", name, story="Mine now")
        acts.discard_draft(self.actor("us-counsel"), name)
        assert queries.draft(self.actor("us-agent"), name).answers["story"] == SECRET

    def test_it_is_saved_again_and_thrown_away(self) -> None:
        first, second = self.save(), self.save()
        self.on(1)
        self.save(draft_id=first, story="More")
        assert [draft.id for draft in queries.drafts(self.actor("us-agent"))] == [first, second]
        acts.discard_draft(self.actor("us-agent"), first)
        assert [draft.id for draft in queries.drafts(self.actor("us-agent"))] == [second]


class TestRequest(Played):
    def request(self, **answers: object) -> dict[str, object]:
        return dict(Draft("a", START, ANSWERS | answers).request(START))  # type: ignore[arg-type]

    def test_it_names_two_states_and_what_each_has_consented(self) -> None:
        requesting, responding = self.request()["party"]  # type: ignore[misc]
        assert requesting["consent"] == {"given": True, "instrument": "this request", "on": "2026-03-02"}
        assert (responding["state"], responding["consent"]) == ("PA", {"given": False})

    def test_a_consent_in_writing_has_its_instrument_and_its_date_if_there_is_one(self) -> None:
        agreed = {"agreed": "yes", "instrument": "Note 5"}
        assert self.request(**agreed)["party"][1]["consent"] == {"given": True, "instrument": "Note 5"}  # type: ignore[index]
        dated = self.request(**agreed, agreed_on="2025-12-01")["party"][1]["consent"]  # type: ignore[index]
        assert dated == {"given": True, "instrument": "Note 5", "on": "2025-12-01"}

    def test_third_states_follow_the_answer(self) -> None:
        named = ["CO", "CR"]
        assert "third_state_involved" not in self.request(third="open", third_states=named)
        assert self.request(third="no", third_states=named)["third_state_involved"] is False
        assert "third_states" not in self.request(third="no", third_states=named)
        yes = self.request(third="yes", third_states=named)
        assert yes["third_states"] == [{"state": name, "consent": "pending"} for name in named]
        assert self.request(third="yes", third_states="CO")["third_states"] == []

    def test_what_it_depends_on_is_named_where_there_is_any(self) -> None:
        assert "depends_on" not in self.request(depends_on=[])
        assert self.request(depends_on=["maritime-interests"])["depends_on"] == ["maritime-interests"]

    def test_the_gates_are_asked_once_the_answers_make_a_request(self) -> None:
        new = Draft("a", START, begun("US"))
        assert new.assessment(START) is None
        assert len(set(new.parties)) == 2
        found = Draft("a", START, ANSWERS).assessment(START)
        assert found is not None
        assert found.verdict.value == "incomplete"
