"""The people who count in a regression, and the columns that describe them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparison.arms import Arms
from analysis.missing import column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, COLLINEAR, NO_VALUES, ONE_CLUSTER, ONE_GROUP, TOO_FEW

CONSTANT = "intercept"
FOLLOWS = 1e-7
"""A column whose own part is smaller than this share of it follows from the others, as R's ``lm`` has it."""
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Who counts: ``outcome`` and ``matrix`` (one column per term, the first all 1), clusters numbered from 0.

    ``reason``: why nothing can be estimated. ``no_spread``: why there is no interval. ``redundant``: covariates
    left out because they follow from the others. ``people``: how many count, by group. ``kept``: the rows that count.
    """

    outcome: Numbers
    matrix: Numbers
    terms: tuple[str, ...]
    kept: NDArray[np.bool_]
    people: Mapping[str, int]
    arm: Codes | None = None
    clusters: Codes | None = None
    weights: Numbers | None = None
    redundant: tuple[str, ...] = ()
    reason: str = ""
    no_spread: str = ""

    @property
    def n(self) -> int:
        """How many people count."""
        return int(self.kept.sum())

    @property
    def missing(self) -> int:
        """How many do not, because something is missing."""
        return int(self.kept.size - self.kept.sum())

    @property
    def count_of_clusters(self) -> int | None:
        """How many clusters there are; None where nobody asked."""
        return None if self.clusters is None else int(self.clusters.max(initial=-1)) + 1


def rows_of(
    table: pd.DataFrame,
    outcome: Numbers,
    arms: Arms | None,
    *,
    covariates: Sequence[str] = (),
    cluster: str = "",
    weights: str = "",
) -> Rows:
    """The people of whom everything is known (``listwise``): outcome, group, covariates, cluster and weight.

    Texts become one column per category but the first in order; numbers stay as they are. ValueError for a column that
    is absent, a group that was not named, a weight below 0; a weight of 0 counts as missing.
    """
    names, codes = groups(table, arms) if arms else ((), None)
    covering = [part for name in covariates for part in _covariate(table, name)]
    numbered = None if not cluster else categories(table, cluster)[1]
    weighing = None if not weights else _weights(table, weights)
    kept = ~np.isnan(outcome)
    for column in (codes, numbered):
        kept &= True if column is None else column >= 0
    for values in (*(values for _term, values in covering), *(() if weighing is None else (weighing,))):
        kept &= ~np.isnan(values)
    arm = None if codes is None else codes[kept]
    people = {} if arm is None else {name: int((arm == at).sum()) for at, name in enumerate(names)}
    chosen = _chosen([(term, values[kept]) for term, values in covering], _dummies(arm, people), int(kept.sum()))
    clusters = None if numbered is None else renumbered(numbered[kept])
    return Rows(
        outcome=outcome[kept],
        matrix=np.stack([values for _term, values in chosen.columns], axis=1),
        terms=tuple(term for term, _values in chosen.columns),
        kept=kept,
        people=people,
        arm=arm,
        clusters=clusters,
        weights=None if weighing is None else weighing[kept],
        redundant=chosen.redundant,
        reason=_reason(people, arms, int(kept.sum())) or chosen.reason,
        no_spread=_no_spread(outcome[kept], len(chosen.columns), clusters),
    )


def groups(table: pd.DataFrame, arms: Arms) -> tuple[tuple[str, ...], Codes]:
    """The groups, the reference first, and the number of each person's group, -1 where it is missing."""
    found, codes = categories(table, arms.column)
    others = arms.names or tuple(name for name in found if name != arms.reference)
    names = (arms.reference, *others)
    stray = sorted(set(found) - set(names))
    if stray:
        told = f"Column {arms.column}: it holds {', '.join(stray)}, not among {', '.join(names)}"
        raise ValueError(f"{told}; name these groups too, or leave their people out of the table.")
    order = np.array([*(names.index(name) for name in found), -1], dtype=np.int64)
    return names, order[codes]


