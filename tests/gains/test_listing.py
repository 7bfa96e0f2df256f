"""Listing: what test_frontiers.py does not ask."""

import random
import time

import pytest

from comity.gains import listing
from comity.gains.pairs import Unfinished
from comity.gains.table import table
from tests.gains.small_problems import SHAPES, problem


def test_it_ends_at_its_deadline() -> None:
    chance = random.Random(2)
    joint = next(
        each for each in (problem(chance, SHAPES[0], parties=2, joint=True) for _ in range(99)) if each.constraints
    )
    with pytest.raises(Unfinished):
        listing.listing(table(joint), deadline=time.monotonic() - 1)
