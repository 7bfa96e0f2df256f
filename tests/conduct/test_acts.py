"""Statements, clauses of the protocol, sessions, and how a case ends without a settlement."""

from datetime import timedelta

from comity.docket.texts import version
from comity.law.act import Json
from comity.law.instants import parse, render
from comity.law.state import mark_key
from tests.played import DAY, Played, Said


class TestStatements(Played):
    fishing = True

    def test_a_statement_is_proved_by_its_salted_digest(self) -> None:
        act = self.acts("xm-agent", "lodge-statement")[0]
        text = (act.said or {})["statement"]
        assert isinstance(text, dict)
        assert act.act.facts["statement"] == version(text)
        assert len(str(text["salt"])) == 64

    def test_a_party_states_once(self) -> None:
        assert self.rule("xm-agent", "lodge-statement", body={"statement": "More."}) == "not_done"

    def test_its_author_reads_it_at_once_and_others_after_the_opening(self) -> None:
        def readers() -> list[bool]:
            people = ("xm-agent", "xm-approver", "xn-agent", "mediator-waters", "secretary-general")
            return [self.acts(who, "lodge-statement")[0].said is not None for who in people]

        assert readers() == [True, True, False, False, False]
        self.on(16)
        assert readers() == [True] * 5


class Protocol(Played):
    """The statements are open; the protocol is to be drafted."""

    parts = 3

    def draft(self, text: str, clause: str = "language", **facts: Json) -> str:
        self.perform("mediator-treaties", "draft-clause", {"clause": clause, **facts}, {"text": text})
        return str(self.case("us-agent").state.things["protocol-clause"][clause]["version"])

    def agree(self, who: str, clause: str, version: str) -> None:
        self.perform(who, "agree-clause", {"clause": clause, "version": version})

    def agreed(self, clause: str = "language") -> list[str]:
        """The parties that have agreed to the clause as it stands."""
        state = self.case("us-agent").state
        current = state.things["protocol-clause"][clause]["version"]
        names = {self.stage.party(side): side for side in ("us", "pa")}
        marks = state.marks.get(mark_key("agree-clause", "protocol-clause", clause), {})
        return sorted(names[party] for party, kept in marks.items() if kept[0] == current)


class TestClauses(Protocol):
    def test_put_again_unchanged_a_clause_keeps_its_version_and_its_agreement(self) -> None:
        first = self.draft("English and Spanish.")
        self.agree("us-agent", "language", first)
        assert self.draft("English and Spanish.") == first
        assert self.agreed() == ["us"]

    def test_a_changed_clause_loses_its_agreement(self) -> None:
        first = self.draft("English and Spanish.")
        self.agree("us-agent", "language", first)
        assert self.draft("Spanish.") != first
        assert self.agreed() == []
        assert self.rule("pa-agent", "agree-clause", {"clause": "language", "version": first}) == "current"

    def test_an_earlier_wording_put_again_is_agreed_anew(self) -> None:
        first = self.draft("English.")
        self.draft("Spanish.")
        assert self.draft("English.") != first

    def test_the_date_belongs_to_the_clause(self) -> None:
        soon, late = (render(self.stage.now() + days * DAY) for days in (30, 60))
        first = self.draft("Nobody digs.", "standstill", ends_on=soon)
        assert self.draft("Nobody digs.", "standstill", ends_on=soon) == first
        assert self.draft("Nobody digs.", "standstill", ends_on=late) != first

    def test_the_list_of_parties_belongs_to_the_clause(self) -> None:
        us, pa = self.stage.party("us"), self.stage.party("pa")
        first = self.draft("Each by its law.", "approval-at-home", approval_of=[us])
        assert self.draft("Each by its law.", "approval-at-home", approval_of=[us]) == first
        assert self.draft("Each by its law.", "approval-at-home", approval_of=[us, pa]) != first

    def test_a_clause_is_one_of_the_list(self) -> None:
        assert self.rule("mediator-treaties", "draft-clause", {"clause": "wine"}, {"text": "Red."}) == "listed"

    def test_a_date_in_the_past_is_refused(self) -> None:
        facts: Said = {"clause": "standstill", "ends_on": render(self.stage.now() - DAY)}
        assert self.rule("mediator-treaties", "draft-clause", facts, {"text": "Nobody digs."}) == "ahead"


