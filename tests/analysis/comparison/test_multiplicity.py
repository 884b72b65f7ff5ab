"""Which comparisons a study may be sure of among many."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.change.paired import paired_change
from analysis.comparison.multiplicity import adjusted_p_values, many_comparisons

CHANGE = paired_change(pd.DataFrame({"entry": [1, 2, 3], "exit": [2, 4, 6]}), "entry", "exit")


def test_primary_ones_are_held_by_holm_and_the_rest_is_exploratory() -> None:
    p_values = {"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.02, "e": 0.5}
    found = many_comparisons({name: replace(CHANGE, p_value=p) for name, p in p_values.items()}, primary=["a", "b"])
    # By hand. Holm: 0.01 × 2, then 0.04. Benjamini-Hochberg: 0.03 × 3 / 2 = 0.045, below 0.02 × 3, so for both.
    told = [(one.name, one.adjusted_p_value, one.adjustment, one.exploratory) for one in found.judged]
    assert told == [
        ("a", pytest.approx(0.02), "holm", False),
        ("b", pytest.approx(0.04), "holm", False),
        ("c", pytest.approx(0.045), "benjamini_hochberg", True),
        ("d", pytest.approx(0.045), "benjamini_hochberg", True),
        ("e", pytest.approx(0.5), "benjamini_hochberg", True),
    ]


def test_a_figure_without_a_p_value_takes_no_part() -> None:
    found = many_comparisons(
        {"a": replace(CHANGE, p_value=0.03), "b": replace(CHANGE, p_value=None)}, primary=["a", "b"]
    )
    assert [one.adjusted_p_value for one in found.judged] == [0.03, None]
    assert many_comparisons({"b": CHANGE}, primary=[]).named("b").exploratory


def test_a_table_has_fixed_columns() -> None:
    table = many_comparisons({"a": CHANGE}, primary=["a"]).as_table()
    assert list(table.columns[:5]) == ["comparison", "adjusted_p_value", "adjustment", "exploratory", "estimand"]
    assert table["adjusted_p_value"].tolist() == [None]


def test_nothing_to_compare_is_nothing() -> None:
    assert many_comparisons({}, primary=[]).judged == ()


def test_a_primary_comparison_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="Primary: sleep is not among mood"):
        many_comparisons({"mood": CHANGE}, primary=["sleep"])
    with pytest.raises(ValueError, match="sleep is not among mood"):
        many_comparisons({"mood": CHANGE}, primary=[]).named("sleep")


@pytest.mark.parametrize(("p_values", "way", "told"), [([1.2], "holm", "outside 0 to 1"), ([0.1], "sidak", "way is")])
def test_what_cannot_be_adjusted_is_refused(p_values: list[float], way: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        adjusted_p_values(p_values, way)


@settings(max_examples=30)  # statsmodels collects garbage at each adjustment
@given(p_values=st.lists(st.floats(0, 1), min_size=1, max_size=12), way=st.sampled_from(["holm", "benjamini_hochberg"]))
def test_adjusting_never_lowers_and_keeps_the_order(p_values: list[float], way: str) -> None:
    adjusted = adjusted_p_values(p_values, way)
    pairs = sorted(zip(p_values, adjusted, strict=True))
    assert all(after is not None and before - 1e-12 <= after <= 1 for before, after in pairs)
    assert [after for _before, after in pairs] == sorted(after for _before, after in pairs if after is not None)
