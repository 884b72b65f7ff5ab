"""The answers to each item of a scale: stacked bars that part at the middle of the options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One option, or neighbouring ones that were merged, in the order of the list; how many chose it."""

    options: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """The answers to one item. Shares are of ``n``, the people who answered; the rest is told as numbers.

    neutral: the position of the neutral option among all options before merging, None when there is none.
    missing: everyone without an answer; not_answered, refused: two parts of it, both None where the parts are not told.
    hidden: the key that says why the options are not shown ('' when they are); n and missing are told all the same.
    """

    question: str
    options: tuple[ItemOption, ...]
    neutral: int | None
    n: int
    missing: int
    not_answered: int | None = None
    refused: int | None = None
    hidden: str = ""
    ordered: bool = True


def items_chart(rows: Sequence[ItemRow], *, scale: str, name: str = "") -> Chart:
    """A bar per item; the finding names the item with most people at the agreeing end, and at the other end.

    name: ``items.SCALE`` when not given.
    """
    raise NotImplementedError
