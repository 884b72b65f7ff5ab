"""Values that nobody typed: what a question begins with, and what of an answer is still offered."""

from __future__ import annotations

from survey.instrument.definition import Node, Question, Repeat, Value
from survey.instrument.places import Place
from survey.instrument.question_type import Mistake
from survey.instrument.state import State
from survey.instrument.types import question_type

_FROM_ANSWERS = "${"
_FROM_THE_START = ("calculate", "hidden", "start", "today")


def chooses_anew(question: Question) -> bool:
    """Whether what a question offers hangs on other answers."""
    return bool(question.choice_filter) or question.list_name.startswith(_FROM_ANSWERS)


def begins_itself(question: Question) -> bool:
    """Whether a question can hold something before anyone answers it."""
    return bool(question.default or question.calculation or question.trigger)


def is_worked_out(question: Question) -> bool:
    """Whether a value is kept of it that nobody answers: a calculation, or what stands there from the start."""
    if question_type(question.type).is_question:
        return bool(question.calculation) and not question.trigger
    return question.type in _FROM_THE_START or (bool(question.calculation) and question.type != "note")


def draws(node: Node) -> bool:
    """Whether chance decides on anything of a question, group or repeat."""
    texts = [node.relevant]
    if isinstance(node, Repeat):
        texts.append(node.repeat_count)
    if isinstance(node, Question):
        if node.parameters.get("randomize") == "true":
            return True
        texts += [node.calculation, node.default, node.choice_filter, node.required, node.constraint, node.read_only]
    return any(word in text for text in texts for word in ("random", "uuid"))


def is_recorded(question: Question) -> bool:
    """Whether an export has a column for it; the times of beginning and end have none, as exports tell days alone."""
    return question_type(question.type).is_question or (is_worked_out(question) and question.type != "start")


def value_of_text(question: Question, place: Place, state: State, held: str | None = None) -> Value | None:
    """What a question holds by itself, as an answer; None when that is nothing, or nothing it takes.

    It is what expressions read of it now, or the text ``held``.
    """
    text = state.text(place) if held is None else held
    if not text:
        return None
    kind = question_type(question.type)
    try:
        return kind.clean(question, state.choices(place), text.split(" ") if kind.has_choices else [text])
    except Mistake:
        return None


def still_offered(question: Question, place: Place, value: Value, state: State) -> Value | None:
    """What of an answer is among the choices that are offered now, None when nothing is."""
    names = {choice.name for choice in state.choices(place)}
    if isinstance(value, tuple):
        return tuple(name for name in value if name in names) or None
    return value if value in names else None
