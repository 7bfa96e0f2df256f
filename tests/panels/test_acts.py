"""Roster, number and choice of mediators, appointment in default, declaration."""

from datetime import date

from comity import docket
from comity.docket import recall
from comity.law.act import Json
from comity.panels import queries
from comity.panels.models import Listing
from tests.played import Played, Said

PANEL = "state-state"


class Choosing(Played):
    """A case that is registered: the parties choose."""

    parts = 1

    def setUp(self) -> None:
        self.joint = self.room("us-agent", "joint").room.id

    def institution(self, act: str, **facts: Json) -> None:
        payload = docket.Payload(facts={name.removesuffix("_"): value for name, value in facts.items()})
        docket.perform(
            self.actor("registry"), docket.institution(), act, payload, key=f"{act}-{len(facts)}-{facts}"[:64]
        )

    def name(self, who: str, mediator: str) -> None:
        self.perform(who, "name-mediator", {"mediator": self.stage.person(mediator)}, room=self.joint)

    def delist(self, mediator: str) -> None:
        day = self.stage.now().date().isoformat()
        self.institution("delist-mediator", account=self.stage.person(mediator), panel=PANEL, until=day)

    def appointment(self, mediator: str) -> Said:
        us, pa = self.stage.party("us"), self.stage.party("pa")
        return {"mediator": self.stage.person(mediator), "consulted": [us, pa], "criteria": ["expertise"]}


class TestRoster(Choosing):
    def test_a_mediator_is_entered_with_the_days_of_the_act(self) -> None:
        account = self.stage.person("us-counsel")
        listing = {"account": account, "panel": "other", "from_": "2026-04-01", "until": "2026-05-01"}
        self.institution("list-mediator", **listing, consents_to_publication=False)  # type: ignore[arg-type]
        row = Listing.objects.get(account_id=account)
        found = (row.panel, row.since, row.until, row.public)
        assert found == ("other", date(2026, 4, 1), date(2026, 5, 1), False)

    def test_a_mediator_is_taken_off_from_that_day_on(self) -> None:
        account, today = self.stage.person("mediator-trade"), self.stage.now().date()
        assert queries.listed(account, panel=PANEL, on=today)
        self.delist("mediator-trade")
        assert not queries.listed(account, panel=PANEL, on=today)
        assert Listing.objects.filter(panel=PANEL, until=None).count() == 5


class TestChoice(Choosing):
    def test_who_is_not_on_the_roster_cannot_be_named(self) -> None:
        mediator = {"mediator": self.stage.person("us-counsel")}
        assert self.rule("us-agent", "name-mediator", mediator, room=self.joint) == "fact_is"
        forged = mediator | {"listed": True, "register": "0" * 64}
        assert self.rule("us-agent", "name-mediator", forged, room=self.joint) == "fact_is"

    def test_a_mediator_delisted_meanwhile_cannot_be_named(self) -> None:
        self.name("us-agent", "mediator-trade")
        self.delist("mediator-trade")
        mediator = {"mediator": self.stage.person("mediator-trade")}
        assert self.rule("pa-agent", "name-mediator", mediator, room=self.joint) == "fact_is"
        assert self.stage.phase() == "choosing"

    def test_what_was_looked_up_lies_in_the_facts_with_the_root_it_was_looked_up_under(self) -> None:
        self.name("us-agent", "mediator-trade")
        facts = self.room("us-agent", "joint").acts[-1].act.facts
        assert (facts["listed"], facts["register"]) == (True, recall.institution_root())

    def test_once_all_name_the_same_that_person_is_asked_and_before_nobody_knows(self) -> None:
        self.name("us-agent", "mediator-trade")
        with self.assertRaises(docket.NotFound):
            self.case("mediator-trade")
        self.name("pa-agent", "mediator-waters")
        assert self.stage.phase() == "choosing"
        self.name("pa-agent", "mediator-trade")
        assert self.case("mediator-trade").state.phase == "declaring"
        assert [act.row.act for act in self.acts("us-agent")][-1] == "nominate"

    def test_the_number_is_fixed_once_all_say_the_same(self) -> None:
        for who, number in (("us-agent", 1), ("pa-agent", 2)):
            self.perform(who, "state-number", {"number": number}, room=self.joint)
        assert "number" not in self.case("us-agent").state.values
        self.perform("us-agent", "state-number", {"number": 2}, room=self.joint)
        assert self.case("us-agent").state.values["number"] == 2
        assert self.rule("us-agent", "state-number", {"number": 1}, room=self.joint) == "is_unset"


