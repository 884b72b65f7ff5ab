"""Items that differ: what cannot be told, groups, anchors. R's figures: ``tests/r/test_differing_items.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.tools.numdiff import approx_fprime

from analysis.proportional_odds import _OrderedModel, fit_proportional_odds
from analysis.scales.differing_items import differing_items

ABC = ["a", "b", "c"]


def people(first: int, second: int, third: int = 0) -> pd.DataFrame:
    """Answers 0 to 3 to three items in up to three languages, no item differing."""
    n = first + second + third
    rng = np.random.default_rng(5)
    found = np.digitize(rng.standard_normal((n, 1)) + rng.standard_normal((n, 3)), [-1, 0, 1])
    return pd.DataFrame(found, columns=ABC).assign(language=["fr"] * first + ["ar"] * second + ["es"] * third)


def reasons(table: pd.DataFrame) -> list[str]:
    """Why each item cannot be judged."""
    found = differing_items(table, ABC, "language")
    for item in found.items:
        assert (item.uniform is None) == (item.nonuniform is None) == (item.size == "") == (item.reason != "")
        assert item.n + item.missing == len(table)
    return [item.reason for item in found.items]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (people(60, 40), ["", "", ""]),
        (people(0, 0), ["no_values"] * 3),
        (people(60, 0), ["one_group"] * 3),
        (people(60, 9), ["too_few"] * 3),
        (people(60, 40).assign(b=2), ["", "all_equal", ""]),
        (people(60, 40).assign(a=None), ["no_values"] * 3),
        (people(60, 40).assign(b=lambda rows: (rows["language"] == "ar") * 3), ["", "separation", ""]),
    ],
)
def test_an_item_that_cannot_be_judged_says_why(table: pd.DataFrame, told: list[str]) -> None:
    assert reasons(table) == told


def test_the_reference_is_the_largest_group_and_each_other_group_has_its_odds() -> None:
    found = differing_items(people(40, 90, 30), ABC, "language")
    assert {(item.reference, item.names) for item in found.items} == {("ar", ("fr", "es"))}
    assert [item.uniform.degrees_of_freedom for item in found.items] == [2, 2, 2]
    assert found.groups().only(item="b", group="es").estimand == "log_odds_at_equal_standing"
    assert len(found.as_table()) == 3


def test_turning_an_item_around_turns_its_odds_and_nothing_else() -> None:
    table = people(60, 40)
    turned = differing_items(table.assign(c=3 - table["c"]), ABC, "language", reverse=["c"])
    for one, other in zip(differing_items(table, ABC, "language").items, turned.items, strict=True):
        assert one.either.chi_square == pytest.approx(other.either.chi_square, rel=1e-6, abs=1e-6)


def test_items_that_cannot_be_judged_stand_in_the_table() -> None:
    table = differing_items(people(60, 0), ABC, "language")
    assert table.as_table()["reason"].tolist() == ["one_group"] * 3
    assert table.groups().estimates == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"group": "arm"}, "Column arm"),
        ({"group": "language", "match": "score"}, "rest or total"),
        ({"group": "language", "reverse": ["z"]}, "z"),
        ({"group": "language", "anchors": ["z"]}, "Column z"),
        ({"group": "language", "level": 95}, "0.95"),
    ],
)
def test_wrong_arguments_are_refused_in_words(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        differing_items(people(30, 30), ABC, **arguments)


def test_the_slope_is_the_one_the_library_takes_by_differences() -> None:
    rng = np.random.default_rng(2)
    model = _OrderedModel(rng.integers(0, 4, 50), rng.standard_normal((50, 2)), distr="logit", hasconst=False)
    model.times = rng.uniform(0.5, 2, 50)
    at = np.array([0.3, -0.2, -1.0, 0.1, -0.4])
    assert model.score(at) == pytest.approx(approx_fprime(at, model.loglike, centered=True), rel=1e-6)


@pytest.mark.parametrize("n", [30, 3_000])
def test_what_tells_answers_apart_without_error_is_named_at_any_size(n: int) -> None:
    rng = np.random.default_rng(n)
    answers = rng.integers(0, 3, n)
    top = (answers == 2).astype(float)
    assert fit_proportional_odds(answers, top[:, None]) == (None, "separation")
    assert fit_proportional_odds(answers, np.column_stack([top, 2 * top])) == (None, "collinear")


def test_yes_and_no_is_logistic_regression() -> None:
    # A 2 × 2 table of 30, 10 and 15, 25: the log odds ratio is ln(25 × 30 / (15 × 10)), its variance the sum of 1/n
    answers = np.array([0] * 30 + [1] * 10 + [0] * 15 + [1] * 25)
    fit, reason = fit_proportional_odds(answers, np.array([[0.0] * 40 + [1.0] * 40]).T)
    assert reason == "" and fit is not None
    assert fit.coefficients[0] == pytest.approx(np.log(5), rel=1e-6)
    assert fit.covariances[0, 0] == pytest.approx(1 / 30 + 1 / 10 + 1 / 15 + 1 / 25, rel=1e-5)


def test_people_who_are_alike_count_as_often_as_they_are() -> None:
    # A hundred times the same people: the same coefficients, a hundredth of the variance, a hundredfold likelihood
    rng = np.random.default_rng(6)
    answers, columns = rng.integers(0, 4, 60), rng.integers(0, 5, (60, 1)).astype(float)
    once, _reason = fit_proportional_odds(answers, columns)
    often, _reason = fit_proportional_odds(np.tile(answers, 100), np.tile(columns, (100, 1)))
    assert often.coefficients == pytest.approx(once.coefficients, rel=1e-6)
    assert often.covariances == pytest.approx(once.covariances / 100, rel=1e-5)
    assert often.log_likelihood == pytest.approx(once.log_likelihood * 100, rel=1e-12)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_the_unit_of_a_column_matters_to_nothing_but_its_coefficient(unit: float) -> None:
    rng = np.random.default_rng(7)
    age = rng.integers(18, 80, 200).astype(float)
    answers = np.digitize(0.03 * age + rng.logistic(size=200), [0.5, 1.5, 3])
    plain, _reason = fit_proportional_odds(answers, age[:, None])
    other, reason = fit_proportional_odds(answers, age[:, None] * unit + 3)
    assert reason == "" and other is not None
    assert other.coefficients[0] * unit == pytest.approx(plain.coefficients[0], rel=1e-6)
    assert other.covariances[0, 0] * unit**2 == pytest.approx(plain.covariances[0, 0], rel=1e-5)
