"""Subjects of a request, contested by a party and fixed by a named officer."""

from comity import docket
from comity.opening import queries
from comity.opening.current import up_to_date
from tests.conduct.test_acts import REQUEST
from tests.played import Played, Said


class Subjects(Played):
    """A request between two States that both consented; it waits to be screened."""

    def setUp(self) -> None:
        consented = [
            {**party, "consent": {"given": True, "instrument": "a note", "on": "2026-03-02"}}
            for party in REQUEST["party"]  # type: ignore[union-attr, arg-type]
        ]
        asked: Said = REQUEST | {"filed_at": self.stage.now().isoformat(), "party": consented}  # type: ignore[dict-item]
        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "T", "story": "S", "request": asked},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        assert self.case("us-agent").state.phase == "screening"

    def contest(self, who: str = "pa-agent", tag: str = "canal-regime") -> None:
        self.perform(who, "contest-subjects", {"subjects": [tag]}, {"reasons": "It is about land."})

    def fix(self, *tags: str, **facts: object) -> None:
        told: Said = {"subjects": list(tags), **facts}  # type: ignore[dict-item]
        self.perform("registry", "fix-subjects", told, {"reasons": "Because."})

    def outcomes(self) -> dict[str, str]:
        found = queries.assessment(self.actor("registry"), self.case("registry"))
        assert found is not None
        return {finding.code: finding.outcome.value for finding in found.findings}


class TestSubjects(Subjects):
    def test_contested_they_are_fixed_before_screening(self) -> None:
        self.contest()
        assert self.rule("registry", "screen", body={"reasons": "R"}) == "uncontested"
        self.fix("Canal tolls")
        self.perform("registry", "screen", body={"reasons": "R"})
        fixed = self.case("pa-agent").state.things["fixed-subjects"]["now"]
        assert fixed["subjects"] == ["canal-tolls"]
        assert self.acts("pa-agent", "fix-subjects")[0].said == {"reasons": "Because."}
        assert self.acts("us-agent", "contest-subjects")[0].said == {"reasons": "It is about land."}
        assert docket.replay(self.id) == []

    def test_only_what_the_request_names_is_contested_and_not_after_it_was_fixed(self) -> None:
        facts: Said = {"subjects": ["weather"]}
        assert self.rule("pa-agent", "contest-subjects", facts, {"reasons": "R"}) == "subjects"
        self.fix("canal-tolls")
        facts = {"subjects": ["canal-tolls"]}
        assert self.rule("pa-agent", "contest-subjects", facts, {"reasons": "R"}) == "not_fixed"

    def test_a_verdict_of_before_no_longer_counts(self) -> None:
        self.perform("registry", "screen", body={"reasons": "R"})
        self.contest()
        assert self.rule("secretary-general", "register") == "value_is"
        self.fix("canal-regime")
        assert self.rule("secretary-general", "register") == "value_is"

    def test_a_tag_is_a_few_plain_words(self) -> None:
        assert self.rule("registry", "fix-subjects", {"subjects": ["--"]}, {"reasons": "R"}) == "subjects"
        assert self.rule("registry", "fix-subjects", {"subjects": []}, {"reasons": "R"}) == "some_named"
        assert self.rule("us-agent", "fix-subjects", {"subjects": ["a"]}, {"reasons": "R"}) == "role"


class TestGates(Subjects):
    def test_the_gates_read_the_fixed_subjects(self) -> None:
        before = self.outcomes()
        self.fix("territorial-sovereignty", depends_on=["maritime-delimitation"])
        request = queries.docket.acts(self.actor("registry"), self.id)[0].said
        assert request is not None
        after = self.outcomes()
        assert set(before) == set(after)
        view = self.case("registry")
        now = up_to_date(request, view.state, view.at)
        assert (now.subjects, now.depends_on) == (("territorial-sovereignty",), ("maritime-delimitation",))


class TestForms(Subjects):
    def test_the_subjects_are_offered_and_come_to_tags(self) -> None:
        data: dict[str, object] = {"subjects": ["canal-regime"], "reasons": "R"}
        assert self.said("pa-agent", "contest-subjects", data) == ({"subjects": ["canal-regime"]}, {"reasons": "R"})
        assert self.faults("pa-agent", "contest-subjects", {"subjects": ["x"]}) == ["reasons", "subjects"]
        assert self.form("registry", "fix-subjects").initial["subjects"] == "canal regime"
        posted: dict[str, object] = {"subjects": "Canal tolls, fees", "reasons": "R"}
        assert self.said("registry", "fix-subjects", posted)[0] == {"subjects": ["canal-tolls", "fees"]}
        posted["depends_on"] = ["maritime-interests"]
        assert self.said("registry", "fix-subjects", posted)[0]["depends_on"] == ["maritime-interests"]
        assert self.faults("registry", "fix-subjects", {"subjects": "—", "reasons": "R"}) == ["subjects"]
