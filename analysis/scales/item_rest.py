"""How each item goes together with the rest of its scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.correlation import correlation_of
from analysis.precision import largest
from analysis.results import Cell, Estimate
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.items import groups_of, items_pointing_up, without_blanks
from analysis.tables import EstimateTable


def item_rest_correlations(
    table: pd.DataFrame,
    items: Sequence[str],
    *,
    by: Sequence[str] = (),
    reverse: Sequence[str] = (),
    level: float = 0.95,
) -> EstimateTable:
    """The correlation of each item with the sum of the other items (corrected item-total correlation).

    Estimand: for each item, its correlation with the rest of the scale, in the population these people stand for. Below
    about 0.3 an item says something else than the others; below 0 it may have to be reversed.
    Formula: ``correlation`` of the item with the sum of the others, reversed items turned around, itself left out.
    Columns and units: one column of numbers per item, one row per person and wave; ``by`` names columns of groups such
    as language and wave; these and ``item`` name the row; -1 to 1.
    Missing: ``listwise`` over all items. An item, or the rest, without spread: None.
    Raises: ValueError for fewer than two items, an absent column, texts, a level that is no share.
    Source: Henrysson (1963), Psychometrika 28.
    Checked against R: ``psych::alpha(na.omit(items))$item.stats$r.drop``; limits ``cor.test``.

    >>> table = pd.DataFrame({"calm": [1, 2, 3, 4, 5], "glad": [2, 2, 4, 4, 5], "sad": [5, 3, 3, 1, 2]})
    >>> found = item_rest_correlations(table, ["calm", "glad", "sad"], reverse=["sad"])
    >>> [(key["item"], round(one.value, 3)) for key, one in zip(found.keys, found.estimates)]
    [('calm', 0.97), ('glad', 0.859), ('sad', 0.796)]
    """
    return _by_group_and_item(table, items, by, lambda rows: _item_rest(rows, items, reverse, level))


def alpha_without_each(
    table: pd.DataFrame,
    items: Sequence[str],
    *,
    by: Sequence[str] = (),
    reverse: Sequence[str] = (),
    level: float = 0.95,
) -> EstimateTable:
    """Cronbach's alpha of the scale without each of its items in turn.

    Estimand, Formula: those of ``cronbach_alpha``, of the other items. An alpha that rises when an item is left out
    says that this item weakens the scale; it is no reason to leave it out of a scale that others use.
    Columns and units: one column of numbers per item, three or more; ``by`` and ``item``, the one left out, name a row.
    Missing: ``listwise`` over all items, so that all rows of a group speak of the same people.
    Raises: ValueError for fewer than three items, an absent column, texts, a level that is no share.
    Source: that of ``cronbach_alpha``. Checked against R: ``psych::alpha(na.omit(items))$alpha.drop$raw_alpha``.

    >>> table = pd.DataFrame({"calm": [1, 2, 3, 4, 5], "glad": [2, 2, 4, 4, 5], "sad": [5, 3, 3, 1, 2]})
    >>> found = alpha_without_each(table, ["calm", "glad", "sad"], reverse=["sad"])
    >>> [round(one.value, 3) for one in found.estimates]
    [0.824, 0.92, 0.964]
    """
    if len(items) < 3:
        raise ValueError(f"Items {', '.join(items)}: without one of them no scale is left; name at least three.")
    return _by_group_and_item(table, items, by, lambda rows: _without_each(rows, items, reverse, level))


def _by_group_and_item(
    table: pd.DataFrame,
    items: Sequence[str],
    by: Sequence[str],
    estimates_of: Callable[[pd.DataFrame], list[Estimate]],
) -> EstimateTable:
    keys: list[dict[str, Cell]] = []
    found: list[Estimate] = []
    for key, rows in groups_of(table, by):
        keys += [{**key, "item": item} for item in items]
        found += estimates_of(rows)
    return EstimateTable(estimates=tuple(found), keys=tuple(keys))


def _item_rest(rows: pd.DataFrame, items: Sequence[str], reverse: Sequence[str], level: float) -> list[Estimate]:
    answers = items_pointing_up(rows, items, reverse)
    complete = without_blanks(answers)
    total = complete.sum(axis=1)
    return [
        correlation_of(
            item,
            total - item,
            missing=len(answers) - len(complete),
            estimand="item_rest_correlation",
            level=level,
            magnitude=largest(complete) * len(items),
        )
        for item in complete.T
    ]


def _without_each(rows: pd.DataFrame, items: Sequence[str], reverse: Sequence[str], level: float) -> list[Estimate]:
    answers = items_pointing_up(rows, items, reverse)
    known = rows[pd.Series(~np.isnan(answers).any(axis=1), index=rows.index)]
    found = []
    for item in items:
        others, turned = [other for other in items if other != item], [other for other in reverse if other != item]
        estimate = cronbach_alpha(known, others, reverse=turned, level=level)
        found.append(replace(estimate, missing=len(rows) - len(known)))
    return found
