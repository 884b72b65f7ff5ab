"""Reliability: hand calculations, and what happens when it cannot be told. R's figures: ``tests/r/test_scales.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.results import Estimate
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.item_rest import alpha_without_each, item_rest_correlations
from analysis.scales.omega import omega_total
from analysis.scales.ordinal_alpha import ordinal_alpha
from analysis.scales.polychoric import both_below, polychoric
from analysis.scales.reliability import reliability
from analysis.scales.retest import retest_icc

ABC = ["a", "b", "c"]


def answers(*columns: list[float | None]) -> pd.DataFrame:
    """Items a, b, c …, one list each."""
    return pd.DataFrame(dict(zip("abcdefgh", columns, strict=False)), dtype=object)


def random_answers(n: int, items: int, seed: int = 1, strength: float = 1.0) -> pd.DataFrame:
    """Answers 0 to 3 that have one thing in common."""
    rng = np.random.default_rng(seed)
    found = strength * rng.standard_normal((n, 1)) + rng.standard_normal((n, items))
    return pd.DataFrame(np.digitize(found, [-1, 0, 1]), columns=list("abcdefgh")[:items])


def test_alpha_by_hand() -> None:
    # Variances 1 and 1, covariance 1/2, k = 2: 2 × (1 - 2 / 3)
    found = cronbach_alpha(answers([1, 2, 3], [2, 1, 3]), ["a", "b"])
    assert found.value == pytest.approx(2 / 3, abs=1e-15)
    assert (found.n, found.missing, found.missing_policy) == (3, 0, "listwise")


def test_alpha_may_be_negative_and_says_so() -> None:
    # Variances 1 and 1, covariance -1/2: 2 × (1 - 2 / 1)
    assert cronbach_alpha(answers([1, 2, 3], [2, 3, 1]), ["a", "b"]).value == pytest.approx(-2, abs=1e-14)


def test_reversing_an_item_is_turning_its_answers_around() -> None:
    table = random_answers(60, 3)
    turned = table.assign(c=3 - table["c"])
    for coefficient in (cronbach_alpha, ordinal_alpha):
        assert coefficient(turned, ABC, reverse=["c"]).value == pytest.approx(coefficient(table, ABC).value, rel=1e-9)
    turned_omega = omega_total(turned, ABC, reverse=["c"]).omega.value
    assert turned_omega == pytest.approx(omega_total(table, ABC).omega.value, rel=1e-5)


@given(st.permutations(range(40)), st.floats(0.1, 50), st.floats(-100, 100))
@settings(max_examples=25, deadline=None)
def test_alpha_knows_neither_the_order_of_people_nor_the_unit(order: list[int], width: float, start: float) -> None:
    table = random_answers(40, 3)
    again = cronbach_alpha(table.iloc[order] * width + start, ABC)
    assert again.value == pytest.approx(cronbach_alpha(table, ABC).value, rel=1e-8)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([], [], []), "no_values"),
        (([None, 1], [1, None], [2, 2]), "no_values"),
        (([1], [2], [3]), "one_value"),
        (([2, 2, 2], [3, 3, 3], [1, 1, 1]), "all_equal"),
        (([0.1, 0.1, 0.1], [0.3, 0.3, 0.3], [0.1 + 0.2] * 3), "all_equal"),
    ],
)
def test_alpha_that_cannot_be_told_says_why(columns: tuple[list[float | None], ...], reason: str) -> None:
    found = cronbach_alpha(answers(*columns), ABC)
    assert (found.value, found.interval_low, found.reason) == (None, None, reason)
    assert found.n + found.missing == len(columns[0])


def test_answers_that_cancel_have_no_alpha() -> None:
    assert cronbach_alpha(answers([1, 2, 3], [3, 2, 1]), ["a", "b"]).reason == "all_equal"


def test_pairs_that_contradict_each_other_have_no_alpha() -> None:
    table = answers([0, 9, None, None, 0, 9], [9, 0, 0, 9, None, None], [None, None, 9, 0, 9, 0])
    assert cronbach_alpha(table, ABC, missing="pairwise").reason == "contradiction"
    assert cronbach_alpha(table, ABC).reason == "no_values"


def test_pairwise_is_listwise_without_blanks() -> None:
    table = random_answers(50, 4)
    items = list("abcd")
    assert cronbach_alpha(table, items, missing="pairwise").value == pytest.approx(
        cronbach_alpha(table, items).value, rel=1e-12
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"items": ["a"]}, "at least two"),
        ({"items": ["a", "a"]}, "each once"),
        ({"items": ["a", "z"]}, "Column z"),
        ({"items": ["a", "b"], "reverse": ["c"]}, "no item of the scale: c"),
        ({"items": ["a", "b"], "missing": "mean"}, "listwise or pairwise"),
        ({"items": ["a", "b"], "level": 95}, "0.95"),
    ],
)
def test_wrong_arguments_are_refused_in_words(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        cronbach_alpha(random_answers(9, 3), **arguments)


def omega_of(table: pd.DataFrame, items: list[str]) -> Estimate:
    """The omega alone."""
    return omega_total(table, items).omega


@pytest.mark.parametrize(
    ("table", "items", "reason"),
    [
        (answers([], [], []), ABC, "no_values"),
        (answers([1], [2], [1]), ABC, "one_value"),
        (random_answers(30, 3), ["a", "b"], "too_few"),
        (random_answers(4, 4), list("abcd"), "too_few"),
        (random_answers(30, 3).assign(c=2), ABC, "all_equal"),
        (random_answers(30, 3).assign(c=lambda rows: rows["a"]), ABC, "collinear"),
    ],
)
def test_omega_that_cannot_be_told_says_why(table: pd.DataFrame, items: list[str], reason: str) -> None:
    found = omega_of(table, items)
    assert (found.value, found.interval_low, found.reason) == (None, None, reason)
    assert found.n + found.missing == len(table)


def test_an_improper_solution_is_told_with_the_item() -> None:
    # a and b share nearly everything, c goes with a only: no loading below 1 explains that
    rng = np.random.default_rng(3)
    a, noise = rng.standard_normal(200), rng.standard_normal((200, 2))
    table = pd.DataFrame({"a": a, "b": 0.8 * a + 0.6 * noise[:, 0], "c": 0.8 * a + 0.6 * noise[:, 1]})
    table["b"] -= 0.6 * noise[:, 1] * 0.5
    found = omega_total(table, ABC)
    assert (found.omega.value, found.omega.reason) == (None, "no_convergence")
    assert (found.omega.cautions, found.improper) == (("improper_solution",), ("a",))


def test_items_that_cancel_each_other_leave_omega_open_and_have_none() -> None:
    table = answers([3, 1, 0, 1, 0, 1], [3, 3, 1, 3, 1, 1], [1, 0, 3, 2, 3, 1], [1, 1, 2, 3, 3, 2])
    found = omega_total(table, list("abcd"))
    assert (found.omega.value, found.omega.reason, found.improper) == (None, "no_convergence", ())
    assert found.loadings["a"] < 0 < found.loadings["c"]


def test_two_things_in_one_scale_are_told() -> None:
    rng = np.random.default_rng(4)
    two = np.repeat(rng.standard_normal((300, 2)), 3, axis=1) + 0.8 * rng.standard_normal((300, 6))
    found = omega_total(pd.DataFrame(two, columns=list("abcdef")), list("abcdef"))
    assert found.fit is not None and found.fit.poor
    assert found.omega.cautions in (("poor_fit",), ("improper_solution",))


def test_three_items_always_fit_and_have_no_test() -> None:
    found = omega_total(random_answers(100, 3), ABC)
    assert found.fit is not None
    assert (found.fit.degrees_of_freedom, found.fit.p_value, found.fit.poor) == (0, None, False)
    assert found.fit.srmr == pytest.approx(0, abs=1e-5)


def test_the_normal_plane() -> None:
    # Sheppard: 1/4 + asin(ρ) / 2π at the origin; Φ(h) Φ(k) at ρ = 0
    assert both_below(np.array([0.0]), np.array([0.0]), -0.5)[0] == pytest.approx(1 / 6, abs=1e-15)
    assert both_below(np.array([0.0]), np.array([-1.0]), 0.0)[0] == pytest.approx(0.5 * 0.15865525393145707, abs=1e-15)


def test_two_yes_and_no_at_their_medians_have_the_cosine_of_the_table() -> None:
    # Thresholds 0 and 0, share of agreement 3/4: ρ = sin(π (3/4 - 1/2)) (Sheppard)
    table = answers([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1])
    assert polychoric(table, "a", "b").value == pytest.approx(np.sin(np.pi / 4), abs=1e-11)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([], []), "no_values"),
        (([1], [1]), "one_value"),
        (([1, 1, 1], [1, 2, 3]), "all_equal"),
        (([1, 1, 2, 2, 3, 3], [1, 1, 2, 2, 3, 3]), "separation"),
        (([1, 1, 2, 2, 3, 3], [3, 3, 2, 2, 1, 1]), "separation"),
        (([1, 2, 1], [1, 1, 2]), "separation"),
    ],
)
def test_a_polychoric_correlation_that_cannot_be_told_says_why(
    columns: tuple[list[float | None], ...], reason: str
) -> None:
    found = polychoric(answers(*columns), "a", "b")
    assert (found.value, found.standard_error, found.reason) == (None, None, reason)


def test_strong_correlations_of_many_people_are_found() -> None:
    rng = np.random.default_rng(8)
    one = rng.standard_normal(4_000)
    two = 0.98 * one + np.sqrt(1 - 0.98**2) * rng.standard_normal(4_000)
    cuts = [-2, -1, 0, 1, 2]
    found = polychoric(pd.DataFrame({"a": np.digitize(one, cuts), "b": np.digitize(two, cuts)}), "a", "b")
    assert abs(found.value - 0.98) < 4 * found.standard_error < 0.02


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (answers([], [], []), "no_values"),
        (answers([1], [1], [2]), "one_value"),
        (random_answers(9, 3), "too_few"),
        (random_answers(40, 3).assign(c=1), "all_equal"),
        (random_answers(40, 3).assign(c=lambda rows: rows["a"]), "separation"),
    ],
)
def test_ordinal_alpha_that_cannot_be_told_says_why(table: pd.DataFrame, reason: str) -> None:
    found = ordinal_alpha(table, ABC)
    assert (found.value, found.interval_low, found.reason) == (None, None, reason)


def test_feelings_that_add_up_to_nothing_have_no_ordinal_alpha() -> None:
    # What is left of three feelings without their mean: correlations about -1/2, their sum about 0, here below it
    feelings = np.random.default_rng(0).standard_normal((60, 3))
    feelings -= feelings.mean(axis=1, keepdims=True)
    assert (
        ordinal_alpha(pd.DataFrame(np.digitize(feelings, [-0.7, 0, 0.7]), columns=ABC), ABC).reason == "contradiction"
    )


def test_every_group_has_its_four_coefficients_even_the_one_without_a_name() -> None:
    table = random_answers(60, 3).assign(language=["fr"] * 40 + ["ar"] * 15 + [None] * 5)
    found = reliability(table, ABC, by=["language"])
    assert [key["language"] for key in found.keys] == ["ar"] * 4 + ["fr"] * 4 + [None] * 4
    assert sum(estimate.n + estimate.missing for estimate in found.estimates) == 4 * 60
    assert list(found.as_table().columns[:2]) == ["language", "estimand"]


def test_one_group_is_everyone() -> None:
    table = random_answers(60, 3)
    assert reliability(table, ABC).estimates[0] == cronbach_alpha(table, ABC)
    with pytest.raises(ValueError, match="wave"):
        reliability(table, ABC, by=["wave"])


def test_an_item_that_says_nothing_has_no_item_rest_correlation() -> None:
    found = item_rest_correlations(random_answers(30, 3).assign(c=2), ABC)
    assert [estimate.reason for estimate in found.estimates] == ["", "", "all_equal"]


def test_alpha_without_each_counts_who_answered_all() -> None:
    table = random_answers(30, 3).astype(object)
    table.loc[3, "a"] = None
    found = alpha_without_each(table, ABC)
    assert {(estimate.n, estimate.missing) for estimate in found.estimates} == {(29, 1)}
    with pytest.raises(ValueError, match="at least three"):
        alpha_without_each(table, ["a", "b"])


def test_a_common_shift_lowers_agreement_and_leaves_consistency() -> None:
    # By hand for (1, 3), (2, 4), (3, 5): P = 2, R = 0, O = 6: agreement 2 / (2 + 2 × 6 / 3) = 1/3, consistency 1
    found = retest_icc(answers([1, 2, 3], [3, 4, 5]), ["a", "b"])
    assert [estimate.value for estimate in found.estimates] == [pytest.approx(1 / 3), pytest.approx(1)]
    assert {estimate.reason for estimate in found.estimates} == {"all_equal"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([], []), "no_values"),
        (([1], [2]), "one_value"),
        (([2, 2, None], [2, 2, 5]), "all_equal"),
        (([1, 2], [2, 1]), "all_equal"),  # one person goes up as far as the other goes down
        (([1, 1], [3, 3]), "all_equal"),
    ],
)
def test_a_retest_that_tells_nothing_says_why(columns: tuple[list[float | None], ...], reason: str) -> None:
    for estimate in retest_icc(answers(*columns), ["a", "b"]).estimates:
        assert (estimate.value, estimate.interval_low, estimate.reason) == (None, None, reason)


def test_a_retest_needs_two_occasions() -> None:
    with pytest.raises(ValueError, match="at least two"):
        retest_icc(answers([1, 2]), ["a"])


def test_the_judges_of_shrout_and_fleiss() -> None:
    # Shrout and Fleiss (1979), Psychological Bulletin 86, tables 2 and 4: six targets, four judges: 0.29 and 0.71
    judges = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    found = retest_icc(answers(*judges), list("abcd"))
    assert [round(estimate.value, 2) for estimate in found.estimates] == [0.29, 0.71]