def categories(table: pd.DataFrame, name: str) -> tuple[tuple[str, ...], Codes]:
    """The values of a column as texts in order, and the number of each row's value, -1 where it is missing."""
    if list(table.columns).count(name) != 1:
        held = ", ".join(str(other) for other in table.columns) or "none"
        raise ValueError(f"Column {name}: there are {list(table.columns).count(name)} of this name among {held}.")
    codes, found = pd.factorize(table[name], use_na_sentinel=True)
    texts = [str(value) for value in found]
    order = {text: at for at, text in enumerate(sorted(set(texts)))}
    place = np.array([*(order[text] for text in texts), -1], dtype=np.int64)
    return tuple(order), place[codes]


def renumbered(codes: Codes) -> Codes:
    """The same groups, numbered from 0 without gaps."""
    if codes.size and codes.max() < 4 * codes.size:  # few numbers: counting them takes less time than sorting
        return np.asarray((np.cumsum(np.bincount(codes) > 0) - 1)[codes], dtype=np.int64)
    return np.asarray(np.unique(codes, return_inverse=True)[1], dtype=np.int64)


def is_text(column: pd.Series) -> bool:
    """Whether a column holds categories rather than numbers."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return False
    return any(isinstance(value, str) for value in column.dropna().unique())


def _covariate(table: pd.DataFrame, name: str) -> list[tuple[str, Numbers]]:
    if list(table.columns).count(name) != 1 or not is_text(table[name]):
        return [(name, column_of(table, name))]
    found, codes = categories(table, name)
    absent = np.where(codes < 0, np.nan, 0.0)
    columns = [(f"{name}={value}", absent + (codes == at)) for at, value in enumerate(found) if at]
    return columns or [(name, absent)]


def _weights(table: pd.DataFrame, name: str) -> Numbers:
    values = column_of(table, name)
    if (values < 0).any():
        raise ValueError(f"Column {name}: it holds a weight below 0; a weight says how many people one stands for.")
    return np.where(values == 0, np.nan, values)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The columns of a model: the constant, the groups, the covariates that do not follow from those before them."""

    columns: list[tuple[str, Numbers]]
    redundant: tuple[str, ...]
    reason: str


def _dummies(arm: Codes | None, people: Mapping[str, int]) -> list[tuple[str, Numbers]]:
    """One column per group but the reference; none for a group without anyone."""
    if arm is None:
        return []
    held = [(at, name) for at, name in enumerate(people) if at and people[name]]
    return [(name, (arm == at).astype(np.float64)) for at, name in held]


def _chosen(covering: list[tuple[str, Numbers]], dummies: list[tuple[str, Numbers]], n: int) -> _Chosen:
    """A covariate that follows from the others is left out; a group that follows from the covariates is a reason."""
    constant = (CONSTANT, np.ones(n))
    if n < 1 + len(dummies) + len(covering):
        return _Chosen([constant, *dummies, *covering], (), TOO_FEW)
    basis, kept, left_out = np.ones((n, 1)) / np.sqrt(n), [], []
    for term, values in covering:
        apart = _apart(values, basis)
        if apart is None:
            left_out.append(term)
            continue
        basis = np.hstack([basis, apart[:, None]])
        kept.append((term, values))
    reason = ""
    for _name, values in dummies:
        apart = _apart(values, basis)
        if apart is None:
            reason = COLLINEAR
            break
        basis = np.hstack([basis, apart[:, None]])
    return _Chosen([constant, *dummies, *kept], tuple(left_out), reason)


def _apart(values: Numbers, basis: Numbers) -> Numbers | None:
    """What of a column does not follow from a basis, at length 1; None when nothing does."""
    rest = values - basis @ (basis.T @ values)
    rest = rest - basis @ (basis.T @ rest)
    length = float(np.linalg.norm(rest))
    return None if length <= FOLLOWS * float(np.linalg.norm(values)) else rest / length


def _reason(people: Mapping[str, int], arms: Arms | None, n: int) -> str:
    if not n:
        return NO_VALUES
    if arms and (not people[arms.reference] or sum(count > 0 for count in people.values()) < 2):
        return ONE_GROUP
    return ""


def _no_spread(outcome: Numbers, k: int, clusters: Codes | None) -> str:
    if clusters is not None and clusters.size and not clusters.max():
        return ONE_CLUSTER
    if outcome.size <= k:
        return TOO_FEW
    return ALL_EQUAL if are_equal(outcome, largest(outcome)) else ""
