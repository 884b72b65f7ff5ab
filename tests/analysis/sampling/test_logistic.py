"""A logistic model is fitted exactly when finite coefficients exist."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sampling.logistic import fit_logistic, separating


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans(), st.booleans()), min_size=6, max_size=25))
def test_there_is_a_fit_exactly_when_the_outcomes_overlap(people: list[tuple[int, bool, bool]]) -> None:
    matrix = np.array([[1.0, number, marked] for number, marked, _success in people])
    success = np.array([float(success) for _number, _marked, success in people])
    if np.linalg.matrix_rank(matrix) < 3 or np.unique(success).size < 2:
        return
    found = fit_logistic(matrix, success)
    assert (found.reason == "separation") == bool(separating(matrix, success).size)
    assert found.reason in ("", "separation")


@given(st.floats(1e-6, 1e6))
def test_the_unit_of_a_covariate_changes_its_coefficient_alone(unit: float) -> None:
    number = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    success = np.array([0.0, 0, 1, 0, 1, 0, 1, 1])
    one = fit_logistic(np.column_stack([np.ones(8), number]), success)
    other = fit_logistic(np.column_stack([np.ones(8), number * unit]), success)
    assert other.coefficients[1] * unit == pytest.approx(one.coefficients[1], rel=1e-8)
    assert other.probabilities == pytest.approx(one.probabilities, rel=1e-8)


def test_weights_are_people() -> None:
    matrix, success = np.array([[1.0, 0], [1, 0], [1, 1], [1, 1]]), np.array([1.0, 0, 1, 0])
    weights = np.array([3.0, 1, 2, 5])
    found = fit_logistic(matrix, success, weights)
    assert found.probabilities == pytest.approx([3 / 4, 3 / 4, 2 / 7, 2 / 7])
    often = np.repeat(np.arange(4), weights.astype(int))
    assert fit_logistic(matrix[often], success[often]).covariances == pytest.approx(found.covariances)
