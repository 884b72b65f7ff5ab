"""Standardised differences of two groups, held against R."""

from __future__ import annotations

import pytest
from r.comparing import expected, hold_equal
from r.samples import read

from analysis.comparison.arms import Arms
from analysis.comparison.standardised import standardised_comparison


@pytest.mark.parametrize("figure", ["cohen_d", "hedges_g"])
@pytest.mark.parametrize("wave", ["entry", "exit"])
@pytest.mark.parametrize("name", ["unequal_arms", "few_workers"])
def test_the_standardised_difference_is_that_of_r(name: str, wave: str, figure: str) -> None:
    # R: effectsize::cohens_d(x, y), effectsize::hedges_g(x, y); limits by uniroot on pt
    found = standardised_comparison(read(name), wave, Arms("arm", "advice"), figure=figure).estimates[0]
    figures = {
        f"{wave}_{figure}": found.value,
        f"{wave}_{figure}_low": found.interval_low,
        f"{wave}_{figure}_high": found.interval_high,
    }
    hold_equal(figures, expected("standardised", name))
