"""A request: what is read, what is refused and why, and that form and file mean the same."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import request
from comity.law.register import Category
from comity.law.request import Answer, Approval, Consent, Party, PartyKind, Request, Side, ThirdState
from comity.law.shape import BadInput
from tests.law.gates.world import answering, party, plain_request, private

FILE = """
category = "state-state"
edition = "iomed-provisional-2026"
filed_at = 2026-01-15T10:00:00+08:00
subjects = ["fisheries-licence-fees"]
depends_on = []
third_state_involved = true
third_states = [{ state = "PG", consent = "given" }]
[[party]]
side = "requesting"
kind = "state"
state = "KE"
place_of_business = "KE"
state_owned = false
consent = { given = true, instrument = "clause", on = 2025-12-01 }
approval = { given = true, on = 2025-12-01 }
"""


def error(**keys: Any) -> str:
    value = {key: entry for key, entry in plain_request(**keys).items() if entry is not ...}
    with pytest.raises(BadInput) as caught:
        request.read(value)
    return str(caught.value)


def test_a_file_is_read() -> None:
    consent, approval = Consent(True, "clause", date(2025, 12, 1)), Approval(True, date(2025, 12, 1))
    assert request.load(FILE) == Request(
        category=Category.STATE_STATE,
        edition="iomed-provisional-2026",
        filed_at=datetime(2026, 1, 15, 10, tzinfo=timezone(timedelta(hours=8))),
        subjects=("fisheries-licence-fees",),
        parties=(Party(Side.REQUESTING, PartyKind.STATE, consent, "KE", (), "KE", False, approval),),
        third_state_involved=True,
        third_states=(ThirdState(Answer.GIVEN, "PG"),),
    )


def test_what_a_request_does_not_need_may_be_left_out() -> None:
    read = request.read({key: value for key, value in plain_request().items() if key != "third_state_involved"})
    assert (read.depends_on, read.third_states, read.third_state_involved) == ((), (), None)
    assert (read.parties[0].place_of_business, read.parties[0].state_owned, read.parties[0].approval) == (
        None,
        False,
        None,
    )


@pytest.mark.parametrize("key", ["category", "edition", "filed_at", "subjects", "party"])
def test_what_every_request_needs_is_required(key: str) -> None:
    assert error(**{key: ...}) == f"{key}: required"


@pytest.mark.parametrize("key", ["side", "kind", "state", "consent"])
def test_what_every_party_needs_is_required(key: str) -> None:
    first = {name: value for name, value in party().items() if name != key}
    assert error(party=[first, answering()]) == f"party[0].{key}: required"


@pytest.mark.parametrize("kind", ["agency", "state"])
def test_a_state_and_an_agency_name_a_state(kind: str) -> None:
    first = {name: value for name, value in party(kind=kind).items() if name != "state"}
    assert error(party=[first]) == "party[0].state: required"


def test_an_organisation_may_have_no_code() -> None:
    first = {name: value for name, value in party(kind="organisation").items() if name != "state"}
    assert request.read(plain_request(party=[first])).parties[0].state is None


@pytest.mark.parametrize("kind", ["company", "individual"])
def test_a_private_party_states_its_nationality_even_if_it_has_none(kind: str) -> None:
    first = {name: value for name, value in private(kind=kind).items() if name != "nationality"}
    assert error(category="commercial", party=[first]) == "party[0].nationality: required"
    stateless = request.read(plain_request(category="commercial", party=[private(kind=kind)]))
    assert stateless.parties[0].nationality == ()


@pytest.mark.parametrize(
    ("category", "kinds"),
    [
        ("state-state", ["state", "agency", "organisation"]),
        ("state-national", ["state", "agency", "organisation", "company", "individual"]),
        ("commercial", ["company", "individual"]),
    ],
)
def test_a_category_has_parties_of_its_kinds_only(category: str, kinds: list[str]) -> None:
    for kind in PartyKind:
        asked = {"category": category, "party": [party(kind=kind.value, nationality=["SG"])]}
        if kind.value in kinds:
            assert request.read(plain_request(**asked)).parties[0].kind is kind
        else:
            assert error(**asked) == f"party[0].kind: a {category} request has no {kind} (Article 24)"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"category": "institution"}, "category: one of state-state, state-national, commercial is wanted"),
        ({"subject": ["x"]}, "subject: unknown key"),
        ({"subjects": []}, "subjects: a list of 1 to 64 is wanted"),
        ({"subjects": ["fees", 3]}, "subjects[1]: a line of 1 to 500 characters is wanted"),
        ({"depends_on": ["-"]}, "depends_on[0]: a subject tag such as"),
        ({"filed_at": "2026-01-15"}, "filed_at: an instant with its offset"),
        ({"party": []}, "party: a list of 1 to 64 is wanted"),
        ({"party": {}}, "party: a list of 1 to 64 is wanted"),
        ({"third_state_involved": "no"}, "third_state_involved: true or false is wanted"),
        ({"party": [party(side="asking")]}, "party[0].side: one of requesting, responding is wanted"),
        ({"party": [party(), answering("UK")]}, "party[1].state: an ISO 3166-1 alpha-2 code"),
        ({"party": [party(name="Kenya")]}, "party[0].name: unknown key"),
        ({"party": [party(state_owned=0)]}, "party[0].state_owned: true or false is wanted"),
        ({"party": [party(place_of_business="EU")]}, "party[0].place_of_business: an ISO 3166-1"),
        ({"party": [party(nationality="KE")]}, "party[0].nationality: a list of 0 to 8 is wanted"),
        ({"party": [party(consent=True)]}, "party[0].consent: a table is wanted"),
        ({"party": [party(consent={})]}, "party[0].consent.given: required"),
        ({"party": [party(consent={"given": 1})]}, "party[0].consent.given: true or false is wanted"),
        ({"party": [party(consent={"given": True, "by": "x"})]}, "party[0].consent.by: unknown key"),
        ({"party": [party(consent={"given": True, "on": "soon"})]}, "party[0].consent.on: a day such as"),
        ({"party": [party(consent={"given": True, "instrument": ""})]}, "party[0].consent.instrument: a line"),
        ({"party": [party(approval={"on": "2025-12-01"})]}, "party[0].approval.given: required"),
        ({"party": [party(approval={"given": True, "waived": True})]}, "party[0].approval.waived: unknown key"),
        ({"third_state_involved": True, "third_states": [{"state": "PG"}]}, "third_states[0].consent: required"),
        ({"third_state_involved": True, "third_states": ["PG"]}, "third_states[0]: a table is wanted"),
        (
            {"third_state_involved": True, "third_states": [{"state": "PG", "consent": "silent"}]},
            "third_states[0].consent: one of given, refused, pending is wanted",
        ),
    ],
)
def test_a_wrong_value_is_named_by_key_path_and_rule(keys: dict[str, Any], expected: str) -> None:
    assert error(**keys).startswith(expected)


def test_a_state_does_not_stand_on_both_sides() -> None:
    assert (
        error(party=[party("KE"), answering("KE", kind="agency")]) == "party[1].state: KE stands on the other side too"
    )


def test_one_side_may_be_of_several_and_a_state_may_stand_beside_its_agency() -> None:
    asked = plain_request(party=[party("KE"), party("KE", kind="agency"), party("PG"), answering()])
    assert [one.state for one in request.read(asked).parties] == ["KE", "KE", "PG", "UG"]


def test_the_state_of_a_private_party_has_no_meaning_here() -> None:
    asked = plain_request(category="state-national", party=[party("KE"), private("SG", state="KE")])
    assert request.read(asked).parties[1].nationality == ("SG",)


def test_a_third_state_that_is_denied_and_named_at_once_is_refused() -> None:
    third = [{"state": "PG", "consent": "given"}]
    assert error(third_states=third) == "third_states: third_state_involved is false, yet a State is named"


def test_a_party_is_no_third_state() -> None:
    third = [{"state": "PG", "consent": "given"}, {"state": "UG", "consent": "given"}]
    assert error(third_state_involved=True, third_states=third) == (
        "third_states[1].state: UG is a party, not a third State"
    )


def test_a_third_state_may_be_named_later() -> None:
    asked = plain_request(third_state_involved=True, third_states=[{"consent": "pending"}])
    assert request.read(asked).third_states == (ThirdState(Answer.PENDING),)


@pytest.mark.parametrize(
    ("filed_at", "on"),
    [
        ("2026-01-15T00:00:00+08:00", date(2026, 1, 15)),
        ("2026-01-14T16:00:00Z", date(2026, 1, 14)),
        ("2026-01-15T23:59:59-11:00", date(2026, 1, 15)),
    ],
)
def test_the_filing_date_is_that_of_the_offset_as_written(filed_at: str, on: date) -> None:
    assert request.read(plain_request(filed_at=filed_at)).filed_on == on


CONSENTS = st.builds(
    Consent,
    st.booleans(),
    st.none() | st.sampled_from(["clause", "treaty", "oral"]),
    st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
PARTIES = st.builds(
    Party,
    st.sampled_from(Side),
    st.sampled_from([PartyKind.COMPANY, PartyKind.INDIVIDUAL]),
    CONSENTS,
    st.none() | st.just("KE"),
    st.lists(st.sampled_from(["SG", "HK", "CN"]), max_size=3).map(tuple),
    st.none() | st.just("HK"),
    st.booleans(),
    st.none() | st.builds(Approval, st.booleans(), st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
)
REQUESTS = st.builds(
    Request,
    st.sampled_from([Category.STATE_NATIONAL, Category.COMMERCIAL]),
    st.just("iomed-provisional-2026"),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(timezone(timedelta(hours=-3)))).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
    st.lists(st.sampled_from(["investment", "fees"]), min_size=1, max_size=3).map(tuple),
    st.lists(PARTIES, min_size=1, max_size=4).map(tuple),
    st.lists(st.sampled_from(["maritime-interests"]), max_size=2).map(tuple),
    st.none() | st.just(True),
    st.lists(st.builds(ThirdState, st.sampled_from(Answer), st.none() | st.just("PG")), max_size=3).map(tuple),
)


@given(REQUESTS)
def test_plain_json_carries_a_request_there_and_back(asked: Request) -> None:
    assert request.read(request.to_json(asked)) == asked


def test_plain_json_has_the_keys_of_the_file_and_nothing_empty() -> None:
    assert request.to_json(request.load(FILE))["party"] == [
        {
            "side": "requesting",
            "kind": "state",
            "state": "KE",
            "place_of_business": "KE",
            "state_owned": False,
            "consent": {"given": True, "instrument": "clause", "on": "2025-12-01"},
            "approval": {"given": True, "on": "2025-12-01"},
        }
    ]


def test_the_nationality_of_a_public_party_is_kept_as_written() -> None:
    asked = request.read(plain_request(party=[party("KE", nationality=["KE"])]))
    assert request.read(request.to_json(asked)) == asked
