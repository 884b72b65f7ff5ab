"""The scores of many people at once, equal to the rule of one person to the last digit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.missing import column_of, with_minimum_answered
from analysis.scales.rule import ScoringRule


def scores(table: pd.DataFrame, rule: ScoringRule) -> pd.Series:
    """One score per row, NaN when too few items are answered.

    Estimand: each person's standing on the scale.
    Formula: that of ``analysis.scales.rule.score``, added up in the same order.
    Columns and units: one column of numbers per item, other columns are left alone; the scores are in units of
    ``score_range`` and keep the index of the table.
    Missing: ``minimum_answered``; None and NaN are missing, nothing is filled in.
    Raises: ValueError for an absent column, for texts, and for an answer outside its item's range.
    Source: as for one person.
    Checked against R: ``rowMeans(items, na.rm = TRUE)``, blank where ``rowSums(!is.na(items)) < minimum``.

    >>> rule = ScoringRule(("calm", "sad"), {"calm": (0, 3), "sad": (0, 3)}, minimum_answered=2, reverse=("sad",))
    >>> scores(pd.DataFrame({"calm": [3, 0, None], "sad": [0, 2, 1]}), rule).round(2).tolist()
    [100.0, 16.67, nan]
    """
    total = np.zeros(len(table))
    answered = np.zeros(len(table), dtype=np.int64)
    for item in rule.items:
        answers = column_of(table, item)
        low, high = rule.item_ranges[item]
        has_answer = ~np.isnan(answers)
        if outside := int((has_answer & ~((answers >= low) & (answers <= high))).sum()):
            raise ValueError(f"Column {item}: {outside} answers are outside {low} to {high}.")
        share = (answers - low) / (high - low)
        total += np.where(has_answer, 1 - share if item in rule.reverse else share, 0.0)
        answered += has_answer
    lowest, highest = rule.score_range
    mean_share = total / np.maximum(answered, 1)  # nobody with 0 answers gets past the minimum
    found = with_minimum_answered(lowest + mean_share * (highest - lowest), answered, rule.minimum_answered)
    return pd.Series(found, index=table.index, name="score", dtype="float64")
