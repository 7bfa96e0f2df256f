"""Which issues of the joint room are off its table."""

from comity.law.issues import closed
from comity.law.state import State
from tests.law.mattered import part_signed

NOTHING: dict[str, object] = {"version": None, "open": False}


def test_issues_are_closed_one_by_one_or_by_a_part() -> None:
    parts = {"part-1": {**NOTHING, "closes": ["a", "b"]}, "part-2": {**NOTHING, "closes": None}, "part-3": NOTHING}
    case = State(things={"settled-part": parts})  # type: ignore[dict-item]  # as things are kept
    assert closed(State(case=case)) == {"a", "b"}
    assert closed(State(things={"closed-issue": {"c": NOTHING}}, case=case)) == {"a", "b", "c"}  # type: ignore[dict-item]
    assert closed(State(case=State())) == set()


def test_a_part_closes_its_issues_once_all_have_signed_it() -> None:
    for signers, off in ((("us",), set()), (("us", "pa"), {"i"})):
        assert closed(part_signed(*signers).room_state("joint")) == off
