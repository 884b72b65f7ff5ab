"""The functions an expression may call: one table from name to what it does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from survey.instrument.expressions.values import Result, number_of, text_of, truth_of

MAXIMUM_PATTERN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is evaluated on: texts by question name, the text of ``.``, the day."""

    answers: Mapping[str, str]
    current: str
    today: datetime.date


Part = Callable[[Context], Result]


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how many arguments it takes and what it returns for unevaluated ones."""

    name: str
    least: int
    most: int
    evaluate: Callable[..., Result]


class PatternError(ValueError):
    """A pattern that the linear-time engine does not take, such as one with look-ahead."""


@lru_cache(maxsize=512)
def compiled_pattern(pattern: str) -> Any:
    """A pattern compiled by re2, whose time is linear in the text; raises PatternError."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAXIMUM_PATTERN_MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        reason = error.args[0] if error.args else ""
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(told) from None


def _words(text: str) -> list[str]:
    return text.split() or [""]


def _selected(context: Context, chosen: Part, name: Part) -> Result:
    return text_of(name(context)).strip() in _words(text_of(chosen(context)))


def _count_selected(context: Context, chosen: Part) -> Result:
    return float(len(text_of(chosen(context)).split()))


def _not(context: Context, value: Part) -> Result:
    return not truth_of(value(context))


def _true(context: Context) -> Result:
    return True


def _false(context: Context) -> Result:
    return False


def _today(context: Context) -> Result:
    return context.today.isoformat()


def _string_length(context: Context, value: Part) -> Result:
    return float(len(text_of(value(context))))


def _number(context: Context, value: Part) -> Result:
    return number_of(value(context))


def _string(context: Context, value: Part) -> Result:
    return text_of(value(context))


def _regex(context: Context, value: Part, pattern: Part) -> Result:
    return compiled_pattern(text_of(pattern(context))).search(text_of(value(context))) is not None


def _coalesce(context: Context, first: Part, second: Part) -> Result:
    return text_of(first(context)) or text_of(second(context))


def _if(context: Context, condition: Part, then: Part, otherwise: Part) -> Result:
    return then(context) if truth_of(condition(context)) else otherwise(context)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        Function("selected", 2, 2, _selected),
        Function("count-selected", 1, 1, _count_selected),
        Function("not", 1, 1, _not),
        Function("true", 0, 0, _true),
        Function("false", 0, 0, _false),
        Function("today", 0, 0, _today),
        Function("string-length", 1, 1, _string_length),
        Function("number", 1, 1, _number),
        Function("string", 1, 1, _string),
        Function("regex", 2, 2, _regex),
        Function("coalesce", 2, 2, _coalesce),
        Function("if", 3, 3, _if),
    )
}
