"""Functions of points on Earth: distance along a line, area within one."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from survey.instrument.expressions.context import MANY, Context, Function, Part
from survey.instrument.expressions.functions.reading import many_texts
from survey.instrument.expressions.values import Result

_RADIUS = 6_378_100.0  # metres; ODK's figure
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_Point = tuple[float, float]


def _points(context: Context, parts: tuple[Part, ...]) -> list[_Point]:
    """The points of geopoints, traces and shapes, latitude first; raises ValueError for what is none."""
    texts = many_texts(context, parts)
    if len(texts) == 1:
        texts = re.sub(r"(?:\s*;)+\s*$", "", texts[0]).split(";")
    context.form.spend(len(texts))
    return [_point(text) for text in texts]


def _point(text: str) -> _Point:
    numbers = text.split()
    if not 2 <= len(numbers) <= 4 or not all(_NUMBER.fullmatch(number) for number in numbers):
        raise ValueError("no point")
    latitude, longitude = float(numbers[0]), float(numbers[1])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError("no point")
    return latitude, longitude


def _radians(degrees: float) -> float:
    return degrees * math.pi / 180  # in this order, as ODK, so that the centimetres agree


def _distance(context: Context, *given: Part) -> Result:
    points = _points(context, given)
    if len(points) < 2:
        raise ValueError("a distance needs two points")
    return _rounded(sum(_between(start, end) for start, end in pairwise(points)))


def _between(start: _Point, end: _Point) -> float:
    here, there, turn = _radians(start[0]), _radians(end[0]), _radians(start[1] - end[1])
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)
    return math.acos(min(max(cosine, -1.0), 1.0)) * _RADIUS


def _area(context: Context, *given: Part) -> Result:
    try:
        points = _points(context, given)
    except ValueError:
        return 0.0
    if len(points) < 3:
        return 0.0
    closed = points if points[0] == points[-1] else [*points, points[0]]
    total = 0.0
    for start, end in pairwise(closed):
        total += _radians(end[1] - start[1]) * (2 + math.sin(_radians(end[0])) + math.sin(_radians(start[0])))
    return abs(_rounded(total * _RADIUS * _RADIUS / 2))


def _rounded(metres: float) -> float:
    return math.floor(metres * 100 + 0.5) / 100


FUNCTIONS = (
    Function("distance", 1, MANY, _distance),
    Function("area", 1, 1, _area),
)