class TestSessions(Played):
    parts = 4

    def session(self, name: str, begins: int, *, hours: int = 4, mode: str = "joint") -> Said:
        starts = self.stage.now() + begins * DAY
        return {
            "session": name,
            "starts_at": render(starts),
            "ends_at": render(starts + timedelta(hours=hours)),
            "mode": mode,
        }

    def test_the_agreed_date_of_a_clause_has_become_a_period(self) -> None:
        case = self.case("us-agent")
        assert case.state.phase == "sessions"
        ends = parse(str(case.state.things["protocol-clause"]["standstill"]["ends_on"]))
        assert [each.due for each in case.deadlines if each.code.startswith("clause-date")] == [ends]

    def test_a_session_is_moved_under_its_name(self) -> None:
        for begins in (3, 5):
            self.perform("mediator-treaties", "set-session", self.session("first", begins), {"place": "Contadora"})
        sessions = self.case("us-agent").state.things["session"]
        assert list(sessions) == ["first"]
        assert parse(str(sessions["first"]["starts_at"])) > self.stage.now() + 4 * DAY

    def test_a_session_runs_forward_and_lies_ahead(self) -> None:
        assert self.rule("mediator-treaties", "set-session", self.session("first", 3, hours=-1)) == "ordered"
        assert self.rule("mediator-treaties", "set-session", self.session("first", -3)) == "ahead"

    def test_reasons_close_a_case_whose_advance_is_unpaid(self) -> None:
        self.perform("secretary-general", "end-for-unpaid-advance", body={"reasons": "Nothing came."})
        assert self.case("us-agent").state.ending == "unpaid"
        assert self.acts("us-agent", "end-for-unpaid-advance")[0].said == {"reasons": "Nothing came."}

    def test_the_mediators_finding_ends_the_mediation(self) -> None:
        self.perform("mediator-treaties", "find-no-likelihood")
        assert self.case("us-agent").state.ending == "finding"

    def test_a_wish_counts_once_all_wish_the_same_and_may_be_withdrawn(self) -> None:
        joint = self.room("us-agent", "joint").room.id
        until: Said = {"stands_until": render(self.stage.now() + 14 * DAY)}
        self.perform("us-agent", "wish-to-end", until, room=joint)
        self.perform("us-agent", "withdraw-wish", room=joint)
        self.perform("pa-agent", "wish-to-end", until, room=joint)
        assert self.case("us-agent").state.ending is None
        self.perform("us-agent", "wish-to-end", until, room=joint)
        assert self.case("us-agent").state.ending == "joint"


class Leaving(Played):
    """A party leaves, and what follows."""

    def leave(self) -> tuple[str, str | None]:
        self.perform("pa-agent", "leave")
        state = self.case("pa-agent").state
        assert state.parties[self.stage.party("pa")]["status"] == "left"
        return state.phase, state.ending


class TestLeavingEarly(Leaving):
    def test_an_invitation_that_is_declined_ends_without_consent(self) -> None:
        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "T", "story": "S", "request": REQUEST | {"filed_at": render(self.stage.now())}},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        assert self.leave() == ("ended", "no-consent")


class TestLeavingChoice(Leaving):
    parts = 1

    def test_a_party_leaves_while_the_mediator_is_chosen(self) -> None:
        assert self.leave() == ("ended", "withdrawal")
        assert self.rule("us-agent", "leave") == "phase"


class TestLeavingConduct(Leaving):
    parts = 4

    def test_a_party_leaves_in_mid_path(self) -> None:
        assert self.leave() == ("ended", "withdrawal")


class TestLeavingText(Leaving):
    parts = 6

    def test_a_party_leaves_before_signature(self) -> None:
        assert self.leave() == ("ended", "withdrawal")


class TestLeavingSigned(Leaving):
    parts = 7

    def test_a_party_that_leaves_after_signing_stays_bound(self) -> None:
        clauses: Said = {"clauses": dict(self.stage.versions("us-agent", "settlement-clause"))}
        for who in ("us-agent", "pa-agent"):
            self.perform(who, "sign", clauses)
        assert self.leave() == ("signed", None)
        self.perform("pa-agent", "confirm-event", body={"evidence": "The instruments were exchanged."})


REQUEST: Said = {
    "category": "state-state",
    "edition": "iomed-provisional-2026",
    "subjects": ["canal-regime"],
    "third_state_involved": False,
    "party": [
        {
            "side": "requesting",
            "kind": "state",
            "state": "US",
            "consent": {"given": True, "instrument": "this request", "on": "2026-03-02"},
        },
        {"side": "responding", "kind": "state", "state": "PA", "consent": {"given": False}},
    ],
}
