"""Means of people who all have the same value, by hand: minimum cell 10 everywhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.alike import alike_bases
from analysis.disclosure.bases import open_bases
from analysis.disclosure.lattice import Base

NOBODY = float("nan")
NORTH, SOUTH = (("site", "north"),), (("site", "south"),)
ADVICE, SUPPORT = (("arm", "advice"),), (("arm", "support"),)


def closed(*rows: tuple[str | None, str, float, float]) -> frozenset[Base]:
    """The bases that are closed; each row is twenty people of an arm at a site, with the ends of their scores."""
    places = pd.DataFrame([row[:2] for row in rows], columns=["arm", "site"], dtype=object)
    opening = open_bases(pd.concat([places] * 20), ["arm", "site"], minimum_cell=10)
    ends = np.array([row[2:] for row in rows], dtype=np.float64)
    return alike_bases(places, ends[:, 0], ends[:, 1], opening)


def test_everyone_alike_closes_every_base() -> None:
    told = closed(("advice", "north", 50, 50), ("advice", "south", 50, 50 + 1e-13), ("support", "north", 50, 50))
    assert {(), NORTH, SOUTH, ADVICE, SUPPORT} <= told


def test_an_arm_alike_closes_all_arms_and_no_site() -> None:
    told = closed(
        ("advice", "north", 50, 50), ("advice", "south", 50, 50), ("support", "north", 0, 9), ("support", "south", 0, 9)
    )
    assert {ADVICE, SUPPORT} <= told
    assert told.isdisjoint({(), NORTH, SOUTH})


def test_people_of_no_arm_who_are_alike_close_the_arms_that_leave_them() -> None:
    told = closed((None, "north", 50, 50), ("advice", "north", 0, 9), ("support", "south", 0, 9))
    assert {ADVICE, SUPPORT} <= told
    assert () not in told


@pytest.mark.parametrize("ends", [(0.0, 9.0), (NOBODY, NOBODY)])
def test_different_values_and_nobody_close_nothing(ends: tuple[float, float]) -> None:
    assert closed(("advice", "north", *ends), ("support", "south", 0, 9)) == frozenset()
