"""One cell of the table: studies made by chance with a known truth, and what an estimator says of each."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.results import Estimate

Luck = np.random.Generator
RUNS, RUNS_OF_SLOW = 2000, 400
HOLDS, FAILS = "holds", "fails"
COVERAGE, ERRORS = "coverage", "false positives"
ALLOWED_BIAS = 0.02
"""Of a standard deviation of the outcome."""
ALLOWED_ERRORS = 0.05
MARGIN = 3.0
"""Monte Carlo errors that a figure may lie off."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one simulated study says; None where the estimator gives no figure. wrong: a false positive."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Many studies of one kind.

    estimand, truth: what is estimated, and its value. spread: the standard deviation that bias is held against.
    told: one study, made and estimated. caution: what the page tells a reader where the assumptions fail.
    """

    name: str
    estimator: str
    estimand: str
    truth: float
    spread: float
    told: Callable[[Luck], Told]
    assumptions: str = HOLDS
    measured: str = COVERAGE
    caution: str = ""
    runs: int = RUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a cell. bias: mean estimate less the truth, in standard deviations, None for tests."""

    cell: Cell
    runs: int
    without: int
    share: float
    bias: float | None
    bias_error: float
    margin: float = MARGIN

    @property
    def error(self) -> float:
        """The Monte Carlo error of a share that is as it should be."""
        wanted = ALLOWED_ERRORS if self.cell.measured == ERRORS else 0.95
        return math.sqrt(wanted * (1 - wanted) / max(self.runs, 1))

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise holds; None where the assumptions do not, and nothing is promised."""
        if self.cell.assumptions == FAILS:
            return None
        if self.cell.measured == ERRORS:
            return self.share <= ALLOWED_ERRORS + self.margin * self.error
        covers = abs(self.share - 0.95) <= self.margin * self.error
        unbiased = self.bias is None or abs(self.bias) <= ALLOWED_BIAS + self.margin * self.bias_error
        return self.without == 0 and covers and unbiased


def run(cell: Cell, runs: int | None = None, *, margin: float = MARGIN) -> Outcome:
    """Simulate a cell: each study has its own chance, decided by the cell's name and its number."""
    told = [cell.told(luck) for luck in lucks(cell.name, runs or cell.runs)]
    if cell.measured == ERRORS:
        share, bias, error, without = float(np.mean([each.wrong for each in told])), None, 0.0, 0
    else:
        known = [(each.value, each.low, each.high) for each in told if None not in (each.value, each.low, each.high)]
        values, low, high = (np.array(column, dtype=np.float64) for column in zip(*known, strict=True))
        without = len(told) - len(known)
        share = float(((low <= cell.truth) & (cell.truth <= high)).mean())
        bias = float(values.mean() - cell.truth) / cell.spread
        error = float(values.std(ddof=1)) / math.sqrt(len(values)) / cell.spread
    return Outcome(cell=cell, runs=len(told), without=without, share=share, bias=bias, bias_error=error, margin=margin)


def lucks(name: str, runs: int) -> Iterator[Luck]:
    """The chance of each study."""
    return (np.random.default_rng([zlib.crc32(name.encode()), number]) for number in range(runs))


def told(estimate: Estimate, change: Callable[[float], float] | None = None) -> Told:
    """An Estimate as told, on another scale if ``change`` is given."""
    figures: list[Any] = [estimate.value, estimate.interval_low, estimate.interval_high]
    if None in figures:
        return Told()
    return Told(*(change(figure) if change else figure for figure in figures))
