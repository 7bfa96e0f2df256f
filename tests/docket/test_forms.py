"""Acts as forms."""

import pytest
from django import forms

from comity.docket import forms as act_forms
from comity.docket.forms import ActForm, Moment
from comity.law.edition import packaged
from comity.law.openness import Holding, Openness
from tests.docket.world import CATEGORY, EDITION


@pytest.fixture(autouse=True)
def none_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_forms, "_forms", {})


def moment() -> Moment:
    row = packaged(EDITION, CATEGORY).acts["leave"]
    line = Openness(row, Holding("party", "a", "p"), None)
    return Moment(viewer=None, case=None, open=line)  # type: ignore[arg-type]


def test_a_form_knows_row_and_party() -> None:
    assert (moment().row.act, moment().party) == ("leave", "p")


def test_an_act_without_a_form_is_only_confirmed() -> None:
    form = act_forms.form_of("leave")({}, moment=moment())
    assert (form.is_valid(), form.said(), form.context()) == (True, ({}, {}), {})


def test_an_act_has_one_form() -> None:
    @act_forms.act_form("leave", "consent")
    class Leaving(ActForm):
        pass

    assert act_forms.form_of("consent") is Leaving
    with pytest.raises(ValueError, match="the act leave has a form already"):
        act_forms.act_form("leave")(Leaving)


def test_a_field_offers_its_choices_and_others_none() -> None:
    class Choosing(ActForm):
        which = forms.ChoiceField()
        text = forms.CharField()

        def prepare(self) -> None:
            self.offer("which", [("a", "A")])

    form = Choosing(moment=moment())
    assert form.fields["which"].choices == [("a", "A")]  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="text offers no choices"):
        form.offer("text", [])
