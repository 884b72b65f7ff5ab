"""Cells of many comparisons: how often anything is found where nothing is, after adjustment."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from scipy import stats

from analysis.comparison.multiplicity import adjusted_p_values
from benchmarks.simulations.cell import ERRORS, FAILS, Cell, Luck, Told

OUTCOMES, PEOPLE, ALIKE = 6, 60, 0.4


def p_values(luck: Luck, changed: int = 0) -> list[float]:
    """Of correlated outcomes of the same people, ``changed`` of which really changed."""
    one = luck.normal(0, math.sqrt(ALIKE), (PEOPLE, 1))
    change = one + luck.normal(0, math.sqrt(1 - ALIKE), (PEOPLE, OUTCOMES))
    change[:, :changed] += 0.6
    statistic = change.mean(axis=0) / (change.std(axis=0, ddof=1) / math.sqrt(PEOPLE))
    return [float(value) for value in 2 * stats.t.sf(np.abs(statistic), PEOPLE - 1)]


def _any_wrong(luck: Luck, way: str, changed: int) -> Told:
    adjusted = adjusted_p_values(p_values(luck, changed), way)
    return Told(wrong=any(value is not None and value < 0.05 for value in adjusted[changed:]))


def _share_wrong(luck: Luck, changed: int) -> Told:
    """False discoveries as a share of discoveries: a study counts as wrong with that probability."""
    found = [
        value is not None and value < 0.05 for value in adjusted_p_values(p_values(luck, changed), "benjamini_hochberg")
    ]
    share = sum(found[changed:]) / max(sum(found), 1)
    return Told(wrong=bool(luck.random() < share))


def cells() -> Iterator[Cell]:
    """Every cell of many comparisons."""
    for changed in (0, 3):
        yield _cell(f"Holm, {changed} of {OUTCOMES} changed: any false finding", "holm", changed)
    yield _cell("Benjamini-Hochberg, nothing changed: any false finding", "benjamini_hochberg", 0)
    yield Cell(
        name=f"Benjamini-Hochberg, 3 of {OUTCOMES} changed: share of findings that are false",
        estimator="benjamini_hochberg",
        estimand="false discovery rate",
        truth=0.05,
        spread=1.0,
        measured=ERRORS,
        told=lambda luck: _share_wrong(luck, 3),
    )
    yield Cell(
        name="no adjustment, nothing changed: any false finding",
        estimator="none",
        estimand="family error",
        truth=0.05,
        spread=1.0,
        measured=ERRORS,
        told=lambda luck: Told(wrong=min(p_values(luck)) < 0.05),
        assumptions=FAILS,
        caution="exploratory figures are marked so",
    )


def _cell(name: str, way: str, changed: int) -> Cell:
    return Cell(
        name=name,
        estimator=way,
        estimand="family error",
        truth=0.05,
        spread=1.0,
        measured=ERRORS,
        told=lambda luck: _any_wrong(luck, way, changed),
    )
