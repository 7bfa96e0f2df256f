"""The three editions for cases: what each says by number, word and status, and the calendars of one story, by hand.

The dates are counted with a wall calendar of 2026: in New York clocks go forward on 8 March and back on 1 November.
"""

from collections.abc import Mapping
from datetime import datetime

import pytest

from comity.law import zones
from comity.law.counting import calendar_of, events_of
from comity.law.edition import Edition, compare, editions, packaged
from comity.law.instants import parse

SERVED = {
    ("iomed-provisional-2026", "state-state"),
    ("iomed-provisional-2026", "state-national"),
    ("iomed-provisional-2026", "commercial"),
    ("icsid-2022", "state-national"),
    ("uncitral-2021", "commercial"),
}
EVENTS = ("request-sent", "registered", "appointment-requested", "acceptance-requested", "transmitted")
ICSID, UNCITRAL = packaged("icsid-2022", "state-national"), packaged("uncitral-2021", "commercial")
STATES, NATIONAL, PRIVATE = (
    packaged("iomed-provisional-2026", category) for category in ("state-state", "state-national", "commercial")
)
CASES = [STATES, NATIONAL, PRIVATE, ICSID, UNCITRAL]
IDS = [f"{edition.name} {edition.category}" for edition in CASES]


def dates(edition: Edition, events: Mapping[str, str], zone: str | None = None) -> dict[str, str]:
    """The last instant of each period on the clocks of its zone."""
    counted = calendar_of(edition, {name: parse(at) for name, at in events.items()}, zone)
    return {each.code: shown(each.due, each.zone) for each in counted}


def shown(due: datetime | None, zone: str | None) -> str:
    """An instant on the clocks of a zone, with the weekday."""
    return "" if due is None or zone is None else due.astimezone(zones.zone(zone)).strftime("%a %Y-%m-%dT%H:%M:%S%z")


def lengths(edition: Edition) -> dict[str, int]:
    """Days by period, of those that have them."""
    return {period.name: period.length for period in edition.periods.values() if period.length is not None}


# -------------------------------------------------------------------- calendars


def test_thirty_sixty_and_a_hundred_and_twenty_days_from_registration_in_washington() -> None:
    """Tuesday 10 February, ten in the morning. The 60th day is Saturday 11 April, and moves to Monday."""
    assert dates(ICSID, {"registered": "2026-02-10T15:00:00Z"}) == {
        "agree-on-number": "Thu 2026-03-12T23:59:59-0400",  # clocks have gone forward meanwhile
        "choose-mediator": "Mon 2026-04-13T23:59:59-0400",
        "first-step": "Wed 2026-06-10T23:59:59-0400",
    }


def test_a_day_in_washington_is_not_the_day_in_utc_and_sunday_moves_to_monday() -> None:
    """In Washington it is still 2 October, eleven at night. The 30th day is Sunday 1 November, when clocks go back."""
    found = dates(ICSID, {"registered": "2026-10-03T03:00:00Z"})
    assert found["agree-on-number"] == "Mon 2026-11-02T23:59:59-0500"
    assert found["choose-mediator"] == "Tue 2026-12-01T23:59:59-0500"


def test_twenty_days_to_accept_fifteen_for_statements_thirty_to_appoint_and_to_the_first_session() -> None:
    events = {
        "request-sent": "2026-03-02T15:00:00Z",  # Monday; 60 days: Friday 1 May
        "acceptance-requested": "2026-02-09T15:00:00Z",  # Monday; 20 days: Sunday 1 March
        "appointment-requested": "2026-02-26T15:00:00Z",  # Thursday; 30 days: Saturday 28 March
        "transmitted": "2026-02-27T15:00:00Z",  # Friday; 15 days: Saturday 14 March; 30 days: Sunday 29 March
    }
    assert dates(ICSID, events) == {
        "invitation": "Fri 2026-05-01T23:59:59-0400",
        "default-appointment": "Mon 2026-03-30T23:59:59-0400",
        "acceptance": "Mon 2026-03-02T23:59:59-0500",
        "statements": "Mon 2026-03-16T23:59:59-0400",
        "first-session": "Mon 2026-03-30T23:59:59-0400",
    }


def test_a_zone_that_a_case_names_moves_nothing_where_the_rules_fix_theirs() -> None:
    events = {"registered": "2026-02-10T15:00:00Z"}
    assert dates(ICSID, events, "Asia/Hong_Kong") == dates(ICSID, events)


