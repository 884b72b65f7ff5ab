"""Functions of numbers: conversion, rounding, sums, powers, angles."""

from __future__ import annotations

import math
from collections.abc import Callable

from survey.instrument.expressions.context import MANY, Context, Function, Part
from survey.instrument.expressions.functions.reading import many, own_text
from survey.instrument.expressions.values import Day, Result, number_of, number_of_text, text_of


def _number(context: Context, *value: Part) -> Result:
    if not value:
        return number_of_text(own_text(context, value))
    given = value[0](context)
    if isinstance(given, float):
        return given
    number = number_of(given)
    if isinstance(given, bool) or "T" not in text_of(given) or math.isnan(number):
        return number
    return Day.of(number, str(math.floor(number)))  # a moment counts its hours, and is written as its day


def _of_number(compute: Callable[[float], float]) -> Callable[[Context, Part], Result]:
    """A function of one number; what has no answer, as the root of -1, is no number."""

    def evaluate(context: Context, value: Part) -> Result:
        number = number_of(value(context))
        try:
            return number if math.isnan(number) else float(compute(number))
        except (ValueError, OverflowError):
            return math.nan

    return evaluate


def _rounded_down(number: float) -> float:
    return number if math.isinf(number) else math.floor(number)


def _rounded_up(number: float) -> float:
    return number if math.isinf(number) else math.ceil(number)


def _whole(number: float) -> float:
    return number if math.isinf(number) else math.trunc(number)


def _round(context: Context, value: Part, *places: Part) -> Result:
    number = number_of(value(context))
    decimals = number_of(places[0](context)) if places else 0.0
    if math.isnan(number) or math.isnan(decimals):
        return math.nan
    try:
        shift = 10.0**decimals
        rounded = math.floor(abs(number) * shift + 0.5) / shift
    except (OverflowError, ZeroDivisionError, ValueError):
        return math.nan if not math.isinf(number) else number
    return math.copysign(rounded, number)


def _power(context: Context, base: Part, exponent: Part) -> Result:
    left, right = number_of(base(context)), number_of(exponent(context))
    if math.isnan(left) or math.isnan(right):
        return math.nan
    try:
        return math.pow(left, right)
    except OverflowError:
        return -math.inf if left < 0 and right % 2 == 1 else math.inf
    except ValueError:  # the root of a negative number, a power of nought
        return math.nan if left else math.inf


def _logarithm(log: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else log(number)


def _exponential(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


def _power_of_ten(number: float) -> float:
    try:
        return math.pow(10.0, number)
    except OverflowError:
        return math.inf


def _angle(context: Context, y: Part, x: Part) -> Result:
    up, right = number_of(y(context)), number_of(x(context))
    return math.nan if math.isnan(up) or math.isnan(right) else math.atan2(up, right)


def _pi(context: Context) -> Result:
    return math.pi


def _sum(context: Context, value: Part) -> Result:
    numbers = [number_of(each) for each in many(context, (value,))]
    return math.nan if not numbers else _added(numbers)


def _added(numbers: list[float]) -> float:
    total = 0.0
    for number in numbers:  # one by one as ODK adds, not rounded as `sum` would
        total += number
    return total


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Result]:
    def evaluate(context: Context, *given: Part) -> Result:
        numbers = [number_of(each) for each in many(context, given)]
        return math.nan if not numbers or any(map(math.isnan, numbers)) else float(choose(numbers))

    return evaluate


FUNCTIONS = (
    Function("number", 0, 1, _number),
    Function("int", 1, 1, _of_number(_whole)),
    Function("floor", 1, 1, _of_number(_rounded_down)),
    Function("ceiling", 1, 1, _of_number(_rounded_up)),
    Function("round", 1, 2, _round),
    Function("abs", 1, 1, _of_number(abs)),
    Function("pow", 2, 2, _power),
    Function("sqrt", 1, 1, _of_number(math.sqrt)),
    Function("exp", 1, 1, _of_number(_exponential)),
    Function("exp10", 1, 1, _of_number(_power_of_ten)),
    Function("log", 1, 1, _of_number(_logarithm(math.log))),
    Function("log10", 1, 1, _of_number(_logarithm(math.log10))),
    Function("pi", 0, 0, _pi),
    Function("sin", 1, 1, _of_number(math.sin)),
    Function("cos", 1, 1, _of_number(math.cos)),
    Function("tan", 1, 1, _of_number(math.tan)),
    Function("asin", 1, 1, _of_number(math.asin)),
    Function("acos", 1, 1, _of_number(math.acos)),
    Function("atan", 1, 1, _of_number(math.atan)),
    Function("atan2", 2, 2, _angle),
    Function("sum", 1, 1, _sum),
    Function("max", 1, MANY, _extreme(max)),
    Function("min", 1, MANY, _extreme(min)),
)
