"""One ordered item by proportional odds, held against R's MASS, and Brant's test against ``glm`` per cut."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.comparison.arms import Arms
from analysis.comparison.ordinal import OddsOfHigher, odds_of_higher_answer

ARMS = Arms("arm", "advice")


def told(prefix: str, found: OddsOfHigher) -> dict[str, float | None]:
    """The figures that R was asked for."""
    (estimate,), test = found.contrasts.estimates, found.proportionality
    assert test is not None
    return {
        f"{prefix}_value": estimate.value,
        f"{prefix}_low": estimate.interval_low,
        f"{prefix}_high": estimate.interval_high,
        f"{prefix}_p": estimate.p_value,
        f"{prefix}_brant": test.statistic,
        f"{prefix}_brant_df": test.degrees_of_freedom,
        f"{prefix}_brant_p": test.p_value,
    }


@pytest.mark.parametrize(("prefix", "covariates"), [("plain", ()), ("age", ("age",))])
def test_one_item_is_that_of_r(prefix: str, covariates: tuple[str, ...]) -> None:
    found = odds_of_higher_answer(read("one_item"), "answer", ARMS, covariates=covariates)
    hold_equal(told(prefix, found), expected("ordinal", "one_item"), within=ITERATIVE)
    assert "odds_not_proportional" not in found.contrasts.estimates[0].cautions


def test_scores_in_five_steps_are_those_of_r() -> None:
    table = read("unequal_arms").dropna()
    table["fifth"] = np.digitize(table["exit"], [30, 40, 50, 60])
    found = odds_of_higher_answer(table, "fifth", ARMS, covariates=("entry",))
    hold_equal(told("fifth", found), expected("ordinal", "unequal_arms"), within=ITERATIVE)


@pytest.mark.parametrize("item", ["i2", "i4"])
def test_items_by_language_are_those_of_r(item: str) -> None:
    table: pd.DataFrame = read("items_that_differ")
    found = odds_of_higher_answer(table, item, Arms("language", "fr"))
    hold_equal(told(item, found), expected("ordinal", "items_that_differ"), within=ITERATIVE)
