"""Cells of change: the same people at entry and at exit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy import stats

from analysis.change.effect_sizes import cohen_d_av, cohen_d_z, hedges_g_z
from analysis.change.paired import paired_change
from analysis.change.reliable_change import Reliability, reliable_change
from analysis.change.sign import sign_test
from analysis.change.wilcoxon import signed_rank
from analysis.results import Estimate
from benchmarks.simulations.cell import ERRORS, FAILS, Cell, Luck, Told, told

SPREAD, CORRELATION, CHANGE = 20.0, 0.6, 5.0
OF_CHANGE = SPREAD * math.sqrt(2 * (1 - CORRELATION))
SKEW = 4.0
"""Shape of a gamma distribution: its skewness is 1."""
RELIABILITY = Reliability(value=0.8, name="known", spread=SPREAD)
PEOPLE = (12, 30, 349)


def normal_pairs(luck: Luck, people: int, change: float = CHANGE) -> pd.DataFrame:
    """Scores of a bivariate normal distribution."""
    entry = luck.normal(50, SPREAD, people)
    rest = luck.normal(0, SPREAD * math.sqrt(1 - CORRELATION**2), people)
    return pd.DataFrame({"entry": entry, "exit": 50 + change + CORRELATION * (entry - 50) + rest})


def skewed_pairs(luck: Luck, people: int) -> pd.DataFrame:
    """Changes of skewness 1 around the same mean."""
    entry = luck.normal(50, SPREAD, people)
    change = (luck.gamma(SKEW, 1.0, people) - SKEW) / math.sqrt(SKEW) * OF_CHANGE + CHANGE
    return pd.DataFrame({"entry": entry, "exit": entry + change})


def _of(
    pairs: Callable[[Luck, int], pd.DataFrame], people: int, figure: Callable[..., Estimate]
) -> Callable[[Luck], Told]:
    return lambda luck: told(figure(pairs(luck, people), "entry", "exit"))


def cells() -> Iterator[Cell]:
    """Every cell of change."""
    for people in PEOPLE:
        yield _mean(f"paired change, normal, n {people}", _of(normal_pairs, people, paired_change))
    for people in PEOPLE:
        few = {"assumptions": FAILS, "caution": "small_n"} if people < 30 else {}
        yield _mean(f"paired change, skewed, n {people}", _of(skewed_pairs, people, paired_change), **few)
    sizes = (
        ("d_z", cohen_d_z, CHANGE / OF_CHANGE),
        ("g_z", hedges_g_z, CHANGE / OF_CHANGE),
        ("d_av", cohen_d_av, CHANGE / SPREAD),
    )
    for name, figure, truth in sizes:
        for people in PEOPLE:
            # d_z of few people lies too far from 0, by about 3 / (4 n - 5) of itself: Hedges g takes that away
            few = {"assumptions": FAILS, "caution": "small_n, and g beside it"} if (name, people) == ("d_z", 12) else {}
            yield Cell(
                name=f"{name}, normal, n {people}",
                estimator=figure.__name__,
                estimand="change in standard deviations",
                truth=truth,
                spread=1.0,
                told=_of(normal_pairs, people, figure),
                **few,
            )
    yield from _ranks()
    yield from _reliable()
    yield from _nothing_changed()
    yield from _failing()


def _mean(name: str, made: Callable[[Luck], Told], **more: str) -> Cell:
    return Cell(
        name=name, estimator="paired_change", estimand="mean_change", truth=CHANGE, spread=OF_CHANGE, told=made, **more
    )


def _ranks() -> Iterator[Cell]:
    # of two independent changes the sum is above 0 with this probability; pairs of different people decide for large n
    pair = stats.norm.cdf(2 * CHANGE / (OF_CHANGE * math.sqrt(2)))
    alone = stats.norm.cdf(CHANGE / OF_CHANGE)
    for people in PEOPLE[1:]:
        different = (people - 1) / (people + 1)
        truth = 2 * (different * pair + (1 - different) * alone) - 1
        yield Cell(
            name=f"rank-biserial, normal, n {people}",
            estimator="signed_rank",
            estimand="rank_biserial",
            truth=truth,
            spread=1.0,
            told=_of(normal_pairs, people, lambda *words: signed_rank(*words).rank_biserial),
        )
    yield Cell(
        name="share who rose, normal, n 349",
        estimator="sign_test",
        estimand="share of those who moved",
        truth=float(alone),
        spread=1.0,
        told=_of(normal_pairs, 349, lambda *words: sign_test(*words).of_changed),
    )


def _reliable() -> Iterator[Cell]:
    threshold = stats.norm.ppf(0.975) * SPREAD * math.sqrt(2 * (1 - 0.8))
    shares = {
        "improved": 1 - stats.norm.cdf((threshold - CHANGE) / OF_CHANGE),
        "deteriorated": stats.norm.cdf((-threshold - CHANGE) / OF_CHANGE),
    }
    for place, (category, truth) in enumerate(shares.items()):
        yield Cell(
            name=f"reliable change: {category}, n 349",
            estimator="reliable_change",
            estimand=f"reliably_{category}",
            truth=float(truth),
            spread=1.0,
            told=_of(
                normal_pairs,
                349,
                lambda *words, at=2 * place: reliable_change(*words, RELIABILITY).estimates[at],
            ),
        )


def _nothing_changed() -> Iterator[Cell]:
    def by_interval(luck: Luck) -> Told:
        found = paired_change(normal_pairs(luck, 30, 0.0), "entry", "exit")
        return Told(wrong=not (found.interval_low or 0.0) <= 0 <= (found.interval_high or 0.0))

    def by_ranks(luck: Luck) -> Told:
        p_value = signed_rank(normal_pairs(luck, 30, 0.0), "entry", "exit").p_value
        return Told(wrong=p_value is not None and p_value < 0.05)

    for name, wrong in (("paired_change", by_interval), ("signed_rank", by_ranks)):
        yield Cell(
            name=f"nothing changed: {name}, n 30",
            estimator=name,
            estimand="no change",
            truth=0.0,
            spread=1.0,
            measured=ERRORS,
            told=wrong,
        )


def _failing() -> Iterator[Cell]:
    def near_the_end(luck: Luck) -> pd.DataFrame:
        pairs = normal_pairs(luck, 200) + 30.0
        return pairs.clip(0, 100)

    def lost_by_the_answer(luck: Luck) -> pd.DataFrame:
        pairs = normal_pairs(luck, 349)
        stays = luck.random(349) < 1 / (1 + np.exp(-(1.3 + 0.8 * (pairs["exit"] - 50) / SPREAD)))
        return pairs.assign(exit=pairs["exit"].where(stays))

    def who_came_low(luck: Luck) -> pd.DataFrame:
        pairs = normal_pairs(luck, 700, 0.0)
        return pairs[pairs["entry"] < 45]

    made = (
        ("ceiling: a third ends at 100", near_the_end, CHANGE, "ceiling_crowded, or floor_crowded"),
        (
            "lost by the hidden answer",
            lost_by_the_answer,
            CHANGE,
            "lost_more_than_5_percent with the tipping-point table",
        ),
        ("came when low, nothing changed", who_came_low, 0.0, "regression_to_the_mean"),
    )
    for name, pairs, truth, caution in made:
        yield Cell(
            name=name,
            estimator="paired_change",
            estimand="change of everyone's state",
            truth=truth,
            spread=OF_CHANGE,
            told=lambda luck, pairs=pairs: told(paired_change(pairs(luck), "entry", "exit")),
            assumptions=FAILS,
            caution=caution,
        )
