"""Check 47: a sum that one or two people make is not told."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.disclosure.dominance import dominated


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([100, 0, 0, 0, 0, 0], True),
        ([45, 45, 3, 3, 2, 2], True),
        ([40, 40, 20, 0, 0, 0], False),  # 80 % exactly
        ([40, 40.1, 20, 0, 0, 0], True),
        ([20, 20, 20, 20, 20, 20], False),
        ([0, 0, 0], False),
        ([], False),
        ([50, np.nan, 40, 10, np.nan], True),
    ],
)
def test_two_people_who_give_more_than_80_percent_of_a_sum_dominate_it(amounts: list[float], told: bool) -> None:
    assert dominated(np.array(amounts, dtype=np.float64)) is told
