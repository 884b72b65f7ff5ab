"""Figures of a plan have keys that tell them apart, and every number can be asked for by its key."""

from __future__ import annotations

import dataclasses

import pytest

from analysis.results import Estimate
from analysis.tables import EstimateTable
from survey.findings.planned.numbers import numbers_of
from survey.findings.planned.results import Caution, OutcomeTold, PlannedFigure, Results
from survey.instrument.plan import Plan

FIRST_COLUMNS = [
    "outcome",
    "wave",
    "contrast",
    "estimand",
    "method",
    "value",
    "low",
    "high",
    "level",
    "n",
    "n_missing",
    "weights",
    "planned",
]
CHANGE = Estimate(
    estimand="mean_change",
    value=4.0,
    standard_error=1.0,
    interval_low=2.0,
    interval_high=6.0,
    level=0.95,
    n=20,
    missing=3,
    missing_policy="listwise",
    method="t",
    unit="points",
)
FIGURE = PlannedFigure(
    outcome="wellbeing",
    wave="exit",
    from_wave="entry",
    contrast="exit - entry",
    subgroup=None,
    part="primary",
    planned=True,
    estimate=CHANGE,
    preferred=True,
    adjusted_p_value=0.02,
    adjustment="holm",
)
NOTHING = EstimateTable(estimates=(), keys=())
OUTCOME = OutcomeTold(
    name="wellbeing",
    part="primary",
    score_range=(0, 100),
    items=("calm",),
    reliability=NOTHING,
    means=EstimateTable(estimates=(CHANGE,), keys=({"wave": "entry", "arm": ""},)),
    ends=NOTHING,
)


def results(*figures: PlannedFigure) -> Results:
    return Results(
        plan=Plan(primary=("wellbeing",)),
        design="before_after",
        assigned="",
        waves=("entry", "exit"),
        arms=(),
        people=23,
        figures=figures,
        outcomes=(OUTCOME,),
        flow=None,
        cautions=(Caution(key="ceiling_crowded", outcome="wellbeing", values={"share": 0.2, "wave": "entry"}),),
    )


def test_a_row_begins_with_the_promised_columns() -> None:
    assert list(FIGURE.as_row())[:13] == FIRST_COLUMNS
    assert FIGURE.as_row()["n_missing"] == 3


@pytest.mark.parametrize(
    ("subgroup", "key"),
    [
        (None, "wellbeing/exit from entry/exit - entry/mean_change/t/none/all"),
        (("site", "north"), "wellbeing/exit from entry/exit - entry/mean_change/t/none/site=north"),
    ],
)
def test_the_key_of_a_figure_can_be_read(subgroup: tuple[str, str] | None, key: str) -> None:
    assert dataclasses.replace(FIGURE, subgroup=subgroup).key == key


def test_a_figure_and_an_outcome_are_found_by_their_names() -> None:
    found = results(FIGURE)
    assert found.figure(FIGURE.key) is FIGURE
    assert found.outcome("wellbeing") is OUTCOME
    with pytest.raises(ValueError, match="sleep is not among the outcomes"):
        found.outcome("sleep")
    with pytest.raises(ValueError, match="nothing is not among the figures"):
        found.figure("nothing")


def test_every_number_has_a_key() -> None:
    numbers = results(FIGURE).numbers()
    assert numbers[f"figure/{FIGURE.key}#value"] == 4.0
    assert numbers[f"figure/{FIGURE.key}#missing"] == 3
    assert numbers[f"figure/{FIGURE.key}#adjusted_p_value"] == 0.02
    assert numbers["outcome/wellbeing/means/wave=entry/arm=/mean_change/listwise#interval_low"] == 2.0
    assert numbers["caution/ceiling_crowded/wellbeing/entry/share"] == 0.2
    assert "caution/ceiling_crowded/wellbeing/entry/wave" not in numbers


def test_numbers_of_lists_are_told_apart_by_their_names() -> None:
    found = dict(numbers_of("flow", (CHANGE, CHANGE)))
    assert found["flow/mean_change.0#value"] == found["flow/mean_change.1#value"] == 4.0