def test_a_holiday_on_a_weekday_moves_nothing() -> None:
    """60 days from 5 November 2026 is Monday 4 January 2027; 30 days from 1 December is Thursday 31 December."""
    assert dates(ICSID, {"registered": "2026-11-25T15:00:00Z"})["agree-on-number"] == "Fri 2026-12-25T23:59:59-0500"


def test_thirty_days_from_sending_the_invitation() -> None:
    """Monday 2 March; the 30th day is Wednesday 1 April. 27 March counts to Sunday 26 April, and stays there."""
    zone = "Asia/Singapore"
    for edition in (UNCITRAL, PRIVATE):
        assert dates(edition, {"request-sent": "2026-03-02T15:00:00Z"}, zone) == {
            "invitation": "Wed 2026-04-01T23:59:59+0800"
        }
        assert dates(edition, {"request-sent": "2026-03-27T15:00:00Z"}, zone) == {
            "invitation": "Sun 2026-04-26T23:59:59+0800"
        }


def test_where_nobody_names_a_zone_the_most_favourable_counts() -> None:
    """Sent as 3 March begins at UTC+9: the days run out there later than anywhere where it was the 2nd still."""
    assert dates(UNCITRAL, {"request-sent": "2026-03-02T15:00:00Z"}) == {"invitation": "Thu 2026-04-02T23:59:59+0900"}


def test_the_same_story_gives_three_calendars() -> None:
    story = {"request-sent": "2026-02-02T09:00:00Z", "registered": "2026-03-03T09:00:00Z"}
    assert dates(NATIONAL, story, "Asia/Hong_Kong") == {
        "invitation": "Fri 2026-04-03T23:59:59+0800",
        "agree-on-number": "Thu 2026-04-02T23:59:59+0800",
        "choose-mediator": "Sat 2026-05-02T23:59:59+0800",
        "first-step": "Wed 2026-07-01T23:59:59+0800",
    }
    assert dates(ICSID, story, "Asia/Hong_Kong") == {
        "invitation": "Fri 2026-04-03T23:59:59-0400",
        "agree-on-number": "Thu 2026-04-02T23:59:59-0400",
        "choose-mediator": "Mon 2026-05-04T23:59:59-0400",
        "first-step": "Wed 2026-07-01T23:59:59-0400",
    }
    assert dates(UNCITRAL, story, "Asia/Hong_Kong") == {
        "invitation": "Wed 2026-03-04T23:59:59+0800",
        "choose-mediator": "",
    }


@pytest.mark.parametrize("edition", CASES, ids=IDS)
def test_every_edition_knows_the_five_events(edition: Edition) -> None:
    assert set(EVENTS) <= set(events_of(edition))


# -------------------------------------------------------------------- numbers, words, statuses


def test_these_and_no_others_are_served() -> None:
    assert {(edition.name, edition.category) for edition in CASES} == SERVED
    assert set(editions()) == {name for name, _ in SERVED} | {"institution-2026"}
    assert all(edition.acts for edition in CASES)


def test_the_numbers_of_days() -> None:
    numbers = {"invitation": 60, "agree-on-number": 30, "choose-mediator": 60, "default-appointment": 30}
    numbers |= {"first-step": 120, "acceptance": 20, "statements": 15, "first-session": 30}
    ours = {"screening": 10, "advice": 14}
    assert lengths(STATES) == lengths(NATIONAL) == numbers | ours
    assert lengths(PRIVATE) == numbers | ours | {"invitation": 30}
    assert lengths(ICSID) == numbers | {"advice": 14}
    assert lengths(UNCITRAL) == {"invitation": 30, "advice": 14}


def test_what_the_caucus_keeps_and_who_fixes_the_zone() -> None:
    kept = "not passed on without that party's authorisation"
    assert [edition.values["caucus"].value for edition in CASES] == [
        *(kept, kept, kept, kept),
        "passed on to the other parties, unless the party that gave it says that it is confidential",
    ]
    assert [edition.zone for edition in CASES] == [None, None, None, "America/New_York", None]
    assert [edition.values["fact-of-mediating"].value for edition in CASES] == ["confidential"] * 5


