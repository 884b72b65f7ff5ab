"""Which means of a scale would tell of answers to its items that are told together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.alike import telling_bases
from analysis.disclosure.means import narrows
from survey.findings.figures.items import ONE_ITEM, codes_of, options_of, table_of
from survey.findings.material import Material
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.scales import AskedScale, Numbers


def tells_of_answers(material: Material, protection: Protection, base: Base, scale: str, wave: str) -> str:
    """Why the mean of a scale is closed beside the answers to its items; '' when it is not."""
    key = ("narrow", wave, scale)
    if key not in protection.alike:
        protection.alike[key] = _telling(material, protection, scale, wave)
    return ONE_ITEM if base in protection.alike[key] else ""


def _telling(material: Material, protection: Protection, scale: str, wave: str) -> frozenset[Base]:
    asked = next(each for each in material.scales if each.name == scale)
    counts = [_counts(material, protection, asked, item, wave) for item in asked.rule.items]
    values = [item_worth(material, asked, item) for item in asked.rule.items]
    tables = [table_of(material, protection, item, wave) for item in asked.rule.items]
    partly, blank = _incomplete(material, protection, asked, wave)

    def tells(base: Base, parts: Sequence[Base], members: NDArray[np.bool_]) -> bool:
        groups = [
            table.groups if table.groups and table.cells.keys() >= {base, *parts} else (tuple(range(len(value))),)
            for table, value in zip(tables, values, strict=True)
        ]
        whole = all(len(group) == 1 for partition in groups for group in partition)
        if whole and 0 < partly[members].sum() < protection.minimum_cell and not blank[members].any():
            return True
        inside = [count[members].sum(axis=0) for count in counts]
        return narrows(inside, values, groups, minimum_cell=protection.minimum_cell)

    return telling_bases(protection.places[wave].table, protection.openings[wave], tells)


def _incomplete(
    material: Material, protection: Protection, asked: AskedScale, wave: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """At each place, who answered some items and has no score, and who has one though an item is blank.

    Where every answer to every item is told, and none of the latter makes it uncertain, the mean tells the answers of
    the former.
    """
    rows = material.populations[wave].rows
    answered = np.array([codes_of(material, item)[rows] >= 0 for item in asked.rule.items])
    without = np.isnan(material.scores[asked.name][rows])
    kinds = np.select([answered.any(axis=0) & without, ~answered.all(axis=0) & ~without], [0, 1], -1)
    counted = protection.places[wave].counts(kinds.astype(np.int64), ("partly", "blank"))
    return counted["partly"].to_numpy(dtype=np.int64), counted["blank"].to_numpy(dtype=np.int64)


def _counts(material: Material, protection: Protection, asked: AskedScale, item: str, wave: str) -> NDArray[np.int64]:
    """How many with a score gave each answer to an item, at each place."""
    rows = material.populations[wave].rows
    codes = np.where(np.isnan(material.scores[asked.name][rows]), -1, codes_of(material, item)[rows])
    names = options_of(material, item).order
    counts: NDArray[np.int64] = protection.places[wave].counts(codes, names)[list(names)].to_numpy(dtype=np.int64)
    return counts


def item_worth(material: Material, asked: AskedScale, item: str) -> Numbers:
    """What each answer adds to the score, from 0 to 1."""
    low, high = asked.rule.item_ranges[item]
    shares = (np.array(options_of(material, item).order, dtype=np.float64) - low) / (high - low)
    return 1 - shares if item in asked.rule.reverse else shares
