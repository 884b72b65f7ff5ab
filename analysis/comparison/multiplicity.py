"""Many comparisons of one study: what the plan named first is held to be sure of, the rest is looked through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from analysis.results import Estimate
from analysis.tables import EstimateTable

HOLM = "holm"
BENJAMINI_HOCHBERG = "benjamini_hochberg"
OF_THE_LIBRARY = {HOLM: "holm", BENJAMINI_HOCHBERG: "fdr_bh"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One comparison among many: its figure, its p-value among the others, and whether the plan named it first.

    ``adjusted_p_value``: None where there is no p-value. ``exploratory``: it may suggest, it cannot show.
    """

    name: str
    estimate: Estimate
    adjusted_p_value: float | None
    adjustment: str
    exploratory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyComparisons:
    """All comparisons of a study, in the order they came."""

    judged: tuple[Judged, ...]

    def named(self, name: str) -> Judged:
        """The comparison of this name. Raises ValueError when there is none."""
        found = [one for one in self.judged if one.name == name]
        if not found:
            raise ValueError(f"{name} is not among {', '.join(one.name for one in self.judged) or 'none'}.")
        return found[0]

    def as_table(self) -> pd.DataFrame:
        """One row each: ``comparison``, its adjusted p-value, how adjusted, ``exploratory``, an Estimate's fields."""
        keys = tuple(
            {
                "comparison": one.name,
                "adjusted_p_value": one.adjusted_p_value,
                "adjustment": one.adjustment,
                "exploratory": one.exploratory,
            }
            for one in self.judged
        )
        return EstimateTable(estimates=tuple(one.estimate for one in self.judged), keys=keys).as_table()


def many_comparisons(estimates: Mapping[str, Estimate], primary: Collection[str]) -> ManyComparisons:
    """Holm over the comparisons that the plan named primary, Benjamini and Hochberg over the rest, marked exploratory.

    Estimand: that of each Estimate; intervals stay as they are, each for itself.
    Formula: ``adjusted_p_values``: among primary ones the chance of even one false alarm stays below the threshold,
    among the rest the expected share of false alarms does.
    Columns and units: Estimates by name; p-values from 0 to 1.
    Missing: an Estimate without a p-value takes no part and has none afterwards.
    Raises: ValueError for a primary comparison that is not there.
    Source: Holm (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57.
    Checked against R: ``p.adjust(p, "holm")``, ``p.adjust(p, "BH")``.

    >>> from analysis.change.paired import paired_change
    >>> from dataclasses import replace
    >>> change = paired_change(pd.DataFrame({"entry": [1, 2, 3], "exit": [2, 4, 6]}), "entry", "exit")
    >>> planned = {name: replace(change, p_value=p) for name, p in [("mood", 0.03), ("hope", 0.02), ("sleep", 0.04)]}
    >>> found = many_comparisons(planned, primary=["mood", "hope"])
    >>> [(one.name, round(one.adjusted_p_value, 3), one.adjustment) for one in found.judged]
    [('mood', 0.04, 'holm'), ('hope', 0.04, 'holm'), ('sleep', 0.04, 'benjamini_hochberg')]
    """
    absent = sorted(set(primary) - set(estimates))
    if absent:
        raise ValueError(f"Primary: {', '.join(absent)} is not among {', '.join(estimates) or 'none'}.")
    ways = {name: HOLM if name in primary else BENJAMINI_HOCHBERG for name in estimates}
    adjusted: dict[str, float | None] = {}
    for way in OF_THE_LIBRARY:
        names = [name for name in estimates if ways[name] == way]
        adjusted |= dict(zip(names, adjusted_p_values([estimates[name].p_value for name in names], way), strict=True))
    return ManyComparisons(
        judged=tuple(
            Judged(
                name=name,
                estimate=estimate,
                adjusted_p_value=adjusted[name],
                adjustment=ways[name],
                exploratory=ways[name] != HOLM,
            )
            for name, estimate in estimates.items()
        )
    )


def adjusted_p_values(p_values: Sequence[float | None], way: str) -> tuple[float | None, ...]:
    """p-values for as many comparisons as there are, absent ones apart. Raises ValueError for one outside 0 to 1.

    Formula: ``holm``: the i-th smallest of m times m - i + 1, never below the one before, at most 1;
    ``benjamini_hochberg``: the i-th smallest times m / i, never above the one after.

    >>> [round(p, 3) for p in adjusted_p_values([0.01, 0.04, 0.03], "holm")]
    [0.03, 0.06, 0.06]
    """
    if way not in OF_THE_LIBRARY:
        raise ValueError(f"way is {way}; it is {' or '.join(OF_THE_LIBRARY)}.")
    known = [p for p in p_values if p is not None]
    if any(not 0 <= p <= 1 for p in known):
        raise ValueError(f"A p-value stands outside 0 to 1: {', '.join(str(p) for p in known)}.")
    if not known:
        return (None,) * len(p_values)
    found = iter(np.asarray(multipletests(known, method=OF_THE_LIBRARY[way])[1], dtype=np.float64))
    return tuple(None if p is None else float(next(found)) for p in p_values)
