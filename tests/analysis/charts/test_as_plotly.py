"""Figures for the browser: accepted by Plotly, finite, mirrored, without styles that a strict policy forbids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import pytest

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.rendering import Rendering
from analysis.charts.specification import (
    Axis,
    Column,
    Columns,
    Entry,
    Heading,
    Legend,
    Point,
    Row,
    Rows,
    Segment,
    Specification,
    Text,
    Third,
    number,
)

BARS = Rows(
    axis=Axis(low=-20, high=60, references=(0,), title="axis:answers"),
    lines=(
        Legend((Entry(label="never", tone="low_strong"), Entry(label="often", tone="high_light", hatched=True))),
        Row(
            label="calm",
            segments=(
                Segment(start=-20, end=0, tone="low_strong", name="never", label=number(20), hover=number(20)),
                Segment(
                    start=0, end=60, tone="high_light", name="often", label=number(60), hover=number(60), hatched=True
                ),
            ),
            sides=(number(4), number(2)),
        ),
        Row(label="rested", note="too_few", sides=(number(1), None)),
    ),
    sides=("side:not_answered", "side:refused"),
)
POINTS = Rows(
    axis=Axis(low=-5, high=10, ticks=(-5.0, 0.0, 5.0, 10.0), references=(0,), title="axis:change", signed=True),
    lines=(
        Legend(
            (Entry(label="point:clear", shape="square"), Entry(label="point:unclear", shape="diamond", filled=False))
        ),
        Heading("everyone"),
        Row(
            label="wellbeing",
            points=(
                Point(value=6, low=4, high=8, shape="square", filled=True, name="point:clear", label=number(6.0, 1)),
                Point(value=1, shape="triangle", filled=False, name="point:unclear", label=number(1.0, 1)),
            ),
            sides=(Text("number:interval", (("value", -6.04), ("low", 4.0), ("high", 8.0)), 1),),
            linked=True,
        ),
    ),
    sides=("",),
)
COLUMNS = Columns(
    axis=Axis(low=0, high=100, ticks=(0, 50, 100), title="axis:score"),
    columns=(
        Column(start=0, end=50, people=10, name=number(50), label=number(10), hover=number(10)),
        Column(start=50, end=100, people=30, name=number(100), label=number(30), hover=number(30)),
    ),
    dividers=(40.0, 60.0),
    thirds=(
        Third("band:low", number(40), (3, 9)),
        Third("band:middle", number(60), ()),
        Third("band:high", number(100), (7,)),
    ),
)
ALL = pytest.mark.parametrize("picture", [BARS, POINTS, COLUMNS], ids=["bars", "points", "columns"])


@ALL
def test_plotly_itself_accepts_every_figure(picture: Specification, english: Rendering, arabic: Rendering) -> None:
    for figure in (plotly_figure(picture, english), plotly_figure(picture, arabic)):
        go.Figure(data=figure["data"], layout=figure["layout"])
        go.Figure(data=figure["narrow"]["data"], layout=figure["narrow"]["layout"])


@ALL
def test_figures_are_plain_json_without_nan(picture: Specification, english: Rendering) -> None:
    figure = plotly_figure(picture, english)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@ALL
def test_a_language_from_right_to_left_mirrors_the_axis_and_the_margins(
    picture: Specification, english: Rendering, arabic: Rendering
) -> None:
    there, here = (plotly_figure(picture, rendering)["layout"] for rendering in (english, arabic))
    assert here["xaxis"]["range"] == there["xaxis"]["range"][::-1]
    assert (there["margin"]["l"] > there["margin"]["r"]) == (here["margin"]["l"] < here["margin"]["r"])


@ALL
def test_letters_are_at_least_13_pixels_high(picture: Specification, english: Rendering) -> None:
    figure = plotly_figure(picture, english)
    written = [*figure["layout"]["annotations"], *figure["narrow"]["layout"]["annotations"]]
    assert min(annotation["font"]["size"] for annotation in written) >= 13


@ALL
def test_no_text_holds_a_tag(picture: Specification, english: Rendering) -> None:
    written = [annotation["text"] for annotation in plotly_figure(picture, english)["layout"]["annotations"]]
    assert [text for text in written if "<" in text] == []


def test_a_label_that_looks_like_a_tag_is_shown_as_it_is(
    english: Rendering, texts_of: Callable[..., list[str]]
) -> None:
    row = Row(label="<b>5 & more</b>", note="too_few")
    shown = plotly_figure(Rows(axis=Axis(low=0, high=1), lines=(row,)), english)
    assert "&lt;b&gt;5 &amp; more&lt;/b&gt;" in texts_of(shown)


def test_bars_keep_their_exact_values(english: Rendering) -> None:
    never, often = plotly_figure(BARS, english)["data"]
    assert (never["base"], never["x"], never["name"]) == ([-20], [20], "never")
    assert (often["base"], often["x"], often["text"]) == ([0], [60], ["60"])


def test_merged_bars_carry_a_pattern(english: Rendering) -> None:
    never, often = plotly_figure(BARS, english)["data"]
    assert "pattern" not in never["marker"] and often["marker"]["pattern"]["shape"] == "/"


def test_points_tell_their_interval_and_differ_by_shape_and_filling(english: Rendering) -> None:
    clear, unclear = plotly_figure(POINTS, english)["data"]
    assert (clear["error_x"]["arrayminus"], clear["error_x"]["array"]) == ([2], [2])
    assert "error_x" not in unclear
    assert (clear["marker"]["symbol"], unclear["marker"]["symbol"]) == ("square", "triangle-up")
    assert clear["marker"]["color"] != unclear["marker"]["color"]


def test_marks_carry_the_numbers_of_their_interviews(english: Rendering) -> None:
    marks = plotly_figure(COLUMNS, english)["data"][-1]
    assert (marks["name"], marks["customdata"], marks["text"]) == ("marks", [3, 9, 7], ["3", "9", "7"])


def test_merged_columns_are_as_high_as_they_are_dense(english: Rendering) -> None:
    wide = Columns(
        axis=Axis(low=0, high=100),
        columns=(
            Column(start=0, end=20, people=10, name=number(1), label=number(1), hover=number(1)),
            Column(start=20, end=100, people=40, name=number(2), label=number(2), hover=number(2)),
        ),
    )
    heights = plotly_figure(wide, english)["data"][0]["y"]
    assert heights[0] == heights[1]  # 10 people over 20 points, 40 over 80


def test_a_narrow_card_has_its_labels_above_the_bars(english: Rendering) -> None:
    figure = plotly_figure(BARS, english)
    label = next(each for each in figure["narrow"]["layout"]["annotations"] if each["text"] == "calm")
    bar = figure["narrow"]["data"][0]["y"][0]
    assert label["y"] < bar - 13 and label["xanchor"] == "left"


def test_a_narrow_card_writes_the_numbers_with_their_titles_beneath(
    english: Rendering, texts_of: Callable[..., list[str]]
) -> None:
    written = texts_of(plotly_figure(BARS, english)["narrow"])
    assert "left\u00a0blank\u00a04\u00a0· prefers\u00a0not\u00a0to\u00a0say\u00a02" in written


def test_numbers_are_isolated_where_text_runs_from_right_to_left(
    arabic: Rendering, texts_of: Callable[..., list[str]]
) -> None:
    told = texts_of(plotly_figure(POINTS, arabic))
    assert "\u2066\u22126.0\u2069 [\u20664.0\u2069; \u20668.0\u2069]" in told


def test_a_reason_stands_where_the_bar_would(english: Rendering, texts_of: Callable[..., list[str]]) -> None:
    assert "too_few" in texts_of(plotly_figure(BARS, english))


def test_every_colour_for_dark_paper_takes_the_place_of_one_that_is_used(english: Rendering) -> None:
    told = "".join(json.dumps(plotly_figure(picture, english)) for picture in (BARS, POINTS, COLUMNS))
    colours: Mapping[str, str] = plotly_figure(BARS, english)["colours"]
    assert {colour for colour in colours if told.count(colour) == 3} <= {"#7d7464"}
