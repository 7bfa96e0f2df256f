"""What features add to an act, by the act's name."""

import pytest

from comity.docket import registry
from comity.law.edition import packaged

pytestmark = pytest.mark.usefixtures("bare")


def test_an_act_is_registered_once() -> None:
    for enter, name in ((registry.handle, "post"), (registry.prepare, "answer")):
        with pytest.raises(ValueError, match=f"the act {name} is registered twice"):
            enter(name)(lambda *_: None)
    registry.reads("post")(lambda *_: False)
    with pytest.raises(ValueError, match="registered twice"):
        registry.reads("post")(lambda *_: False)


def test_what_is_registered_is_what_is_found() -> None:
    def prepare(ctx, facts, body):
        return facts, body

    assert registry.prepare("post")(prepare) is prepare is registry.preparer("post")


def test_without_a_preparer_an_act_is_as_said() -> None:
    assert registry.preparer("leave")(None, {"a": 1}, {"b": 2}) == ({"a": 1}, {"b": 2})  # type: ignore[arg-type]


def test_without_a_rule_whoever_reads_the_log_reads_what_was_said() -> None:
    assert registry.reader("leave")(None, None, None) is True  # type: ignore[arg-type]


def test_acts_without_a_handler_are_named() -> None:
    edition = packaged("institution-2026", "institution")
    assert registry.unhandled(edition) == set()
    del registry._handlers["found"]
    assert registry.unhandled(edition) == {"found"}
