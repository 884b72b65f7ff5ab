"""The people who answered beside the register they come from, as shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Category:
    """How many respondents and how many people of the register (respondents among them) are of one category."""

    category: str
    respondents: int
    register: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable of the register. A share is of the people whose category is known.

    respondents_missing, register_missing: how many are of no known category. hidden: the key that says why a variable
    is not shown ('' when it is); it then has no categories.
    """

    variable: str
    categories: tuple[Category, ...]
    respondents_missing: int = 0
    register_missing: int = 0
    hidden: str = ""


def register_chart(variables: Sequence[Variable], *, name: str = "register") -> Chart:
    """Two points per category; the finding is the largest difference in percentage points, with n of both."""
    raise NotImplementedError
