"""How many people stand at the lowest and at the highest possible score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.missing import numbers
from analysis.precision import in_steps
from analysis.shares import wilson_share
from analysis.tables import EstimateTable


def shares_at_ends(column: pd.Series, score_range: tuple[float, float], *, level: float = 0.95) -> EstimateTable:
    """The shares of people at the floor and at the ceiling of a scale, with Wilson's intervals.

    Estimand: ``floor_share`` and ``ceiling_share``, of the people these scores stand for. Above about 15 % change in
    that direction can hardly show (``analysis.scales.describe.crowded_ends``).
    Formula: people at the lowest (highest) possible score over people with a score; interval ``wilson_share``.
    Columns and units: one column of scores, one row per person; shares from 0 to 1, ``end`` is floor or ceiling.
    Missing: ``available``; nobody has a score: None.
    Raises: ValueError for texts, infinite numbers, scores outside ``score_range``, a level that is no share.
    Source: Terwee et al. (2007), Journal of Clinical Epidemiology 60; Wilson (1927).
    Checked against R: ``prop.test(sum(x == 100), length(x), correct = FALSE)``.

    >>> found = shares_at_ends(pd.Series([0, 50, 100, 100, None]), (0, 100))
    >>> [(key["end"], share.value, share.n) for key, share in zip(found.keys, found.estimates)]
    [('floor', 0.25, 4), ('ceiling', 0.5, 4)]
    """
    every = numbers(column)
    known = every[~np.isnan(every)]
    magnitude = max(abs(score_range[0]), abs(score_range[1]))
    steps, (low, high) = in_steps(known, magnitude), in_steps(np.array(score_range, dtype=np.float64), magnitude)
    if ((steps < low) | (steps > high)).any():
        told = f"Some scores are outside {score_range[0]} to {score_range[1]}"
        raise ValueError(f"{told}; give the score_range they were made with.")
    ends = {"floor": int((steps == low).sum()), "ceiling": int((steps == high).sum())}
    shares = tuple(
        wilson_share(
            count,
            int(known.size),
            estimand=f"{end}_share",
            missing=int(every.size - known.size),
            level=level,
        )
        for end, count in ends.items()
    )
    return EstimateTable(estimates=shares, keys=tuple({"end": end} for end in ends))
