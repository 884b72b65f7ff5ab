"""Which means would tell of everyone: those of people who all have the same value."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.bases import Opening
from analysis.disclosure.lattice import Base
from analysis.precision import Numbers, are_equal, largest


def alike_bases(places: pd.DataFrame, lowest: Numbers, highest: Numbers, opening: Opening) -> frozenset[Base]:
    """The open bases whose mean must stay closed, since with it one could tell everyone's value in some group.

    Rule: where all of an open base, or all whom its open parts by one dimension leave of it, have the same value, no
    base of these dimensions is open.
    Columns of ``places``: one per dimension, a row per place. ``lowest`` and ``highest``: of the values known there,
    NaN where there is none. Missing: a place without a known value counts for nothing.

    >>> from analysis.disclosure.bases import open_bases
    >>> opening = open_bases(pd.DataFrame({"arm": ["a"] * 12 + ["b"] * 20}), ["arm"], minimum_cell=10)
    >>> places = pd.DataFrame({"arm": ["a", "b"]})
    >>> sorted(alike_bases(places, np.array([50.0, 0.0]), np.array([50.0, 100.0]), opening))
    [(('arm', 'a'),), (('arm', 'b'),)]
    """
    inside = {base: _members(places, base) for base in opening.open}
    told: set[frozenset[str]] = set()
    for base, members in inside.items():
        of_base = frozenset(name for name, _value in base)
        if _same(lowest[members], highest[members]):
            told.add(of_base)
        for dimension in set(opening.dimensions) - of_base:
            parts = [inside[part] for part in inside if _is_part(part, base, dimension)]
            rest = members & ~np.logical_or.reduce(parts)
            if parts and _same(lowest[rest], highest[rest]):
                told.add(of_base | {dimension})
    return frozenset(base for base in inside if any(each <= {name for name, _value in base} for each in told))


def _members(places: pd.DataFrame, base: Base) -> NDArray[np.bool_]:
    members = np.ones(len(places), dtype=bool)
    for name, value in base:
        members &= (places[name] == value).to_numpy(dtype=bool, na_value=False)
    return members


def _is_part(part: Base, base: Base, dimension: str) -> bool:
    """Whether one base is the part of another that has some value of ``dimension``."""
    return len(part) == len(base) + 1 and set(base) < set(part) and any(name == dimension for name, _value in part)


def _same(lowest: Numbers, highest: Numbers) -> bool:
    ends = np.concatenate([lowest, highest])
    known = ends[~np.isnan(ends)]
    return bool(known.size) and are_equal(known, max(1.0, largest(known)))
