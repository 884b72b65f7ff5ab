"""Whatever stands in the columns, scales and change are estimated or a reason is given, and everyone is counted.

``Estimate`` refuses figures that are not finite, warnings are errors: a table that comes back is the proof.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.change.entry_and_change import entry_and_change
from analysis.change.important_change import anchored_difference, half_sd, important_change
from analysis.change.perceived import perceived_change, perceived_shares
from analysis.change.reliable_change import Reliability, reliable_change
from analysis.change.sign import sign_test
from analysis.change.then_test import then_test
from analysis.correlation import correlation
from analysis.results import Estimate
from analysis.scales.differing_items import differing_items
from analysis.scales.item_rest import alpha_without_each, item_rest_correlations
from analysis.scales.omega import omega_total
from analysis.scales.ordinal_alpha import ordinal_alpha
from analysis.scales.polychoric import polychoric
from analysis.scales.reliability import reliability
from analysis.scales.retest import retest_icc

ITEMS = ["a", "b", "c", "d"]
HALF = Reliability(value=0.5, name="known")

OF_EVERYONE: dict[str, Callable[[pd.DataFrame], tuple[Estimate, ...]]] = {
    "reliability": lambda table: reliability(table, ITEMS, reverse=["b"]).estimates,
    "omega_total": lambda table: (omega_total(table, ITEMS).omega,),
    "ordinal_alpha": lambda table: (ordinal_alpha(table, ITEMS),),
    "item_rest_correlations": lambda table: item_rest_correlations(table, ITEMS).estimates,
    "alpha_without_each": lambda table: alpha_without_each(table, ITEMS).estimates,
    "retest_icc": lambda table: retest_icc(table, ["a", "b", "c"]).estimates,
    "polychoric": lambda table: (polychoric(table, "a", "b"),),
    "correlation": lambda table: (correlation(table, "a", "b"),),
    "differing_items": lambda table: differing_items(table, ITEMS, "group").estimates,
    "sign_test": lambda table: sign_test(table, "a", "b").shares.estimates,
    "reliable_change": lambda table: reliable_change(table, "a", "b", HALF).estimates,
    "important_change": lambda table: important_change(table, "a", "b", 1, threshold_name="one").estimates,
    "half_sd": lambda table: (half_sd(table, "a"),),
    "anchored_difference": lambda table: anchored_difference(table, "a", "b", "c", a_little_better=[1]).estimates[1:],
    "entry_and_change": lambda table: entry_and_change(table, "a", "b", reliability=0.7).estimates,
    "then_test": lambda table: then_test(table, "a", "b", "c").estimates,
    "perceived_change": lambda table: (perceived_change(table, "a", "b"),),
    "perceived_shares": lambda table: perceived_shares(table, "a", better=[2], worse=[0]).estimates,
}
"""By name: what is estimated of everyone in the table, so that n and missing add up to all rows."""


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Four items of up to thirty people in up to three groups: all alike, one following another, huge, blank."""
    n, categories = draw(st.sampled_from([0, 1, 2, 3, 5, 12, 30])), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    answers = rng.integers(0, categories, (n, 4)).astype(float)
    shape = draw(st.sampled_from(["plain", "alike", "twins", "sum", "huge", "tenths", "tiny"]))
    if shape == "alike":
        answers[:, 0] = 3
    if shape == "twins":
        answers[:, 1] = answers[:, 0]
    if shape == "sum":
        answers[:, 3] = answers[:, :3].sum(axis=1)
    answers = {"huge": answers * 1e12, "tiny": answers * 1e-9}.get(shape, answers)
    answers = answers * 0.1 + 0.2 if shape == "tenths" else answers
    answers[rng.random(answers.shape) < draw(st.sampled_from([0.0, 0.1, 0.95]))] = np.nan
    table = pd.DataFrame(answers, columns=ITEMS)
    return table.assign(group=rng.choice(["fr", "ar", "es"][: draw(st.integers(1, 3))], n))


@pytest.mark.parametrize("name", OF_EVERYONE)
@given(table=tables())
@settings(max_examples=20, deadline=None)
def test_there_is_a_figure_or_a_reason_and_nobody_is_dropped(name: str, table: pd.DataFrame) -> None:
    for estimate in OF_EVERYONE[name](table):
        assert (estimate.interval_low is None) == (estimate.reason != "")
        assert estimate.n + estimate.missing == len(table)
        if estimate.interval_low is not None:
            slack = 1e-9 * max(1.0, abs(estimate.value))
            assert estimate.interval_low - slack <= estimate.value <= estimate.interval_high + slack