def test_icsid_s_own_pages_make_a_row_official_and_what_was_not_re_read_is_assumed() -> None:
    said = {name: period.status for name, period in ICSID.periods.items() if period.article.startswith("R. ")}
    assert said == {
        "invitation": "assumed",
        "screening": "unset",
        **dict.fromkeys(("agree-on-number", "choose-mediator", "default-appointment", "first-step"), "official"),
        **dict.fromkeys(("acceptance", "statements", "first-session"), "official"),
    }
    assert {period.roll for name, period in ICSID.periods.items() if name in lengths(ICSID)} == {"next-weekday-only"}
    told = {
        *(row.status for row in UNCITRAL.acts.values() if "UNCITRAL" in row.source),
        *(ending.status for ending in UNCITRAL.endings.values() if "UNCITRAL" in ending.source),
        *(value.status for value in UNCITRAL.values.values() if "UNCITRAL" in value.source),
    }
    assert told == {"assumed"}


@pytest.mark.parametrize(("edition", "elsewhere"), [(ICSID, "ICSID R."), (UNCITRAL, "ICSID"), (PRIVATE, "VCLT")])
def test_no_row_cites_the_rules_of_another(edition: Edition, elsewhere: str) -> None:
    tables = (edition.acts, edition.periods, edition.endings, edition.gates, edition.values)
    assert [name for table in tables for name, entry in table.items() if entry.article.startswith(elsewhere)] == []
    if edition is UNCITRAL:
        assert [name for table in tables for name, entry in table.items() if elsewhere in entry.source] == []


def test_rules_one_to_seven_cannot_be_varied_and_the_rows_under_them_are_these() -> None:
    fixed = ICSID.lists["not-derogable"]
    assert fixed == tuple(f"R. {number}" for number in range(1, 8))
    assert {name for name, row in ICSID.acts.items() if row.article in fixed} == {
        *("file-request", "consent", "lapse-invitation", "screen", "register", "refuse-registration"),
        "record-approval",
    }
    assert {name for name, period in ICSID.periods.items() if period.article in fixed} == {"invitation", "screening"}
    assert all("not-derogable" not in edition.lists for edition in CASES if edition is not ICSID)


def test_third_states_and_agencies_stand_where_a_state_is_a_party() -> None:
    assert ["record-third-state" in edition.acts for edition in CASES] == [True, False, False, False, False]
    assert ["third_states" in edition.acts["file-request"].facts for edition in CASES] == [True, *[False] * 4]
    assert ["record-approval" in edition.acts for edition in CASES] == [True, True, False, True, False]
    assert ["zone" in edition.acts["file-request"].facts for edition in CASES] == [True, True, True, False, True]


def test_no_gate_of_the_convention_s_membership_stands_in_the_way_of_other_rules() -> None:
    assert list(ICSID.gates) == ["consent", "subject-matter", "nationality", "agency-approval"]
    assert list(UNCITRAL.gates) == ["consent", "international", "commercial"]
    for edition in CASES:
        grounds = edition.acts["refuse-registration"].facts["ground"].split("|")
        assert sorted(grounds) == sorted(edition.gates)


def test_where_the_rules_give_no_number_nothing_ends_or_opens_by_one() -> None:
    assert {period.lapse for period in UNCITRAL.periods.values() if period.status == "unset"} == {None}
    gone = set(PRIVATE.acts) - set(UNCITRAL.acts)
    assert gone == {
        "report-step",
        "end-for-no-step",
        "lapse-nomination",
        "extend-as-of-right",
        "wish-to-extend",
        "extend-jointly",
    }
    assert UNCITRAL.acts["open-statements"].who == ("mediator",)
    assert UNCITRAL.acts["ask-for-appointment"].guards == ()
    assert "no-step" not in UNCITRAL.endings


def test_what_production_waits_for() -> None:
    assert [[item.name for item in edition.unset()] for edition in CASES[3:]] == [[], ["fees"]]
    assert ICSID.values["fees"].value == [
        {"item": "First advance of each party", "from": 25000, "to": 50000, "currency": "USD"}
    ]


def test_a_comparison_says_what_an_edition_changes_in_its_base() -> None:
    found = {(each.table, each.name, each.column): (each.was, each.now) for each in compare(NATIONAL, ICSID)}
    assert found["values", "zone", "value"] == (None, "America/New_York")
    assert found["periods", "choose-mediator", "roll"] == (None, "next-weekday-only")
    assert found["lists", "not-derogable", ""][0] is None
    assert found["gates", "membership", ""][1] is None
    assert ("periods", "choose-mediator", "length") not in found
