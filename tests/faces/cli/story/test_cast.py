"""The cast: who plays is named in every language of the interface."""

import pytest

from comity.faces.cli.story.cast import CALLED, COMPANIES, TITLES, Titles
from comity.law.wording import tongue

NAMED = {**TITLES, **{name: company.names for name, company in COMPANIES.items()}, **CALLED}
FICTIONAL = {"en": "(fictional", "zh": "（虚构", "ar": "(خيالي"}


@pytest.mark.parametrize("names", NAMED.values(), ids=NAMED.keys())
def test_everybody_and_every_case_is_named_in_the_three_languages(names: Titles) -> None:
    assert {code: tongue(names[code]) for code in FICTIONAL} == {code: code for code in FICTIONAL}


@pytest.mark.parametrize("names", NAMED.values(), ids=NAMED.keys())
def test_what_is_invented_says_so_in_all_of_them_or_in_none(names: Titles) -> None:
    assert len({mark in names[code] for code, mark in FICTIONAL.items()}) == 1
