"""The settlement: versions, conditions, what binds, entry into force, attestation."""

from datetime import datetime, timedelta

from comity.law.act import Json
from comity.law.instants import render
from tests.played import DAY, Played, Said

KIND = "settlement-clause"
TEXT: dict[str, Json] = {
    "a1": {"title": "Object", "text": "Peace."},
    "a2": {"title": "Fees", "text": "Ten."},
    "a3": {"title": "Term", "text": "Ever."},
}


class Settling(Played):
    """The sessions are under way: a text may be put."""

    parts = 4
    mediator = "mediator-treaties"

    def table(self, clauses: dict[str, Json] = TEXT, *, entry: str = "signature", **facts: Json) -> Said:
        """Put a text; the versions of its clauses."""
        self.perform(self.mediator, "table-text", {"entry": entry, **facts}, {"clauses": clauses, "event": "Exchange"})
        return self.versions()

    def versions(self) -> Said:
        return dict(self.stage.versions("us-agent", KIND))

    def both(self, act: str, clauses: Said | None = None) -> None:
        for side in ("us", "pa"):
            self.perform(f"{side}-agent", act, {"clauses": clauses or self.versions()})

    def approve(self, who: str) -> None:
        self.perform(who, "approve", {"clauses": self.versions(), "basis": "organ"}, {"instrument": "Resolution"})

    def sign(self) -> None:
        """All the way to the last signature."""
        self.both("initial")
        for who in ("us-approver", "pa-approver"):
            self.approve(who)
        self.both("sign")

    def stands(self) -> tuple[str, str | None]:
        state = self.case("us-agent").state
        return state.phase, state.ending


class TestVersions(Settling):
    def test_a_text_put_again_unchanged_after_it_was_taken_back_has_new_versions(self) -> None:
        first = self.table()
        self.perform(self.mediator, "take-text-back")
        assert self.stands() == ("sessions", None)
        assert set(self.table().values()) & set(first.values()) == set()

    def test_equal_words_in_two_clauses_have_two_versions(self) -> None:
        found = self.table({"a1": TEXT["a1"], "a2": TEXT["a1"]})
        assert len(set(found.values())) == 2

    def test_only_a_reopened_clause_may_change(self) -> None:
        self.table()
        changed = TEXT | {"a2": {"title": "Fees", "text": "Twelve."}}
        rule = self.rule(self.mediator, "table-text", {"entry": "signature"}, {"clauses": changed})
        assert rule == "only_open_change"

    def test_what_is_no_text_is_refused(self) -> None:
        assert self.rule(self.mediator, "table-text", {"entry": "signature"}, {"clauses": "Peace."}) == "facts"
        assert self.rule(self.mediator, "table-text", {"entry": "signature"}) == "facts"

    def test_a_clause_without_words_is_empty(self) -> None:
        self.table({"a1": "odd"})
        said = self.acts("us-agent", "table-text")[0].said or {}
        clause = said["clauses"]["a1"]  # type: ignore[index, call-overload]
        assert (clause["title"], clause["text"]) == ("", "")  # type: ignore[index, call-overload]


class TestReading(Settling):
    def test_who_binds_itself_names_the_versions_that_were_read(self) -> None:
        first = self.table()
        self.perform(self.mediator, "take-text-back")
        self.table(TEXT | {"a2": {"title": "Fees", "text": "Twelve."}})
        assert self.rule("us-agent", "initial", {"clauses": first}) == "whole_text_current"
        part = dict(list(self.versions().items())[:2])
        assert self.rule("us-agent", "initial", {"clauses": part}) == "whole_text_current"
        self.perform("us-agent", "initial", {"clauses": self.versions()})
        assert self.rule("us-agent", "initial", {"clauses": self.versions()}) == "not_done"


