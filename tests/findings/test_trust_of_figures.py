"""Checks 44, 46 and 47 on studies made up by chance; check 45 is ``test_no_hidden_count_is_told``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from findings.made_up_study import made_up, material_of

from analysis.charts.chart import Chart
from analysis.disclosure.bases import open_bases
from analysis.disclosure.changes import EarlierRelease
from survey.findings.drawing_up import charts_of, is_open
from survey.findings.material import Material
from survey.findings.populations import EVERYONE
from survey.findings.protection import Protection, protection

COUNTS = ("people", "respondents", "register", "rose", "fell", "unchanged", "not_answered", "refused")
PAIRS = 500


def released(seed: int, minimum_cell: int) -> tuple[Material, Protection]:
    made = material_of(made_up(seed, minimum_cell))
    return made, protection(made, {})


@pytest.mark.parametrize("minimum_cell", range(5, 21))
def test_check_44_no_count_mean_or_share_is_of_fewer_than_the_minimum_cell(minimum_cell: int) -> None:
    told = [count for seed in (4, 23, minimum_cell) for count in _counts(seed, minimum_cell)]
    assert min(told) >= minimum_cell


def _counts(seed: int, minimum_cell: int) -> Iterator[int]:
    """Every number of people in any chart of any open base, and how many stand behind each mean."""
    made, allowed = released(seed, minimum_cell)
    bases = {base for opening in allowed.openings.values() for base in opening.open}
    for base in (base for base in bases if is_open(made, allowed, base)):
        for chart in (chart for chart in charts_of(made, allowed, base) if isinstance(chart, Chart)):
            for row in (dict(zip(chart.table.columns, row, strict=True)) for row in chart.table.rows):
                yield from (int(str(row[name])) for name in COUNTS if row.get(name) is not None)
                yield from (int(str(row["n"])) for name in ("mean", "change") if row.get(name) is not None)


def test_check_46_two_open_filters_differ_by_nobody_or_by_the_minimum_cell() -> None:
    compared = 0
    for seed in itertools.count():
        made, allowed = released(seed, 5)
        for name, population in made.populations.items():
            masks = {base: population.mask(base) for base in sorted(allowed.openings[name].open)}
            for one, other in itertools.combinations(masks, 2):
                if (masks[one] <= masks[other]).all() or (masks[other] <= masks[one]).all():
                    apart = int((masks[one] ^ masks[other]).sum())
                    assert apart == 0 or apart >= 5, (seed, name, one, other)
                    compared += 1
        if compared >= PAIRS:
            return


def test_check_46_a_base_that_a_few_people_came_to_is_not_shown_on_the_next_day() -> None:
    compared = 0
    for seed in range(0, 60, 2):
        found = made_up(seed, 5)
        today = pd.DataFrame(found.places, columns=list(found.variables()))
        luck = np.random.default_rng([46, seed])
        new = luck.random(len(today)) < luck.choice([0.02, 0.1, 0.4])
        before = open_bases(today[~new].reset_index(drop=True), found.filters, minimum_cell=5)
        came = today[new].assign(person=range(new.sum()), when="now")
        now = open_bases(today, found.filters, minimum_cell=5, earlier=[EarlierRelease(before.open, came)])
        for base in now.open & before.open:
            inside = np.logical_and.reduce(
                [np.ones(len(today), bool), *((today[name] == value) for name, value in base)]
            )
            assert (inside & new).sum() == 0 or (inside & new).sum() >= 5, (seed, base)
            compared += 1
    assert compared >= 100


@pytest.mark.parametrize(
    ("scores", "closed"),
    [
        ([100.0] * 18 + [40, 30], True),  # nearly everyone at the end: the mean tells of the other two
        ([0.0] * 18 + [40, 30], True),
        ([100.0] * 10 + [40, 30, 50, 60, 20, 80, 40, 70, 30, 10], False),
        ([70.0] * 20, True),
    ],
)
def test_check_47_a_mean_that_two_people_make_is_not_released(scores: list[float], closed: bool) -> None:
    made, allowed = released(2, 5)
    values = np.array((scores * 30)[: len(made.populations["exit"].rows)])
    values[20:] = scores[0]
    told = allowed.means(("check", "47"), "exit", EVERYONE, values, (0.0, 100.0))
    assert bool(told) is closed
