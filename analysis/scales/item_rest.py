"""How each item goes together with the rest of its scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.correlation import correlation_of
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.items import items_pointing_up, without_blanks
from analysis.tables import EstimateTable


def item_rest_correlations(
    table: pd.DataFrame, items: Sequence[str], *, reverse: Sequence[str] = (), level: float = 0.95
) -> EstimateTable:
    """The correlation of each item with the sum of the other items (corrected item-total correlation).

    Estimand: for each item, its correlation with the rest of the scale, in the population these people stand for. Below
    about 0.3 an item says something else than the others; below 0 it may have to be reversed.
    Formula: ``correlation`` of the item with the sum of the others, reversed items turned around, itself left out.
    Columns and units: one column of numbers per item, one row per person; ``item`` names the row; -1 to 1.
    Missing: ``listwise`` over all items. An item, or the rest, without spread: None.
    Raises: ValueError for fewer than two items, an absent column, texts, a level that is no share.
    Source: Henrysson (1963), Psychometrika 28.
    Checked against R: ``psych::alpha(na.omit(items))$item.stats$r.drop``; limits ``cor.test``.

    >>> table = pd.DataFrame({"calm": [1, 2, 3, 4, 5], "glad": [2, 2, 4, 4, 5], "sad": [5, 3, 3, 1, 2]})
    >>> found = item_rest_correlations(table, ["calm", "glad", "sad"], reverse=["sad"])
    >>> [(key["item"], round(one.value, 3)) for key, one in zip(found.keys, found.estimates)]
    [('calm', 0.97), ('glad', 0.859), ('sad', 0.796)]
    """
    answers = items_pointing_up(table, items, reverse)
    complete = without_blanks(answers)
    found = tuple(
        correlation_of(
            complete[:, place],
            np.delete(complete, place, axis=1).sum(axis=1),
            missing=len(answers) - len(complete),
            estimand="item_rest_correlation",
            level=level,
        )
        for place in range(len(items))
    )
    return EstimateTable(estimates=found, keys=tuple({"item": item} for item in items))


def alpha_without_each(
    table: pd.DataFrame, items: Sequence[str], *, reverse: Sequence[str] = (), level: float = 0.95
) -> EstimateTable:
    """Cronbach's alpha of the scale without each of its items in turn.

    Estimand, Formula: those of ``cronbach_alpha``, of the other items. An alpha that rises when an item is left out
    says that this item weakens the scale; it is no reason to leave it out of a scale that others use.
    Columns and units: one column of numbers per item, at least three; ``item`` names the item left out.
    Missing: ``listwise`` over all items, so that all rows speak of the same people.
    Raises: ValueError for fewer than three items, an absent column, texts, a level that is no share.
    Source: that of ``cronbach_alpha``. Checked against R: ``psych::alpha(na.omit(items))$alpha.drop$raw_alpha``.

    >>> table = pd.DataFrame({"calm": [1, 2, 3, 4, 5], "glad": [2, 2, 4, 4, 5], "sad": [5, 3, 3, 1, 2]})
    >>> found = alpha_without_each(table, ["calm", "glad", "sad"], reverse=["sad"])
    >>> [round(one.value, 3) for one in found.estimates]
    [0.824, 0.92, 0.964]
    """
    if len(items) < 3:
        raise ValueError(f"Items {', '.join(items)}: without one of them no scale is left; name at least three.")
    answers = items_pointing_up(table, items, reverse)
    known = table[pd.Series(~np.isnan(answers).any(axis=1), index=table.index)]
    found = tuple(
        replace(
            cronbach_alpha(
                known,
                [other for other in items if other != item],
                reverse=[other for other in reverse if other != item],
                level=level,
            ),
            missing=len(table) - len(known),
        )
        for item in items
    )
    return EstimateTable(estimates=found, keys=tuple({"item": item} for item in items))
