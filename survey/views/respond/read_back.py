"""What was answered, in words, to be read back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from flask_babel import format_date, gettext

from survey import i18n
from survey.forms.numbers import local_number
from survey.instrument.definition import REFUSED, Question, Value, text_in
from survey.instrument.flow import Page
from survey.instrument.types import question_type
from survey.store.submissions import Submission


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One question with its answer in words; ``page`` is where it can be changed."""

    question: Question
    label: str
    shown: str
    answered: bool
    page: str


def read_back(submission: Submission, pages: tuple[Page, ...]) -> list[ReadBack]:
    """Every relevant question of ``pages`` with its answer in the language of the request."""
    flow, document = submission.flow, submission.document
    relevant = flow.relevant(document.answers, submission.today)
    code, fallback = i18n.language(), flow.questionnaire.default_language
    rows = []
    for page in pages:
        for question in flow.shown(page, relevant):
            if not question_type(question.type).is_question:
                continue
            value = document.answers.get(question.name)
            refused = document.missing.get(question.name) == REFUSED
            rows.append(
                ReadBack(
                    question=question,
                    label=text_in(question.label, code, fallback),
                    shown=_words(submission, question, value, refused),
                    answered=value is not None,
                    page=page.name,
                )
            )
    return rows


def _words(submission: Submission, question: Question, value: Value | None, refused: bool) -> str:
    if value is None:
        return gettext("I prefer not to say") if refused else gettext("No answer")
    if question.type == "date":
        return str(format_date(datetime.date.fromisoformat(str(value)), "long"))
    if isinstance(value, int | float):
        return local_number(value)
    questionnaire = submission.flow.questionnaire
    choices = questionnaire.choices.get(question.list_name, ())
    shown = question_type(question.type).shown(value, choices, i18n.language(), questionnaire.default_language)
    return shown
