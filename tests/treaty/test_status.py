"""The table of a treaty on a day."""

from datetime import date

import pytest

from comity.law import register
from comity.law.register import Status, TreatyCode
from comity.treaty import status

IOMED = TreatyCode.IOMED


def deed(state: str, act: str, on: str, known: str = "official", source: str = "depositary") -> dict[str, str]:
    return {"state": state, "treaty": "iomed-2025", "act": act, "on": on, "source": source, "status": known}


KEPT = register.read(
    {
        "instrument": [
            deed("UG", "accession", "2026-01-10"),
            deed("KE", "ratification", "2025-09-01", "assumed", "news"),
            deed("KE", "signature", "2025-05-30"),
            deed("PG", "signature", "2025-05-30", "borrowed"),
            deed("VE", "withdrawal", "2026-01-01"),
            deed("ID", "joint-statement", "2022-10-21"),
            {**deed("CN", "signature", "2019-08-07"), "treaty": "singapore-2018"},
        ],
        "declaration": [
            {"state": "KE", "treaty": "iomed-2025", "excludes": ["a"], "from": "2025-09-01", "source": "x"},
            {"state": "KE", "treaty": "iomed-2025", "excludes": ["b"], "from": "2025-09-01", "source": "x"},
            {"state": "PG", "treaty": "iomed-2025", "excludes": ["a"], "from": "2027-09-01", "source": "x"},
            {"state": "CN", "treaty": "singapore-2018", "excludes": ["a"], "from": "2019-09-01", "source": "x"},
        ],
    }
)
AT = date(2026, 1, 15)


def test_a_row_tells_days_sources_and_the_weakest_status() -> None:
    row = status.row(KEPT, IOMED, "KE", AT)
    assert (row.standing.value, row.signed_on, row.deposited_on, row.bound_since) == (
        "contracting",
        date(2025, 5, 30),
        date(2025, 9, 1),
        date(2025, 10, 1),
    )
    assert (row.status, row.sources, len(row.instruments)) == (Status.ASSUMED, ("depositary", "news"), 2)


def test_a_row_knows_nothing_of_later_days() -> None:
    row = status.row(KEPT, IOMED, "KE", date(2025, 8, 31))
    assert (row.standing.value, row.deposited_on, row.bound_since, row.status) == (
        "signatory",
        None,
        None,
        Status.OFFICIAL,
    )


def test_a_row_for_every_state_with_a_dated_act_by_that_day() -> None:
    assert [row.state for row in status.summary(KEPT, IOMED, AT).rows] == ["ID", "KE", "PG", "UG", "VE"]
    assert [row.state for row in status.summary(KEPT, IOMED, date(2022, 10, 21)).rows] == ["ID"]


def test_each_count_stands_with_what_it_counts() -> None:
    assert [(count.number, count.of.english()) for count in status.summary(KEPT, IOMED, AT).counts] == [
        (5, "States that this register names with a dated act"),
        (2, "States that have signed, by a dated source"),
        (2, "States that have ratified, accepted, approved or acceded, and not withdrawn"),
        (1, "Contracting States: bound on this day"),
        (1, "States that have withdrawn"),
        (1, "States with a declaration in force on this day"),
    ]


@pytest.mark.parametrize("treaty", TreatyCode)
def test_a_summary_of_an_empty_register_counts_nobody(treaty: TreatyCode) -> None:
    empty = status.summary(register.Register(), treaty, AT)
    assert (empty.rows, {count.number for count in empty.counts}) == ((), {0})


def test_a_treaty_has_a_title() -> None:
    assert status.title(TreatyCode.SINGAPORE) == (
        "United Nations Convention on International Settlement Agreements Resulting from Mediation"
    )
