"""What is known of people, as columns of numbers: numbers as they are, categories against their first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import COLLINEAR, NO_VALUES, TOO_FEW

Mask = NDArray[np.bool_]
Cell = tuple[str, ...]
"""One category of each of several variables."""
CONSTANT = "constant"
FOLLOWS = 1e-10
"""A column follows from others when no more than this share of its length is left beside them."""


@dataclass(frozen=True, slots=True)
class Covariates:
    """A constant and the covariates of the people who have them all.

    names: one per column, ``age`` or ``site=south``. matrix: one row per complete person. complete: which people of
    the table these are.
    """

    names: tuple[str, ...]
    matrix: Numbers
    complete: Mask

    def follows(self) -> str:
        """The first column that follows from those before it, '' when none does."""
        size = np.linalg.norm(self.matrix, axis=0)
        left = np.abs(np.diag(np.linalg.qr(self.matrix / np.where(size == 0, 1.0, size), mode="r")))
        following = np.flatnonzero(left < FOLLOWS)
        return self.names[int(following[0])] if following.size else ""

    def reason(self) -> str:
        """Why no model can be made of these people, '' when it can."""
        people, columns = self.matrix.shape
        if not people:
            return NO_VALUES
        if people <= columns:
            return TOO_FEW
        return COLLINEAR if self.follows() else ""


def categories_of(table: pd.DataFrame, name: str) -> pd.Series:
    """A named column as texts, None where it is missing; 2 and 2.0 are both ``2``.

    >>> categories_of(pd.DataFrame({"children": [2, None, 0], "site": ["a", None, "b"]}), "children").tolist()
    ['2', None, '0']
    """
    codes, texts = _codes(table, name)
    known = np.array([*texts, None], dtype=object)
    return pd.Series(known[codes], index=table.index, name=name, dtype=object)


def is_numeric(table: pd.DataFrame, name: str) -> bool:
    """Whether a named column holds numbers, or nothing at all; one of texts holds categories.

    >>> is_numeric(pd.DataFrame({"age": [30, None]}), "age")
    True
    """
    categories_of(table.iloc[:0], name)
    column = table[name]
    if pd.api.types.is_numeric_dtype(column.dtype):
        return True
    return all(isinstance(value, int | float | np.number) for value in column.dropna())


def cells_of(table: pd.DataFrame, variables: Cell) -> pd.Series:
    """Each row's categories as one tuple, None when one of them is missing; rows are numbered anew.

    >>> cells_of(pd.DataFrame({"site": ["n", None], "age": ["old", "old"]}), ("site", "age")).tolist()
    [('n', 'old'), None]
    """
    held = [categories_of(table, variable).tolist() for variable in variables]
    cells = [None if None in cell else cell for cell in zip(*held, strict=True)]
    return pd.Series(cells, dtype=object)


def answers_of(table: pd.DataFrame, name: str) -> Numbers:
    """A named column that is 1 or 0, NaN where it is missing. Raises ValueError for any other value.

    >>> answers_of(pd.DataFrame({"answered": [1, 0, None]}), "answered")
    array([ 1.,  0., nan])
    """
    told = column_of(table, name)
    if not np.isin(told[~np.isnan(told)], (0, 1)).all():
        raise ValueError(f"Column {name}: it holds other values than 0 and 1; make it say who answered.")
    return told


def covariates_of(table: pd.DataFrame, names: Sequence[str], among: Mask | None = None) -> Covariates:
    """The covariates of the people who have them all, after a constant; ``among`` leaves others out.

    Categories are compared with the first one, in the order of the alphabet, that occurs among these people; the only
    one of a variable is a column too, which follows from the constant.

    >>> found = covariates_of(pd.DataFrame({"age": [30, 40, None], "site": ["b", "a", "a"]}), ["age", "site"])
    >>> found.names, found.matrix.tolist(), found.complete.tolist()
    (('constant', 'age', 'site=b'), [[1.0, 30.0, 1.0], [1.0, 40.0, 0.0]], [True, True, False])
    """
    complete = np.ones(len(table), dtype=bool) if among is None else among.copy()
    coded = {name: _codes(table, name) for name in names}
    for codes, _texts in coded.values():
        complete &= codes >= 0
    columns, told = [np.ones(int(complete.sum()))], [CONSTANT]
    for name in names:
        codes, texts = coded[name]
        if is_numeric(table, name):
            columns.append(column_of(table, name)[complete])
            told.append(name)
            continue
        held = codes[complete]
        categories = sorted({texts[code] for code in np.unique(held)})
        for category in categories[1:] or categories:
            alike = [code for code, text in enumerate(texts) if text == category]
            columns.append(np.isin(held, alike).astype(np.float64))
            told.append(f"{name}={category}")
    return Covariates(tuple(told), np.column_stack(columns), complete)


def _codes(table: pd.DataFrame, name: str) -> tuple[NDArray[np.intp], list[str]]:
    """The place of each value of a named column among its texts, -1 where it is missing; a text may have two places."""
    held = [str(other) for other in table.columns]
    if held.count(name) != 1:
        raise ValueError(f"Column {name}: there are {held.count(name)} of this name among {', '.join(held) or 'none'}.")
    codes, found = pd.factorize(table[name], use_na_sentinel=True)
    texts = list(found) if pd.api.types.infer_dtype(found) == "string" else [_told(value) for value in found]
    return codes, texts


def _told(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
