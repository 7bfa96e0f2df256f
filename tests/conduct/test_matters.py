"""Matters beside the mediation through perform(), with the real features: proceedings to certificates."""

import json
from datetime import timedelta

from comity import docket
from comity.conduct import handover, matters_queries
from comity.conduct.matters import LONGEST
from comity.law.instants import parse, render
from tests.played import DAY, Played, Said

COURT: Said = {
    "proceeding": "court-1",
    "kind": "court",
    "stage": "pending",
    "standstill": "questioned",
    "mediator_role": "none",
}
WORDS: Said = {"forum": "District Court", "matter": "Fees of the canal.", "effect": "Nobody knows."}


class Matters(Played):
    """What the tests of these acts do."""

    parts = 4
    mediator = "mediator-treaties"

    def later(self, days: float) -> str:
        return render(self.stage.now() + days * DAY)

    def state(self, name: str) -> object:
        return getattr(self.case("us-agent").state, name)

    def found(self, who: str = "us-agent") -> list[matters_queries.Proceeding]:
        return matters_queries.proceedings(self.case(who), self.acts(who))

    def arranged(self, who: str = "us-agent") -> list[matters_queries.Interim]:
        return matters_queries.interims(self.case(who), self.acts(who))

    def draft(self, who: str, text: str = "Nobody digs.", *, days: float = 30, name: str = "dig") -> None:
        self.perform(who, "draft-interim", {"interim": name, "expires_at": self.later(days)}, {"text": text})

    def agree(self, who: str, name: str = "dig") -> None:
        thing = self.case(who).state.things["interim"][name]
        facts: Said = {"interim": name, "version": thing["version"], "expires_at": thing["expires_at"]}
        self.perform(who, "agree-interim", facts)

    def wish(self, who: str) -> None:
        room = self.room(who, "joint").room.id
        self.perform(who, "wish-to-hand-over", {"stands_until": self.later(14)}, room=room)

    def hand_over(self) -> None:
        for who in ("us-agent", "pa-agent"):
            self.wish(who)


class TestProceedings(Matters):
    def test_all_read_a_proceeding_at_once_and_it_suspends_nothing(self) -> None:
        self.perform("us-counsel", "declare-proceeding", {**COURT, "next_on": self.later(40)}, WORDS)
        act = self.acts("us-agent", "declare-proceeding")[0]
        for who in ("us-agent", "pa-agent", self.mediator):
            told = self.found(who)[0]
            assert (told.forum, told.matter, told.effect) == ("District Court", "Fees of the canal.", "Nobody knows.")
            assert (told.party, told.stage, told.standstill) == (self.stage.party("us"), "pending", "questioned")
            assert told.next_on == parse(str(act.act.facts["next_on"]))
        assert (self.state("phase"), self.state("suspended_since")) == ("sessions", None)

    def test_the_same_side_keeps_it_current_and_no_other(self) -> None:
        self.perform("us-agent", "declare-proceeding", COURT, WORDS)
        self.perform("us-agent", "declare-proceeding", {**COURT, "stage": "stayed"}, WORDS)
        assert [each.stage for each in self.found()] == ["stayed"]
        assert self.rule("pa-agent", "declare-proceeding", COURT, WORDS) == "declared_by_own_side"

    def test_it_is_told_while_the_case_is_suspended(self) -> None:
        self.hand_over()
        self.perform("us-agent", "declare-proceeding", COURT, WORDS)
        assert len(self.found()) == 1

    def test_the_mediator_is_entered_there_only_with_an_act_of_each_party(self) -> None:
        self.perform("us-agent", "declare-proceeding", COURT, WORDS)
        entered: Said = {**COURT, "mediator_role": "witness"}
        permit: Said = {"proceeding": "court-1", "role": "witness"}
        assert self.rule("us-agent", "declare-proceeding", entered, WORDS) == "permitted"
        self.perform("us-agent", "permit-role", permit)
        assert self.rule("us-agent", "declare-proceeding", entered, WORDS) == "permitted"
        assert self.rule("us-counsel", "permit-role", permit) == "mandate"
        self.perform("pa-agent", "permit-role", permit)
        self.perform("us-agent", "declare-proceeding", entered, WORDS)
        assert [each.mediator_role for each in self.found()] == ["witness"]
        assert self.rule("us-agent", "permit-role", {"proceeding": "other", "role": "witness"}) == "exists"


