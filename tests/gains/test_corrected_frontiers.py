"""docs/frontiers: what stands there is what the checker accepts, where the domains' files are."""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from comity.gains import certify, reading

DOCS = Path(__file__).parents[2] / "docs" / "frontiers"
DATA = Path(__file__).parents[3] / "shared" / "data" / "genius" / "y2014"
SIZES = {"30issues": 31, "50issues": 46}


def packed(name: str) -> dict[str, Any]:
    return dict(json.loads(lzma.decompress((DOCS / f"{name}.json.xz").read_bytes())))


@pytest.mark.parametrize("name", SIZES)
def test_the_plain_file_says_what_the_packed_one_does(name: str) -> None:
    plain, whole = json.loads((DOCS / f"{name}.json").read_text("utf-8")), packed(name)
    assert plain == {key: whole[key] for key in ("points", "proven", "method")}
    assert len(plain["points"]) == SIZES[name]


@pytest.mark.parametrize("name", SIZES)
def test_the_certificate_is_accepted_and_not_without_a_point(name: str) -> None:
    if not (DATA / name).is_dir():
        pytest.skip(f"the domain {name} is not in {DATA}")
    problem, answer = reading.load(DATA / name), packed(name)
    certify.check(problem, answer)
    with pytest.raises(certify.Refused):
        certify.check(problem, answer | {"points": answer["points"][1:]})


@pytest.mark.parametrize("name", SIZES)
def test_the_published_points_but_one_are_dominated(name: str) -> None:
    if not (DATA / name).is_dir():
        pytest.skip(f"the domain {name} is not in {DATA}")
    lines = (DATA / name / "pareto.xml").read_text("utf-8").split("\n")
    published = [tuple(map(float, line.split(","))) for line in lines if line.strip()]
    ours = [point["utilities"] for point in packed(name)["points"]]
    rounding = 1e-6  # of the published file
    kept = [
        point
        for point in published
        if not any(
            a > point[0] - rounding and b > point[1] - rounding and a + b > sum(point) + 4 * rounding for a, b in ours
        )
    ]
    assert (len(published), len(kept)) == {"30issues": (10, 1), "50issues": (12, 0)}[name]
