"""The forest plot of change: filled where the interval excludes 0, no effect without a comparison."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.change.effect_sizes import cohen_d_z, hedges_g_z
from analysis.change.paired import paired_change
from analysis.change.wilcoxon import signed_rank
from analysis.charts.change import ChangeRow, change_chart
from analysis.charts.specification import Legend, Row, Rows

BEFORE = [40.0, 50.0, 60.0, 45.0, 55.0, 50.0]


def row(scale: str, changes: list[float], hidden: str = "") -> ChangeRow:
    table = pd.DataFrame({"before": BEFORE[: len(changes)], "change": changes})
    table["after"] = table["before"] + table["change"]
    return ChangeRow(
        scale=scale,
        change=paired_change(table, "before", "after"),
        d_z=cohen_d_z(table, "before", "after"),
        hedges_g=hedges_g_z(table, "before", "after"),
        test=signed_rank(table, "before", "after"),
        hidden=hidden,
    )


UP = row("wellbeing", [5, 7, 6, 8, 4, 6])
DOWN = row("confidence", [-5, -7, -6, -8, -4, -6])
UNCLEAR = row("relation", [5, -7, 6, -8, 4, -2])
ONE = row("agency", [5])
NOBODY = row("trust", [])


def drawn(*rows: ChangeRow) -> list[Row]:
    picture = change_chart(rows, looking_back=False, design="before_after").specification
    assert isinstance(picture, Rows)
    return [line for line in picture.lines if isinstance(line, Row)]


def test_the_finding_tells_which_scales_went_which_way() -> None:
    finding = change_chart([UP, DOWN, UNCLEAR, NOBODY], looking_back=False, design="before_after").finding
    assert finding.key == "changes_between_waves"
    assert finding.values == {
        "rose": "wellbeing",
        "fell": "confidence",
        "unclear": "relation",
        "unknown": "trust",
        "comparison": 0,
    }


def test_perceived_change_has_a_finding_of_its_own() -> None:
    assert change_chart([UP], looking_back=True, design="post_only").finding.key == "changes_looking_back"


@pytest.mark.parametrize(
    ("design", "comparison"), [("post_only", 0), ("before_after", 0), ("randomised", 1), ("waiting_list", 1)]
)
def test_only_a_design_with_a_comparison_group_may_speak_of_effects(design: str, comparison: int) -> None:
    assert change_chart([UP], looking_back=False, design=design).finding.values["comparison"] == comparison


def test_a_square_is_filled_when_the_interval_excludes_zero() -> None:
    points = [each.points[0] for each in drawn(UP, DOWN, UNCLEAR)]
    assert [(point.shape, point.filled) for point in points] == [("square", True), ("square", True), ("square", False)]


def test_one_pair_has_a_point_without_an_interval_and_is_not_clear() -> None:
    point = drawn(UP, ONE)[1].points[0]
    assert (point.value, point.low, point.high, point.filled) == (5.0, None, None, False)
    assert point.label.key == "number:no_interval"


def test_a_scale_without_any_pair_says_why_in_its_place() -> None:
    assert drawn(UP, NOBODY)[1] == Row(label="trust", note="reason:no_values")


def test_a_scale_that_may_not_be_shown_leaves_no_figure_behind() -> None:
    closed = row("agency", [1, 2, 3], hidden="too_few")
    chart = change_chart([UP, closed], looking_back=False, design="before_after")
    assert [line[0] for line in chart.table.rows] == ["wellbeing"]
    assert {keys["scale"] for keys, _estimate in chart.estimates} == {"wellbeing"}
    assert drawn(UP, closed)[1] == Row(label="agency", note="too_few")


def test_the_axis_holds_every_interval_and_zero() -> None:
    picture = change_chart([UP], looking_back=False, design="before_after").specification
    assert isinstance(picture, Rows)
    assert picture.axis.low < 0 < 6 < picture.axis.high and picture.axis.references == (0,)


def test_the_legend_explains_only_the_signs_that_occur() -> None:
    picture = change_chart([UP], looking_back=False, design="before_after").specification
    assert isinstance(picture, Rows)
    legend = picture.lines[0]
    assert isinstance(legend, Legend)
    assert [entry.label for entry in legend.entries] == ["point:clear"]


def test_the_table_holds_the_exact_figures() -> None:
    chart = change_chart([UP], looking_back=False, design="before_after")
    told = dict(zip(chart.table.columns, chart.table.rows[0], strict=True))
    assert (told["change"], told["n"], told["rose"], told["fell"]) == (6.0, 6, 6, 0)
    assert (told["interval_low"], told["d_z"]) == (UP.change.interval_low, UP.d_z.value)


@pytest.mark.parametrize(("rows", "reason"), [([], "note:no_answers"), ([NOBODY], "reason:no_values")])
def test_without_a_change_there_is_no_picture_but_a_reason(rows: list[ChangeRow], reason: str) -> None:
    chart = change_chart(rows, looking_back=False, design="before_after")
    assert chart.specification is None and chart.finding.values["reason"] == reason
