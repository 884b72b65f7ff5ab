"""Whether an answer, or its absence, keeps the rules of its question."""

from __future__ import annotations

import datetime

from survey.instrument.definition import Answers, Question, Value
from survey.instrument.flow import Flow

REQUIRED = "required"
CONSTRAINT = "constraint"


def broken_rule(flow: Flow, question: Question, value: Value | None, answers: Answers, today: datetime.date) -> str:
    """``required`` or ``constraint`` when that rule is broken, else ''. A refusal is not asked about here."""
    if value is None:
        return REQUIRED if question.required and flow.is_required(question, answers, today) else ""
    kept = not question.constraint or flow.constraint_holds(question, value, answers, today)
    return "" if kept else CONSTRAINT
