"""Functions of truth: ``if``, ``not``, ``selected``, lists of conditions."""

from __future__ import annotations

from survey.instrument.expressions.context import MANY, Context, Function, Part
from survey.instrument.expressions.functions.reading import many, text, values, words
from survey.instrument.expressions.patterns import compiled_pattern
from survey.instrument.expressions.values import Result, number_of, text_of, truth_of


def _if(context: Context, condition: Part, then: Part, otherwise: Part) -> Result:
    return then(context) if truth_of(condition(context)) else otherwise(context)


def _not(context: Context, value: Part) -> Result:
    return not truth_of(value(context))


def _boolean(context: Context, value: Part) -> Result:
    return truth_of(value(context))


def _true(context: Context) -> Result:
    return True


def _false(context: Context) -> Result:
    return False


def _from_string(context: Context, value: Part) -> Result:
    return text(context, value) in ("1", "true")


def _selected(context: Context, chosen: Part, name: Part) -> Result:
    return text_of(name(context)).strip() in words(text(context, chosen))


def _regex(context: Context, value: Part, pattern: Part) -> Result:
    read = text(context, value)
    return compiled_pattern(text_of(pattern(context))).search(read) is not None


def _contains(context: Context, whole: Part, part: Part) -> Result:
    return text_of(part(context)) in text(context, whole)


def _starts_with(context: Context, whole: Part, part: Part) -> Result:
    return text(context, whole).startswith(text_of(part(context)))


def _ends_with(context: Context, whole: Part, part: Part) -> Result:
    return text(context, whole).endswith(text_of(part(context)))


def _checklist(context: Context, least: Part, most: Part, *conditions: Part) -> Result:
    met = sum(_holds(value) for value in many(context, conditions))
    return _between(number_of(least(context)), number_of(most(context)), met)


def _weighted(context: Context, least: Part, most: Part, *pairs: Part) -> Result:
    if len(pairs) % 2:
        raise TypeError("each condition needs its weight")
    met = 0.0
    for condition, weight in zip(pairs[::2], pairs[1::2], strict=True):
        held, weights = values(context, condition), values(context, weight)
        if len(held) < len(weights):
            return False
        met += sum(number_of(each) for one, each in zip(held, weights, strict=False) if _holds(one))
    return _between(number_of(least(context)), number_of(most(context)), met)


def _holds(value: str | float | bool) -> bool:
    """A single node holds when it is not blank, unlike a reference alone."""
    return truth_of(value.strip() if isinstance(value, str) else value)


def _between(least: float, most: float, met: float) -> bool:
    return (least < 1 or least <= met) if most == -1 else least <= met <= most


FUNCTIONS = (
    Function("if", 3, 3, _if),
    Function("not", 1, 1, _not),
    Function("true", 0, 0, _true),
    Function("false", 0, 0, _false),
    Function("boolean", 1, 1, _boolean),
    Function("boolean-from-string", 1, 1, _from_string),
    Function("selected", 2, 2, _selected),
    Function("regex", 2, 2, _regex),
    Function("contains", 2, 2, _contains),
    Function("starts-with", 2, 2, _starts_with),
    Function("ends-with", 2, 2, _ends_with),
    Function("checklist", 2, MANY, _checklist),
    Function("weighted-checklist", 2, MANY, _weighted),
)
