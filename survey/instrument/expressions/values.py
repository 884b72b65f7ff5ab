"""How values turn into text, numbers and truth in expressions: ODK's rules, numbers as JavaScript prints them."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INFINITY = re.compile(r"[+-]?Infinity")
_SPACE = " \t\r\n"
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()


class Answer(str):
    """The text of a question: compares as a number with numbers, as text with text, and is always true alone."""

    __slots__ = ()


Result = Answer | str | float | bool


def number_text(number: float) -> str:
    """A number as JavaScript prints it: ``3`` for 3.0, ``0.30000000000000004``, ``1e-7``, ``Infinity``."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
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
    """The XPath string of a value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_of(value: Result) -> float:
    """The XPath number of a value; a text like ``2026-01-10`` is its days since 1970, other words are NaN."""
    if isinstance(value, (bool, float)):
        return float(value)
    text = value.strip(_SPACE)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return _days(text)
    if _INFINITY.fullmatch(text):
        return float(text)
    return math.nan


def _days(text: str) -> float:
    try:
        return float(datetime.date.fromisoformat(text).toordinal() - _FIRST_DAY)
    except ValueError:
        return math.nan


def truth_of(value: Result) -> bool:
    """The XPath boolean of a value: a question is true even when blank, because its node exists."""
    if isinstance(value, Answer):
        return True
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def equal(left: Result, right: Result) -> bool:
    """XPath ``=``: as truth when one side is a truth value, else as numbers when one is a number, else as texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    if isinstance(left, float) or isinstance(right, float):
        return number_of(left) == number_of(right)
    return str(left) == str(right)


def unequal(left: Result, right: Result) -> bool:
    """XPath ``!=``; with a blank in number context it is true, as in ODK."""
    return not equal(left, right)
