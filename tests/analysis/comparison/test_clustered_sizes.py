"""Sizes, ranks and directions by clusters: the definition, the ordinary jackknife, and when they cannot be told."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from analysis.change.effect_sizes import cohen_d_av, cohen_d_z, hedges_g_av, hedges_g_z
from analysis.change.sign import sign_test
from analysis.change.wilcoxon import signed_rank
from analysis.comparison.arms import Arms
from analysis.comparison.clustered_sizes import clustered_sizes
from analysis.comparison.left_out import degrees_of_freedom
from analysis.comparison.standardised import standardised_comparison
from analysis.results import Estimate

ALONE: Mapping[str, Callable[..., Estimate]] = {
    "cohen_d_z": cohen_d_z,
    "hedges_g_z": hedges_g_z,
    "cohen_d_av": cohen_d_av,
    "hedges_g_av": hedges_g_av,
    "rank_biserial": lambda *words: signed_rank(*words).rank_biserial,
    "improved_of_changed": lambda *words: sign_test(*words).of_changed,
}
THERE = {"rank_biserial": math.atanh, "improved_of_changed": special.logit}
ARMS = Arms("arm", "advice", ("support",))


def people(seed: int, clusters: int, step: float = 2.5) -> pd.DataFrame:
    """Sixty people whose changes go both ways, with ties, and two or more in each cluster."""
    luck = np.random.default_rng(seed)
    entry = np.round(luck.normal(50, 15, 60) / step) * step
    change = np.round(luck.normal(3, 12, 60) / step) * step
    cluster = np.append(np.repeat(np.arange(clusters), 2), luck.integers(0, clusters, 60 - 2 * clusters))
    return pd.DataFrame({"worker": cluster, "entry": entry, "exit": entry + change})


def only(rows: list[tuple[float | None, float | None, str | None]]) -> pd.DataFrame:
    """People by entry, exit and worker."""
    table = pd.DataFrame(rows, columns=["entry", "exit", "worker"])
    return table.astype({"entry": "Float64", "exit": "Float64", "worker": object})


@given(seed=st.integers(0, 10_000), clusters=st.integers(4, 15), step=st.sampled_from([2.5, 12.5]))
@settings(max_examples=25, deadline=None)
def test_every_figure_is_that_of_a_loop_over_the_clusters(seed: int, clusters: int, step: float) -> None:
    table = people(seed, clusters, step)
    for found in clustered_sizes(table, "entry", "exit", "worker").estimates:
        figure, there = ALONE[found.estimand], THERE.get(found.estimand, float)
        whole = figure(table, "entry", "exit")
        assert (found.value, found.n) == (pytest.approx(whole.value, rel=1e-9, abs=1e-12), whole.n)
        assert found.standardiser == (None if whole.standardiser is None else pytest.approx(whole.standardiser))
        assert found.unit == whole.unit
        without = [figure(table[table["worker"] != one], "entry", "exit").value for one in range(clusters)]
        if found.reason:
            assert {"one_direction": 1.0 in map(abs, without), "all_equal": len(set(without)) == 1}[found.reason]
            continue
        told = np.array([there(value) for value in without])
        error = math.sqrt((clusters - 1) / clusters * ((told - told.mean()) ** 2).sum())
        reach = stats.t.ppf(0.975, found.degrees_of_freedom) * error
        ends = [there(found.interval_low), there(found.interval_high)]
        assert ends == pytest.approx([there(whole.value) - reach, there(whole.value) + reach], rel=1e-8, abs=1e-9)
        p_value = 2 * stats.t.sf(abs(there(whole.value)) / error, found.degrees_of_freedom)
        assert found.p_value == pytest.approx(p_value, rel=1e-7, abs=1e-12)


@given(sizes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=9))
@settings(max_examples=40, deadline=None)
def test_degrees_of_freedom_are_those_of_the_definition(sizes: list[tuple[int, int]]) -> None:
    counts = np.array(sizes, dtype=float)
    if ((counts > 0).sum(axis=0) < 2).any():
        return
    clusters = len(counts)
    covariances = np.zeros((clusters, clusters))
    for n in counts.T:
        left = n.sum() - n
        both = n.sum() - n[:, None] - n[None, :]
        np.fill_diagonal(both, left)
        covariances += both / np.outer(left, left)
    centred = (np.eye(clusters) - 1 / clusters) @ covariances
    expected = np.trace(centred) ** 2 / np.trace(centred @ centred)
    assert degrees_of_freedom(counts) == pytest.approx(expected, rel=1e-8)


def test_people_who_are_clusters_each_have_the_ordinary_jackknife() -> None:
    # Seven of ten rose: without one of them 6 of 9, without one of the others 7 of 9, as log odds, by hand.
    entry = np.zeros(10)
    table = pd.DataFrame({"entry": entry, "exit": [1.0, 2, 3, 4, 5, 6, 7, -1, -2, -3], "person": np.arange(10)})
    found = clustered_sizes(table, "entry", "exit", "person").only(estimand="improved_of_changed")
    told = np.array([math.log(6 / 3)] * 7 + [math.log(7 / 2)] * 3)
    error = math.sqrt(9 / 10 * ((told - told.mean()) ** 2).sum())
    assert found.degrees_of_freedom == pytest.approx(9)
    assert found.interval_low == pytest.approx(special.expit(math.log(7 / 3) - stats.t.ppf(0.975, 9) * error))


ONE = [(1.0, 2.0, "a"), (5.0, 3.0, "a"), (2.0, 8.0, "a")]
NO_SPREAD = {"cohen_d_z": "all_equal", "cohen_d_av": "all_equal", "rank_biserial": "one_direction"}


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([], dict.fromkeys(ALONE, "no_values")),
        ([(1.0, 2.0, None), (4.0, 2.0, None)], dict.fromkeys(ALONE, "no_values")),
        (ONE, dict.fromkeys(ALONE, "one_cluster")),
        ([(1.0, 2.0, "a"), (2.0, 3.0, "b"), (4.0, 5.0, "c")], NO_SPREAD),
        ([(1.0, 1.0, "a"), (2.0, 2.0, "b"), (2.0, 2.0, "c")], dict.fromkeys(ALONE, "all_equal")),
        ([(1.0, 2.0, "a"), (2.0, 1.0, "b")], {"cohen_d_z": "too_few", "rank_biserial": "one_direction"}),
        # each cluster says the same, so that nothing tells how clusters differ
        (
            [*ONE, *((low, high, "b") for low, high, _one in ONE)],
            {"cohen_d_z": "all_equal", "rank_biserial": "all_equal"},
        ),
        # without the first cluster everybody changes alike
        ([(1.0, 4.0, "a"), (5.0, 3.0, "a"), (2.0, 3.0, "b"), (4.0, 5.0, "c")], {"cohen_d_z": "too_few"}),
    ],
)
def test_what_cannot_be_told_says_why(
    rows: list[tuple[float | None, float | None, str | None]], reasons: dict[str, str]
) -> None:
    found = {each.estimand: each for each in clustered_sizes(only(rows), "entry", "exit", "worker").estimates}
    assert {name: found[name].reason for name in reasons} == reasons
    for name in reasons:
        ends = (found[name].interval_low, found[name].interval_high, found[name].p_value)
        assert ends == (None, None, None)


def test_values_stay_where_there_is_no_interval() -> None:
    found = clustered_sizes(only(ONE), "entry", "exit", "worker").estimates
    assert [each.value for each in found] == pytest.approx(
        [ALONE[each.estimand](only(ONE), "entry", "exit").value for each in found]
    )


def test_whoever_lacks_a_score_or_a_cluster_is_missing() -> None:
    table = only([*ONE, (2.0, None, "b"), (None, 2.0, "b"), (2.0, 7.0, None), (3.0, 3.0, "b"), (9.0, 2.0, "b")])
    found = clustered_sizes(table, "entry", "exit", "worker").estimates
    assert {each.estimand: (each.n, each.missing) for each in found} == {
        **dict.fromkeys(ALONE, (5, 3)),
        "improved_of_changed": (4, 3),  # one of the five did not change
    }
    assert {each.cautions for each in found} == {("small_n", "few_clusters")}


def test_one_cluster_that_outweighs_all_others_leaves_them_their_spread() -> None:
    table = people(5, 6)
    far = pd.DataFrame({"worker": [9, 9], "entry": [1e6, 2e6], "exit": [-3e6, 5e6]})
    everyone = pd.concat([table, far], ignore_index=True)
    found = clustered_sizes(everyone, "entry", "exit", "worker").only(estimand="cohen_d_z")
    without = [cohen_d_z(everyone[everyone["worker"] != one], "entry", "exit").value for one in (*range(6), 9)]
    told = np.array(without, dtype=float)
    assert found.standard_error == pytest.approx(math.sqrt(6 / 7 * ((told - told.mean()) ** 2).sum()), rel=1e-6)


def test_arms_by_cluster_are_those_of_a_loop() -> None:
    table = people(3, 9).assign(arm=["support", "advice"] * 30)
    found = standardised_comparison(table, "exit", ARMS, cluster="worker")
    estimate = found.estimates[0]
    without = [
        standardised_comparison(table[table["worker"] != one], "exit", ARMS).estimates[0].value for one in range(9)
    ]
    told = np.array(without, dtype=float)
    plain = standardised_comparison(table, "exit", ARMS).estimates[0]
    assert (estimate.value, estimate.standardiser, found.clusters) == (plain.value, plain.standardiser, 9)
    assert estimate.standard_error == pytest.approx(math.sqrt(8 / 9 * ((told - told.mean()) ** 2).sum()))
    assert estimate.method == "hedges_g_cluster_jackknife"


@pytest.mark.parametrize(
    ("support", "advice", "reason"),
    [
        ("aabb", "cccc", "one_cluster"),  # how clusters differ cannot be told of an arm that is one of them
        ("aabb", "ccdd", ""),
        ("a   ", "ccdd", "one_cluster"),
        ("    ", "ccdd", "one_group"),
    ],
)
def test_an_arm_in_one_cluster_has_no_interval(support: str, advice: str, reason: str) -> None:
    worker = [name.strip() or None for name in support + advice]
    table = pd.DataFrame(
        {"arm": ["support"] * 4 + ["advice"] * 4, "worker": worker, "score": [3.0, 4, 6, 9, 1, 2, 5, 5]}
    )
    found = standardised_comparison(table, "score", ARMS, cluster="worker").estimates[0]
    assert (found.reason, found.interval_low is None) == (reason, bool(reason))
    assert (found.n + found.missing, found.value is None) == (8, reason == "one_group")