class TestInterim(Matters):
    def test_it_stands_once_all_have_agreed(self) -> None:
        self.draft(self.mediator)
        self.agree("us-agent")
        assert [(each.stands, each.agreed) for each in self.arranged()] == [(False, (self.stage.party("us"),))]
        self.agree("pa-agent")
        standing = self.arranged("pa-agent")[0]
        assert (standing.text, standing.stands) == ("Nobody digs.", True)
        assert {"interim-warning:dig", "interim-expiry:dig"} <= {each.code for each in self.case("us-agent").deadlines}

    def test_all_are_warned_and_told_of_the_end_at_one_instant_each(self) -> None:
        self.draft("us-agent")
        for who in ("us-agent", "pa-agent"):
            self.agree(who)
        ends = self.arranged()[0].expires_at
        self.on(24)
        assert [act.act.at for act in self.acts("pa-agent", "warn-interim")] == [ends - 7 * DAY]
        assert self.acts("pa-agent", "end-interim") == []
        self.on(7)
        assert [act.act.at for act in self.acts("us-agent", "end-interim")] == [ends]
        assert [(each.stands, each.over) for each in self.arranged()] == [(False, True)]
        assert docket.replay(self.id) == []

    def test_the_same_words_and_date_keep_the_version_and_other_ones_do_not(self) -> None:
        ends = self.later(30)

        def put(text: str, expires_at: str) -> str:
            self.perform("us-agent", "draft-interim", {"interim": "dig", "expires_at": expires_at}, {"text": text})
            return self.arranged()[0].version

        first = put("Nobody digs.", ends)
        assert put("Nobody digs.", ends) == first
        assert put("Nobody digs.", self.later(31)) != first
        assert put("Nobody fishes.", ends) != first

    def test_it_is_a_short_text(self) -> None:
        facts: Said = {"interim": "dig", "expires_at": self.later(30)}
        for text in ("x" * (LONGEST + 1), "   "):
            assert self.rule("us-agent", "draft-interim", facts, {"text": text}) == "text"
        self.perform("us-agent", "draft-interim", facts, {"text": "x" * LONGEST})

    def test_what_stands_is_not_redrafted(self) -> None:
        self.draft("us-agent")
        for who in ("us-agent", "pa-agent"):
            self.agree(who)
        facts: Said = {"interim": "dig", "expires_at": self.later(30)}
        assert self.rule("pa-agent", "draft-interim", facts, {"text": "Everybody digs."}) == "not_in_force"

    def test_its_end_is_agreed_to_with_its_words(self) -> None:
        self.draft("us-agent")
        version = self.arranged()[0].version
        facts: Said = {"interim": "dig", "version": version, "expires_at": self.later(99)}
        assert self.rule("pa-agent", "agree-interim", facts) == "as_kept"


class TestHandover(Matters):
    def test_one_wish_leaves_no_trace_and_both_suspend_the_case(self) -> None:
        before = len(self.acts("us-agent"))
        self.wish("us-agent")
        assert (len(self.acts("us-agent")), self.state("suspended_since")) == (before, None)
        self.wish("pa-agent")
        assert self.state("suspended_since") == render(self.acts("us-agent", "hand-over")[0].act.at)
        assert self.rule(self.mediator, "find-no-likelihood") == "suspension"
        assert self.rule("us-agent", "resume") == "not_handed_over"

    def test_any_party_takes_it_back_and_it_goes_on(self) -> None:
        self.hand_over()
        self.on(20)
        assert self.rule("us-counsel", "take-back") == "mandate"
        self.perform("pa-agent", "take-back")
        assert (self.state("phase"), self.state("suspended_since")) == ("sessions", None)
        assert self.rule("pa-agent", "take-back") == "value_is"
        self.wish("us-agent")
        assert self.state("suspended_since") is None
        assert docket.replay(self.id) == []


