"""Places on the earth as people type them, in any numerals, and as ODK stores them."""

from __future__ import annotations

import re
from decimal import Decimal

from survey.instrument.numerals import western
from survey.instrument.question_type import Mistake

MOST_DECIMALS = 9
"""A tenth of a millimetre; no receiver knows better."""
MOST_POINTS = 500
_NUMBER = r"[+-]?[0-9]{1,7}(?:[.,][0-9]{0,20})?"
_POINT = re.compile(rf"({_NUMBER})°?(?:\s*[,;/]\s+|\s+)({_NUMBER})°?(?:\s+({_NUMBER})(?:\s+({_NUMBER}))?)?")
_WITHOUT_SPACE = re.compile(r"([+-]?[0-9]{1,3}\.[0-9]+),([+-]?[0-9]{1,3}\.[0-9]+)")


def typed_point(text: str) -> str:
    """``48.85 2.35``, or with altitude and accuracy ``48.85 2.35 0 12``; raises Mistake for what is no place."""
    plain = western(text)
    pair = _WITHOUT_SPACE.fullmatch(plain)
    found = _POINT.fullmatch(f"{pair[1]} {pair[2]}" if pair else plain)
    if found is None:
        raise Mistake("not_a_point")
    numbers = [Decimal(each.replace(",", ".")) for each in found.groups() if each]
    if abs(numbers[0]) > 90:
        raise Mistake("not_a_latitude")
    if abs(numbers[1]) > 180:
        raise Mistake("not_a_longitude")
    if len(numbers) == 4 and numbers[3] < 0:
        raise Mistake("not_a_point")
    return " ".join(_written(each) for each in numbers)


def typed_points(text: str, least: int) -> tuple[str, ...]:
    """The points of a line, one on each line or after each ``;``, each with altitude and accuracy."""
    points = tuple(_whole(typed_point(each)) for each in re.split(r"[;\n]", text) if each.strip())
    if len(points) < least:
        raise Mistake("too_few_points", minimum=least)
    if len(points) > MOST_POINTS:
        raise Mistake("too_many_points", maximum=MOST_POINTS)
    return points


def _whole(point: str) -> str:
    parts = point.split(" ")
    return " ".join([*parts, *["0"] * (4 - len(parts))])


def short(point: str) -> str:
    """A point as it is typed: latitude and longitude, with the rest where it says something."""
    parts = point.split(" ")
    return " ".join(parts[:2] if set(parts[2:]) <= {"0"} else parts)


def _written(number: Decimal) -> str:
    text = f"{round(number, MOST_DECIMALS):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
