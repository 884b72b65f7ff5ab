"""Scores by wave and arm: what tells rows apart, which signs, which ends."""

from __future__ import annotations

import pandas as pd

from analysis.charts.scores import ScoreRow, scores_chart
from analysis.charts.specification import Heading, Row, Rows
from analysis.scales.describe import Description, describe


def scores(*values: float) -> Description:
    return describe(pd.Series(values, dtype="float64"), (0, 100))


def lines(*rows: ScoreRow) -> tuple[object, ...]:
    picture = scores_chart(rows).specification
    assert isinstance(picture, Rows)
    return picture.lines


HIGH, LOW = ScoreRow("wellbeing", "entry", "", scores(60, 70, 80)), ScoreRow("agency", "entry", "", scores(30, 40))


def test_a_row_is_named_after_its_scale_where_there_is_one_wave_and_no_arm() -> None:
    assert [line.label for line in lines(HIGH, LOW) if isinstance(line, Row)] == ["wellbeing", "agency"]


def test_waves_and_arms_stand_under_the_name_of_the_scale() -> None:
    rows = [ScoreRow("wellbeing", wave, arm, scores(50, 60)) for wave in ("entry", "exit") for arm in ("", "support")]
    told = lines(*rows)
    assert told[0] == Heading("wellbeing")
    assert [line.label for line in told if isinstance(line, Row)] == ["entry", "entry|support", "exit", "exit|support"]


def test_everyone_together_is_named_so_beside_arms() -> None:
    told = lines(ScoreRow("wellbeing", "entry", "", scores(50, 60)), ScoreRow("wellbeing", "entry", "a", scores(1, 2)))
    assert [line.label for line in told if isinstance(line, Row)] == ["label:everyone", "a"]


def test_arms_differ_by_shape_and_by_filling() -> None:
    rows = [ScoreRow("wellbeing", "entry", arm, scores(50, 60)) for arm in ("advice", "support", "waiting")]
    signs = [line.points[0] for line in lines(*rows) if isinstance(line, Row)]
    assert [(sign.shape, sign.filled) for sign in signs] == [("circle", True), ("diamond", False), ("square", True)]


def test_no_arm_has_the_sign_of_everyone() -> None:
    rows = [ScoreRow("wellbeing", "entry", arm, scores(50, 60)) for arm in ("advice", "", "support")]
    signs = [line.points[0] for line in lines(*rows) if isinstance(line, Row)]
    assert [(sign.shape, sign.filled) for sign in signs] == [("diamond", False), ("circle", True), ("square", True)]


def test_the_finding_names_the_highest_and_the_lowest_mean() -> None:
    finding = scores_chart([HIGH, LOW]).finding
    assert finding.key == "scores_ends"
    assert (finding.values["highest"], finding.values["highest_mean"]) == ("wellbeing", 70.0)
    assert (finding.values["lowest"], finding.values["lowest_mean"]) == ("agency", 35.0)


def test_one_scale_has_no_ends() -> None:
    finding = scores_chart([HIGH]).finding
    assert (finding.key, finding.values["highest_mean"], finding.values["n"]) == ("scores_one", 70.0, 3)


def test_a_row_that_may_not_be_shown_says_why_and_leaves_no_figure_behind() -> None:
    chart = scores_chart([HIGH, ScoreRow("agency", "entry", "", scores(30, 40), "too_few")])
    assert [row[0] for row in chart.table.rows] == ["wellbeing"]
    assert lines(HIGH, ScoreRow("agency", "entry", "", None, "too_few"))[1] == Row(label="agency", note="too_few")


def test_a_single_score_has_a_point_without_an_interval() -> None:
    row = lines(HIGH, ScoreRow("agency", "entry", "", scores(30)))[1]
    assert isinstance(row, Row)
    assert (row.points[0].value, row.points[0].low, row.points[0].label.key) == (30.0, None, "number:no_interval")


def test_blank_scores_say_so_in_their_place() -> None:
    assert lines(HIGH, ScoreRow("agency", "entry", "", scores()))[1] == Row(label="agency", note="reason:no_values")


def test_estimates_carry_whose_they_are() -> None:
    chart = scores_chart([ScoreRow("wellbeing", "entry", "support", scores(50, 60))])
    assert chart.estimates[0][0] == {"scale": "wellbeing", "wave": "entry", "arm": "support"}


def test_without_scores_there_is_no_picture_but_a_reason() -> None:
    chart = scores_chart([ScoreRow("wellbeing", "entry", "", None, "too_few")])
    assert chart.specification is None and chart.finding.values["reason"] == "too_few"
