"""Periods: in which zone they end."""

from dataclasses import replace
from datetime import UTC, datetime

from comity.law import periods
from comity.law.edition import packaged


def test_an_edition_that_names_a_zone_counts_in_it_where_the_case_names_none() -> None:
    edition = packaged("iomed-provisional-2026", "state-state")
    named = replace(edition, values={**edition.values, "zone": replace(edition.values["zone"], value="Asia/Hong_Kong")})
    event = datetime(2026, 1, 15, 2, tzinfo=UTC)
    assert periods.ends(named, edition.periods["statements"], event, None)[1] == "Asia/Hong_Kong"
    assert periods.ends(named, edition.periods["statements"], event, "Africa/Nairobi")[1] == "Africa/Nairobi"
    assert periods.ends(edition, edition.periods["statements"], event, None)[1] != "Asia/Hong_Kong"
