"""The forest of one outcome: the plan's figure by its shape, the interval by its filling, weights beside."""

from __future__ import annotations

import pytest

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.forest import ForestRow, forest_chart
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Heading, Legend, Row, Rows
from analysis.results import TOO_FEW, Estimate

CONTRAST = "contrast:exit - entry"


def estimate(value: float | None, low: float | None, high: float | None, **told: object) -> Estimate:
    words: dict[str, object] = {"estimand": "mean_change", "method": "t", "unit": "points", "n": 212, "missing": 4}
    words |= {"missing_policy": "listwise", "level": 0.95, "reason": "" if low is not None else TOO_FEW}
    return Estimate(value=value, interval_low=low, interval_high=high, **(words | told))  # type: ignore[arg-type]  # made so


PLANNED = ForestRow(contrast=CONTRAST, estimate=estimate(6.1, 3.9, 8.3), preferred=True, adjusted_p_value=0.01)
WEIGHTED = ForestRow(contrast=CONTRAST, estimate=estimate(5.2, -0.4, 10.8, weights="raking"))
SITE = ForestRow(
    contrast=CONTRAST, estimate=estimate(4.0, 1.0, 7.0, n=60), subgroup=("variable:site", "site:north"), planned=False
)


def drawn(*rows: ForestRow) -> Rows:
    picture = forest_chart("scale:wellbeing", rows).specification
    assert isinstance(picture, Rows)
    return picture


def rows_in(*rows: ForestRow) -> list[Row]:
    return [line for line in drawn(*rows).lines if isinstance(line, Row)]


def test_the_figure_of_the_plan_is_told_apart_by_its_shape_and_zero_by_filling() -> None:
    points = [row.points[0] for row in rows_in(PLANNED, WEIGHTED)]
    assert [(point.shape, point.filled) for point in points] == [("diamond", True), ("circle", False)]


def test_weighted_and_unweighted_stand_beneath_each_other_under_one_heading() -> None:
    lines = drawn(PLANNED, WEIGHTED).lines
    assert [line.label for line in lines if isinstance(line, Heading)] == [CONTRAST]
    assert [row.label for row in rows_in(PLANNED, WEIGHTED)] == [
        "estimand:mean_change",
        "estimand:mean_change|weights:raking",
    ]


def test_rows_that_would_be_called_alike_are_told_apart_by_their_method() -> None:
    mixed = ForestRow(contrast=CONTRAST, estimate=estimate(6.5, 4.0, 9.0, method="mixed_model_t_between_people", n=300))
    chart = forest_chart("scale:wellbeing", [PLANNED, mixed])
    assert [row.label for row in rows_in(PLANNED, mixed)] == [
        "estimand:mean_change|method:t",
        "estimand:mean_change|method:mixed_model_t_between_people",
    ]
    assert (chart.n, chart.missing) == (212, 4), "those of the figure that the plan reads first"


def test_the_legend_holds_only_the_signs_there_are() -> None:
    legend = drawn(PLANNED).lines[0]
    assert isinstance(legend, Legend) and [entry.label for entry in legend.entries] == ["point:clear"]
    legend = drawn(PLANNED, WEIGHTED).lines[0]
    assert isinstance(legend, Legend) and [entry.label for entry in legend.entries] == [
        "point:preferred",
        "point:beside",
        "point:clear",
        "point:unclear",
    ]


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (estimate(6.1, 3.9, 8.3), "forest_higher"),
        (estimate(-6.1, -8.3, -3.9), "forest_lower"),
        (estimate(1.0, -1.0, 3.0), "forest_unclear"),
        (estimate(1.0, None, None), "forest_without_interval"),
    ],
)
def test_the_finding_is_that_of_the_figure_the_plan_reads_first(found: Estimate, key: str) -> None:
    told = forest_chart("scale:wellbeing", [WEIGHTED, ForestRow(contrast=CONTRAST, estimate=found, preferred=True)])
    assert (told.finding.key, told.finding.values["value"], told.finding.values["n"]) == (key, found.value, 212)


def test_a_forest_of_subgroups_says_how_many_they_are_and_names_each() -> None:
    chart = forest_chart("scale:wellbeing", [SITE], name="subgroups.wellbeing")
    assert (chart.name, chart.finding.key, chart.finding.values["groups"]) == (
        "subgroups.wellbeing",
        "forest_subgroups",
        1,
    )
    assert [row.label for row in rows_in(SITE)] == ["site:north"]


def test_the_table_says_what_was_planned_and_adjusted() -> None:
    chart = forest_chart("scale:wellbeing", [PLANNED, SITE])
    told = [dict(zip(chart.table.columns, row, strict=True)) for row in chart.table.rows]
    assert [(row["planned"], row["adjusted_p_value"], row["subgroup"]) for row in told] == [
        ("planned:yes", 0.01, None),
        ("planned:no", None, "site:north"),
    ]


def test_a_figure_that_may_not_be_shown_says_why_and_leaves_no_number() -> None:
    closed = ForestRow(contrast=CONTRAST, estimate=estimate(9.0, 8.0, 10.0), hidden="too_few")
    chart = forest_chart("scale:wellbeing", [PLANNED, closed])
    assert len(chart.table.rows) == len(chart.estimates) == 1
    assert rows_in(PLANNED, closed)[1].note == "too_few"


def test_figures_in_another_unit_stand_in_the_table_alone() -> None:
    size = estimate(0.4, 0.2, 0.6, estimand="cohen_d_z", unit="standard deviations of the change")
    chart = forest_chart("scale:wellbeing", [PLANNED], beside=[ForestRow(contrast=CONTRAST, estimate=size)])
    assert [row[2] for row in chart.table.rows] == ["estimand:mean_change", "estimand:cohen_d_z"]
    assert isinstance(chart.specification, Rows) and len(chart.specification.lines) == 3


def test_nothing_to_draw_says_why() -> None:
    chart = forest_chart("scale:wellbeing", [ForestRow(contrast=CONTRAST, estimate=estimate(None, None, None))])
    assert (chart.specification, chart.finding.values["reason"]) == (None, "reason:too_few")


def test_a_line_stands_at_zero_in_every_row(english: Rendering) -> None:
    shapes = plotly_figure(drawn(PLANNED, WEIGHTED), english)["layout"]["shapes"]
    assert any(
        "M0,".join(["", ""]) in shape["path"] and shape["layer"] == "above" for shape in shapes if "path" in shape
    )
