"""How scores are spread, and the interviewed at their thirds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.charts.distribution import Bin, Mark, distribution_chart
from analysis.charts.specification import Columns
from analysis.scales.describe import describe

BINS = (Bin(0, 40, 10), Bin(40, 60, 30), Bin(60, 100, 20))
SPREAD = describe(pd.Series([20] * 10 + [50] * 30 + [80] * 20), (0, 100))
MARKS = (Mark(7, "high"), Mark(2, "high"), Mark(5, "low"))


def picture(**words: Any) -> Columns:
    chart = distribution_chart("scale:wellbeing", BINS, description=SPREAD, **words)
    assert isinstance(chart.specification, Columns)
    return chart.specification


def test_the_chart_is_named_after_its_scale() -> None:
    assert distribution_chart("scale:wellbeing", BINS, description=SPREAD).name == "distribution.wellbeing"


def test_columns_reach_over_their_bins() -> None:
    assert [(column.start, column.end, column.people) for column in picture().columns] == [
        (0, 40, 10),
        (40, 60, 30),
        (60, 100, 20),
    ]


def test_marks_stand_under_their_third_in_the_order_of_their_numbers() -> None:
    thirds = picture(marks=MARKS, terciles=(45.0, 65.5)).thirds
    assert [(third.label, third.marks) for third in thirds] == [
        ("band:low", (5,)),
        ("band:middle", ()),
        ("band:high", (2, 7)),
    ]


def test_thirds_tell_where_they_begin_and_end() -> None:
    thirds = picture(marks=MARKS, terciles=(45.0, 65.5)).thirds
    assert [third.bounds.values for third in thirds] == [
        (("low", 0), ("high", 45)),
        (("low", 45), ("high", 65.5)),
        (("low", 65.5), ("high", 100)),
    ]


def test_without_bounds_of_the_thirds_no_mark_is_drawn_or_told() -> None:
    chart = distribution_chart("wellbeing", BINS, description=SPREAD, marks=MARKS)
    assert picture(marks=MARKS).thirds == ()
    assert chart.finding.key == "distribution_spread"


def test_without_marks_the_bounds_of_the_thirds_are_not_drawn() -> None:
    assert picture(terciles=(45.0, 65.0)).dividers == ()


def test_the_finding_with_marks_names_the_thirds_in_which_nobody_was_interviewed() -> None:
    finding = distribution_chart("w", BINS, description=SPREAD, marks=MARKS, terciles=(45.0, 65.0)).finding
    assert finding.key == "distribution_interviewed"
    assert (finding.values["interviewed"], finding.values["unheard"]) == (3, "band:middle")
    assert (finding.values["interviewed_low"], finding.values["interviewed_high"]) == (1, 2)


def test_the_finding_without_marks_tells_the_middle_half() -> None:
    finding = distribution_chart("w", BINS, description=SPREAD).finding
    assert (finding.values["lower_quartile"], finding.values["median"], finding.values["upper_quartile"]) == (
        50,
        50,
        80,
    )


def test_the_table_tells_people_and_shares() -> None:
    assert distribution_chart("w", BINS, description=SPREAD).table.rows[1] == (40, 60, 30, 50.0)


def test_a_spread_that_may_not_be_shown_leaves_no_figure_behind() -> None:
    chart = distribution_chart("w", BINS, description=SPREAD, hidden="too_few")
    assert (chart.specification, chart.table.rows, chart.estimates) == (None, (), ())
    assert chart.finding.values == {"reason": "too_few"}


def test_without_bins_there_is_no_picture_but_a_reason() -> None:
    chart = distribution_chart("w", (), description=describe(pd.Series([], dtype="float64"), (0, 100)))
    assert chart.specification is None and chart.finding.values == {"reason": "note:no_answers"}
