"""Reading plain values: what is taken, and the key path and rule of what is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from comity.law import shape
from comity.law.shape import BadInput, Table


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def refused(kind: shape.Kind[object], value: object) -> str:
    with pytest.raises(BadInput) as caught:
        kind(value, "key")
    assert caught.value.path == "key"
    return caught.value.rule


def test_an_error_reads_as_its_key_path_and_its_rule() -> None:
    assert str(BadInput("party[0].kind", "required")) == "party[0].kind: required"


def test_an_error_of_the_whole_reads_as_its_rule() -> None:
    assert str(BadInput("", "not TOML")) == "not TOML"


def test_a_table_gives_what_it_needs_and_what_it_may() -> None:
    table = Table({"a": True}, "", ("a", "b"))
    assert (table.need("a", shape.flag), table.may("a", shape.flag), table.may("b", shape.flag)) == (True, True, None)


def test_a_missing_key_is_named_with_its_path() -> None:
    with pytest.raises(BadInput) as caught:
        Table({}, "party[2]", ("side",)).need("side", shape.text)
    assert str(caught.value) == "party[2].side: required"


def test_an_unknown_key_is_refused_with_those_known() -> None:
    with pytest.raises(BadInput) as caught:
        Table({"sied": 1}, "party[2]", ("side", "kind"))
    assert str(caught.value) == "party[2].sied: unknown key; the keys here are side, kind"


def test_a_key_that_is_no_text_is_unknown() -> None:
    with pytest.raises(BadInput) as caught:
        Table({3: 1}, "", ("side",))
    assert str(caught.value) == "3: unknown key; the keys here are side"


@pytest.mark.parametrize("value", [None, [], "side", 1])
def test_what_is_no_table_is_refused(value: object) -> None:
    with pytest.raises(BadInput) as caught:
        Table(value, "party", ("side",))
    assert str(caught.value) == "party: a table is wanted"


def test_toml_is_read_and_what_is_not_toml_is_refused() -> None:
    assert shape.from_toml("on = 2025-12-01") == {"on": date(2025, 12, 1)}
    with pytest.raises(BadInput, match=r"^not TOML: "):
        shape.from_toml("on =")


@pytest.mark.parametrize("value", [0, 1, "true", None, []])
def test_only_true_and_false_are_flags(value: object) -> None:
    assert shape.flag(False, "key") is False
    assert refused(shape.flag, value) == "true or false is wanted"


def test_a_line_of_text_loses_the_blanks_at_its_ends() -> None:
    assert shape.text("  a clause  ", "key") == "a clause"
    assert shape.text("x" * 500, "key") == "x" * 500


@pytest.mark.parametrize("value", ["", "   ", "x" * 501, "two\nlines", "two\u2028lines", "\ud800", "bell\x07", 3, None])
def test_what_is_no_line_of_text_is_refused(value: object) -> None:
    assert refused(shape.text, value) == "a line of 1 to 500 characters is wanted"


def test_a_day_is_a_toml_date_or_its_text() -> None:
    assert shape.day(date(2025, 12, 1), "key") == date(2025, 12, 1)
    assert shape.day("2025-12-01", "key") == date(2025, 12, 1)


@pytest.mark.parametrize(
    "value",
    [
        "2025-12-32",
        "20251201",
        "2025-W49-1",
        "2025-12-1",
        "٢٠٢٥-١٢-٠١",
        datetime(2025, 12, 1, tzinfo=UTC),
        20251201,
        None,
    ],
)
def test_what_is_no_day_is_refused(value: object) -> None:
    assert refused(shape.day, value) == "a day such as 2026-01-15 is wanted"


def test_an_instant_keeps_its_offset_and_loses_its_fraction() -> None:
    hong_kong = timezone(timedelta(hours=8))
    for value in (datetime(2026, 1, 15, 1, 0, 0, 999_999, hong_kong), "2026-01-15T01:00:00.9+08:00"):
        read = shape.instant(value, "key")
        assert (read.isoformat(), read.date()) == ("2026-01-15T01:00:00+08:00", date(2026, 1, 15))


def test_an_instant_in_utc_is_written_with_z() -> None:
    assert shape.instant("2026-01-15T01:00:00Z", "key") == datetime(2026, 1, 15, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    ["2026-01-15", "2026-01-15T01:00:00", "0001-01-01T00:00:00+08:00", datetime(2026, 1, 15), date(2026, 1, 15), 3],  # noqa: DTZ001
)
def test_what_is_no_instant_with_an_offset_is_refused(value: object) -> None:
    assert refused(shape.instant, value) == "an instant with its offset such as 2026-01-15T10:00:00+08:00 is wanted"


def test_one_of_a_closed_list() -> None:
    assert shape.one_of(Colour)("red", "key") is Colour.RED


@pytest.mark.parametrize("value", ["Red", "", None, ["red"]])
def test_what_is_not_on_a_closed_list_is_refused_with_the_list(value: object) -> None:
    assert refused(shape.one_of(Colour), value) == "one of red, blue is wanted"


def test_a_list_keeps_its_order_and_names_the_item_that_is_wrong() -> None:
    assert shape.many(shape.text)(["b", "a", "b"], "key") == ("b", "a", "b")
    assert shape.many(shape.text)((), "key") == ()
    with pytest.raises(BadInput) as caught:
        shape.many(shape.text)(["b", 1], "key")
    assert caught.value.path == "key[1]"


@pytest.mark.parametrize("value", [[], ["a", "b", "c"], "ab", None])
def test_what_is_no_list_of_the_right_size_is_refused(value: object) -> None:
    assert refused(shape.many(shape.text, least=1, most=2), value) == "a list of 1 to 2 is wanted"