class TestDefault(Choosing):
    def test_an_appointment_is_asked_for_only_after_the_period(self) -> None:
        assert self.rule("us-agent", "ask-for-appointment") == "lapsed"
        self.on(62)
        self.perform("us-agent", "ask-for-appointment")
        assert self.case("us-agent").state.values["asked"] == "yes"

    def test_nobody_is_appointed_unasked(self) -> None:
        appointment = self.appointment("mediator-trade")
        assert self.rule("secretary-general", "appoint-by-default", appointment) == "value_is"
        self.on(62)
        assert self.rule("secretary-general", "appoint-by-default", appointment) == "value_is"

    def test_an_appointment_names_roster_parties_and_reasons(self) -> None:
        self.on(62)
        self.perform("us-agent", "ask-for-appointment")
        off = self.appointment("us-counsel")
        assert self.rule("secretary-general", "appoint-by-default", off) == "fact_is"
        foreign = self.appointment("mediator-trade") | {"consulted": ["a" * 26]}
        assert self.rule("secretary-general", "appoint-by-default", foreign) == "are_parties"
        reasons: Said = {"reasons": "Long practice in the field."}
        self.perform("secretary-general", "appoint-by-default", self.appointment("mediator-trade"), reasons)
        assert self.case("mediator-trade").state.phase == "declaring"
        assert self.acts("pa-agent", "appoint-by-default")[0].said == reasons

    def test_a_report_of_a_step_starts_the_period_anew(self) -> None:
        before = self.case("us-agent").state.periods["first-step"]["due"]
        self.on(30)
        self.perform("pa-agent", "report-step")
        assert str(self.case("us-agent").state.periods["first-step"]["due"]) > str(before)

    def test_without_a_step_the_case_ends(self) -> None:
        self.on(125)
        assert self.case("us-agent").state.ending == "no-step"


class TestNomination(Choosing):
    def setUp(self) -> None:
        super().setUp()
        for who in ("us-agent", "pa-agent"):
            self.name(who, "mediator-trade")

    def test_a_nominee_who_declines_is_gone_and_the_parties_choose_again(self) -> None:
        self.perform("mediator-trade", "decline-nomination")
        assert self.stage.phase() == "choosing"
        with self.assertRaises(docket.NotFound):
            self.case("mediator-trade")

    def test_a_nomination_lapses(self) -> None:
        self.on(30)
        assert self.stage.phase() == "choosing"
        assert "lapse-nomination" in [act.row.act for act in self.acts("us-agent")]

    def test_the_file_opens_with_the_declaration(self) -> None:
        assert {act.said for act in self.acts("mediator-trade") if act.said} == set()
        words: Said = {"declaration": "I am independent.", "disclosures": "I taught there."}
        self.perform("mediator-trade", "declare", {"disclosure": "made"}, words)
        assert self.acts("pa-agent", "declare")[0].said == words
        assert (self.acts("mediator-trade", "file-request")[0].said or {})["story"]
        assert self.stage.phase() == "statements"

    def test_a_nominee_delisted_meanwhile_may_still_accept_what_it_was_asked(self) -> None:
        self.delist("mediator-trade")
        self.perform("mediator-trade", "declare", {"disclosure": "none"}, {"declaration": "I am independent."})
        assert self.stage.phase() == "statements"
