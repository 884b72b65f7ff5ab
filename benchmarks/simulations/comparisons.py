"""Cells of comparison: people who were supported beside others."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.change.paired import paired_change
from analysis.comparison.ancova import adjusted_comparison
from analysis.comparison.arms import Arms
from analysis.comparison.clustered import clustered_change
from analysis.comparison.clustered_sizes import clustered_sizes
from analysis.comparison.gain import difference_in_change
from analysis.comparison.ordinal import odds_of_higher_answer
from analysis.comparison.robust import by_cluster
from analysis.comparison.standardised import standardised_comparison
from analysis.comparison.waiting import waiting_list_comparison
from analysis.comparison.weighting import weighted_comparison
from analysis.results import Estimate
from benchmarks.simulations.cell import ERRORS, FAILS, Cell, Luck, Told, told

EFFECT, SPREAD = 6.0, 20.0
OF_WORKERS, OF_CHANGE = 6.0, math.hypot(6.0, 15.0)
"""Standard deviations of how workers' people change together, and of a change."""
BY_CHANCE, BY_NEED = Arms("arm", "advice", design="randomised"), Arms("arm", "advice")
CLUSTERS, ENOUGH = (8, 20, 60), 40
LOADS, UNEQUAL = (6, 9, 12, 18), (3, 6, 9, 27)


def two_arms(luck: Luck, people: int, effect: float = EFFECT) -> pd.DataFrame:
    """Arms by chance, one of them half as large; after support people differ more among themselves."""
    supported = luck.permutation(people) < people // 3
    entry = luck.normal(50, SPREAD, people)
    rest = luck.normal(0, np.where(supported, 20.0, 12.0))
    after = 20 + 0.6 * entry + effect * supported + rest
    return pd.DataFrame({"arm": np.where(supported, "support", "advice"), "entry": entry, "exit": after})


def by_need(luck: Luck, people: int, hidden: float = 0.0) -> pd.DataFrame:
    """Those who stand lower and live alone are supported rather; ``hidden``: how much a need not noted counts."""
    entry, alone, need = luck.normal(50, SPREAD, people), luck.random(people) < 0.4, luck.normal(0, 1, people)
    logit = -0.6 - 0.03 * (entry - 50) + 0.8 * alone + hidden * need
    supported = luck.random(people) < 1 / (1 + np.exp(-logit))
    after = 20 + 0.6 * entry - 4 * alone + EFFECT * supported - 8 * hidden * need + luck.normal(0, 14, people)
    told = {"arm": np.where(supported, "support", "advice"), "entry": entry, "household": np.where(alone, "a", "b")}
    return pd.DataFrame({**told, "exit": after})


def clustered(luck: Luck, clusters: int, loads: Sequence[int], change: float = EFFECT) -> pd.DataFrame:
    """People of workers with these case-loads in turn, whose people change alike."""
    sizes = np.resize(loads, clusters)
    worker = np.repeat(np.arange(clusters), sizes)
    alike = luck.normal(0, OF_WORKERS, clusters)[worker]
    entry = luck.normal(50, SPREAD, worker.size)
    return pd.DataFrame(
        {"worker": worker, "entry": entry, "exit": entry + change + alike + luck.normal(0, 15, worker.size)}
    )


def ordered(luck: Luck, people: int) -> pd.DataFrame:
    """Five answers to one item, whose odds of a higher one are doubled by support."""
    supported = luck.random(people) < 0.5
    hidden = luck.logistic(0, 1, people) + math.log(2) * supported
    answer = np.digitize(hidden, [-1.5, -0.5, 0.5, 1.5])
    return pd.DataFrame({"arm": np.where(supported, "support", "advice"), "answer": answer})


def cells() -> Iterator[Cell]:
    """Every cell of comparison."""
    yield from _by_chance()
    yield from _by_need()
    yield from _clustered()
    yield from _sizes_by_worker()
    yield Cell(
        name="proportional odds, n 300",
        estimator="odds_of_higher_answer",
        estimand="logarithm of the odds ratio",
        truth=math.log(2),
        spread=math.pi / math.sqrt(3),
        told=lambda luck: told(
            odds_of_higher_answer(ordered(luck, 300), "answer", BY_CHANCE).contrasts.estimates[0], math.log
        ),
    )


def _by_chance() -> Iterator[Cell]:
    for people in (45, 349):
        ways = {"adjusted_comparison": adjusted_comparison, "difference_in_change": difference_in_change}
        for name, figure in ways.items():
            yield _difference(
                f"{name}, HC3, by chance, n {people}",
                name,
                lambda luck, figure=figure, people=people: told(
                    figure(two_arms(luck, people), "entry", "exit", BY_CHANCE).estimates[0]
                ),
            )
    yield _difference(
        "waiting list by lot, n 349",
        "waiting_list_comparison",
        lambda luck: told(
            waiting_list_comparison(
                two_arms(luck, 349), "entry", "exit", "arm", waiting="advice", assigned="random"
            ).estimates[0]
        ),
    )
    yield Cell(
        name="standardised difference, n 300",
        estimator="standardised_comparison",
        estimand="difference in standard deviations",
        truth=EFFECT / SPREAD,
        spread=1.0,
        told=lambda luck: told(_standardised(luck)),
    )
    yield Cell(
        name="no effect: adjusted_comparison, n 45",
        estimator="adjusted_comparison",
        estimand="no effect",
        truth=0.0,
        spread=SPREAD,
        measured=ERRORS,
        told=lambda luck: Told(
            wrong=(adjusted_comparison(two_arms(luck, 45, 0.0), "entry", "exit", BY_CHANCE).estimates[0].p_value or 1.0)
            < 0.05
        ),
    )


