"""What a calculated text becomes where its question is bound to a type, as ODK casts it."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext

from survey.instrument.definition import Question
from survey.instrument.expressions.values import figure_of

_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
_FIGURES = 20
_PRECISION = 400  # the largest number has 309 figures before its point
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?)?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?")


def cast(question: Question, text: str) -> str:
    """The text that a question of this type stores, '' for what its type cannot hold."""
    kind = question.columns.get("bind::type", question.type)
    return _CASTS[kind](text) if text and kind in _CASTS else text


def bound_number(question: Question) -> str:
    """``integer`` or ``decimal`` where what a question works out is such a number, '' where it is something else."""
    return _NUMBERS.get(question.columns.get("bind::type", question.type), "")


def number_of(question: Question, text: str) -> int | float | None:
    """The number that a text worked out for a question is, None where it is bound as something else."""
    kind = bound_number(question)
    found = _CASTS[kind](text) if kind else ""
    if not found:
        return None
    return int(found) if kind == "integer" else float(found)


def _integer(text: str) -> str:
    number = figure_of(text)
    if math.isnan(number) or math.isinf(number):
        return ""
    return str(math.trunc(number)) if _SMALLEST <= math.trunc(number) <= _LARGEST else ""


def _decimal(text: str) -> str:
    number = figure_of(text)
    return "" if math.isnan(number) or math.isinf(number) else decimal_text(number)


def decimal_text(number: float) -> str:
    """A number as ODK stores a decimal: ``1.0``, never with an exponent, at most twenty figures after the point."""
    with localcontext(prec=_PRECISION):
        plain = f"{round(Decimal(repr(number)), _FIGURES):f}"
    whole, _, part = plain.partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        return datetime.date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""


def _moment(text: str) -> str:
    date, _, time = text.partition("T")
    return text if _date(date) and _time(time) else ""


def _time(text: str) -> str:
    try:
        return text if _TIME.fullmatch(text) and datetime.time.fromisoformat(text[:8]) is not None else ""
    except ValueError:
        return ""


_CASTS: Mapping[str, Callable[[str], str]] = {
    "integer": _integer,
    "int": _integer,
    "decimal": _decimal,
    "date": _date,
    "today": _date,
    "dateTime": _moment,
    "datetime": _moment,
    "start": _moment,
    "end": _moment,
    "time": _time,
}
_NUMBERS = {"integer": "integer", "int": "integer", "decimal": "decimal"}
