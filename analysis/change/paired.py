"""How much the same people changed between two waves, on average."""

from __future__ import annotations

import pandas as pd

from analysis.missing import LISTWISE, complete_pairs
from analysis.precision import largest
from analysis.results import Cell, Estimate, Finding, check_level
from analysis.scales.describe import mean_of


def paired_change(
    table: pd.DataFrame, before: str, after: str, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The mean change, after minus before, with its t interval.

    Estimand: the mean change of the people these pairs stand for. It is a change during the time between the waves:
    without a comparison group it says nothing about what caused it.
    Formula: mean of (after - before) ± t(n - 1) × sd of the changes / √n, n the number of pairs.
    Columns and units: two columns of scores, one row per person; the change is in their unit.
    Missing: ``listwise``; ``n`` counts the pairs, ``missing`` the lost ones (``analysis.missing.complete_pairs`` tells
    which wave is missing). One pair: no interval; all changes equal: neither interval nor standard error.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Student (1908), The probable error of a mean, Biometrika 6.
    Checked against R: ``t.test(after, before, paired = TRUE)``.

    >>> table = pd.DataFrame({"entry": [10, 20, 30, None], "exit": [15, 22, 41, 50]})
    >>> change = paired_change(table, "entry", "exit")
    >>> change.value, round(change.interval_low, 3), round(change.interval_high, 3), change.n, change.missing
    (6.0, -5.384, 17.384, 3, 1)
    """
    check_level(level)
    pairs = complete_pairs(table, before, after)
    return mean_of(
        pairs.changes,
        magnitude=largest(pairs.before, pairs.after),
        missing=pairs.counts.lost,
        estimand="mean_change",
        policy=LISTWISE,
        level=level,
        unit=unit,
    )


def direction(change: Estimate) -> Finding:
    """Which way a change went, as far as its interval tells: up, down, unclear (the interval holds 0), or unknown.

    >>> table = pd.DataFrame({"entry": [10, 20, 30], "exit": [15, 24, 36]})
    >>> print(direction(paired_change(table, "entry", "exit", unit="points of 100")))
    change up: change 5, interval low 2.516, interval high 7.484, level 0.95, n 3, missing 0, unit points of 100
    """
    low, high = change.interval_low, change.interval_high
    names = ["interval_low", "interval_high", "level", "n", "missing", "unit"]
    if change.value is None:
        key, names = "change_unknown", ["reason", "n", "missing"]
    elif low is None or high is None:
        key, names = "change_without_interval", ["reason", "n", "missing", "unit"]
    else:
        key = "change_up" if low > 0 else "change_down" if high < 0 else "change_unclear"
    row = change.as_row()
    told: dict[str, Cell] = {} if change.value is None else {"change": change.value}
    return Finding(key, told | {name: row[name] for name in names})
