"""Frontiers of the GENIUS and ANAC domains (R. Lin et al., 2014), by the convention of GENIUS, where the files are."""

import time
from pathlib import Path

import pytest

from comity.gains import frontiers, solve
from comity.gains.answers import Rule
from comity.gains.genius import read
from comity.gains.model import Problem

DATA = Path(__file__).parents[3] / "shared" / "data" / "genius"

SIZES = {
    "y2010/EnglandZimbabwe": 25,
    "y2010/ItexvsCypress": 18,
    "y2010/Travel": 12,
    "y2011/Grocery": 7,
    "y2011/Energy": 204,
    "y2011/NiceOrDie": 3,
    "y2013/Lunch": 38,
}

NASH = {
    "y2010/EnglandZimbabwe": (0.910916, 0.733218),
    "y2010/ItexvsCypress": (0.670478, 0.721478),
    "y2010/Travel": (0.882412, 0.802015),
    "y2011/Grocery": (0.84, 0.895),
    "y2011/Energy": (0.625, 0.754286),
}

KALAI_SMORODINSKY = {
    **NASH,
    "y2010/EnglandZimbabwe": (0.822286, 0.786570),
    "y2011/Energy": (0.6825, 0.684),
    "y2011/NiceOrDie": (0.299, 0.299),
}


def domain(name: str) -> Problem:
    if not (DATA / name).is_dir():
        pytest.skip(f"the domain {name} is not in {DATA}")
    return read(DATA / name)


@pytest.mark.parametrize("name", SIZES)
def test_number_of_efficient_points(name: str) -> None:
    found = frontiers.frontier(domain(name))
    assert found.proven
    assert len(found.points) == SIZES[name]


@pytest.mark.parametrize("name", NASH)
def test_nash(name: str) -> None:
    found = solve(domain(name), Rule.NASH)
    assert tuple(round(float(each), 6) for each in found.utilities) == NASH[name]


@pytest.mark.parametrize("name", KALAI_SMORODINSKY)
def test_kalai_smorodinsky(name: str) -> None:
    found = solve(domain(name), Rule.KALAI_SMORODINSKY)
    assert tuple(round(float(each), 6) for each in found.utilities) == KALAI_SMORODINSKY[name]


def test_nice_or_die_has_two_nash_points() -> None:
    found = solve(domain("y2011/NiceOrDie"), Rule.NASH)
    assert [tuple(map(float, each)) for each in (found.utilities, *found.ties)] == [(1.0, 0.16), (0.16, 1.0)]


def test_lunch_has_no_agreement() -> None:
    assert not any(solve(domain("y2013/Lunch"), rule).agreement for rule in Rule)


def test_ten_nonlinear_issues_have_the_published_frontier() -> None:
    problem = domain("y2014/10issues")
    found = frontiers.frontier(problem)
    lines = (DATA / "y2014/10issues/pareto.xml").read_text().split("\n")
    published = sorted((tuple(map(float, line.split(","))) for line in lines if line.strip()), reverse=True)
    assert found.proven
    assert [tuple(round(float(each), 6) for each in point.utilities) for point in found.points] == [
        tuple(round(each, 6) for each in point) for point in published
    ]


def test_every_point_proved_before_the_deadline_is_efficient() -> None:
    problem = domain("y2014/30issues")
    found = frontiers.frontier(problem, deadline=time.monotonic() + 2)
    assert not found.proven
    assert all(problem.utilities(point.package) == point.utilities for point in found.points)
