"""docs/gains.md: every number of the worked example is what the library computes."""

import itertools
import math
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from comity import gains
from comity.gains import reading
from comity.gains.answers import Rule, as_json
from comity.gains.certify import check

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "gains.md").read_text("utf-8")
FISHING = reading.load(DOCS / "examples" / "fishing.toml")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]
MIDDLE = dict(zip(FISHING.by_name, ("30", "6 million", "on one in four", "a tenth from Marea"), strict=True))


def points(utilities: tuple[Fraction, ...]) -> list[int]:
    return [int(100 * each) for each in utilities]


def said(text: str) -> bool:
    return text in " ".join(PAGE.split())


def test_the_points_are_those_of_the_file() -> None:
    stated, issue = {}, ""
    for row in ROWS:
        if len(row) == 4 and row[2].isdigit():
            issue = row[0] or issue
            stated[issue, row[1]] = [int(row[2]), int(row[3])]
    assert stated == {
        (issue.name, option): [int(party.worth[issue.name].at(option)) for party in FISHING.parties]
        for issue in FISHING.issues
        for option in issue.values()
    }
    assert [int(100 * party.reservation) for party in FISHING.parties] == [40, 25]


def test_the_frontier_and_the_middle() -> None:
    found = gains.frontier(FISHING)
    assert (len(found.points), sum(point.rational for point in found.points), FISHING.size) == (18, 13, 81)
    better = gains.improve(FISHING, MIDDLE)
    assert points(better.draft_utilities) == [64, 61]
    assert (better.efficient, better.distance, points(better.answer.utilities)) == (False, 0.5, [65, 65])
    assert list((better.answer.package or {}).values()) == ["40", "8 million", "on every vessel", "open"]
    assert said("gives them 64 and 61")


@pytest.mark.parametrize("rule", list(Rule))
def test_each_criterion_leads_where_the_page_says(rule: Rule) -> None:
    (row,) = [row for row in ROWS if row[0] == rule]
    answer = gains.solve(FISHING, rule)
    assert answer.proven
    assert row[2:6] == list((answer.package or {}).values())
    assert list(map(int, row[6:])) == points(answer.utilities)
    check(FISHING, as_json(answer))
    got = [u - party.reservation for u, party in zip(answer.utilities, FISHING.parties, strict=True)]
    figures = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\d|\d", row[1])]
    most = [ideal - party.reservation for ideal, party in zip(answer.ideal, FISHING.parties, strict=False)]
    assert (
        figures
        == {
            Rule.NASH: [*points(tuple(got)), 10_000 * math.prod(got)],
            Rule.KALAI_SMORODINSKY: [
                n for pair in zip(points(tuple(got)), points(tuple(most)), strict=False) for n in pair
            ],
            Rule.EGALITARIAN: points(tuple(got)),
            Rule.UTILITARIAN: [100 * sum(answer.utilities), *(n for tie in answer.ties for n in points(tie))],
            Rule.MNW: [*points(answer.utilities), 10_000 * math.prod(answer.utilities)],
        }[rule]
    )


def test_where_both_want_more_there_is_no_agreement() -> None:
    marea, norvik = FISHING.parties
    wanted = (replace(marea, reservation=Fraction(70, 100)), replace(norvik, reservation=Fraction(60, 100)))
    for rule in Rule:
        answer = gains.solve(replace(FISHING, parties=wanted), rule)
        assert (answer.agreement, answer.proven) == (False, True)


def test_how_often_the_package_moves() -> None:
    cases = gains.vary(FISHING, Rule.NASH, "Marea").cases
    moved = [points(case.utilities) for case in cases if case.changed]
    assert said(f"in {len(moved)} of the {len(cases)} cases")
    assert max(moved, key=moved.count) == [73, 55]


def test_the_certificate_by_hand() -> None:
    counted = {
        issue.name: {
            option: sum(
                w * int(party.worth[issue.name].at(option)) for w, party in zip((5, 4), FISHING.parties, strict=True)
            )
            for option in issue.values()
        }
        for issue in FISHING.issues
    }
    best = {name: max(own.values()) for name, own in counted.items()}
    assert list(best.values()) == [160, 150, 175, 100]
    assert sum(best.values()) - 5 * 40 - 4 * 25 == 285
    assert math.isqrt(4 * 5 * 4 * 1_000) == 282  # so 283 is the next whole number
    assert (best["Vessels"] - counted["Vessels"]["30"], best["Observers"] - counted["Observers"]["on one in four"]) == (
        14,
        7,
    )
    products = []
    for values in itertools.product(*(issue.values() for issue in FISHING.issues)):
        package = dict(zip(FISHING.by_name, values, strict=True))
        if sum(best[name] - counted[name][value] for name, value in package.items()) <= 2:
            one, other = points(FISHING.utilities(package))
            products.append((one - 40) * (other - 25))
    assert sorted(products, reverse=True) == [1_000, 990, 990, 945, 715, 675]
    assert said("1,000, 990, 990, 945, 715 and 675")
