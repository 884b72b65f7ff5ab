"""Cells of scales: alpha with Feldt's interval, and intraclass correlations of a scale asked again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.scales.alpha import cronbach_alpha
from analysis.scales.retest import retest_icc
from benchmarks.simulations.cell import Cell, Luck, told

ITEMS = tuple(f"item_{number}" for number in range(5))
SHARED = 0.5
ALPHA = 5 * SHARED / (1 + 4 * SHARED)
PERSON, REST = 0.75, 0.25


def parallel(luck: Luck, people: int) -> pd.DataFrame:
    """Normal items that measure one thing equally well."""
    one = luck.normal(0, np.sqrt(SHARED), people)[:, None]
    return pd.DataFrame(one + luck.normal(0, np.sqrt(1 - SHARED), (people, len(ITEMS))), columns=list(ITEMS))


def again(luck: Luck, people: int) -> pd.DataFrame:
    """A scale asked twice of people in whom nothing changed."""
    one = luck.normal(0, np.sqrt(PERSON), people)[:, None]
    return pd.DataFrame(one + luck.normal(0, np.sqrt(REST), (people, 2)), columns=["first", "second"])


def cells() -> Iterator[Cell]:
    """Every cell of scales."""
    for people in (30, 200):
        yield Cell(
            name=f"alpha of five parallel items, n {people}",
            estimator="cronbach_alpha",
            estimand="cronbach_alpha",
            truth=ALPHA,
            spread=1.0,
            told=lambda luck, people=people: told(cronbach_alpha(parallel(luck, people), ITEMS)),
        )
    for place, estimand in enumerate(("icc_agreement", "icc_consistency")):
        yield Cell(
            name=f"{estimand}, n 60",
            estimator="retest_icc",
            estimand=estimand,
            truth=PERSON / (PERSON + REST),
            spread=1.0,
            told=lambda luck, place=place: told(retest_icc(again(luck, 60), ["first", "second"]).estimates[place]),
        )
