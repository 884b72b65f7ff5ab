"""Paired change, held against R."""

from __future__ import annotations

import pytest
from r.comparing import expected, hold_equal
from r.samples import read

from analysis.change.paired import paired_change


@pytest.mark.parametrize("name", ["ties", "few_people", "lost_at_exit", "ceiling", "far_values"])
def test_the_mean_change_is_that_of_r(name: str) -> None:
    change = paired_change(read(name), "entry", "exit")
    found = {
        "mean_change": change.value,
        "mean_change_se": change.standard_error,
        "mean_change_low": change.interval_low,
        "mean_change_high": change.interval_high,
    }
    hold_equal(found, expected("paired", name))
