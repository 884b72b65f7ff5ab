"""Which means would tell of everyone: those of people who all have the same value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
    return telling_bases(places, opening, lambda _base, _parts, members: _same(lowest[members], highest[members]))


def telling_bases(
    places: pd.DataFrame, opening: Opening, tells: Callable[[Base, Sequence[Base], NDArray[np.bool_]], bool]
) -> frozenset[Base]:
    """The open bases whose mean must stay closed, by whom a mean tells of: ``tells`` is asked of each group.

    It is given an open base, none or all of its open parts by one dimension, and which places the parts leave of the
    base; where it says yes, no base of these dimensions is open.

    >>> from analysis.disclosure.bases import open_bases
    >>> opening = open_bases(pd.DataFrame({"arm": ["a"] * 12 + ["b"] * 20}), ["arm"], minimum_cell=10)
    >>> places = pd.DataFrame({"arm": ["a", "b"]})
    >>> sorted(telling_bases(places, opening, lambda base, parts, members: base == (("arm", "a"),)))
    [(('arm', 'a'),), (('arm', 'b'),)]
    """
    inside = _members(places, opening)
    rows = np.array([*inside.values()]).reshape(len(inside), -1)
    within = (rows.astype(np.int64) @ ~rows.T) == 0
    of_names: dict[frozenset[str], list[int]] = {}
    for at, base in enumerate(inside):
        of_names.setdefault(_names(base), []).append(at)
    told = {_names(base) for base, members in inside.items() if tells(base, (), members)}
    bases = tuple(inside)
    for at, base in enumerate(bases):
        for dimension in opening.dimensions:
            # an arm of a site, but also a site of its region
            kinds = [numbers for names, numbers in of_names.items() if names - _names(base) == {dimension}]
            parts = [part for numbers in kinds for part in numbers if within[part, at]]
            chosen = tuple(bases[part] for part in parts)
            if parts and tells(base, chosen, rows[at] & ~rows[parts].any(axis=0)):
                told |= {_names(part) for part in chosen}
    return frozenset(base for base in inside if any(each <= _names(base) for each in told))


def _members(places: pd.DataFrame, opening: Opening) -> dict[Base, NDArray[np.bool_]]:
    """Which places stand in each open base."""
    alone = {
        pair: (places[pair[0]] == pair[1]).to_numpy(dtype=bool, na_value=False)
        for pair in {pair for base in opening.open for pair in base}
    }
    every = np.ones(len(places), dtype=bool)
    return {base: np.logical_and.reduce([every, *(alone[pair] for pair in base)]) for base in opening.open}


def _names(base: Base) -> frozenset[str]:
    return frozenset(name for name, _value in base)


def _same(lowest: Numbers, highest: Numbers) -> bool:
    ends = np.concatenate([lowest, highest])
    known = ends[~np.isnan(ends)]
    return bool(known.size) and are_equal(known, max(1.0, largest(known)))
