"""The wizard's questions, and the forms of screening: bad input names its field, and what was typed is kept."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import override

from comity.opening import choices
from comity.opening.forms import QUESTIONS, Question
from tests.opening.test_acts import Screened

GOOD: dict[str, dict[str, Any]] = {
    "state": {"other_state": "PA"},
    "subject": {"name": "The canal", "subjects": "Waterway transit, fees"},
    "third-state": {"third": "no"},
    "consent": {"agreed": "no"},
    "story": {"story": "It is long."},
}
BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("state", {}, ["other_state"]),
    ("state", {"other_state": "US"}, ["other_state"]),
    ("state", {"other_state": "Panama"}, ["other_state"]),
    ("subject", {}, ["name", "subjects"]),
    ("subject", {"name": "x" * 201, "subjects": "fees"}, ["name"]),
    ("subject", {"name": "x", "subjects": "fees, -"}, ["subjects"]),
    ("subject", {"name": "x", "subjects": " , ,"}, ["subjects"]),
    ("subject", {"name": "x", "subjects": "fees, 渔业"}, ["subjects"]),
    ("subject", {"name": "x", "subjects": "x" * 65}, ["subjects"]),
    ("subject", {"name": "x", "subjects": "fees", "depends_on": ["colour"]}, ["depends_on"]),
    ("third-state", {}, ["third"]),
    ("third-state", {"third": "perhaps"}, ["third"]),
    ("third-state", {"third": "yes", "third_states": ["US"]}, ["third_states"]),
    ("consent", {}, ["agreed"]),
    ("consent", {"agreed": "yes"}, ["agreed_on", "instrument"]),
    ("consent", {"agreed": "yes", "instrument": "Note 5"}, ["agreed_on"]),
    ("consent", {"agreed": "yes", "agreed_on": "2025-12-01"}, ["instrument"]),
    ("consent", {"agreed": "yes", "instrument": "Note 5", "agreed_on": "yesterday"}, ["agreed_on"]),
    ("story", {}, ["story"]),
    ("story", {"story": "x" * 50_001}, ["story"]),
]


def ask(name: str, data: dict[str, Any]) -> Question:
    """The question with what was posted, for the United States."""
    posted = QueryDict(mutable=True)
    for field, value in data.items():
        posted.setlist(field, value if isinstance(value, list) else [value])
    return QUESTIONS[name](posted, initial={}, own="US")


def answers(name: str, **more: object) -> dict[str, Any]:
    form = ask(name, GOOD[name] | more)
    assert form.is_valid(), form.errors
    return dict(form.answers())


def test_every_question_has_a_good_answer_and_bad_ones() -> None:
    assert set(GOOD) == set(QUESTIONS) == {name for name, _data, _fields in BAD}
    assert all(ask(name, data).is_valid() for name, data in GOOD.items())


def test_a_bad_answer_names_its_fields_and_keeps_what_was_typed() -> None:
    for name, data, fields in BAD:
        form = ask(name, data)
        assert (name, sorted(form.errors)) == (name, fields)
        for field in form.errors:
            kept = form[field].value()
            assert kept == data.get(field, [] if isinstance(kept, list) else None), (name, field)


def test_words_become_tags() -> None:
    assert answers("subject", subjects="Waterway transit, , fees,")["subjects"] == ["waterway-transit", "fees"]


def test_a_consent_is_dated_in_one_spelling() -> None:
    assert answers("consent") == {"agreed": "no", "instrument": "", "agreed_on": ""}
    dated = answers("consent", agreed="yes", instrument="Note 5", agreed_on="2025-12-01")
    assert dated == {"agreed": "yes", "instrument": "Note 5", "agreed_on": "2025-12-01"}


def test_one_does_not_bring_a_dispute_against_oneself() -> None:
    for name, field in (("state", "other_state"), ("third-state", "third_states")):
        offered = [code for code, _name in ask(name, {}).fields[field].choices]  # type: ignore[attr-defined]
        assert "US" not in offered
        assert {"PA", "XM"} <= set(offered)


def test_a_fictional_state_says_so_in_the_readers_language() -> None:
    named = dict(ask("state", {}).fields["other_state"].choices)  # type: ignore[attr-defined]
    assert (named["XM"], named["PA"]) == ("Meridia (fictional)", "Panama")
    with override("zh-hans"):
        assert dict(ask("state", {}).fields["other_state"].choices)["PA"] == "巴拿马"  # type: ignore[attr-defined]


def test_a_question_offers_choices_only_where_it_has_some() -> None:
    try:
        choices.offer(ask("story", {}), "story", [])
    except TypeError as error:
        assert str(error) == "story offers no choices"
    else:
        raise AssertionError("a text was given choices")


class TestActs(Screened):
    def setUp(self) -> None:
        self.open(third_state_involved=True)

    def test_a_third_states_answer(self) -> None:
        answer = {"state": "CO", "answer": "given"}
        assert self.said("registry", "record-third-state", answer) == (answer, {})
        noted = self.said("registry", "record-third-state", answer | {"note": "By note"})
        assert noted == (answer, {"note": "By note"})
        wrong = {"state": "Colombia", "answer": "perhaps"}
        assert self.faults("registry", "record-third-state", wrong) == ["answer", "state"]

    def test_screening_without_a_finding_to_decide_asks_for_reasons_alone(self) -> None:
        assert list(self.form("registry", "screen").fields) == ["reasons"]
        assert self.said("registry", "screen", {"reasons": "As found."}) == ({}, {"reasons": "As found."})
        assert self.faults("registry", "screen", {}) == ["reasons"]

    def test_a_refusal_names_a_gate_of_the_edition(self) -> None:
        self.screen()
        data = {"ground": "third-state", "reasons": "None."}
        assert self.said("secretary-general", "refuse-registration", data) == (
            {"ground": "third-state"},
            {"reasons": "None."},
        )
        faults = self.faults("secretary-general", "refuse-registration", {"ground": "taste"})
        assert faults == ["ground", "reasons"]


class TestDecisions(Screened):
    def test_screening_decides_what_may_be_decided(self) -> None:
        self.declare()
        self.open(depends_on=["territorial-sovereignty"])
        fields = self.form("registry", "screen").fields
        offered = [[code for code, _title in fields[name].choices] for name in ("passed", "refused")]  # type: ignore[attr-defined]
        assert offered == [["declaration"], ["declaration"]]
        for name, outcome in (("passed", "pass"), ("refused", "refuse")):
            data = {"reasons": "r", name: ["declaration"]}
            assert self.said("registry", "screen", data) == ({"decided": {"declaration": outcome}}, {"reasons": "r"})
        assert self.faults("registry", "screen", {"passed": ["consent"]}) == ["passed", "reasons"]
