"""Whether an answer, or its absence, keeps the rules of its question."""

from __future__ import annotations

from survey.instrument.definition import Question, Value
from survey.instrument.places import Place
from survey.instrument.state import State

REQUIRED = "required"
CONSTRAINT = "constraint"


def broken_rule(state: State, question: Question, place: Place, value: Value | None) -> str:
    """``required`` or ``constraint`` when that rule is broken, else ''. A refusal is not asked about here.

    What can only be looked at breaks none: nobody could mend it, and nobody is stopped.
    """
    if value is None:
        broken = REQUIRED if question.required and state.is_required(place) else ""
    else:
        broken = "" if not question.constraint or state.constraint_holds(place, value) else CONSTRAINT
    return "" if broken and state.is_read_only(place) else broken
