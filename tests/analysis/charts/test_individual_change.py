"""People's own changes: columns that end at the band of reliable change, and the deteriorated as plain as the rest."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.as_svg import svg
from analysis.charts.individual_change import Band, change_bins, individual_change_chart
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Columns, Rows
from analysis.shares import wilson_share

BAND = Band(threshold=10.0, reliability=0.8, reliability_name="cronbach_alpha_at_entry", by_error=0.025)
PEOPLE = [(-12.0, "deteriorated"), (0.0, "unchanged"), (10.0, "unchanged"), (12.0, "improved"), (30.0, "improved")]
COUNTS = {"improved": 2, "unchanged": 2, "deteriorated": 1}
SHARES = {name: wilson_share(people, 5, estimand=f"reliably_{name}", missing=2) for name, people in COUNTS.items()}


def columns() -> Columns:
    found = individual_change_chart("scale:calm", COUNTS, shares=SHARES, people=PEOPLE, band=BAND).specification
    assert isinstance(found, Columns)
    return found


def test_each_category_has_its_tone_and_the_deteriorated_are_hatched() -> None:
    told = {(column.tone, column.hatched): 0 for column in columns().columns}
    for column in columns().columns:
        told[column.tone, column.hatched] += column.people
    assert told == {("low_light", True): 1, ("neutral", False): 2, ("high_light", False): 2}


def test_columns_and_counts_say_the_same_of_everyone() -> None:
    assert sum(column.people for column in columns().columns) == sum(COUNTS.values())
    assert columns().band == (-10.0, 10.0) and columns().axis.references == (0,)


@pytest.mark.parametrize("change", [10.0, 10.0 - 1e-13, math.nextafter(10.0, 11.0)])
def test_a_change_at_the_very_end_of_the_band_counts_where_its_category_says(change: float) -> None:
    (inside,) = (each for each in change_bins([(change, "unchanged"), (-3.0, "unchanged")], 10.0) if each.high == 10.0)
    assert inside.people == 1
    (outside,) = (each for each in change_bins([(change, "improved"), (-3.0, "unchanged")], 10.0) if each.low == 10.0)
    assert outside.people == 1


def test_the_finding_names_the_reliability_and_what_error_alone_would_do() -> None:
    chart = individual_change_chart("scale:calm", COUNTS, shares=SHARES, people=PEOPLE, band=BAND, missing=2)
    values = chart.finding.values
    assert chart.finding.key == "individual_reliable" and (chart.n, chart.missing) == (5, 2)
    assert [values[name] for name in ("deteriorated", "deteriorated_percent", "threshold", "by_error_percent")] == [
        1,
        20.0,
        10.0,
        2.5,
    ]
    assert (values["reliability"], values["reliability_name"]) == (0.8, "cronbach_alpha_at_entry")


def test_without_the_people_one_bar_tells_their_categories() -> None:
    chart = individual_change_chart("scale:calm", COUNTS, shares={})
    picture = chart.specification
    assert isinstance(picture, Rows) and chart.finding.key == "individual_ways"
    (row,) = (line for line in picture.lines if hasattr(line, "segments"))
    assert [(part.name, part.hatched, part.end - part.start) for part in row.segments] == [
        ("way:deteriorated", True, 20.0),
        ("way:unchanged", False, 40.0),
        ("way:improved", False, 40.0),
    ]


def test_the_table_has_a_row_for_each_category_with_its_interval() -> None:
    table = individual_change_chart("scale:calm", COUNTS, shares=SHARES, band=BAND).table
    assert [row[:3] for row in table.rows] == [
        ("reliable:improved", 2, 40.0),
        ("reliable:unchanged", 2, 40.0),
        ("reliable:deteriorated", 1, 20.0),
    ]
    low = SHARES["improved"].interval_low
    assert low is not None and table.rows[0][3] == 100 * low


def test_what_may_not_be_shown_says_why() -> None:
    chart = individual_change_chart("scale:calm", COUNTS, shares=SHARES, people=PEOPLE, band=BAND, hidden="too_few")
    assert (chart.specification, chart.table.rows, chart.estimates, chart.n) == (None, (), (), 0)
    assert chart.finding.values == {"reason": "too_few"}


def test_both_pictures_show_the_band_dashed(english: Rendering, arabic: Rendering) -> None:
    for rendering in (english, arabic):
        ElementTree.fromstring(svg(columns(), rendering, title="t", description="d"))
    shapes = plotly_figure(columns(), english)["layout"]["shapes"]
    dashed = [shape["path"] for shape in shapes if shape["line"].get("dash") == "dot"]
    assert any("M-10.0," in path and "M10.0," in path for path in dashed)
