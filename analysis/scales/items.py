"""The items of a scale as numbers that all point the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import Cell


def items_pointing_up(table: pd.DataFrame, items: Sequence[str], reverse: Sequence[str] = ()) -> Numbers:
    """One row per person, one column per item, NaN for a blank; reversed items are multiplied by -1.

    What turns an item around does not matter for how items go together: 6 - x and -x have the same covariances.
    Raises ValueError for fewer than two items, one named twice, a reversed one that is no item, an absent column.

    >>> items_pointing_up(pd.DataFrame({"calm": [1, 3], "sad": [3, None]}), ["calm", "sad"], ["sad"])
    array([[ 1., -3.],
           [ 3., nan]])
    """
    if len(items) < 2 or len(set(items)) != len(items):
        raise ValueError(f"Items {', '.join(items) or 'none'}: name at least two, each once.")
    if stray := sorted(set(reverse) - set(items)):
        raise ValueError(f"Reversed but no item of the scale: {', '.join(stray)}.")
    columns = [-column_of(table, item) if item in reverse else column_of(table, item) for item in items]
    return np.column_stack(columns) + 0.0  # -0 becomes 0


def without_blanks(answers: Numbers) -> Numbers:
    """The rows of the people who answered every item (policy ``listwise``).

    >>> without_blanks(np.array([[1.0, 2.0], [np.nan, 3.0]]))
    array([[1., 2.]])
    """
    return np.asarray(answers[~np.isnan(answers).any(axis=1)], dtype=np.float64)


def groups_of(table: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[dict[str, Cell], pd.DataFrame]]:
    """The rows of each group that occurs, in order; people without a group form one of their own, named None.

    Raises ValueError for a column that is absent.

    >>> [(key, len(rows)) for key, rows in groups_of(pd.DataFrame({"wave": ["exit", None, "exit"]}), ["wave"])]
    [({'wave': 'exit'}, 2), ({'wave': None}, 1)]
    """
    if absent := [name for name in by if name not in table.columns]:
        raise ValueError(f"Column {', '.join(absent)}: the table has none of this name.")
    if not by:
        yield {}, table
        return
    places: dict[tuple[Cell, ...], list[int]] = {}
    columns = [table[name].astype(object).where(table[name].notna(), None) for name in by]
    for place, values in enumerate(zip(*columns, strict=True)):
        places.setdefault(values, []).append(place)
    for values in sorted(places, key=_order):
        yield dict(zip(by, values, strict=True)), table.iloc[places[values]]


def _order(values: tuple[Cell, ...]) -> list[tuple[bool, bool, float, str]]:
    """Numbers by size, then texts, then None."""
    return [
        (value is None, isinstance(value, str), 0.0 if value is None or isinstance(value, str) else value, str(value))
        for value in values
    ]
