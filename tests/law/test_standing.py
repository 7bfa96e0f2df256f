"""Where a State stands towards a treaty, on any day."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import register, standing
from comity.law.register import Deed, Instrument, Register, Status, TreatyCode
from comity.law.standing import Standing

IOMED = TreatyCode.IOMED
DAY = timedelta(days=1)


def deed(state: str, act: str, on: str, treaty: str = "iomed-2025") -> dict[str, str]:
    return {"state": state, "treaty": treaty, "act": act, "on": on, "source": "test", "status": "official"}


def kept(*deeds: dict[str, str]) -> Register:
    return register.read({"instrument": list(deeds)})


def stands(entries: Register, at: str, state: str = "KE") -> str:
    return standing.standing(entries, state, IOMED, date.fromisoformat(at)).value


THREE = (
    deed("CN", "ratification", "2025-06-27"),
    deed("NI", "acceptance", "2025-07-14"),
    deed("VE", "approval", "2025-07-30"),
)


@pytest.mark.parametrize("order", list(permutations(THREE)))
def test_the_third_deposit_decides_whatever_the_order_of_the_file(order: tuple[dict[str, str], ...]) -> None:
    assert standing.decisive_deposit(kept(*order), IOMED) == date(2025, 7, 30)
    assert standing.in_force_on(kept(*order), IOMED) == date(2025, 8, 29)


def test_two_deposits_decide_nothing_and_the_stated_day_holds() -> None:
    assert standing.decisive_deposit(kept(*THREE[:2]), IOMED) is None
    assert standing.in_force_on(kept(*THREE[:2]), IOMED) == date(2025, 8, 29)


def test_a_register_that_lacks_early_deposits_cannot_delay_the_stated_day() -> None:
    late = kept(*(deed(state, "accession", "2026-03-02") for state in ("KE", "UG", "PG")))
    assert standing.in_force_on(late, IOMED) == date(2025, 8, 29)


def test_a_register_that_has_earlier_deposits_moves_it_forward() -> None:
    early = kept(*(deed(state, "accession", "2025-06-01") for state in ("KE", "UG", "PG")))
    assert standing.in_force_on(early, IOMED) == date(2025, 7, 1)


def test_one_state_that_deposits_three_times_counts_once() -> None:
    assert standing.decisive_deposit(kept(*(deed("CN", act, "2025-06-27") for act in standing.DEPOSITS)), IOMED) is None


@pytest.mark.parametrize("act", ["joint-statement", "signature"])
def test_what_is_no_deposit_does_not_count_towards_the_three(act: str) -> None:
    assert standing.decisive_deposit(kept(*THREE[:2], deed("KE", act, "2025-07-20")), IOMED) is None


def test_a_deposit_withdrawn_before_the_third_does_not_count() -> None:
    entries = kept(*THREE, deed("NI", "withdrawal", "2025-07-29"), deed("KE", "ratification", "2025-09-01"))
    assert standing.decisive_deposit(entries, IOMED) == date(2025, 9, 1)


def test_a_withdrawal_after_the_third_deposit_changes_nothing_for_the_treaty() -> None:
    assert standing.decisive_deposit(kept(*THREE, deed("NI", "withdrawal", "2025-07-31")), IOMED) == date(2025, 7, 30)


def test_a_deposit_about_another_treaty_does_not_count() -> None:
    other = deed("KE", "ratification", "2025-06-30", "singapore-2018")
    assert standing.decisive_deposit(kept(*THREE[:2], other), IOMED) is None
    assert stands(kept(other), "2026-01-01") == "none"


def test_nobody_has_done_anything_in_an_empty_register() -> None:
    assert stands(Register(), "2026-01-01") == "none"


def test_a_joint_statement_is_no_act_about_the_treaty() -> None:
    assert stands(kept(deed("KE", "joint-statement", "2022-10-21")), "2026-01-01") == "none"


@pytest.mark.parametrize(
    ("at", "expected"), [("2025-05-29", "none"), ("2025-05-30", "signatory"), ("2030-01-01", "signatory")]
)
def test_a_signature_makes_a_signatory_from_its_day_and_nothing_more(at: str, expected: str) -> None:
    assert stands(kept(deed("KE", "signature", "2025-05-30")), at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-06-26", "none"),
        ("2025-06-27", "contracting-not-in-force"),
        ("2025-08-28", "contracting-not-in-force"),
        ("2025-08-29", "contracting"),
    ],
)
def test_one_of_the_first_three_is_bound_from_entry_into_force(at: str, expected: str) -> None:
    assert stands(kept(*THREE), at, "CN") == expected


@pytest.mark.parametrize("act", ["ratification", "acceptance", "approval", "accession"])
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-10-31", "signatory"),
        ("2025-11-01", "contracting-not-in-force"),
        ("2025-11-30", "contracting-not-in-force"),
        ("2025-12-01", "contracting"),
    ],
)
def test_a_later_member_is_bound_thirty_days_after_its_own_deposit(act: str, at: str, expected: str) -> None:
    entries = kept(*THREE, deed("KE", "signature", "2025-05-30"), deed("KE", act, "2025-11-01"))
    assert stands(entries, at) == expected


def test_a_deposit_between_the_third_and_entry_into_force_binds_thirty_days_later() -> None:
    entries = kept(*THREE, deed("KE", "accession", "2025-08-01"))
    assert standing.bound_since(entries, "KE", IOMED, date(2026, 1, 1)) == date(2025, 8, 31)


def test_a_second_deposit_does_not_move_the_day() -> None:
    entries = kept(deed("KE", "accession", "2025-09-01"), deed("KE", "ratification", "2025-10-01"))
    assert standing.bound_since(entries, "KE", IOMED, date(2026, 1, 1)) == date(2025, 10, 1)


def test_a_deposit_is_not_seen_before_its_day() -> None:
    assert standing.bound_since(kept(*THREE), "VE", IOMED, date(2025, 7, 29)) is None


LEFT = (
    *THREE,
    deed("KE", "signature", "2025-05-30"),
    deed("KE", "accession", "2025-09-01"),
    deed("KE", "withdrawal", "2026-06-01"),
)


@pytest.mark.parametrize(
    ("at", "expected"), [("2026-05-31", "contracting"), ("2026-06-01", "withdrawn"), ("2030-01-01", "withdrawn")]
)
def test_a_withdrawal_ends_it_on_its_day(at: str, expected: str) -> None:
    assert stands(kept(*LEFT), at) == expected


def test_who_signs_again_after_a_withdrawal_is_a_signatory() -> None:
    assert stands(kept(*LEFT, deed("KE", "signature", "2027-01-01")), "2027-01-01") == "signatory"


def test_who_accedes_again_after_a_withdrawal_is_bound_thirty_days_later() -> None:
    entries = kept(*LEFT, deed("KE", "accession", "2027-01-01"))
    assert [stands(entries, at) for at in ("2027-01-30", "2027-01-31")] == ["contracting-not-in-force", "contracting"]
    assert standing.bound_since(entries, "KE", IOMED, date(2028, 1, 1)) == date(2027, 1, 31)


def test_a_withdrawal_ends_what_its_state_did_on_the_same_day() -> None:
    assert (
        stands(kept(deed("KE", "withdrawal", "2026-01-01"), deed("KE", "signature", "2026-01-01")), "2026-02-01")
        == "withdrawn"
    )


def test_the_withdrawal_of_one_state_is_not_that_of_another() -> None:
    assert stands(kept(*LEFT), "2026-07-01", "CN") == "contracting"


@given(
    st.lists(
        st.builds(
            Instrument,
            st.sampled_from(["KE", "UG", "PG", "CN"]),
            st.just(IOMED),
            st.sampled_from(Deed),
            st.dates(date(2025, 5, 1), date(2026, 12, 31)),
            st.just("test"),
            st.just(Status.OFFICIAL),
        ),
        max_size=12,
    ),
    st.dates(date(2025, 4, 1), date(2027, 6, 1)),
)
def test_what_is_found_of_any_register(deeds: list[Instrument], at: date) -> None:
    entries = Register(tuple(deeds))
    of = [one for one in deeds if one.state == "KE" and one.on <= at]
    found, since = standing.standing(entries, "KE", IOMED, at), standing.bound_since(entries, "KE", IOMED, at)
    assert found == standing.standing(
        Register(tuple(reversed(deeds))), "KE", IOMED, at
    )  # the file's order says nothing
    assert found == standing.standing(Register(tuple(of)), "KE", IOMED, at) or standing.decisive_deposit(entries, IOMED)
    if found is Standing.CONTRACTING:
        assert since is not None and since <= at
        assert {one.act for one in of if one.on <= since - 30 * DAY} & standing.DEPOSITS
        assert at >= standing.in_force_on(entries, IOMED)
    if found is Standing.NOT_YET_BOUND:
        assert since is not None and since > at
    if found is Standing.NONE:
        assert {one.act for one in of} <= {Deed.JOINT_STATEMENT}
    if found is Standing.WITHDRAWN:
        assert Deed.WITHDRAWAL in {one.act for one in of}
    if found is Standing.SIGNATORY:
        assert Deed.SIGNATURE in {one.act for one in of}
