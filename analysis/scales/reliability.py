"""The reliability of a scale in each language and wave, by every coefficient, as one table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.missing import LISTWISE, PAIRWISE
from analysis.results import Cell, Estimate
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.items import groups_of
from analysis.scales.omega import omega_total
from analysis.scales.ordinal_alpha import ordinal_alpha
from analysis.tables import EstimateTable


def reliability(
    table: pd.DataFrame,
    items: Sequence[str],
    *,
    by: Sequence[str] = (),
    reverse: Sequence[str] = (),
    level: float = 0.95,
) -> EstimateTable:
    """Alpha (listwise and pairwise), omega total and ordinal alpha in each group of people.

    Estimand: those of ``cronbach_alpha``, ``omega_total``, ``ordinal_alpha``, of the people of each group.
    Formula: theirs, on the rows of each group.
    Columns and units: one column of numbers per item, one row per person and wave; ``by`` names columns such as
    language and wave, which name the rows of the result too. Rows without a group form a group of their own (None).
    Missing: ``listwise`` within each group; the second alpha is ``pairwise``. What cannot be told is None, with why.
    Raises: ValueError for fewer than two items, an absent column, texts, a level that is no share.
    Source: those of the coefficients. Checked against R: ``psych::alpha``, ``lavaan::cfa`` on each subset.

    >>> import numpy as np
    >>> rng = np.random.default_rng(2)
    >>> answers = np.digitize(rng.standard_normal((90, 1)) + rng.standard_normal((90, 3)), [-1, 0, 1])
    >>> table = pd.DataFrame(answers, columns=list("abc")).assign(language=["fr"] * 60 + ["ar"] * 30)
    >>> found = reliability(table, list("abc"), by=["language"])
    >>> round(found.only(language="ar", estimand="omega_total").value, 3)
    0.637
    """
    rows: list[tuple[dict[str, Cell], Estimate]] = []
    for key, people in groups_of(table, by):
        rows += [(key, estimate) for estimate in _coefficients(people, items, reverse, level)]
    return EstimateTable(estimates=tuple(estimate for _key, estimate in rows), keys=tuple(key for key, _ in rows))


def _coefficients(
    people: pd.DataFrame, items: Sequence[str], reverse: Sequence[str], level: float
) -> tuple[Estimate, ...]:
    return (
        cronbach_alpha(people, items, reverse=reverse, missing=LISTWISE, level=level),
        cronbach_alpha(people, items, reverse=reverse, missing=PAIRWISE, level=level),
        omega_total(people, items, reverse=reverse, level=level).omega,
        ordinal_alpha(people, items, reverse=reverse, level=level),
    )
