"""Dates and large numbers where Django writes them: as the pages do, in each language."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format


@pytest.mark.parametrize(
    ("language", "instant"),
    [("en", "21 Nov 2026, 08:00"), ("zh-hans", "2026年11月21日 08:00"), ("ar", "21 نوفمبر 2026، 08:00")],
)
def test_an_instant_and_a_sum_are_written_as_on_the_pages(language, instant):
    with translation.override(language):
        assert date_format(datetime(2026, 11, 21, 8), "DATETIME_FORMAT") == instant  # noqa: DTZ001  as a form is given it
        assert number_format(25_000, use_l10n=True, force_grouping=True) == "25,000"
