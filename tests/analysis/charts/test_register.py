"""Respondents beside the register: shares, the largest difference, two indices."""

from __future__ import annotations

import pytest

from analysis.charts.register import Category, Variable, cramers_v, dissimilarity, register_chart
from analysis.charts.specification import Heading, Row, Rows

SITE = Variable(variable="site", categories=(Category("north", 30, 50), Category("south", 10, 50)))
AGE = Variable(variable="age", categories=(Category("young", 20, 45), Category("old", 20, 55)), respondents_missing=2)
CLOSED = Variable(variable="household", categories=(), hidden="too_few")


def lines(*variables: Variable) -> tuple[object, ...]:
    picture = register_chart(variables).specification
    assert isinstance(picture, Rows)
    return picture.lines


def test_the_finding_is_the_largest_difference_with_both_numbers_of_people() -> None:
    finding = register_chart([AGE, SITE]).finding
    assert finding.key == "register_difference"
    assert finding.values == {
        "variable": "site",
        "category": "north",
        "respondents_percent": 75.0,
        "register_percent": 50.0,
        "difference": 25.0,
        "respondents": 40,
        "register": 100,
    }


def test_shares_are_of_the_people_whose_category_is_known() -> None:
    # 20 of 40 known, though 2 more answered.
    assert register_chart([AGE]).table.rows[0][3] == 50.0


def test_each_category_has_a_filled_circle_and_an_open_diamond_joined_by_a_line() -> None:
    row = lines(SITE)[2]
    assert isinstance(row, Row) and row.linked
    assert [(point.value, point.shape, point.filled) for point in row.points] == [
        (50.0, "diamond", False),
        (75.0, "circle", True),
    ]


def test_a_variable_that_may_not_be_shown_says_why_in_its_place() -> None:
    last = lines(SITE, CLOSED)[-1]
    assert last == Row(label="household", note="too_few")


def test_categories_stand_under_the_name_of_their_variable() -> None:
    assert [line.label for line in lines(SITE, AGE) if isinstance(line, Heading)] == ["site", "age"]


def test_dissimilarity_is_half_the_sum_of_differences() -> None:
    # By hand: (|75 - 50| + |25 - 50|) / 2.
    assert dissimilarity(SITE) == 25.0


def test_cramers_v_is_that_of_respondents_against_the_others() -> None:
    # R: sqrt(chisq.test(matrix(c(30, 10, 20, 40), 2), correct = FALSE)$statistic / 100) = 0.4082483
    assert cramers_v(SITE) == pytest.approx(0.408248290463863, abs=1e-12)


def test_cramers_v_is_absent_where_everyone_answered() -> None:
    assert cramers_v(Variable(variable="site", categories=(Category("north", 5, 5), Category("south", 9, 9)))) is None


@pytest.mark.parametrize(("variables", "reason"), [([], "note:no_answers"), ([CLOSED], "too_few")])
def test_without_shares_there_is_no_picture_but_a_reason(variables: list[Variable], reason: str) -> None:
    chart = register_chart(variables)
    assert chart.specification is None and chart.finding.values["reason"] == reason


def test_the_axis_ends_at_a_round_value_that_holds_every_share() -> None:
    picture = register_chart([SITE]).specification
    assert isinstance(picture, Rows)
    assert (picture.axis.low, picture.axis.high) == (0, 80.0)
