"""What a step refuses, and an act to try: shared by the tests of the step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from comity.law.act import Act
from comity.law.instants import parse
from comity.law.step import Refused, step
from tests.law.paths import after
from tests.law.world import Case, act_of, digest


def refusal(attempt: Callable[[], object]) -> tuple[str, str, str]:
    """Article, sentence and rule of a refusal."""
    with pytest.raises(Refused) as caught:
        attempt()
    assert str(caught.value) == f"{caught.value.article}: {caught.value.message.english()}"
    return caught.value.article, caught.value.message.english(), caught.value.rule


def tried(case: Case, act: Act, room: str | None = None) -> tuple[str, str, str]:
    """The refusal of an act in a case, or in one of its rooms."""
    state = case.state if room is None else case.room_state(room)
    return refusal(lambda: step(case.edition, state, act))


def initial(case: Case, **changed: Any) -> Act:
    """A party initials the text as it stands, an hour after the last act, but for what is changed."""
    clauses = {name: thing["version"] for name, thing in case.state.things.get("settlement-clause", {}).items()}
    facts = {"clauses": clauses, "assertion": digest("us")}
    at = after(1, parse(str(case.state.last_at)))
    return replace(act_of("us", act="initial", at=at, **facts), **changed)
