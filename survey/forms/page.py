"""The Flask-WTF form of one page, built once per page and filled for each request."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

from survey.forms.answer_field import AnswerField, Shown, stored_field
from survey.forms.fields import field_class
from survey.forms.messages import message
from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, REFUSED, Answers, Question, Value, text_in
from survey.instrument.flow import Flow, Page
from survey.instrument.question_type import Mistake
from survey.instrument.types import question_type


class PageForm(FlaskForm):  # type: ignore[misc]  # WTForms carries no types
    """A page as it was sent. The request's CSRF token was checked before this form is made."""

    class Meta:
        """No second token, the application checks one on every POST; no texts of WTForms, we have our own."""

        csrf = False

        def get_translations(self, form: Any) -> None:
            """WTForms' own messages are never shown."""

    seen = HiddenField(name=".revision")
    on_screen = HiddenField(name=".shown")

    def field_of(self, question: Question) -> AnswerField | None:
        """The field of ``question``; None for a note."""
        field: AnswerField | None = self._fields.get(attribute(question.name))
        return field

    def fields_of(self, questions: tuple[Question, ...]) -> list[AnswerField]:
        """The fields of ``questions``, notes left out."""
        return [field for question in questions if (field := self.field_of(question)) is not None]

    def shown_of(self, questions: tuple[Question, ...]) -> list[Shown | None]:
        """The fields as they are shown again, None for a note."""
        return [field and field.shown for field in map(self.field_of, questions)]

    @property
    def seen_revision(self) -> int:
        """The revision of the submission that the page was shown with."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def shown_names(self, page: Page) -> tuple[str, ...]:
        """The questions of ``page`` that were on the screen when it was sent."""
        names = set((self.on_screen.data or "").split())
        return tuple(question.name for question in page.questions if question.name in names)

    def check(
        self,
        flow: Flow,
        questions: tuple[Question, ...],
        answers: Answers,
        *,
        language: str,
        today: datetime.date,
    ) -> None:
        """Add a message to every field that cannot be taken as it is.

        ``answers`` are those stored before: what this page shows is read from the page alone, and
        a question that is no longer asked is neither required nor checked.
        """
        shown = {question.name for question in questions}
        given = {name: value for name, value in answers.items() if name not in shown} | self.values(questions)
        relevant, fallback = flow.relevant(given, today), flow.questionnaire.default_language
        for field in self.fields_of(questions):
            field.errors = []
            if field.name not in relevant:
                continue
            problem = field.mistake
            rule = "" if field.refused else broken_rule(flow, field.question, field.data, given, today)
            if problem is None and rule:
                problem = Mistake(rule)
            if problem is not None:
                told = text_in(_own_message(field.question, problem), language, fallback)
                field.errors = [told or message(problem)]
                field.mistake, field.data = problem, None

    def values(self, questions: tuple[Question, ...]) -> dict[str, Value]:
        """The answers that could be taken, by question name."""
        return {field.name: field.data for field in self.fields_of(questions) if field.data is not None}

    def missing(self, questions: tuple[Question, ...], finished: bool, earlier: Mapping[str, str]) -> dict[str, str]:
        """The reason of each question without answer; a blank is one once its page was finished."""
        reasons = {}
        for field in self.fields_of(questions):
            if field.data is not None or field.mistake is not None:
                continue
            if field.refused:
                reasons[field.name] = REFUSED
            elif finished or earlier.get(field.name) == NOT_ANSWERED:
                reasons[field.name] = NOT_ANSWERED
        return reasons

    def drafts(self, questions: tuple[Question, ...]) -> dict[str, tuple[str, ...]]:
        """What was typed and could not be taken."""
        return {
            field.name: field.draft
            for field in self.fields_of(questions)
            if field.mistake is not None and any(field.draft)
        }


def _own_message(question: Question, problem: Mistake) -> Mapping[str, str]:
    if problem.rule == "required":
        return question.required_message
    return question.constraint_message if problem.rule == "constraint" else {}


def attribute(name: str) -> str:
    """The attribute of a question's field: a question may be called ``data`` or ``errors``, an attribute may not."""
    return f"answer_to_{name}"


def shown_fields(
    questions: tuple[Question, ...],
    answers: Answers,
    missing: Mapping[str, str],
    typed: Mapping[str, tuple[str, ...]],
) -> list[Shown | None]:
    """What is stored for ``questions``, as their fields show it; None for a note. Nothing is validated here."""
    fields = [(question, field_class(question.type)) for question in questions]
    return [
        stored_field(field, question, answers, missing, typed) if field is not None else None
        for question, field in fields
    ]


@lru_cache(maxsize=2048)
def form_class(flow: Flow, page: Page) -> type[PageForm]:
    """The form class of one page of a published questionnaire."""
    fields: dict[str, Any] = {}
    for question in page.questions:
        field = field_class(question.type)
        if field is not None:
            choices = flow.questionnaire.choices.get(question.list_name, ())
            kind = question_type(question.type)
            fields[attribute(question.name)] = field(question, choices, kind, name=question.name)
    return type("PageFormOf" + str(page.number), (PageForm,), fields)
