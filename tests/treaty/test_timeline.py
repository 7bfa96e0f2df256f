"""The Convention in time: stated, reckoned back, counted forward."""

from datetime import date

from comity.law import register
from comity.law.register import Register, Status
from comity.treaty import timeline


def deposit(state: str, on: str) -> dict[str, str]:
    return {
        "state": state,
        "treaty": "iomed-2025",
        "act": "ratification",
        "on": on,
        "source": "x",
        "status": "official",
    }


def on(kept: Register, words: str) -> tuple[date, str]:
    (found,) = [event for event in timeline.events(kept) if words in event.title.english()]
    return found.on, found.status.value


def test_entry_into_force_and_the_third_deposit_reckoned_back_from_it() -> None:
    assert on(Register(), "In force") == (date(2025, 8, 29), "official")
    assert on(Register(), "Third instrument deposited, reckoned back") == (date(2025, 7, 30), "official")


def test_the_third_deposit_of_the_register_where_it_has_one() -> None:
    kept = register.read({"instrument": [deposit(state, "2025-07-30") for state in ("CN", "NI", "VE")]})
    assert on(kept, "Third instrument deposited") == (date(2025, 7, 30), "official")
    assert not any("reckoned" in event.title.english() for event in timeline.events(kept))


def test_a_register_with_late_deposits_only_does_not_move_the_third_one() -> None:
    kept = register.read({"instrument": [deposit(state, "2026-01-01") for state in ("CN", "NI", "VE")]})
    assert on(kept, "reckoned back") == (date(2025, 7, 30), "official")


def test_the_founding_windows_are_as_weak_as_their_source() -> None:
    assert on(Register(), "for other States") == (date(2027, 8, 29), "borrowed")
    assert on(Register(), "for States of the Joint Statement") == (date(2030, 8, 29), "borrowed")


def test_events_stand_by_day() -> None:
    days = [event.on for event in timeline.events(Register())]
    assert (days, len(days)) == (sorted(days), 9)


def test_counts_of_others_stand_apart_with_day_and_source() -> None:
    assert [(one.on, one.title.english(), one.status) for one in timeline.reported()] == [
        (date(2025, 5, 30), "33 signatories", Status.OFFICIAL),
        (date(2025, 8, 31), "36 signatories by the end of August 2025", Status.ASSUMED),
        (date(2025, 10, 20), "37 signatories and 8 ratifications", Status.BORROWED),
    ]
