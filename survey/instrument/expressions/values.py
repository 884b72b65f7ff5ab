"""How values turn into text, numbers and truth in expressions: ODK's rules, numbers as JavaScript prints them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

from survey.instrument.expressions.dates import days_of

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITY = re.compile(r"[+-]?Infinity")
_SPACE = " \t\r\n"
_EXACT = 2.0**53


class Node(Protocol):
    """What stands in the tree that expressions walk: an answer, a group, an instance, an item of a list, its column."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def text(self) -> str:
        """Its text, '' when blank or not relevant."""

    @property
    def parent(self) -> Node | None:
        """What it stands in."""

    @property
    def number(self) -> int:
        """Its place among its neighbours of the same name, from 1."""

    @property
    def order(self) -> tuple[int, ...]:
        """Its place among all nodes of its tree."""

    def children(self, name: str) -> Sequence[Node]:
        """The nodes of that name directly in it, all for ``*``."""


class NodeSet:
    """The nodes that a reference or a path finds; alone it reads as its first node, and is true when it has one."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Keep the nodes."""
        self.nodes = nodes


class Day(float):
    """A day, or a moment of one: its days since 1970-01-01, and the text it is written as."""

    __slots__ = ("text",)
    text: str

    @classmethod
    def of(cls, number: float, text: str) -> Day:
        """The day of that number and text."""
        day = cls(number)
        day.text = text
        return day


Result = NodeSet | str | float | bool


def number_text(number: float) -> str:
    """A number as JavaScript prints it: ``3`` for 3.0, ``0.30000000000000004``, ``1e-7``, ``Infinity``."""
    if number != number:
        return "NaN"
    if -_EXACT < number < _EXACT and number == int(number):
        return str(int(number))
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(float(number))).normalize().as_tuple()
    if not isinstance(exponent, int):
        return "NaN"
    figures = "".join(str(digit) for digit in digits)
    return ("-" if sign else "") + _placed(figures, len(figures) + exponent)


def _placed(figures: str, point: int) -> str:
    if len(figures) <= point <= 21:
        return figures + "0" * (point - len(figures))
    if 0 < point <= 21:
        return f"{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + figures
    mantissa = figures[0] + ("." + figures[1:] if len(figures) > 1 else "")
    return f"{mantissa}e{point - 1:+d}"


def text_of(value: Result) -> str:
    """The text of a value: of several nodes that of the first, of what is no number ''."""
    if isinstance(value, str):
        return value
    if isinstance(value, NodeSet):
        return value.nodes[0].text if value.nodes else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Day):
        return value.text
    return "" if value != value else number_text(value)


def number_of(value: Result) -> float:
    """The number of a value; a text like ``2026-01-10`` is its days since 1970, other words and blanks are NaN."""
    if isinstance(value, float):
        return value
    if isinstance(value, NodeSet):
        return number_of_text(value.nodes[0].text) if value.nodes else math.nan
    if isinstance(value, str):
        return 0.0 if value and not value.strip(_SPACE) else number_of_text(value)
    return float(value)


def number_of_text(text: str) -> float:
    """The number that a text writes, of a day its days since 1970; a blank is NaN."""
    number = figure_of(text)
    return days_of(text) if number != number and "-" in text else number


def figure_of(text: str) -> float:
    """The number that a text writes in figures, as JavaScript reads it; NaN for other words."""
    if text.isdecimal() and text.isascii():
        return float(text)
    tidy = text.strip(_SPACE)
    if _NUMBER.fullmatch(tidy) or _INFINITY.fullmatch(tidy):
        return float(tidy)
    return math.nan


def truth_of(value: Result) -> bool:
    """The truth of a value: a question is true even when blank, because its node exists."""
    if isinstance(value, bool):
        return value
    if isinstance(value, NodeSet):
        return bool(value.nodes)
    if isinstance(value, float):
        return value != 0 and value == value
    return bool(value)


def parts_of_set(value: Result) -> Sequence[str | float | bool]:
    """A set of nodes as their texts, any other value as itself: what functions of many values count."""
    return [node.text for node in value.nodes] if isinstance(value, NodeSet) else (value,)


def _same(left: Result, right: Result) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        return number_of(left) == number_of(right)
    return left == right


def equal(left: Result, right: Result) -> bool:
    """``=``: as truth when one side is a truth value, else as numbers when one is a number, else as texts.

    Of several nodes any may be equal.
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    one, other = _single(left), _single(right)
    if not isinstance(one, NodeSet) and not isinstance(other, NodeSet):
        return _same(one, other)
    ours, theirs = parts_of_set(left), parts_of_set(right)
    if len(ours) > 1 and len(theirs) > 1:  # both are nodes: their texts decide
        return not set(ours).isdisjoint(theirs)
    return any(_same(one, other) for one in ours for other in theirs)


def unequal(left: Result, right: Result) -> bool:
    """``!=``: what is no number differs from every number; of several nodes any may differ."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) != truth_of(right)
    one, other = _single(left), _single(right)
    if not isinstance(one, NodeSet) and not isinstance(other, NodeSet):
        return not _same(one, other)
    ours, theirs = parts_of_set(left), parts_of_set(right)
    if len(ours) > 1 and len(theirs) > 1:
        return len({*ours, *theirs}) > 1
    return any(not _same(one, other) for one in ours for other in theirs)


def _single(value: Result) -> Result:
    """One node as its text."""
    return value.nodes[0].text if isinstance(value, NodeSet) and len(value.nodes) == 1 else value


Comparison = Callable[[float, float], bool]


def ordered(compare: Comparison, left: Result, right: Result, *, upwards: bool) -> bool:
    """``<`` and its like, always by number; of several nodes any pair may be in order."""
    if not _are_many(left) and not _are_many(right):
        return compare(number_of(left), number_of(right))
    ours, theirs = _numbers(left), _numbers(right)
    if not ours or not theirs:
        return False
    return compare(min(ours), max(theirs)) if upwards else compare(max(ours), min(theirs))


def _are_many(value: Result) -> bool:
    return isinstance(value, NodeSet) and len(value.nodes) > 1


def _numbers(value: Result) -> Sequence[float]:
    numbers = [number_of(each) for each in parts_of_set(value)]
    return [number for number in numbers if number == number]
