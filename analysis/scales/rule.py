"""The score of one person: the rule of a scale in plain Python, without any library."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How items become a score.

    items: names of the questions. item_ranges: by item, the lowest and highest number its choices allow.
    minimum_answered: from how many answered items on there is a score. score_range: lowest and highest score.
    reverse: items of which a high answer means a low score. Raises ValueError when these do not fit together.
    """

    items: tuple[str, ...]
    item_ranges: Mapping[str, tuple[float, float]]
    minimum_answered: int
    score_range: tuple[float, float] = (0.0, 100.0)
    reverse: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.items or len(set(self.items)) != len(self.items):
            raise ValueError("A scale needs items, each named once.")
        if not 1 <= self.minimum_answered <= len(self.items):
            raise ValueError(f"minimum_answered is {self.minimum_answered}; it goes from 1 to {len(self.items)}.")
        if stray := sorted(set(self.reverse) - set(self.items)):
            raise ValueError(f"Reversed but no item of the scale: {', '.join(stray)}.")
        if unknown := [item for item in self.items if item not in self.item_ranges]:
            raise ValueError(f"Items without a range: {', '.join(unknown)}.")
        for name, (low, high) in [("score_range", self.score_range), *self.item_ranges.items()]:
            if not (math.isfinite(low) and math.isfinite(high) and low < high):
                raise ValueError(f"{name} is {low} to {high}; write the lower number first.")


def score(answers: Mapping[str, float | None], rule: ScoringRule) -> float | None:
    """The score of one person, None when too few items are answered.

    Estimand: the person's standing on the scale. Formula: each answered item becomes its share of the way from its
    lowest to its highest answer, one minus that share when reversed; the score is the lowest score plus the mean
    share times the width of ``score_range``. With one list of choices for all items this is the mean of the answered
    items put on ``score_range``.
    Columns and units: answers by item name, numbers (0 is an answer); the score is in units of ``score_range``.
    Missing: ``minimum_answered``; None or an absent key is missing, nothing is filled in.
    Raises: ValueError for an answer outside its item's range.
    Source: mean of answered items as in Fayers and Machin, Quality of Life (2016), chapter 15.
    Checked against R: ``rowMeans(items, na.rm = TRUE)`` with blanks under the minimum, see the tests.

    >>> rule = ScoringRule(("calm", "sad"), {"calm": (0, 3), "sad": (0, 3)}, minimum_answered=1, reverse=("sad",))
    >>> score({"calm": 3, "sad": 1}, rule), score({"calm": 0}, rule), score({"calm": None}, rule)
    (83.33333333333334, 0.0, None)
    """
    total, answered = 0.0, 0
    for item in rule.items:
        answer = answers.get(item)
        if answer is None:
            continue
        low, high = rule.item_ranges[item]
        if not low <= answer <= high:
            raise ValueError(f"{item}: the answer {answer} is outside {low} to {high}.")
        share = (answer - low) / (high - low)
        total += 1 - share if item in rule.reverse else share
        answered += 1
    if answered < rule.minimum_answered:
        return None
    lowest, highest = rule.score_range
    return lowest + total / answered * (highest - lowest)


def range_of_mean(item_ranges: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """The ``score_range`` under which a score is the mean of the answered items.

    Raises ValueError when the items have different ranges: their mean is then in no unit.

    >>> range_of_mean({"calm": (1, 5), "sad": (1, 5)})
    (1, 5)
    """
    ranges = sorted(set(item_ranges.values()))
    if len(ranges) != 1:
        raise ValueError(f"Items range over {ranges or 'nothing'}; a mean or a sum of answers needs one range for all.")
    return ranges[0]


def range_of_sum(item_ranges: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """The ``score_range`` under which a score is the sum of the items.

    With every item answered it is their sum; with fewer, the sum at the mean of those answered, never one over blanks.
    Raises ValueError when the items have different ranges.

    >>> range_of_sum({"calm": (1, 5), "sad": (1, 5)})
    (2, 10)
    """
    low, high = range_of_mean(item_ranges)
    return low * len(item_ranges), high * len(item_ranges)