class TestCondition(Settling):
    def setUp(self) -> None:
        self.table()
        self.both("initial")
        self.approve("pa-approver")
        self.before = self.versions()
        self.perform(
            "us-approver",
            "approve-on-condition",
            {"clauses": self.before, "touches": ["a2"]},
            {"condition": "Not ten."},
        )

    def test_it_reopens_only_what_it_touches(self) -> None:
        assert self.stands() == ("text", None)
        things = self.case("pa-agent").state.things[KIND]
        assert {name for name, thing in things.items() if thing["open"]} == {"a2"}
        assert self.acts("pa-agent", "approve-on-condition")[0].said == {"condition": "Not ten."}

    def test_the_rest_keeps_its_versions_and_what_was_done(self) -> None:
        after = self.table(TEXT | {"a2": {"title": "Fees", "text": "Eight."}})
        assert {name for name in TEXT if after[name] != self.before[name]} == {"a2"}
        self.both("initial")
        assert self.stands() == ("approval", None)
        for who in ("us-approver", "pa-approver"):
            self.approve(who)
        assert self.stands() == ("signature", None)

    def test_other_clauses_stay_closed_and_entry_stays_as_it_was(self) -> None:
        other = TEXT | {"a1": {"title": "Object", "text": "War."}, "a2": {"title": "Fees", "text": "Eight."}}
        assert self.rule(self.mediator, "table-text", {"entry": "signature"}, {"clauses": other}) == "only_open_change"
        again = TEXT | {"a2": {"title": "Fees", "text": "Eight."}}
        assert self.rule(self.mediator, "table-text", {"entry": "event"}, {"clauses": again}) == "kept"

    def test_a_party_that_did_not_approve_tells_the_mediator_alone(self) -> None:
        self.table(TEXT | {"a2": {"title": "Fees", "text": "Eight."}})
        self.both("initial")
        room = self.room("pa-approver", "caucus").room.id
        self.perform("pa-approver", "report-not-approved", body={"text": "Not so."}, room=room)
        assert self.room(self.mediator, "caucus:pa").acts[-1].said == {"text": "Not so."}
        assert "report-not-approved" not in {act.row.act for act in self.acts("us-agent")}


class TestForce(Settling):
    def date(self, days: int) -> datetime:
        return self.stage.now().replace(hour=5, minute=0, second=0) + timedelta(days=days)

    def test_on_signature(self) -> None:
        self.table()
        self.sign()
        assert self.stands() == ("settled", "settled")

    def test_on_a_date(self) -> None:
        date = self.date(5)
        self.table(entry="date", entry_on=render(date))
        self.sign()
        assert self.stands() == ("signed", None)
        self.stage.move(date + DAY)
        assert self.stands() == ("settled", "settled")
        assert [act.act.at for act in self.acts("us-agent", "enter-into-force")] == [date]

    def test_on_an_event_that_every_signatory_confirms(self) -> None:
        self.table(entry="event")
        self.sign()
        self.perform("us-agent", "confirm-event", body={"evidence": "Done."})
        assert self.rule("us-agent", "confirm-event", body={"evidence": "Done."}) == "not_done"
        assert self.stands() == ("signed", None)
        self.perform("pa-agent", "confirm-event", body={"evidence": "Done."})
        assert self.stands() == ("settled", "settled")

    def test_on_a_date_after_such_an_event(self) -> None:
        date = self.date(5)
        self.table(entry="event-and-date", entry_on=render(date))
        self.sign()
        self.perform("us-agent", "confirm-event", body={"evidence": "Done."})
        self.stage.move(date + DAY)
        assert self.stands() == ("signed", None)
        self.perform("pa-agent", "confirm-event", body={"evidence": "Done."})
        self.stage.move(self.stage.now() + DAY)
        assert self.stands() == ("settled", "settled")

    def test_entry_names_its_date_or_none(self) -> None:
        soon, past = render(self.date(5)), render(self.date(-5))
        body: Said = {"clauses": TEXT}
        for facts, rule in (
            ({"entry": "date"}, "given_with"),
            ({"entry": "signature", "entry_on": soon}, "given_with"),
            ({"entry": "date", "entry_on": past}, "ahead"),
            ({"entry": "whenever"}, "facts"),
        ):
            assert self.rule(self.mediator, "table-text", facts, body) == rule  # type: ignore[arg-type]

    def test_each_of_two_attests_once_what_was_signed(self) -> None:
        self.table()
        self.sign()
        clauses: Said = {"clauses": self.versions()}
        assert self.rule(self.mediator, "attest", {"clauses": {}}) == "whole_text_current"
        self.perform(self.mediator, "attest", clauses)
        assert self.rule(self.mediator, "attest", clauses) == "absent"
        self.perform("secretary-general", "attest", clauses)
