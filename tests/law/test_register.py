"""The treaty register: its file, its refusals, what holds on a day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import register
from comity.law.register import (
    Category,
    Decision,
    Declaration,
    Deed,
    Instrument,
    Register,
    Reservation,
    Status,
    TreatyCode,
)
from comity.law.shape import BadInput

FILE = """
[[instrument]]
state = "CN"
treaty = "iomed-2025"
act = "signature"
on = 2025-05-30
source = "gazette"
status = "official"

[[declaration]]
state = "KE"
treaty = "iomed-2025"
excludes = ["Maritime delimitation"]
from = 2025-09-01
until = 2026-09-01
source = "note verbale"

[[reservation]]
state = "BY"
treaty = "singapore-2018"
article = "8(1)(a)"
from = 2021-01-15
source = "list"
status = "borrowed"

[[decision]]
admits = "US"
category = "state-state"
from = 2025-11-01
source = "GC/1/7"
"""
ROWS: dict[str, dict[str, Any]] = {
    "instrument": {
        "state": "CN",
        "treaty": "iomed-2025",
        "act": "signature",
        "on": "2025-05-30",
        "source": "s",
        "status": "official",
    },
    "declaration": {"state": "KE", "treaty": "iomed-2025", "excludes": ["a"], "from": "2025-09-01", "source": "s"},
    "reservation": {"state": "BY", "treaty": "singapore-2018", "article": "8", "from": "2021-01-15", "source": "s"},
    "decision": {"admits": "US", "category": "state-state", "from": "2025-11-01", "source": "s"},
}


def error(value: object) -> str:
    with pytest.raises(BadInput) as caught:
        register.read(value)
    return str(caught.value)


def test_a_file_is_read_table_by_table() -> None:
    assert register.load(FILE) == Register(
        (Instrument("CN", TreatyCode.IOMED, Deed.SIGNATURE, date(2025, 5, 30), "gazette", Status.OFFICIAL),),
        (
            Declaration(
                date(2025, 9, 1),
                date(2026, 9, 1),
                "note verbale",
                None,
                "KE",
                TreatyCode.IOMED,
                ("maritime-delimitation",),
            ),
        ),
        (Reservation(date(2021, 1, 15), None, "list", Status.BORROWED, "BY", TreatyCode.SINGAPORE, "8(1)(a)"),),
        (Decision(date(2025, 11, 1), None, "GC/1/7", None, "US", Category.STATE_STATE),),
    )


@pytest.mark.parametrize(
    "act",
    ["joint-statement", "signature", "ratification", "acceptance", "approval", "accession", "withdrawal"],
)
def test_every_act_of_a_state_has_its_word(act: str) -> None:
    (entry,) = register.read({"instrument": [ROWS["instrument"] | {"act": act}]}).instruments
    assert register.entry_to_json(entry)["act"] == act


@pytest.mark.parametrize("status", ["official", "borrowed", "assumed"])
@pytest.mark.parametrize("category", ["state-state", "state-national", "commercial"])
def test_every_category_and_status_has_its_word(category: str, status: str) -> None:
    (entry,) = register.read({"decision": [ROWS["decision"] | {"category": category, "status": status}]}).decisions
    assert (entry.category.value, entry.status and entry.status.value) == (category, status)


def test_an_empty_file_is_an_empty_register() -> None:
    assert register.load("") == Register()


def test_plain_json_carries_a_register_there_and_back() -> None:
    kept = register.load(FILE)
    assert register.read(register.to_json(kept)) == kept
    assert register.to_json(kept)["decision"] == [
        {"admits": "US", "category": "state-state", "from": "2025-11-01", "source": "GC/1/7"}
    ]


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, row in ROWS.items() for key in row])
def test_every_key_but_until_is_required(table: str, key: str) -> None:
    row = {name: value for name, value in ROWS[table].items() if name != key}
    assert error({table: [row]}) == f"{table}[0].{key}: required"


@pytest.mark.parametrize("table", ["declaration", "reservation", "decision"])
def test_until_and_status_may_stand_in_what_lasts(table: str) -> None:
    (entry,) = getattr(
        register.read({table: [ROWS[table] | {"until": "2030-01-01", "status": "assumed"}]}), table + "s"
    )
    assert (entry.until, entry.status) == (date(2030, 1, 1), Status.ASSUMED)


@pytest.mark.parametrize("until", ["2025-11-01", "2025-10-31"])
def test_what_ends_before_it_begins_is_refused(until: str) -> None:
    assert error({"decision": [ROWS["decision"] | {"until": until}]}) == "decision[0].until: must lie after `from`"


@pytest.mark.parametrize("table", ROWS)
def test_an_unknown_key_of_an_entry_is_refused(table: str) -> None:
    assert error({table: [ROWS[table] | {"note": "x"}]}).startswith(f"{table}[0].note: unknown key")


def test_an_unknown_table_is_refused() -> None:
    assert error({"instruments": []}).startswith("instruments: unknown key; the keys here are instrument, declaration")


@pytest.mark.parametrize(
    ("table", "key", "value", "path"),
    [
        ("instrument", "treaty", "vienna-1969", "instrument[0].treaty"),
        ("instrument", "act", "accept", "instrument[0].act"),
        ("instrument", "status", "unset", "instrument[0].status"),
        ("instrument", "state", "HK", "instrument[0].state"),
        ("instrument", "on", "2025", "instrument[0].on"),
        ("instrument", "source", "", "instrument[0].source"),
        ("declaration", "excludes", [], "declaration[0].excludes"),
        ("declaration", "excludes", [""], "declaration[0].excludes[0]"),
        ("decision", "category", "institution", "decision[0].category"),
        ("decision", "admits", "UK", "decision[0].admits"),
        ("reservation", "article", 8, "reservation[0].article"),
    ],
)
def test_a_wrong_value_is_named_by_its_key_path(table: str, key: str, value: object, path: str) -> None:
    assert error({table: [ROWS[table] | {key: value}]}).partition(": ")[0] == path


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(1, 400), st.integers(-500, 500))
def test_it_holds_from_its_first_day_and_no_more_on_its_last(since: date, days: int, offset: int) -> None:
    first, on = since.toordinal(), since.toordinal() + offset
    lasting = Decision(since, date.fromordinal(first + days), "s", None, "US", Category.COMMERCIAL)
    for_ever = Decision(since, None, "s", None, "US", Category.COMMERCIAL)
    assert lasting.holds(date.fromordinal(on)) is (first <= on <= first + days - 1)
    assert for_ever.holds(date.fromordinal(on)) is (offset >= 0)
