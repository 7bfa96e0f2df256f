"""The packaged register: only what was found, each fact with source and status; what has no day stays out of it."""

from collections import Counter
from datetime import date

from comity.law.register import Deed, Status, TreatyCode
from comity.law.standing import Standing, standing
from comity.treaty.packaged import packaged_register, unresolved

IOMED = TreatyCode.IOMED
AT = date(2026, 11, 23)


def test_seven_signatures_of_the_convention_are_dated() -> None:
    signed = {
        one.state: one.status.value
        for one in packaged_register().instruments
        if one.treaty is IOMED and one.act is Deed.SIGNATURE
    }
    assert signed == {
        "CN": "official",
        "TL": "official",
        "KH": "borrowed",
        "CG": "borrowed",
        "KE": "borrowed",
        "RS": "borrowed",
        "PK": "borrowed",
    }
    assert {one.on for one in packaged_register().instruments if one.act is Deed.SIGNATURE and one.treaty is IOMED} == {
        date(2025, 5, 30)
    }


def test_only_china_is_contracting_on_a_dated_source() -> None:
    kept = packaged_register()
    states = {one.state for one in kept.instruments}
    assert {state for state in states if standing(kept, state, IOMED, AT) is Standing.CONTRACTING} == {"CN"}


def test_nicaragua_is_reported_as_ratified_without_a_day() -> None:
    (report,) = [one for one in unresolved() if one.state == "NI"]
    assert (report.act, report.status, standing(packaged_register(), "NI", IOMED, AT)) == (
        Deed.RATIFICATION,
        Status.BORROWED,
        Standing.NONE,
    )


def test_nobody_has_declared_reserved_or_decided_anything_that_was_found() -> None:
    kept = packaged_register()
    assert (kept.declarations, kept.reservations, kept.decisions) == ((), (), ())


def test_what_rests_on_an_encyclopaedia_or_on_inference_is_assumed() -> None:
    weak = {(one.state, one.act.value) for one in unresolved() if one.status is Status.ASSUMED}
    assert weak == {(state, "signature") for state in ("DZ", "DJ", "SD", "ZW", "DM")}


def test_what_is_reported_without_a_day_is_not_in_the_register_too() -> None:
    dated = {(one.state, one.treaty, one.act) for one in packaged_register().instruments}
    assert dated.isdisjoint((one.state, one.treaty, one.act) for one in unresolved())


def test_nothing_is_reported_twice() -> None:
    counted = Counter((one.state, one.treaty, one.act) for one in unresolved())
    assert set(counted.values()) == {1}


def test_names_that_no_source_confirms_are_in_neither_file() -> None:
    named = {one.state for one in packaged_register().instruments} | {one.state for one in unresolved()}
    assert named.isdisjoint({"BZ", "BJ", "CM", "CF", "GQ", "KI", "MR", "NR", "SB", "UG", "VU", "CH", "NP"})
