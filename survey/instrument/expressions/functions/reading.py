"""How functions read their arguments: as text, as whole number, as many values; long texts cost steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.instrument.expressions.context import Context, Part
from survey.instrument.expressions.values import NodeSet, parts_of_set, text_of

LONG = 256
_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")


def text(context: Context, part: Part) -> str:
    """The text of an argument."""
    read = text_of(part(context))
    if len(read) > LONG:
        context.form.spend(len(read) >> 6)
    return read


def own_text(context: Context, parts: tuple[Part, ...]) -> str:
    """The text of the only argument, or of the node that is looked at when there is none."""
    if parts:
        return text(context, parts[0])
    return context.here.text if context.here is not None else ""


def many(context: Context, parts: tuple[Part, ...]) -> list[str | float | bool]:
    """The values of arguments, sets of nodes one by one."""
    found: list[str | float | bool] = []
    for part in parts:
        found.extend(values(context, part))
    return found


def values(context: Context, part: Part) -> Sequence[str | float | bool]:
    """The values of one argument: the texts of its nodes, or itself."""
    value = part(context)
    if isinstance(value, NodeSet):
        context.form.spend(len(value.nodes))
    return parts_of_set(value)


def many_texts(context: Context, parts: tuple[Part, ...]) -> list[str]:
    """The texts of arguments, sets of nodes one by one."""
    found = [text_of(value) for value in many(context, parts)]
    length = sum(len(each) for each in found)
    if length > LONG:
        context.form.spend(length >> 6)
    return found


def whole(context: Context, part: Part) -> int | None:
    """The whole number that the text of an argument begins with, None when it begins otherwise."""
    found = _INTEGER.match(text_of(part(context)))
    return int(found[1][:20]) if found else None


def words(chosen: str) -> list[str]:
    """The words of a list as a select_multiple keeps them."""
    return chosen.split() or [""]