def _standardised(luck: Luck) -> Estimate:
    arm = np.where(np.arange(300) < 150, "support", "advice")
    score = luck.normal(50, SPREAD, 300) + EFFECT * (arm == "support")
    return standardised_comparison(pd.DataFrame({"arm": arm, "exit": score}), "exit", BY_CHANCE).estimates[0]


def _difference(name: str, estimator: str, made: Callable[[Luck], Told], **more: str) -> Cell:
    return Cell(
        name=name, estimator=estimator, estimand="difference at exit", truth=EFFECT, spread=SPREAD, told=made, **more
    )


def _by_need() -> Iterator[Cell]:
    needs = ["entry", "household"]
    yield _difference(
        "weighted by need, all needs noted, n 400",
        "weighted_comparison",
        lambda luck: told(weighted_comparison(by_need(luck, 400), "exit", BY_NEED, needs).contrasts.estimates[0]),
    )
    yield _difference(
        "adjusted for needs, all noted, n 400",
        "adjusted_comparison",
        lambda luck: told(
            adjusted_comparison(by_need(luck, 400), "entry", "exit", BY_NEED, covariates=["household"]).estimates[0]
        ),
    )
    failing = {"assumptions": FAILS, "caution": "confounding_by_need"}
    yield _difference(
        "weighted by need, one need not noted, n 400",
        "weighted_comparison",
        lambda luck: told(weighted_comparison(by_need(luck, 400, 0.5), "exit", BY_NEED, needs).contrasts.estimates[0]),
        **failing,
    )
    yield _difference(
        "difference in change where those in need differ, n 400",
        "difference_in_change",
        lambda luck: told(difference_in_change(by_need(luck, 400), "entry", "exit", BY_NEED).estimates[0]),
        **failing,
    )


def _clustered() -> Iterator[Cell]:
    for clusters in CLUSTERS:
        for kind in ("cr2", "cr1"):
            few = {"assumptions": FAILS, "caution": "few_clusters"} if kind == "cr1" and clusters < ENOUGH else {}
            yield _by_worker(clusters, kind, LOADS, "", **few)
            said = "few_clusters" if clusters < ENOUGH else "none: case-loads are not looked at"
            yield _by_worker(clusters, kind, UNEQUAL, ", case-loads 3 to 27", assumptions=FAILS, caution=said)
    yield Cell(
        name="change, people alike by worker, taken for independent, 20 workers",
        estimator="paired_change",
        estimand="mean_change",
        truth=EFFECT,
        spread=SPREAD,
        told=lambda luck: told(paired_change(clustered(luck, 20, LOADS), "entry", "exit")),
        assumptions=FAILS,
        caution="none: the plan names the cluster",
    )


def _by_worker(clusters: int, kind: str, loads: Sequence[int], which: str, **more: str) -> Cell:
    return Cell(
        name=f"change, people alike by worker, {kind.upper()}, {clusters} workers{which}",
        estimator="clustered_change",
        estimand="mean_change",
        truth=EFFECT,
        spread=SPREAD,
        told=lambda luck: told(
            clustered_change(clustered(luck, clusters, loads), "entry", "exit", by_cluster("worker", kind))
        ),
        **more,
    )


def _sizes_by_worker() -> Iterator[Cell]:
    """Figures that leave out each worker in turn; of two people of different workers the sum is above 0 by ``pair``."""
    pair = float(stats.norm.cdf(2 * EFFECT / (OF_CHANGE * math.sqrt(2))))
    truths = {
        "hedges_g_av": EFFECT / math.sqrt((2 * SPREAD**2 + OF_CHANGE**2) / 2),
        "rank_biserial": 2 * pair - 1,
        "improved_of_changed": float(stats.norm.cdf(EFFECT / OF_CHANGE)),
    }
    for clusters in CLUSTERS[:2]:
        for estimand, truth in truths.items():
            for loads, which in ((LOADS, ""), (UNEQUAL, ", case-loads 3 to 27")):
                few = {"assumptions": FAILS, "caution": "few_clusters"} if which else {}
                yield Cell(
                    name=f"{estimand}, people alike by worker, {clusters} workers{which}",
                    estimator="clustered_sizes",
                    estimand=estimand,
                    truth=truth,
                    spread=1.0,
                    told=lambda luck, clusters=clusters, loads=loads, estimand=estimand: told(
                        clustered_sizes(clustered(luck, clusters, loads), "entry", "exit", "worker").only(
                            estimand=estimand
                        )
                    ),
                    **few,
                )
