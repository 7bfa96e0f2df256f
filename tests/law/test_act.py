"""The envelope: there and back, and nothing that is not one."""

from collections.abc import Mapping
from datetime import UTC, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.act import KEYS, Act, Json
from comity.law.instants import render

MOMENT = datetime(2026, 1, 5, 9, 30, 15, tzinfo=UTC)
ENVELOPE: dict[str, Json] = {
    "act": "consent",
    "role": "invitee",
    "actor": "a1",
    "at": "2026-01-05T09:30:15Z",
    "party": "pa",
    "mandate": ["speak", "sign"],
    "facts": {"assertion": "ab"},
    "period": None,
    "seen": 3,
    "body": "cd",
    "entered_by": "a2",
}
WHOLE = Act(
    act="consent",
    role="invitee",
    actor="a1",
    at=MOMENT,
    party="pa",
    seen=3,
    body="cd",
    mandate=("speak", "sign"),
    facts={"assertion": "ab"},
    entered_by="a2",
)

texts = st.text(max_size=8)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)
)
acts = st.builds(
    Act,
    act=texts,
    role=texts,
    actor=texts,
    at=st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)),
    party=st.none() | texts,
    mandate=st.lists(texts).map(tuple),
    facts=st.dictionaries(texts, json),
    period=st.none() | texts,
    seen=st.none() | st.integers(min_value=0),
    body=st.none() | texts,
    entered_by=st.none() | texts,
)


def test_an_act_as_json_has_every_key() -> None:
    assert WHOLE.to_json() == ENVELOPE
    assert tuple(WHOLE.to_json()) == KEYS
    bare = Act(act="a", role="clock", actor="clock", at=MOMENT)
    assert bare.to_json() == dict.fromkeys(KEYS) | {
        "act": "a",
        "role": "clock",
        "actor": "clock",
        "at": "2026-01-05T09:30:15Z",
        "mandate": [],
        "facts": {},
    }


def test_the_envelope_gives_the_act() -> None:
    assert Act.from_json(ENVELOPE) == WHOLE


@given(acts)
def test_every_act_goes_there_and_back(act: Act) -> None:
    assert Act.from_json(act.to_json()) == act


def test_json_is_a_copy() -> None:
    facts = WHOLE.to_json()["facts"]
    assert isinstance(facts, dict)
    facts["more"] = "words"
    assert WHOLE.facts == {"assertion": "ab"}


def test_a_fraction_of_a_second_is_cut_off_on_the_way() -> None:
    act = Act(act="a", role="r", actor="x", at=MOMENT.replace(microsecond=999_999))
    assert Act.from_json(act.to_json()).at == MOMENT


def test_the_instant_comes_back_in_utc() -> None:
    assert Act.from_json(ENVELOPE).at.tzinfo is UTC


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="an envelope has exactly the keys act, role, actor"):
        Act.from_json({name: value for name, value in ENVELOPE.items() if name != key})


@pytest.mark.parametrize("value", [[], None, "act", 1, {**ENVELOPE, "reason": "because"}])
def test_what_is_no_envelope_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match="an envelope has exactly the keys act, role, actor"):
        Act.from_json(value)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        *((key, value, f"{key} must be a string") for key in ("act", "role", "actor", "at") for value in (None, 1, [])),
        *((key, value, f"{key} must be a string") for key in ("party", "period", "body") for value in (1, {})),
        ("entered_by", 1, "entered_by must be a string"),
        *(("facts", value, "facts must be a map") for value in (None, [], "x")),
        *(("mandate", value, "mandate must be a list of powers") for value in (None, "sign", [1], {"sign": 1})),
        *(("seen", value, "seen must be a size") for value in (-1, True, "1", 1.0)),
        *(("at", value, "at must be written") for value in ("2026-01-05T09:30:15+00:00", "2026-01-05T17:30:15+08:00")),
        *(("at", value, "at must be written") for value in ("2026-01-05T09:30:15.5Z",)),
        *(("at", value, "is not an instant") for value in ("2026-01-05", "2026-13-05T09:30:15Z", "")),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(key: str, value: Json, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Act.from_json({**ENVELOPE, key: value})


def test_a_room_s_first_act_may_have_seen_an_empty_case_log() -> None:
    assert Act.from_json({**ENVELOPE, "seen": 0}).seen == 0


@pytest.mark.parametrize("key", ["party", "period", "seen", "body", "entered_by"])
def test_what_may_be_missing_is_nothing(key: str) -> None:
    assert getattr(Act.from_json({**ENVELOPE, key: None}), key) is None


def test_an_act_does_not_change() -> None:
    with pytest.raises(AttributeError):
        WHOLE.role = "registry"  # type: ignore[misc]  # that is what is tested


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    zone = timezone(MOMENT.astimezone().utcoffset() or MOMENT.utcoffset())  # type: ignore[arg-type]
    facts: Mapping[str, Json] = {}
    act = Act(act="a", role="r", actor="x", at=MOMENT.astimezone(zone), facts=facts)
    assert act.to_json()["at"] == render(MOMENT)
