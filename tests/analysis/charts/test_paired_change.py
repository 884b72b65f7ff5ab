"""Pairs of scores: a line per person, dashed where it falls, counted in the finding."""

from __future__ import annotations

from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.as_svg import svg
from analysis.charts.chart import Chart
from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.paired_change import End, paired_change_chart
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Pairs
from analysis.scales.describe import describe

PAIRS = [(40.0, 50.0), (40.0, 50.0), (60.0, 55.0), (70.0, 70.0)]


def chart(pairs: list[tuple[float, float]] = PAIRS, hidden: str = "") -> Chart:
    waves = zip(("wave:entry", "wave:exit"), zip(*pairs, strict=True) if pairs else ((), ()), strict=True)
    first, last = (
        End(wave=wave, mean=describe(pd.Series(scores, dtype=float), (0, 100)).mean) for wave, scores in waves
    )
    return paired_change_chart(
        "scale:wellbeing", pairs, ends=(first, last), score_range=(0.0, 100.0), missing=3, hidden=hidden
    )


def picture(pairs: list[tuple[float, float]] = PAIRS) -> Pairs:
    found = chart(pairs).specification
    assert isinstance(found, Pairs)
    return found


def test_the_finding_counts_who_rose_stayed_and_fell() -> None:
    values = chart().finding.values
    assert [values[way] for way in ("n", "rose", "unchanged", "fell", "fell_percent")] == [4, 2, 1, 1, 25.0]


def test_people_who_went_the_same_way_share_a_line_that_is_wider(english: Rendering) -> None:
    assert [(line.before, line.after, line.people) for line in picture().lines][0] == (40.0, 50.0, 2)
    lines = {(line.start, line.end): line for line in laid_out(picture(), english, 600).lines}
    assert lines[40.0, 50.0].width > lines[60.0, 55.0].width
    assert lines[60.0, 55.0].dashed and not lines[40.0, 50.0].dashed and not lines[70.0, 70.0].dashed


def test_more_lines_than_an_eye_can_tell_are_rounded_and_nobody_is_lost() -> None:
    many = [(number * 0.1, 100 - number * 0.1) for number in range(400)]
    found = picture(many)
    assert found.axis.title == "axis:score_rounded"
    assert sum(line.people for line in found.lines) == 400 and len(found.lines) <= 300
    assert all(line.before % 5 == 0 for line in found.lines)


def test_without_pairs_or_leave_there_is_no_line() -> None:
    assert chart([]).finding.values["reason"] == "note:no_answers"
    closed = chart(hidden="lines_of_people")
    assert (closed.specification, closed.table.rows, closed.estimates, closed.n) == (None, (), (), 0)
    assert closed.finding.values == {"reason": "lines_of_people"}


@pytest.mark.parametrize("width", [340, 640])
def test_both_pictures_hold_the_lines_and_the_means(width: int, english: Rendering, arabic: Rendering) -> None:
    for rendering in (english, arabic):
        ElementTree.fromstring(svg(picture(), rendering, title="t", description="d", width=width))
    figure = plotly_figure(picture(), english)
    assert [trace["x"] for trace in figure["data"] if trace["type"] == "scatter"] == [[52.5, 56.25]]
    assert {shape["line"].get("dash") for shape in figure["layout"]["shapes"] if "dash" in shape["line"]} == {
        "solid",
        "dot",
    }
