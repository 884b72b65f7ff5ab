"""Functions of days and times, all by the one clock of the filling."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping

from survey.instrument.expressions.calendar_names import months_and_days
from survey.instrument.expressions.context import Context, Function, Part
from survey.instrument.expressions.dates import (
    FIRST_DAY,
    days_of,
    days_until,
    moment_at,
    moment_of,
    moment_text,
    padded,
    part_of_day,
)
from survey.instrument.expressions.functions.reading import text
from survey.instrument.expressions.values import Day, Result, number_of, text_of

_LETTERS: Mapping[str, Callable[[datetime.datetime, str], str]] = {
    "%Y": lambda moment, language: f"{moment.year:04}",
    "%y": lambda moment, language: f"{moment.year:04}"[2:],
    "%m": lambda moment, language: f"{moment.month:02}",
    "%n": lambda moment, language: str(moment.month),
    "%b": lambda moment, language: months_and_days(language)[0][moment.month - 1],
    "%d": lambda moment, language: f"{moment.day:02}",
    "%e": lambda moment, language: str(moment.day),
    "%a": lambda moment, language: months_and_days(language)[1][moment.weekday()],
    "%H": lambda moment, language: f"{moment.hour:02}",
    "%h": lambda moment, language: str(moment.hour),
    "%M": lambda moment, language: f"{moment.minute:02}",
    "%S": lambda moment, language: f"{moment.second:02}",
    "%3": lambda moment, language: f"{moment.microsecond // 1000:03}",
}
_LETTER = re.compile("%.", re.DOTALL)


def _today(context: Context) -> Result:
    day = context.form.moment.date()
    return Day.of(float(day.toordinal() - FIRST_DAY), day.isoformat())


def _now(context: Context) -> Result:
    return _day(context.form.moment.replace(tzinfo=None))


def _day(moment: datetime.datetime | None) -> Result:
    return math.nan if moment is None else Day.of(days_until(moment), moment_text(moment))


def _date(context: Context, value: Part) -> Result:
    given = value(context)
    if isinstance(given, bool):
        return ""
    if isinstance(given, float):
        return _day(_moment(given))
    read = text_of(given)
    return _day(moment_of(padded(read))) if read else ""


def _moment(days: float) -> datetime.datetime | None:
    return None if math.isnan(days) else moment_at(days)


def _decimal_date_time(context: Context, value: Part) -> Result:
    given = value(context)
    return number_of(given) + 0.0 if isinstance(given, float) else days_of(text_of(given))


def _decimal_time(context: Context, value: Part) -> Result:
    return part_of_day(text(context, value))


def _formatted(context: Context, value: Part, pattern: Part) -> Result:
    moment = moment_of(text_of(value(context)))
    if moment is None:
        return ""
    language = context.form.language
    return _LETTER.sub(
        lambda found: _LETTERS[found[0]](moment, language) if found[0] in _LETTERS else found[0],
        text(context, pattern),
    )


FUNCTIONS = (
    Function("today", 0, 0, _today),
    Function("now", 0, 0, _now),
    Function("date", 1, 1, _date),
    Function("date-time", 1, 1, _date),
    Function("decimal-date-time", 1, 1, _decimal_date_time),
    Function("decimal-time", 1, 1, _decimal_time),
    Function("format-date", 2, 2, _formatted),
    Function("format-date-time", 2, 2, _formatted),
)
