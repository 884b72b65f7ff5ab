"""Clauses that compare a number, a day, how many boxes were ticked, or two answers, by the sign between them."""

from __future__ import annotations

from collections.abc import Mapping


def _(text: str) -> str:
    """Mark a text for the catalogs; it is translated where it is said."""
    return text


AMOUNTS: Mapping[str, str] = {
    "=": _("your answer to question %(number)s is %(value)s"),
    "!=": _("your answer to question %(number)s is not %(value)s"),
    "<": _("your answer to question %(number)s is less than %(value)s"),
    "<=": _("your answer to question %(number)s is %(value)s or less"),
    ">": _("your answer to question %(number)s is more than %(value)s"),
    ">=": _("your answer to question %(number)s is %(value)s or more"),
}
DAYS: Mapping[str, str] = {
    "=": _("your day in question %(number)s is %(value)s"),
    "!=": _("your day in question %(number)s is not %(value)s"),
    "<": _("your day in question %(number)s is before %(value)s"),
    "<=": _("your day in question %(number)s is %(value)s or earlier"),
    ">": _("your day in question %(number)s is after %(value)s"),
    ">=": _("your day in question %(number)s is %(value)s or later"),
}
BOXES: Mapping[str, str] = {
    "=": _("the number of boxes you ticked in question %(number)s is %(value)s"),
    "!=": _("the number of boxes you ticked in question %(number)s is not %(value)s"),
    "<": _("the number of boxes you ticked in question %(number)s is less than %(value)s"),
    "<=": _("the number of boxes you ticked in question %(number)s is %(value)s or less"),
    ">": _("the number of boxes you ticked in question %(number)s is more than %(value)s"),
    ">=": _("the number of boxes you ticked in question %(number)s is %(value)s or more"),
}
TWO_ANSWERS: Mapping[str, str] = {
    "=": _("your answers to questions %(number)s and %(other)s are the same"),
    "!=": _("your answers to questions %(number)s and %(other)s are not the same"),
    "<": _("your answer to question %(number)s is less than your answer to question %(other)s"),
    "<=": _("your answer to question %(number)s is not more than your answer to question %(other)s"),
    ">": _("your answer to question %(number)s is more than your answer to question %(other)s"),
    ">=": _("your answer to question %(number)s is not less than your answer to question %(other)s"),
}
