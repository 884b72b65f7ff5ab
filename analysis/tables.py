"""Several Estimates as one table: what tells the rows apart, then the columns every Estimate has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import pandas as pd

from analysis.results import Cell, Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateTable:
    """Estimates in an order that means something.

    keys: beside each Estimate, the columns that say what it is about, such as ``{"item": "calm"}``; the same names in
    every row. Raises ValueError when there are not as many keys as Estimates, or their names differ.
    """

    estimates: tuple[Estimate, ...]
    keys: tuple[Mapping[str, Cell], ...]

    def __post_init__(self) -> None:
        if len(self.keys) != len(self.estimates) or len({tuple(key) for key in self.keys}) > 1:
            raise ValueError("Each Estimate needs one key, and all keys the same names in the same order.")

    def as_table(self) -> pd.DataFrame:
        """One row per Estimate, the columns always the same ones; a figure that is absent is None.

        >>> EstimateTable(estimates=(), keys=()).as_table().empty
        True
        """
        rows = [{**key, **estimate.as_row()} for key, estimate in zip(self.keys, self.estimates, strict=True)]
        names = list(rows[0]) if rows else [part.name for part in fields(Estimate)]
        return pd.DataFrame(rows, columns=names, dtype=object)

    def only(self, **wanted: Cell) -> Estimate:
        """The one Estimate with these keys or columns. Raises ValueError when there is none, or more than one."""
        rows = [{**key, **estimate.as_row()} for key, estimate in zip(self.keys, self.estimates, strict=True)]
        places = [
            place for place, row in enumerate(rows) if all(row.get(name) == value for name, value in wanted.items())
        ]
        if len(places) != 1:
            raise ValueError(f"There are {len(places)} rows with {wanted}; name what tells one of them apart.")
        return self.estimates[places[0]]
