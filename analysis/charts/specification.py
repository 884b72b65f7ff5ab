"""What a picture shows, without a language or a size: all that the renderers know of a chart.

A text is a key, or several joined by ``BETWEEN``; '' is no text. Positions are values of the axis, start before end: a
renderer mirrors the whole picture where a language runs from right to left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

Tone = Literal[
    "low_strong",
    "low_middle",
    "low_light",
    "neutral_strong",
    "neutral",
    "neutral_light",
    "high_light",
    "high_middle",
    "high_strong",
    "crowd",
]
"""The colour of a bar by what it stands for; both sides of a middle have the same three strengths."""
Shape = Literal["square", "circle", "diamond", "triangle"]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of ``key`` with named numbers in it, or a number alone (key ''). An int is written without decimals."""

    key: str = ""
    values: tuple[tuple[str, float], ...] = ()
    decimals: int = 0
    signed: bool = False


def number(value: float, decimals: int = 0, *, signed: bool = False) -> Text:
    """A number as a text of its own."""
    return Text("", (("value", value),), decimals, signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The values a picture reaches from and to. ticks: where a value is written; references: where a line stands.

    names: what is written at the ticks in place of their values, where these are no numbers to be told.
    """

    low: float
    high: float
    title: str = ""
    ticks: tuple[float, ...] = ()
    references: tuple[float, ...] = ()
    signed: bool = False
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"An axis reaches from {self.low} to {self.high}; give it a length.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a bar. name: what it counts; label: written on it where it fits; hover: told where it is pointed at.

    hatched: several steps or options merged into one.
    """

    start: float
    end: float
    tone: Tone
    name: str
    label: Text
    hover: Text
    hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value with its interval, if any. filled: told apart from open ones by a meaning the chart's page explains."""

    value: float
    low: float | None = None
    high: float | None = None
    shape: Shape
    filled: bool
    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Third:
    """A third of the people, its range where that is told, and the numbers of the interviews of people in it."""

    label: str
    bounds: Text | None
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a picture. sides: numbers at its end, one per side column. note: why nothing is drawn, '' if drawn.

    linked: the points are joined by a thin line. thirds: the interviewed people, in three blocks beneath the row.
    """

    label: str
    segments: tuple[Segment, ...] = ()
    points: tuple[Point, ...] = ()
    sides: tuple[Text | None, ...] = ()
    note: str = ""
    linked: bool = False
    thirds: tuple[Third, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows beneath it have in common."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sign of a legend: a bar of this tone, a point of this shape, or a thin line."""

    label: str
    tone: Tone = "neutral"
    hatched: bool = False
    shape: Shape | None = None
    filled: bool = True
    line: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Legend:
    """What the signs of the rows beneath it mean."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A picture of rows with their labels before and their numbers after. sides: titles of the columns of numbers."""

    axis: Axis
    lines: tuple[Row | Heading | Legend, ...]
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column from ``start`` to ``end`` of the axis whose area is its people. name: its range in words."""

    start: float
    end: float
    people: int
    name: Text
    label: Text
    hover: Text
    tone: Tone = "crowd"
    hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A picture of columns over an axis, with the thirds beneath it. dividers: where one third ends.

    band: two values between which nothing is told apart from chance; each has a dashed line from top to foot.
    """

    axis: Axis
    columns: tuple[Column, ...]
    dividers: tuple[float, ...] = ()
    thirds: tuple[Third, ...] = ()
    legend: Legend | None = None
    band: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PairLine:
    """A line from a value of the first time to one of the last, and how many people go this way."""

    before: float
    after: float
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A picture of lines between two times, the first above the last. ends: what these times are called.

    points: a value at each of them, joined in ink; () where there is none.
    """

    axis: Axis
    legend: Legend
    ends: tuple[str, str]
    lines: tuple[PairLine, ...]
    points: tuple[Point, ...] = ()


Specification = Rows | Columns | Pairs

_KEYS = {"key", "title", "name", "label", "note", "sides"}
_SEVERAL: dict[str, type] = {"sides": Rows, "ends": Pairs, "names": Axis}


def keys(part: object) -> Iterator[str]:
    """Every key whose text a picture asks for, joined ones as they stand."""
    if isinstance(part, tuple):
        for piece in part:
            yield from keys(piece)
    elif is_dataclass(part):
        for field in fields(part):
            held = getattr(part, field.name)
            if field.name in _KEYS and isinstance(held, str):
                yield from [held] if held else []
            elif field.name in _SEVERAL and isinstance(part, _SEVERAL[field.name]):
                yield from (title for title in held if title)
            else:
                yield from keys(held)
