"""The small type language: what is a type, and which values are of it. Closed, so that no free text gets in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import facts, zones
from comity.law.edition import packaged
from tests.law import raw

HEX = "0123456789abcdef"
MANY = {f"n{number}": 2 for number in range(257)}


@pytest.mark.parametrize(
    "kind",
    [
        *("id", "digest", "assertion", "instant", "date", "bool", "zone", "1..9", "0..0", "a|b", "not-required|organ"),
        *("[id]", "[[id]]", "{id: digest}", "{id: [a|b]}", "[{id: 1..2}]", "id?", "[id]?", "{id: a|b}?", "a|b?"),
    ],
)
def test_a_type(kind: str) -> None:
    assert facts.known(kind)


@pytest.mark.parametrize(
    "kind",
    [
        *("", "?", "id??", "text", "string", "digset", "Id", "9..1", "..1", "1..", "1...2", "a..b", "a|", "|a"),
        *("A|B", "a b|c", "[id", "id]", "[]", "[id?]", "{id: digest", "{id:digest}", "{digest: id}", "{id: }"),
        *("[a|bc", "xa|b]", "{id: a|bc", "{ab: a|b}"),
        *("-1..2", "[text]", "{id: id?}", "{id: text}", "\u0661..\u0662", "a|b\n", "[id]\n"),
    ],
)  # fmt: skip
def test_no_type(kind: str) -> None:
    assert not facts.known(kind)


FITTING: list[tuple[str, Any]] = [
    *(("id", value) for value in ("a", "A1", "new-3", "art.1:b_c", "0" * 64)),
    *(("digest", value) for value in ("0" * 64, HEX * 4)),
    ("assertion", HEX * 4),
    *(("instant", value) for value in ("2026-01-05T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")),
    *(("date", value) for value in ("2026-01-05", "2024-02-29", "0001-01-01")),
    *(("bool", value) for value in (True, False)),
    *(("1..3", value) for value in (1, 2, 3)),
    ("10..12", 11),
    *(("zone", value) for value in ("UTC", "Asia/Hong_Kong", "Pacific/Apia")),
    *(("given|refused", value) for value in ("given", "refused")),
    *(("[id]", value) for value in ([], ["a"], ["a"] * 256)),
    *(("{id: 1..2}", value) for value in ({}, {"a": 1}, {f"n{number}": 2 for number in range(256)})),
    ("{id: [a|b]}", {"x": ["a", "b", "a"]}),
    ("id?", "a"),
    ("[id]?", ["a"]),
]
OTHERS: list[tuple[str, Any]] = [
    *(("id", value) for value in ("", "-a", ".a", "a b", "a/b", "a\n", "é", "a" * 65, 1, None, True, ["a"])),
    *(("digest", value) for value in ("0" * 63, "0" * 65, "A" * 64, "g" * 64, HEX * 4 + "\n", 0, None)),
    *(("assertion", value) for value in ("0" * 63, None)),
    *(("instant", value) for value in ("2026-01-05T09:00:00+00:00", "2026-01-05T09:00:00.0Z", "2026-01-05", "now", 0)),
    *(("instant", value) for value in ("2026-02-30T09:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T09:00:00z", None)),
    *(("date", value) for value in ("2026-02-29", "20260105", "2026-1-5", "2026-W01-1", "", 20260105, None)),
    *(("bool", value) for value in (0, 1, "true", None)),
    *(("1..3", value) for value in (0, 4, -1, True, "1", 1.0, None)),
    *(("zone", value) for value in ("Asia/Kowloon", "utc", "", 0, None)),
    *(("given|refused", value) for value in ("", "given|refused", "gone", 0, None, ["given"])),
    *(("[id]", value) for value in ("a", None, ["a", 1], [""], ["a"] * 257, {"a": 1})),
    *(("{id: 1..2}", value) for value in ([], None, {"a": 3}, {"a b": 1}, {"": 1}, MANY)),
    ("id?", None),
    ("id?", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), FITTING)
def test_a_value_of_the_type(kind: str, value: Any) -> None:
    assert facts.holds(kind, value)


@pytest.mark.parametrize(("kind", "value"), OTHERS)
def test_a_value_of_no_such_type(kind: str, value: Any) -> None:
    assert not facts.holds(kind, value)


def test_every_zone_of_the_database_is_one() -> None:
    assert all(facts.holds("zone", name) for name in zones.names())


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 12)
    | st.text(max_size=70)
    | st.text(HEX, min_size=62, max_size=66)
    | st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z)?", fullmatch=True)
    | st.sampled_from(["given", "refused", "pass", "UTC", "Asia/Hong_Kong"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b c", "d", ""]), inner),
    max_leaves=6,
)
KINDS = sorted(
    {
        kind
        for name, category in (("iomed-provisional-2026", "state-state"), ("institution-2026", "institution"))
        for row in packaged(name, category).acts.values()
        for kind in row.facts.values()
        if "date" not in kind
    }
)


@given(st.sampled_from(KINDS), ANYTHING)
def test_a_second_opinion_on_every_type_of_the_editions(kind: str, value: Any) -> None:
    assert facts.holds(kind, value) == raw.typed(kind, value)