class TestRecord(Matters):
    def record(self) -> handover.Handover:
        view = self.case("us-agent")
        return handover.record(view.edition, [act.act for act in self.acts("us-agent")])

    def test_it_says_who_when_and_how_far(self) -> None:
        self.hand_over()
        self.on(10)
        self.perform("us-agent", "take-back")
        found = self.record()
        acts = {name: self.acts("us-agent", name) for name in ("file-request", "register", "declare", "agree-clause")}
        assert {each.id: (each.side, each.left) for each in found.parties} == {
            self.stage.party("us"): ("requesting", None),
            self.stage.party("pa"): ("responding", None),
        }
        assert (found.edition, found.category) == ("iomed-provisional-2026", "state-state")
        assert found.filed == render(acts["file-request"][0].act.at)
        assert found.registered == render(acts["register"][0].act.at)
        assert [each.seated for each in found.mediators] == [render(acts["declare"][0].act.at)]
        assert found.protocol_agreed == render(acts["agree-clause"][-1].act.at)
        over, back = (render(self.acts("us-agent", name)[0].act.at) for name in ("hand-over", "take-back"))
        assert (found.handed_over, found.taken_back) == ((over,), (back,))
        assert (found.ending, found.parts_settled) == (None, ())

    def test_an_ending_is_recorded_with_its_article(self) -> None:
        self.perform("pa-agent", "leave")
        found = self.record()
        assert (found.ending, found.ending_article, found.ended) == (
            *("withdrawal", "ICSID R. 22", render(self.acts("pa-agent", "leave")[0].act.at)),
        )
        assert [each.left for each in found.parties if each.id == self.stage.party("pa")] == [found.ended]

    def test_nothing_that_was_said_is_in_it(self) -> None:
        joint = self.room("us-agent", "joint").room.id
        caucus = self.room("us-agent", "caucus").room.id
        planted = ["Kanarienvogel-1", "Kanarienvogel-2", "Kanarienvogel-3", "Kanarienvogel-4"]
        self.perform("us-agent", "post", body={"text": planted[0]}, room=joint)
        self.perform("us-agent", "post", body={"text": planted[1]}, room=caucus)
        self.draft(self.mediator, planted[2])
        self.perform("pa-agent", "declare-proceeding", COURT, {"forum": planted[3], "matter": planted[3]})
        self.hand_over()
        said = [word for act in self.acts("us-agent") for word in _words(act.said)]
        assert planted[2] in said
        assert planted[3] in said
        told = json.dumps(self.record().to_json())
        free = [word for word in said if " " in word]  # what a person typed; the rest are names of closed lists and ids
        assert len(free) > 20
        assert [word for word in (*planted, *free) if word in told] == []
        rooms = [act.id for name in ("joint", "caucus") for act in self.room("us-agent", name).acts]
        assert [name for name in rooms if name in told] == []


