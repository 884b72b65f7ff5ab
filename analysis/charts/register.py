"""The people who answered beside the register they come from, as shares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart, Table, nothing_to_show, share
from analysis.charts.specification import Axis, Entry, Heading, Legend, Point, Row, Rows, Text
from analysis.charts.ticks import round_step, ticks
from analysis.results import Cell, Finding

COLUMNS = (
    "variable",
    "category",
    "respondents",
    "respondents_percent",
    "register",
    "register_percent",
    "difference",
    "dissimilarity",
    "cramers_v",
)


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

    @property
    def respondents(self) -> int:
        """Respondents of a known category."""
        return sum(category.respondents for category in self.categories)

    @property
    def register(self) -> int:
        """People of the register of a known category."""
        return sum(category.register for category in self.categories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One category's shares in percent and their difference in percentage points."""

    variable: Variable
    category: Category
    respondents: float
    register: float

    @property
    def difference(self) -> float:
        """Respondents minus register."""
        return self.respondents - self.register


def register_chart(variables: Sequence[Variable], *, name: str = "register") -> Chart:
    """Two points per category; the finding is the largest difference in percentage points, with n of both."""
    compared = [found for variable in variables for found in _compared(variable)]
    shown = [variable for variable in variables if variable.respondents and variable.register]
    most = max(shown, key=lambda variable: variable.respondents, default=None)
    return Chart(
        name=name,
        kind="register",
        specification=_picture(variables, compared) if compared else None,
        table=Table(COLUMNS, tuple(_table_row(found) for found in compared)),
        finding=_finding(compared) if compared else nothing_to_show(variable.hidden for variable in variables),
        n=most.respondents if most else 0,
        missing=most.respondents_missing if most else 0,
        unit="percent",
    )


def dissimilarity(variable: Variable) -> float:
    """Half the sum of the differences of shares, in percentage points: how many would have to be of another category.

    >>> variable = Variable(variable="site", categories=(Category("north", 30, 50), Category("south", 10, 50)))
    >>> dissimilarity(variable)
    25.0
    """
    return sum(abs(found.difference) for found in _compared(variable)) / 2


def cramers_v(variable: Variable) -> float | None:
    """How much answering goes with the variable, 0 to 1: Cramér's V of respondents against the others of the register.

    >>> variable = Variable(variable="site", categories=(Category("north", 30, 50), Category("south", 10, 50)))
    >>> round(cramers_v(variable), 4)
    0.4082
    """
    answered, everyone = variable.respondents, variable.register
    if not 0 < answered < everyone:
        return None
    rate = answered / everyone
    # Chi-squared of a table of two columns: the spread of the response rates, weighted by the categories' sizes.
    known = [category for category in variable.categories if category.register]
    spread = sum(category.register * (category.respondents / category.register - rate) ** 2 for category in known)
    return math.sqrt(spread / (rate * (1 - rate)) / everyone) if len(known) > 1 else None


def _compared(variable: Variable) -> Iterator[Compared]:
    for category in variable.categories:
        mine, theirs = share(category.respondents, variable.respondents), share(category.register, variable.register)
        if mine is not None and theirs is not None:
            yield Compared(variable=variable, category=category, respondents=mine, register=theirs)


def _table_row(found: Compared) -> tuple[Cell, ...]:
    return (
        found.variable.variable,
        found.category.category,
        found.category.respondents,
        found.respondents,
        found.category.register,
        found.register,
        found.difference,
        dissimilarity(found.variable),
        cramers_v(found.variable),
    )


def _finding(compared: Sequence[Compared]) -> Finding:
    farthest = max(compared, key=lambda found: abs(found.difference))
    return Finding(
        "register_difference",
        {
            "variable": farthest.variable.variable,
            "category": farthest.category.category,
            "respondents_percent": farthest.respondents,
            "register_percent": farthest.register,
            "difference": farthest.difference,
            "respondents": farthest.variable.respondents,
            "register": farthest.variable.register,
        },
    )


def _picture(variables: Sequence[Variable], compared: Sequence[Compared]) -> Rows:
    largest = max(max(found.respondents, found.register) for found in compared)
    step = round_step(largest, 5)
    high = min(100.0, math.ceil(largest / step) * step)
    legend = Legend(
        (
            Entry(label="point:respondents", shape="circle", filled=True),
            Entry(label="point:register", shape="diamond", filled=False),
        )
    )
    lines: list[Row | Heading | Legend] = [legend]
    for variable in variables:
        rows = [_row(found) for found in _compared(variable)]
        empty = Row(label=variable.variable, note=variable.hidden or "note:no_answers")
        lines += [Heading(variable.variable), *rows] if rows else [empty]
    axis = Axis(low=0, high=high, title="axis:register", ticks=ticks(0, high), references=(0,))
    return Rows(axis=axis, lines=tuple(lines), sides=("side:respondents", "side:register"))


def _row(found: Compared) -> Row:
    """The register's open diamond beneath, the respondents' filled circle on it: both show where they meet."""
    mine, theirs = _percent(found.respondents), _percent(found.register)
    return Row(
        label=found.category.category,
        points=(
            Point(value=found.register, shape="diamond", filled=False, name="point:register", label=theirs),
            Point(value=found.respondents, shape="circle", filled=True, name="point:respondents", label=mine),
        ),
        sides=(mine, theirs),
        linked=True,
    )


def _percent(value: float) -> Text:
    return Text("number:percent", (("value", value),), 0)
