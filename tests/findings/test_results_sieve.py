"""What the released results page of studies made up by chance holds, row by row of what once told too much."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from findings.made_up_study import ABSENT, MadeUp, made_up, material_of

from analysis.charts.chart import Chart
from survey.findings.protection import protection
from survey.findings.results_page.released import page_for_staff
from survey.findings.results_page.sections import ResultsPage, TablePart
from survey.instrument.plan import Contrast, Plan, Weights

CROWDED = ("floor_crowded", "ceiling_crowded")


def released(found: MadeUp) -> ResultsPage:
    made = material_of(found)
    return page_for_staff(made, protection(made, {}), None)


def rows(page: ResultsPage, kind: str) -> list[dict[str, object]]:
    parts = [part for each in page.outcomes for part in each.parts if part.name.startswith(f"{kind}.")]
    tables = [part.table for part in parts if isinstance(part, Chart | TablePart)]
    return [dict(zip(table.columns, row, strict=True)) for table in tables for row in table.rows]


NO_WEIGHTS = Weights()
Count = tuple[str, str, int, tuple[int, int]]
"""Arm, age, how many people, and the answer of each to three items at entry and exit."""


def study(*counts: Count, weights: Weights = NO_WEIGHTS, deltas: tuple[float, ...] = ()) -> MadeUp:
    """Everybody at one site."""
    places, first, last = [], [], []
    for arm, age, people, (before, after) in counts:
        places += [("north", "north_0", arm, age)] * people
        first += [[before] * 3] * people
        last += [[after] * 3] * people
    told = Plan(primary=("wellbeing",), contrasts=(Contrast("exit", "entry"),), weights=weights, deltas=deltas)
    said = {"entry": np.array(first), "exit": np.array(last)}
    return MadeUp(("region", "site", "arm"), 5, 4, tuple(places), said, told)


OLD = [("support", "old", 8, (a, b)) for a, b in ((0, 1), (1, 3), (2, 2), (3, 2), (1, 2), (2, 3), (3, 3), (0, 0))]
"""Sixty-four people of every score."""
YOUNG = [("support", "young", 8, (a, b)) for a, b in ((1, 0), (3, 1), (0, 2), (2, 1))]


def test_those_who_came_late_are_not_among_the_missing() -> None:
    late = ("support", "old", 2, (ABSENT, 3))
    lost = ("support", "old", 9, (1, ABSENT))
    shown = rows(released(study(*OLD, *YOUNG, late, lost)), "forest")
    assert shown and {row["missing"] for row in shown} == {0}, "11 less the 9 who did not come again would be 2"


def test_the_table_of_the_lost_stands_only_beside_a_figure_that_is_shown() -> None:
    for seed in (1, 7, 19):
        page = released(made_up(seed))
        shown = {row["contrast"] for row in rows(page, "forest")}
        assert {row["contrast"] for row in rows(page, "lost")} <= shown


@pytest.mark.parametrize(("lost", "shown"), [(0, True), (2, False), (9, True)])
def test_the_table_of_the_lost_tells_of_nobody_or_of_enough(lost: int, shown: bool) -> None:
    found = study(*OLD, *YOUNG, ("support", "old", lost, (1, ABSENT)), deltas=(0.0, -5.0))
    assert bool(rows(released(found), "lost")) is shown


@pytest.mark.parametrize(("young", "shown"), [(YOUNG, True), ([("support", "young", 3, (0, 3))], False)])
def test_weights_over_a_category_of_a_few_are_left_out(young: list[Count], shown: bool) -> None:
    found = study(*OLD, *young, weights=Weights("raking", ("age",)))
    assert ("weights:raking" in {row["weights"] for row in rows(released(found), "forest")}) is shown


@pytest.mark.parametrize(("south", "shown"), [(4, False), (40, True)])
def test_weights_over_a_filter_stand_where_each_of_its_bases_is_open(south: int, shown: bool) -> None:
    north = study(*OLD, *YOUNG, weights=Weights("raking", ("region",)))
    people = [at for at, place in enumerate(north.places) if at % 2] * 2
    there = people[:south]
    found = dataclasses.replace(
        north,
        places=(*north.places, *(("south", "south_0", *north.places[at][2:]) for at in there)),
        said={wave: np.concatenate([said, said[there]]) for wave, said in north.said.items()},
    )
    assert ("weights:raking" in {row["weights"] for row in rows(released(found), "forest")}) is shown


def test_weights_over_a_category_whose_members_all_changed_alike_are_left_out() -> None:
    found = study(*OLD, ("support", "young", 20, (0, 3)), weights=Weights("raking", ("age",)))
    assert {row["weights"] for row in rows(released(found), "forest")} == {"weights:none"}


@pytest.mark.parametrize(("highest", "told"), [(4, False), (30, True)])
def test_a_crowded_end_is_told_of_more_than_the_minimum_cell(highest: int, told: bool) -> None:
    people = [("support", "old", 4, (a, b)) for a, b in ((1, 1), (1, 2), (2, 1), (2, 2))]
    page = released(study(*people, ("support", "old", highest, (1, 3))))
    assert any(each.key in CROWDED for each in page.outcomes[0].cautions) is told


def test_arms_of_one_wave_are_compared_without_a_time_before() -> None:
    found = made_up(4)
    assert found.arms and len(found.said) == 1
    assert released(found).outcomes
