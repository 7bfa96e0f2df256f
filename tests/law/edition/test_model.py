"""What an edition answers about itself."""

from datetime import date
from typing import Any

import pytest

from comity.law.calendars import PLAIN, Calendar
from comity.law.edition import BadEdition, from_json, packaged
from tests.law.edition.small import SOURCED, small, spoilt


def test_a_case_begins_in_the_first_phase() -> None:
    assert from_json(small()).beginning == "none"
    assert packaged("institution-2026", "institution").beginning == "none"


def test_hours_are_those_that_the_value_lists() -> None:
    assert from_json(small()).hours("heads") == (0, 12)
    assert from_json(small()).hours("mediators") == ()


def test_the_zone_is_the_edition_s_own_or_none() -> None:
    assert (from_json(small()).zone, packaged("iomed-provisional-2026", "state-state").zone) == (None, None)
    source = small()
    source["values"].append({"name": "zone", "title": "Zone", "value": "Africa/Nairobi", **SOURCED})
    assert from_json(source).zone == "Africa/Nairobi"


def test_the_calendar_is_the_edition_s_own() -> None:
    assert from_json(small()).calendar == Calendar(holidays=frozenset({date(2026, 3, 4)}))


@pytest.mark.parametrize("entries", [[], [{"name": "calendar", "title": "?", "source": "nobody", "status": "unset"}]])
def test_where_it_names_none_saturday_and_sunday_are_off(entries: list[dict[str, Any]]) -> None:
    source = small()
    source["values"] = [value for value in source["values"] if value["name"] != "calendar"] + entries
    assert from_json(source).calendar == PLAIN


def test_what_is_mandatory_and_was_not_said_is_listed() -> None:
    source = small()
    assert [item.name for item in from_json(source).unset()] == ["unsaid"]
    source["periods"].append({**source["periods"][-1], "name": "other", "mandatory": True})
    assert [(item.name, type(item).__name__) for item in from_json(source).unset()] == [
        ("unsaid", "Value"),
        ("other", "Period"),
    ]
    source["values"][0]["mandatory"] = True  # it has been said
    source["values"][-1]["mandatory"] = False
    assert [item.name for item in from_json(source).unset()] == ["other"]


def test_the_provisional_edition_says_what_production_waits_for() -> None:
    wanted = {
        category: [item.name for item in packaged("iomed-provisional-2026", category).unset()]
        for category in ("state-state", "state-national", "commercial")
    }
    assert wanted == {
        "state-state": ["conditions-for-others", "fees", "panel-terms"],
        "state-national": ["conditions-for-others", "fees", "panel-terms"],
        "commercial": ["fees", "panel-terms"],
    }


def test_a_row_with_an_assertion_among_its_facts_is_signed() -> None:
    edition = packaged("iomed-provisional-2026", "state-state")
    assert [name for name, row in edition.acts.items() if row.signed] == [
        *("file-request", "consent", "declare", "initial", "approve", "approve-on-condition", "sign"),
        *(
            "confirm-event",
            "attest",
            "correct-record",
            "agree-variation",
            "agree-interim",
            "attest-part",
            "agree-joinder",
        ),
    ]


def test_the_digest_s_source_is_a_copy() -> None:
    edition = from_json(small())
    edition.digest_source()["acts"][0].clear()  # type: ignore[index, union-attr, call-overload]  # a list of rows
    edition.digest_source().clear()
    assert edition.digest_source() == small()


def test_a_bad_edition_says_where_and_why() -> None:
    error = BadEdition("acts.put.who", "unknown role 'judge'")
    assert (str(error), error.path, error.reason) == (
        *("acts.put.who: unknown role 'judge'", "acts.put.who", "unknown role 'judge'"),
    )


def test_editions_that_say_the_same_are_equal_and_others_not() -> None:
    assert from_json(small()) == from_json(small())
    assert from_json(small()) != from_json(spoilt("acts.put.mandate", "speak"))
