"""Random studies: whatever a reader concludes from all published numbers together, no hidden count is told.

An independent linear programme takes every number of one release as an equation over people. Of the dashboard: people,
n and missing of open bases, cells, options told together, means, changes, ways, the counts of the histogram, and the
register. Of the results page, and so of the team's report: n, missing and means of every figure, within groups, between
arms, with weights; ways, the lost, the flow. Each hidden count under the minimum cell must be possible from 0 up to the
minimum cell, or to all who answered where these are fewer and told. (Median and quartiles are no linear numbers, and
stand outside it; so do spreads, whose sums of squares docs/disclosure.md weighs.)
"""

from __future__ import annotations

import pytest
from findings.linear_programme import NEAR, counted
from findings.made_up_study import made_up
from findings.published_figures import hidden_counts, published
from findings.released_results import numbers_unread, tell_results

SHORT = (*range(16), 38)
ALL = [seed for seed in range(200) if seed not in SHORT]


def told_too_narrowly(seed: int) -> list[str]:
    """The hidden counts that a reader can bound too narrowly, with the numbers that bound them."""
    found = made_up(seed)
    told = published(found)
    people = counted(found, told.people)
    assert numbers_unread(tell_results(told, people)) == []
    assert not told.programme.broken(people)
    narrow = []
    for hidden, least, most in told.programme.reach(list(hidden_counts(told, people)), people):
        if least > NEAR or most < hidden.enough - NEAR:
            wanted, sign = (hidden.low, 1.0) if least > NEAR else (hidden.high, -1.0)
            why = ", ".join(told.programme.bounding(wanted, sign))
            narrow.append(f"{hidden.what}: {hidden.really:g} of {least:g} to {most:g}, by {why}")
    return narrow


@pytest.mark.parametrize("seed", SHORT)
def test_every_hidden_count_may_be_nobody_or_the_minimum_cell(seed: int) -> None:
    assert told_too_narrowly(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", ALL)
def test_every_hidden_count_may_be_nobody_or_the_minimum_cell_in_many_studies(seed: int) -> None:
    assert told_too_narrowly(seed) == []
