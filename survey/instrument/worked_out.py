"""The text that a node holds: typed, calculated, set by a trigger, or there from the start."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from survey.instrument.casts import cast
from survey.instrument.definition import Group, Question, Value
from survey.instrument.evaluation import evaluated, failed
from survey.instrument.expressions.values import text_of
from survey.instrument.form_node import FormNode, Surroundings
from survey.instrument.offers import offered
from survey.instrument.question_type import as_text
from survey.instrument.standing import is_dynamic
from survey.instrument.types import question_type, type_names

LONGEST = 100_000
MARK = "@"
"""Stands between the key of a value and the name of its trigger."""
_TEXTS: dict[str, Callable[[Value], str]] = {name: question_type(name).expression_text for name in type_names()}


def stored_text(kind: str, value: Value) -> str:
    """A value as expressions read it and ODK stores it."""
    return _TEXTS.get(kind, as_text)(value)


def typed(filling: Surroundings, node: FormNode) -> str:
    """What was answered there, '' when nothing was."""
    value = filling.answers.get(node.key)
    question = node.standing.node
    return "" if value is None or isinstance(question, Group) else stored_text(question.type, value)


def value_of(filling: Surroundings, node: FormNode) -> str:
    """What a node holds; a choice that is no longer offered is not held."""
    question = node.standing.node
    if isinstance(question, Group):
        return ""
    if question.calculation and not question.trigger:
        return _calculated(filling, node, question)
    text = typed(filling, node)
    if question.trigger and _triggered(filling, node, question):
        text = _calculated(filling, node, question) if question.calculation else ""
    elif not text:
        text = _from_the_start(filling, node, question)
    if question.choice_filter and text:
        names = {choice.name for choice in offered(filling, node)}
        text = " ".join(name for name in text.split(" ") if name in names)
    return text


def _calculated(filling: Surroundings, node: FormNode, question: Question) -> str:
    standing = node.standing
    kept = filling.kept_texts.get(node.key)
    if kept is not None and standing.lasts and not standing.reads:
        return kept
    return _worked_out(filling, node, "calculation", question.calculation)


def _worked_out(filling: Surroundings, node: FormNode, kind: str, text: str) -> str:
    question = node.standing.node
    value = evaluated(filling, node, kind, text)
    if value is None or not isinstance(question, Question):
        return ""
    found = cast(question, text_of(value))
    if len(found) > LONGEST:
        failed(filling, node, kind)
        return ""
    return found


def _from_the_start(filling: Surroundings, node: FormNode, question: Question) -> str:
    """What stands there before anyone answers, unless it was taken away."""
    key = node.key
    if key in filling.blanks:
        return ""
    if key in filling.kept_texts:
        return filling.kept_texts[key]
    if question.default:
        return _worked_out(filling, node, "default", question.default) if is_dynamic(question) else question.default
    if question.type == "today":
        return filling.moment.date().isoformat()
    return moment_stored(filling.moment) if question.type == "start" else ""


def moment_stored(moment: datetime.datetime) -> str:
    """A moment as ODK stores it: to the millisecond, with its offset."""
    return moment.isoformat(timespec="milliseconds")


def _triggered(filling: Surroundings, node: FormNode, question: Question) -> bool:
    """Whether a question that sets this one off has changed since it last did."""
    marks = filling.kept_texts
    return any(
        (marks[mark] if mark in marks else _text_begun_with(filling, node, name)) != text
        for name, (mark, text) in zip(question.trigger, triggers(filling, node, question), strict=True)
    )


def triggers(filling: Surroundings, node: FormNode, question: Question) -> list[tuple[str, str]]:
    """For each question that sets this one off the key of its mark, ``key@name``, and its text now."""
    key = node.key
    return [(f"{key}{MARK}{name}", text_of(filling.named(name, node))) for name in question.trigger]


def _text_begun_with(filling: Surroundings, node: FormNode, name: str) -> str:
    """What a trigger holds before anyone answers it, which sets nothing off."""
    first = next(iter(filling.named(name, node).nodes), None)
    question = first.standing.node if isinstance(first, FormNode) else None
    if not isinstance(first, FormNode) or not isinstance(question, Question) or first.key in filling.blanks:
        return ""
    return _from_the_start(filling, first, question)
