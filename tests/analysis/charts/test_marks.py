"""Interviewed people beneath the rows of a chart: in three blocks, in both directions of writing, never at a value."""

from __future__ import annotations

from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis.change.effect_sizes import cohen_d_z, hedges_g_z
from analysis.change.paired import paired_change
from analysis.charts.as_plotly import plotly_figure
from analysis.charts.as_svg import svg
from analysis.charts.change import ChangeRow, change_chart
from analysis.charts.chart import Chart
from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.items import ItemOption, ItemRow, items_chart
from analysis.charts.marks import INTERVIEWED, Mark
from analysis.charts.rendering import Rendering
from analysis.charts.scores import ScoreRow, scores_chart
from analysis.charts.specification import Legend, Row, Rows
from analysis.scales.describe import describe

MARKS = (Mark(7, "high", "wellbeing"), Mark(4, "low", "wellbeing"), Mark(2, "", "wellbeing", "no_score"))
TABLE = pd.DataFrame({"before": [40.0, 50.0, 60.0], "after": [45.0, 57.0, 66.0]})


def change_row(scale: str, marks: tuple[Mark, ...] = ()) -> ChangeRow:
    return ChangeRow(
        scale=scale,
        change=paired_change(TABLE, "before", "after"),
        d_z=cohen_d_z(TABLE, "before", "after"),
        hedges_g=hedges_g_z(TABLE, "before", "after"),
        marks=marks,
    )


def changes(*rows: ChangeRow) -> Chart:
    return change_chart(rows, looking_back=False, design="before_after")


def picture(chart: Chart) -> Rows:
    assert isinstance(chart.specification, Rows)
    return chart.specification


def score_rows(marks: tuple[Mark, ...]) -> list[ScoreRow]:
    told = describe(pd.Series([50.0, 60.0, 70.0]), (0, 100))
    return [ScoreRow("wellbeing", "exit", "", told, marks=marks), ScoreRow("wellbeing", "exit", "support", told)]


CHARTS = {"change": changes(change_row("wellbeing", MARKS)), "scores": scores_chart(score_rows(MARKS))}


@pytest.mark.parametrize("name", CHARTS)
def test_a_row_holds_the_interviews_of_each_third_without_its_bounds(name: str) -> None:
    row = next(line for line in picture(CHARTS[name]).lines if isinstance(line, Row))
    assert [(third.label, third.bounds, third.marks) for third in row.thirds] == [
        ("band:low", None, (4,)),
        ("band:middle", None, ()),
        ("band:high", None, (7,)),
    ]
    assert CHARTS[name].marks == MARKS


@pytest.mark.parametrize("name", CHARTS)
def test_a_legend_says_what_the_circles_are(name: str) -> None:
    first = picture(CHARTS[name]).lines[0]
    assert isinstance(first, Legend) and first.entries[-1] == INTERVIEWED


def test_without_marks_there_is_neither_block_nor_legend() -> None:
    for chart in (changes(change_row("wellbeing")), scores_chart(score_rows(()))):
        assert all(line.thirds == () for line in picture(chart).lines if isinstance(line, Row))
        legends = [line for line in picture(chart).lines if isinstance(line, Legend)]
        assert INTERVIEWED not in [entry for legend in legends for entry in legend.entries]


def test_marks_without_a_third_are_told_and_not_drawn() -> None:
    only = (Mark(2, "", "wellbeing", "no_thirds"),)
    chart = changes(change_row("wellbeing", only))
    assert chart.marks == only
    assert [line.thirds for line in picture(chart).lines if isinstance(line, Row)] == [()]


def test_an_item_tells_its_marks_beside_the_picture() -> None:
    row = ItemRow(question="calm", options=(ItemOption(("often",), 9),), neutral=None, n=9, missing=0, marks=MARKS)
    chart = items_chart([row], scale="wellbeing")
    assert chart.marks == MARKS
    assert all(line.thirds == () for line in picture(chart).lines if isinstance(line, Row))


def test_a_chart_that_is_not_drawn_marks_nobody() -> None:
    row = ItemRow(question="calm", options=(), neutral=None, n=0, missing=9, hidden="too_few", marks=MARKS)
    assert items_chart([row], scale="wellbeing").marks == ()


@pytest.mark.parametrize("width", [300, 640])
def test_circles_stand_beneath_their_row_in_its_block_and_no_line_crosses_them(width: int, english: Rendering) -> None:
    drawing = laid_out(picture(changes(change_row("a", MARKS), change_row("b", MARKS))), english, width)
    third = (drawing.high - drawing.low) / 3
    assert [circle.interview for circle in drawing.circles] == [4, 7, 4, 7]
    # By hand: one circle alone stands in the middle of its block.
    assert [(circle.value - drawing.low) / third for circle in drawing.circles] == pytest.approx([0.5, 2.5, 0.5, 2.5])
    first, second = (sign.y for sign in drawing.signs)
    assert first + 20 < drawing.circles[0].y < second - 20 < second + 20 < drawing.circles[2].y
    crossed = [
        (line, circle) for line in drawing.lines for circle in drawing.circles if line.top < circle.y + 12 < line.foot
    ]
    assert crossed == []


@pytest.mark.parametrize("width", [340, 640])
def test_both_pictures_are_mirrored_for_arabic(width: int, english: Rendering, arabic: Rendering) -> None:
    drawn = picture(CHARTS["change"])
    for rendering, is_mirrored in ((english, False), (arabic, True)):
        at = places(svg(drawn, rendering, title="t", description="d", width=width))
        assert (at["4"] > at["7"]) is is_mirrored
    low, high = plotly_figure(drawn, arabic)["layout"]["xaxis"]["range"]
    assert low > high  # the low third, at the low end of the axis, is on the right


def places(picture_text: str) -> dict[str, float]:
    """How far from the left each text stands."""
    texts = ElementTree.fromstring(picture_text).iter("{http://www.w3.org/2000/svg}text")
    return {str(text.text).strip("\u2066\u2067\u2069"): float(text.attrib["x"]) for text in texts}
