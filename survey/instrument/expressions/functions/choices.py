"""Functions of choices and lists: how many are chosen, which, with what label, and what a file says."""

from __future__ import annotations

from survey.instrument.expressions.context import Context, Function, Part
from survey.instrument.expressions.functions.reading import text, whole, words
from survey.instrument.expressions.grammar import question_named
from survey.instrument.expressions.items import Items
from survey.instrument.expressions.values import Result, text_of


def _count_selected(context: Context, chosen: Part) -> Result:
    return float(len(text(context, chosen).split()))


def _selected_at(context: Context, chosen: Part, number: Part) -> Result:
    names, place = words(text(context, chosen)), whole(context, number)
    return names[place] if place is not None and 0 <= place < len(names) else ""


def _choice_name(context: Context, value: Part, question: Part) -> Result:
    return context.form.choice_label(question_named(text_of(question(context))), text(context, value), context.own)


def _itext(context: Context, identifier: Part) -> Result:
    """The label of the choice that an ``itextId`` names: its list and its place from 0, ``language-1``."""
    name, _, place = text(context, identifier).rpartition("-")
    root = context.form.instance(name)
    items = root.children("item") if root is not None else ()
    if not place.isdecimal() or not int(place) < len(items):
        return ""
    labels = items[int(place)].children("label")
    return labels[0].text if labels else ""


def _pulldata(context: Context, file: Part, column: Part, key: Part, value: Part) -> Result:
    """The column of the first row of a CSV file whose key is the value."""
    root = context.form.instance(text_of(file(context)).removesuffix(".csv"))
    items = root.children("item") if root is not None else ()
    if not isinstance(items, Items):
        raise LookupError("no such file")
    found = items.where(text_of(key(context)), text(context, value))
    columns = found[0].children(text_of(column(context))) if found else ()
    return columns[0].text if columns else ""


FUNCTIONS = (
    Function("count-selected", 1, 1, _count_selected),
    Function("selected-at", 2, 2, _selected_at),
    Function("jr:choice-name", 2, 2, _choice_name),
    Function("jr:itext", 1, 1, _itext),
    Function("pulldata", 4, 4, _pulldata),
)
