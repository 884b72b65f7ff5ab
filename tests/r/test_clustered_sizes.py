"""Standardised change, ranks, directions and differences of arms by clusters, held against a loop in R."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from r.comparing import expected, hold_equal
from r.samples import read

from analysis.comparison.arms import Arms
from analysis.comparison.clustered_sizes import clustered_sizes
from analysis.comparison.standardised import standardised_comparison
from analysis.results import Estimate
from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores

FILMS = ("parenthood", "frontline", "halloween")
MOODS = {"pleasant": ("active", "warmhearted", 17), "unpleasant": ("afraid", "upset", 16)}
WITHIN = 1e-9


def told(estimates: Iterable[Estimate], names: Iterable[str] = ()) -> dict[str, float | None]:
    """Estimates as R's table names them, by their estimand unless other names are given."""
    found: dict[str, float | None] = {}
    estimates = tuple(estimates)
    for name, each in zip(names or [each.estimand for each in estimates], estimates, strict=True):
        found |= {name: each.value, f"{name}_low": each.interval_low, f"{name}_high": each.interval_high}
        found |= {f"{name}_df": each.degrees_of_freedom, f"{name}_p": each.p_value}
    return found


def test_change_and_arms_of_few_workers_are_those_of_r() -> None:
    # R: a loop without each worker around mean, sd, rank, sum; whole caseloads stand in one arm
    table = read("few_workers")
    figures = told(clustered_sizes(table, "entry", "exit", "worker").estimates)
    arms = Arms("arm", "advice")
    for figure in ("cohen_d", "hedges_g"):
        found = standardised_comparison(table, "exit", arms, figure=figure, cluster="worker").estimates
        figures |= told(found, [figure])
    assert len(figures) == 40
    hold_equal(figures, expected("clustered_sizes", "few_workers"), within=WITHIN)


@pytest.mark.parametrize("name", ["ties", "lost_at_exit", "far_values"])
def test_change_with_ties_and_gaps_is_that_of_r(name: str) -> None:
    # R: the same loop; clusters are seq_len(nrow(table)) %% 7
    table = read(name)
    table["cluster"] = np.arange(1, len(table) + 1) % 7
    found = clustered_sizes(table, "entry", "exit", "cluster").estimates
    hold_equal(told(found), expected("clustered_sizes", name), within=WITHIN)


def test_change_of_people_who_are_clusters_each_is_that_of_r() -> None:
    # R: the same loop; clusters are seq_len(nrow(table))
    found = clustered_sizes(read("far_values"), "entry", "exit", "participant_id").estimates
    assert [each.degrees_of_freedom for each in found[:4]] == pytest.approx([79] * 4, rel=1e-12)  # people - 1
    hold_equal(told(found), expected("clustered_sizes", "everybody alone"), within=WITHIN)


@pytest.mark.parametrize("scale", MOODS)
def test_films_by_session_are_those_of_r(real_data: Path, scale: str) -> None:
    # R: the same loop, clusters are paste(session, arm)
    answers = pd.read_csv(real_data / "mood" / "answers.csv")
    first, last, minimum = MOODS[scale]
    items = tuple(answers.loc[:, first:last].columns)
    answers["score"] = scores(answers, ScoringRule(items, dict.fromkeys(items, (0, 3)), minimum))
    wide = answers[answers["wave"] == "before"].merge(
        answers[answers["wave"] == "after"][["code", "score"]], on="code", suffixes=("", "_after")
    )
    wide["group"] = wide["session"].astype(str) + " " + wide["arm"]
    figures = told(clustered_sizes(wide, "score", "score_after", "group").estimates)
    found = standardised_comparison(wide, "score_after", Arms("arm", "serengeti", FILMS), cluster="group")
    figures |= told(found.estimates, [f"hedges_g_{film}" for film in FILMS])
    assert len(figures) == 45
    hold_equal(figures, expected("clustered_sizes", f"mood {scale}"), within=WITHIN)
