"""Looking back: change against entry, change against how entry is seen now, and the shift between the two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, largest
from analysis.results import Estimate, check_level
from analysis.scales.describe import mean_of
from analysis.scales.items import without_blanks
from analysis.tables import EstimateTable

CHANGE, FELT_CHANGE, SHIFT = "change", "felt_change", "response_shift"


def then_test(
    table: pd.DataFrame, before: str, then: str, after: str, *, level: float = 0.95, unit: str = "points"
) -> EstimateTable:
    """Change as measured, change as felt looking back, and the response shift, of the same people.

    Estimand: mean of after - before (``change``), of after - then (``felt_change``), of then - before
    (``response_shift``): how much people would now rate their entry otherwise than they did. The three belong together,
    change = felt change + shift, and none of them is the true one: memory and gratitude move the second, new standards
    the first.
    Formula: means of the differences with their t intervals and t tests.
    Columns and units: three columns of scores, one row per person; ``contrast`` names the row; in their unit.
    Missing: ``listwise`` over all three, so that the three figures speak of the same people. No spread: no interval.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Howard (1980), Evaluation Review 4; Schwartz and Sprangers (1999), Social Science and Medicine 48.
    Checked against R: ``t.test(after, before, paired = TRUE)`` and the other two, on ``na.omit`` of the three columns.

    >>> table = pd.DataFrame({"entry": [50, 60, 70], "then": [40, 45, 65], "exit": [55, 60, 80]})
    >>> found = then_test(table, "entry", "then", "exit")
    >>> [round(one.value, 2) for one in found.estimates]
    [5.0, 15.0, -10.0]
    """
    check_level(level)
    every = np.column_stack([column_of(table, name) for name in (before, then, after)])
    complete = without_blanks(every)
    lost = len(every) - len(complete)
    at_entry, seen_now, at_exit = complete[:, 0], complete[:, 1], complete[:, 2]
    differences = {CHANGE: at_exit - at_entry, FELT_CHANGE: at_exit - seen_now, SHIFT: seen_now - at_entry}
    contrasts = ("after_minus_before", "after_minus_then", "then_minus_before")
    found = tuple(
        mean_difference(values, magnitude=largest(complete), missing=lost, estimand=name, level=level, unit=unit)
        for name, values in differences.items()
    )
    return EstimateTable(estimates=found, keys=tuple({"contrast": contrast} for contrast in contrasts))


def mean_difference(
    values: Numbers, *, magnitude: float, missing: int, estimand: str, level: float, unit: str
) -> Estimate:
    """The mean of differences with its t interval and the t test of 0.

    >>> found = mean_difference(
    ...     np.array([1.0, 2.0, 3.0]), magnitude=9, missing=0, estimand="change", level=0.95, unit="points"
    ... )
    >>> round(found.p_value, 4)
    0.0742
    """
    found = mean_of(
        values, magnitude=magnitude, missing=missing, estimand=estimand, policy=LISTWISE, level=level, unit=unit
    )
    assumptions = ("independent_people", "normal_mean")
    if found.value is None or found.standard_error is None:
        return replace(found, assumptions=assumptions)
    degrees = found.n - 1
    p_value = float(2 * stats.t.sf(abs(found.value / found.standard_error), degrees))
    return replace(found, degrees_of_freedom=degrees, p_value=p_value, assumptions=assumptions)
