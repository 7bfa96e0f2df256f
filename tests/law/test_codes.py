"""Codes of States and countries, subjects' tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import codes
from comity.law.shape import BadInput


@pytest.mark.parametrize("code", ["KE", "VA", "PS", "CK", "XM", "XN", "AA", "QM", "QZ", "ZZ", "EU", "UN"])
def test_states_fictional_states_and_two_organisations_are_states(code: str) -> None:
    assert codes.state(code, "state") == code


@pytest.mark.parametrize("value", ["UK", "ke", "KEN", "", "Q", "QL", "AB", "EZ", None, 7, ["KE"]])
def test_any_other_word_is_no_state(value: object) -> None:
    with pytest.raises(BadInput) as caught:
        codes.state(value, "party[0].state")
    assert str(caught.value) == "party[0].state: an ISO 3166-1 alpha-2 code such as KE is wanted"


@pytest.mark.parametrize("code", ["HK", "PR", "FK", "EH", "AQ"])
def test_a_territory_is_a_country_and_no_state(code: str) -> None:
    assert codes.country(code, "nationality") == code
    with pytest.raises(BadInput) as caught:
        codes.state(code, "state")
    assert str(caught.value) == f"state: {code} is a territory, not a State"


@pytest.mark.parametrize("code", ["EU", "UN"])
def test_an_organisation_is_no_country(code: str) -> None:
    with pytest.raises(BadInput):
        codes.country(code, "nationality")


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("KE", ("KE",)),
        ("HK", ("CN",)),
        ("FK", ("GB", "AR")),
        ("YT", ("FR", "KM")),
        ("EH", ("MA",)),
        ("AQ", ()),
        ("XM", ("XM",)),
    ],
)
def test_a_territory_names_every_state_that_administers_or_claims_it(code: str, states: tuple[str, ...]) -> None:
    assert codes.states_of(code) == states


TERRITORIES = """
AQ: . AS: US AW: NL AX: FI AI: GB BL: FR BM: GB BQ: NL BV: NO CC: AU CW: NL CX: AU EH: MA FK: GB,AR FO: DK GF: FR GG: GB
GI: GB GL: DK GP: FR GS: GB,AR GU: US HK: CN HM: AU IM: GB IO: GB,MU JE: GB KY: GB MF: FR MO: CN MP: US MQ: FR MS: GB
NC: FR NF: AU PF: FR PM: FR PN: GB PR: US RE: FR SH: GB SJ: NO SX: NL TC: GB TF: FR TK: NZ TW: CN UM: US VG: GB VI: US
WF: FR YT: FR,KM
"""


def test_every_territory_and_the_states_that_it_may_belong_to() -> None:
    words = TERRITORIES.split()
    listed = {
        code[:2]: tuple(states.strip(".").split(",")) for code, states in zip(words[::2], words[1::2], strict=True)
    }
    found = {code: codes.states_of(code) or ("",) for code in codes._TERRITORIES}
    assert found == listed


def test_the_states_are_the_members_and_observers_of_the_united_nations_and_two_more() -> None:
    assert len(codes.STATES) == 193 + 2 + 2  # with the Holy See and Palestine; the Cook Islands and Niue


def test_only_the_codes_left_to_users_are_fictional() -> None:
    assert [code for code in ("XM", "ZZ", "QM", "QL", "KE", "XMX", "EU") if codes.fictional(code)] == ["XM", "ZZ", "QM"]


@pytest.mark.parametrize(
    "typed",
    [
        "maritime-delimitation",
        "Maritime delimitation",
        " MARITIME__Delimitation ",
        "-maritime - delimitation",
        "ｍaritime\u00a0delimitation",
        "mari\u200btime\u3000delimitation",
    ],
)
def test_a_tag_has_one_spelling(typed: str) -> None:
    assert codes.tag(typed, "subjects[0]") == "maritime-delimitation"


def test_a_tag_may_be_in_any_script() -> None:
    assert codes.tag("海洋 划界", "subjects[0]") == "海洋-划界"


@pytest.mark.parametrize("typed", ["", "-", " _ ", 3])
def test_a_tag_without_a_word_is_refused(typed: object) -> None:
    with pytest.raises(BadInput):
        codes.tag(typed, "subjects[0]")


@given(st.text(min_size=1, max_size=40))
def test_reading_a_tag_twice_changes_nothing(typed: str) -> None:
    try:
        once = codes.tag(typed, "subjects[0]")
    except BadInput:
        return
    assert codes.tag(once, "subjects[0]") == once
