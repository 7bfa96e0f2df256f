"""An edition as two tables."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from comity.law.edition import Edition, from_json, packaged
from comity.law.messages import Message
from comity.law.tables import ActRow, PeriodRow, PhaseRow, phases_named, tables

STATES = packaged("iomed-provisional-2026", "state-state")


def act(name: str, edition: Edition = STATES) -> ActRow:
    """The row of an act."""
    return next(row for row in tables(edition).acts if row.act == name)


def phase(name: str | None, edition: Edition = STATES) -> PhaseRow:
    """The row of a phase."""
    return next(row for row in tables(edition).phases if row.phase == name)


def period(name: str, edition: Edition = STATES) -> PeriodRow:
    """The row of a period, wherever it stands."""
    return next(row for part in tables(edition).phases for row in part.periods if row.period == name)


def english(messages: tuple[Message, ...]) -> list[str]:
    """Messages as English sentences."""
    return [message.english() for message in messages]


def edited(change: Callable[[dict[str, Any]], None]) -> Edition:
    """The packaged edition with a change to its plain value."""
    value = copy.deepcopy(STATES.digest_source())
    change(value)
    return from_json(value)


def with_period(name: str, *without: str, **changes: object) -> Edition:
    """The packaged edition with one period changed."""

    def change(value: dict[str, Any]) -> None:
        entry = next(entry for entry in value["periods"] if entry["name"] == name)
        for key in without:
            del entry[key]
        entry.update(changes)

    return edited(change)


class TestActs:
    def test_every_act_and_every_phase_has_a_row_in_the_order_of_the_edition(self) -> None:
        found = tables(STATES)
        assert [row.act for row in found.acts] == list(STATES.acts)
        assert [row.phase for row in found.phases] == [*STATES.phases, None]

    def test_every_period_stands_in_one_row(self) -> None:
        rows = [row.period for part in tables(STATES).phases for row in part.periods]
        assert sorted(rows) == sorted(STATES.periods)

    def test_a_row_says_who_may_do_it_where_when_and_only_if(self) -> None:
        row = act("register")
        assert (row.title.english(), english(row.who)) == ("Register the case", ["Secretary-General"])
        assert (row.where.english(), row.when.english(), row.while_suspended) == ("case log", "Screening", False)
        assert english(row.conditions) == [
            "every party has consented",
            "the verdict of the gate is admissible",
            "every third State says: it consents",
        ]
        assert english(row.then) == [
            "the case moves to “Choice of mediator” and the period “Digest over all rooms” begins"
        ]

    def test_article_source_and_status_stand_with_the_row(self) -> None:
        row, rule = act("register"), STATES.acts["register"]
        assert (row.article, row.source, row.status) == (rule.article, rule.source, rule.status)

    def test_only_who_acts_for_another_needs_a_mandate(self) -> None:
        assert english(act("post").who) == ["party with a mandate to speak", "mediator", "registry"]

    def test_an_act_of_a_room_names_its_rooms(self) -> None:
        assert act("release").where.english() == "caucus or delegation room"

    def test_a_summary_is_shown_where_there_is_one(self) -> None:
        assert act("consent").summary == Message("In writing, before or after the dispute arose")
        assert act("register").summary is None

    def test_effects_name_what_they_settle(self) -> None:
        assert english(act("table-text").effects) == [
            "the clause of the settlement stands at this version",
            "the scope of the text stands at this version",
            "settled: entry into force and the date of entry into force",
        ]

    def test_the_first_that_applies_is_followed_by_what_holds_otherwise(self) -> None:
        assert english(act("leave").then) == [
            "if the case is in: Signed, not yet in force: the case stays where it is",
            (
                "if at least 2 sides remain and the case is in: Text before the parties to Signature: every clause of "
                "the settlement is withdrawn, earlier agreement to it no longer counts and the case moves to “Sessions”"
            ),
            "if at least 2 sides remain: the case stays where it is",
            "if the case is in: Invitation sent: the case ends (Consent was not given)",
            "otherwise: the case ends (Ended by withdrawal)",
        ]

    def test_what_an_act_brings_about_by_itself_is_named(self) -> None:
        assert english(act("release").entails) == ["at once, by itself: A released item enters the joint room"]
        assert english(act("wish-to-end").entails) == [
            "once every party has done: “Wish to end, if all do”, by itself: All parties wish to end"
        ]

    def test_a_choice_has_the_words_of_what_is_chosen(self) -> None:
        assert english(act("appoint-by-default").conditions)[:2] == [
            "an appointment by the Secretary-General is asked for",
            "the person is on the roster",
        ]
        assert english(act("confirm-event").conditions)[0] == (
            "entry into force is at an event or on a date after an event"
        )

    def test_a_period_that_must_have_passed_is_called_by_its_title(self) -> None:
        assert english(act("ask-for-appointment").conditions) == [
            "the period has passed: “Choice of the mediator by the parties”"
        ]

    def test_every_sentence_of_the_packaged_editions_can_be_said(self) -> None:
        institution = packaged("institution-2026", "institution")
        for row in (*tables(STATES).acts, *tables(institution).acts):
            for message in (*row.who, row.where, row.when, *row.conditions, *row.effects, *row.then, *row.entails):
                assert "%(" not in message.english()
                assert message.english() == message.english().strip() != ""

    def test_translation_reaches_every_part(self) -> None:
        said = act("release").where.say(lambda text: text if "%" in text else f"<{text}>")
        assert said == "<caucus> or <delegation room>"


class TestPhases:
    def test_a_phase_says_until_what_it_lasts(self) -> None:
        assert english(phase("approval").until) == [
            "if nobody is among: parties that need approval at home: the case moves to “Signature”",
            "if every party has done: “Approval at home is given”: the case moves to “Signature”",
        ]

    def test_a_phase_that_one_act_ends_names_the_acts(self) -> None:
        assert english(phase("none").until) == ["until this is done: File a request, or alone an invitation"]
        assert english(phase("screening").until) == [
            "until one of these is done: Register the case, Refuse registration or Leave the mediation"
        ]

    @pytest.mark.parametrize(("where", "named"), [("screening", True), ("invited", False)])
    def test_an_act_that_leads_on_from_another_phase_only_is_not_named(self, where: str, named: bool) -> None:
        def change(value: dict[str, Any]) -> None:
            row = next(row for row in value["acts"] if row["act"] == "record-third-state")
            row["then"] = [{"if": [{"is": "phase_in", "phases": [where]}], "phase": "choosing"}]

        told = phase("screening", edited(change)).until[0].english()
        assert ("Record a third State and its answer" in told) == named

    def test_a_final_phase_is_final(self) -> None:
        assert english(phase("settled").until) == ["final"]

    def test_a_phase_that_nothing_ends_says_nothing(self) -> None:
        assert phase("standing", packaged("institution-2026", "institution")).until == ()

    def test_the_periods_of_a_phase_stand_with_it(self) -> None:
        assert [row.period for row in phase("choosing").periods] == [
            "agree-on-number",
            "choose-mediator",
            "default-appointment",
            "first-step",
        ]

    def test_periods_of_no_phase_stand_at_the_end(self) -> None:
        last = tables(STATES).phases[-1]
        assert (last.phase, last.title.english(), last.until) == (None, "Not bound to a phase", ())
        assert [row.period for row in last.periods] == [
            *("clause-date", "entry-into-force", "interim-warning", "interim-expiry", "anchor"),
            *("suspension", "advice"),
        ]

    def test_phases_in_a_row_are_named_by_the_first_and_the_last(self) -> None:
        assert phases_named(STATES, ["sessions"]).english() == "Sessions"
        assert phases_named(STATES, ["text", "sessions"]).english() == "Sessions or Text before the parties"
        assert phases_named(STATES, ["none", "text", "sessions", "approval"]).english() == (
            "Not begun or Sessions to Approval at home"
        )


class TestPeriods:
    def test_a_period_says_how_long_from_what_and_what_the_clock_then_does(self) -> None:
        row = period("invitation")
        assert (row.article, row.status) == ("ICSID R. 6", "assumed")
        assert row.sentences[0].english() == "60 days from the sending of the invitation"
        assert row.sentences[-1].english() == "when it has passed, the clock performs: The invitation lapses"

    def test_a_period_without_a_lapse_says_what_becomes_open_or_that_nothing_happens(self) -> None:
        assert period("choose-mediator").sentences[-1].english() == (
            "when it has passed, this becomes open: Ask the Secretary-General to appoint"
        )
        assert period("screening").sentences[-1].english() == "when it has passed, nothing happens by itself"

    def test_a_date_of_the_text_is_no_length(self) -> None:
        assert period("entry-into-force").sentences[0].english() == (
            "until the date that the text sets, running from the last signature"
        )
        assert period("clause-date").sentences[0].english() == (
            "until the date that the text sets, running from agreement on the protocol"
        )

    def test_fixed_hours_are_named(self) -> None:
        assert english(period("anchor").sentences) == [
            "until the next of these hours, UTC: 0, 6, 12 or 18",
            "when it has passed, the clock performs: Anchor all rooms in one digest",
            "it runs on while the case is suspended",
        ]

    @pytest.mark.parametrize(
        ("unit", "words"),
        [
            ("calendar-days", "10 days from the request"),
            ("business-days", "10 business days from the request"),
            ("months", "10 months from the request"),
        ],
    )
    def test_every_unit_has_its_sentence(self, unit: str, words: str) -> None:
        assert period("screening", with_period("screening", unit=unit)).sentences[0].english() == words

    def test_a_roll_and_a_zone_are_named(self) -> None:
        changed = with_period("screening", roll="next-business-day", zone="Asia/Hong_Kong")
        assert english(period("screening", changed).sentences[1:3]) == [
            "counted in the zone Asia/Hong_Kong",
            "a last day that is no business day moves to the next one",
        ]
        changed = with_period("screening", roll="next-weekday-only")
        assert period("screening", changed).sentences[1].english() == (
            "a last day on a Saturday or Sunday moves to the next business day"
        )

    def test_what_the_rules_do_not_say_is_said(self) -> None:
        changed = with_period("screening", "length", status="unset")
        assert period("screening", changed).sentences[0].english() == "from the request; the rules do not say how long"

    def test_what_holds_for_every_period_is_said_once(self) -> None:
        assert [note.english().split()[0] for note in tables(STATES).notes] == ["The", "It", "While"]


def test_a_category_without_a_procedure_has_empty_tables() -> None:
    source = {"name": "gates-2026", "title": "Gates alone", "category": "commercial", "phases": [], "acts": []}
    found = tables(from_json(source))  # as an edition is resolved whose procedure does not list the category
    assert (found.acts, found.phases, found.notes) == ((), (), ())


def test_an_edition_without_loose_periods_has_no_row_for_them() -> None:
    assert tables(packaged("institution-2026", "institution")).phases[-1].phase == "standing"


def test_a_parameter_that_nobody_worded_is_read_as_it_is_written() -> None:
    def change(value: dict[str, Any]) -> None:
        row = next(row for row in value["acts"] if row["act"] == "lodge-statement")
        row["guards"], row["do"] = [{"is": "not_done", "mark": "sea-trial"}], [{"is": "mark", "name": "sea-trial"}]

    assert english(act("lodge-statement", edited(change)).conditions) == ["not done before: sea trial"]
