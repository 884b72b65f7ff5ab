"""What the rounding of the computer makes is no difference."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.precision import are_equal, in_steps, largest


@pytest.mark.parametrize(
    ("numbers", "magnitude", "equal"),
    [
        ([100 / 3, 100 - 200 / 3], 100.0, True),
        ([33.3, 33.4], 100.0, False),
        ([1e-6, 2e-6], 100.0, False),
        ([1e-13, 2e-13], 100.0, True),
        ([1e-12, 2e-12], 2e-12, False),
        ([0.0, 0.0], 0.0, True),
        ([5.0], 5.0, True),
        ([], 0.0, True),
    ],
)
def test_numbers_are_equal(numbers: list[float], magnitude: float, equal: bool) -> None:
    assert are_equal(np.array(numbers), magnitude) is equal


def test_a_difference_of_nothing_is_zero_whatever_its_sign() -> None:
    steps = in_steps(np.array([-1e-15, 1e-15]), 100.0)
    assert steps.tolist() == [0.0, 0.0]
    assert not np.signbit(steps).any()


def test_the_largest_of_nothing_is_zero() -> None:
    assert largest(np.array([]), np.array([])) == 0.0