def _words(value: object) -> list[str]:
    """Every word that lies in a body."""
    if isinstance(value, dict):
        return [word for inner in value.values() for word in _words(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in _words(inner)]
    return [value] if isinstance(value, str) else []


class TestIssues(Matters):
    def test_an_issue_closes_once_and_by_the_mediator(self) -> None:
        room = self.room(self.mediator, "joint").room.id
        self.perform(self.mediator, "table-issue", body={"title": "Fees", "options": ["Ten", "Twelve"]}, room=room)
        name = str(self.room(self.mediator, "joint").acts[-1].act.facts["issue"])
        self.perform(self.mediator, "close-issue", {"issue": name}, room=room)
        assert self.rule(self.mediator, "close-issue", {"issue": name}, room=room) == "absent"
        assert self.rule(self.mediator, "close-issue", {"issue": "other"}, room=room) == "exists"
        assert self.rule("us-agent", "close-issue", {"issue": name}, room=room) == "role"


class TestCertificates(Matters):
    def test_of_mediation_once_there_is_a_mediator(self) -> None:
        self.perform("registry", "certify-mediation", {"language": "ar"})
        self.perform(self.mediator, "certify-mediation", {"language": "en"})
        given = matters_queries.certificates(self.acts("pa-agent"))
        assert [(act.act.role, act.act.facts["language"], act.said) for act in given] == [
            ("mediator", "en", None),
            ("registry", "ar", None),
        ]
        assert self.rule("secretary-general", "certify-termination", {"language": "en"}) == "phase"
        assert self.rule("registry", "certify-mediation", {"language": "xx"}) == "facts"

    def test_of_termination_after_the_end(self) -> None:
        self.perform("pa-agent", "leave")
        self.perform("secretary-general", "certify-termination", {"language": "zh-hans"})
        assert self.rule("registry", "certify-termination", {"language": "en"}) == "role"


class TestNoMediation(Played):
    parts = 1

    def test_without_a_mediator_there_is_nothing_to_certify(self) -> None:
        self.perform("pa-agent", "leave")
        assert self.rule("registry", "certify-mediation", {"language": "en"}) == "seat_held"


class TestForms(Matters):
    def test_a_proceeding_is_filled_in_as_it_was_told(self) -> None:
        self.perform("us-agent", "declare-proceeding", {**COURT, "next_on": self.later(40)}, WORDS)
        data: dict[str, object] = {
            "kind": "tribunal",
            "forum": "A tribunal",
            "matter": "Fees.",
            "stage": "stayed",
            "standstill": "none",
            "mediator_role": "none",
            "proceeding": "court-1",
        }
        facts, body = self.said("us-agent", "declare-proceeding", data)
        assert (facts["proceeding"], facts["kind"], "next_on" in facts) == ("court-1", "tribunal", False)
        assert body == {"forum": "A tribunal", "matter": "Fees."}
        new, _body = self.said("us-agent", "declare-proceeding", {**data, "proceeding": ""})
        assert new["proceeding"] != "court-1"
        assert self.faults("pa-agent", "declare-proceeding", data) == ["proceeding"]
        assert "Panama" in str(self.form("us-agent", "declare-proceeding").fields["next_on"].help_text)
        assert self.said("pa-agent", "permit-role", {"proceeding": "court-1", "role": "counsel"})[0] == {
            "proceeding": "court-1",
            "role": "counsel",
        }

    def test_an_arrangement_is_agreed_to_as_the_page_showed_it(self) -> None:
        data: dict[str, object] = {"text": "Nobody digs.", "expires_at": "2027-01-01T09:00"}
        facts, body = self.said("us-agent", "draft-interim", data)
        self.perform("us-agent", "draft-interim", facts, body)
        form = self.form("pa-agent", "agree-interim")
        seen = str(form.fields["seen"].initial)
        name = str(facts["interim"])
        agreed, _body = self.said("pa-agent", "agree-interim", {"interim": name, "seen": seen})
        assert agreed == {"interim": name, "version": self.arranged()[0].version, "expires_at": facts["expires_at"]}
        assert [each.id for each in form.context()["drafts"]] == [name]  # type: ignore[attr-defined]
        assert self.said("pa-agent", "agree-interim", {"interim": name})[0]["version"] == ""
        assert self.faults("us-agent", "draft-interim", {"text": "x" * (LONGEST + 1)}) == ["expires_at", "text"]

    def test_a_wish_stands_for_some_days(self) -> None:
        facts, _body = self.said("us-agent", "wish-to-hand-over", {"days": 3}, "joint")
        assert parse(str(facts["stands_until"])) - self.case("us-agent").at == timedelta(days=3)

    def test_open_issues_are_offered(self) -> None:
        room = self.room(self.mediator, "joint").room.id
        for title in ("Fees", "Land"):
            self.perform(self.mediator, "table-issue", body={"title": title, "options": ["A", "B"]}, room=room)
        names = [str(act.act.facts["issue"]) for act in self.room(self.mediator, "joint").acts[-2:]]
        self.perform(self.mediator, "close-issue", {"issue": names[0]}, room=room)
        offered = self.form(self.mediator, "close-issue", room="joint").fields["issue"].choices  # type: ignore[attr-defined]
        assert (names[1], "Land") in offered
        assert names[0] not in dict(offered)
        assert self.said(self.mediator, "close-issue", {"issue": names[1]}, "joint")[0] == {"issue": names[1]}

    def test_a_certificate_is_offered_in_the_reader_s_language(self) -> None:
        assert self.form("registry", "certify-mediation").fields["language"].initial == "en"
        assert self.said("registry", "certify-mediation", {"language": "ar"}) == ({"language": "ar"}, {})
