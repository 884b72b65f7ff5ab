"""The Flask-WTF form of one page, built once per page and instance and filled for each request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import HiddenField

from survey.forms.answer_field import AnswerField, Shown
from survey.forms.fields import field_class
from survey.forms.messages import message
from survey.forms.sent_file import Received
from survey.forms.stored import is_read_only, read_only
from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, REFUSED, Choice, Question, Value
from survey.instrument.flow import Flow, Page, Stop
from survey.instrument.given import chooses_anew, still_offered, value_of_text
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.instrument.question_type import Mistake
from survey.instrument.state import State
from survey.instrument.types import question_type


class PageForm(FlaskForm):  # type: ignore[misc]  # WTForms carries no types
    """A page as it was sent. The request's CSRF token was checked before this form is made."""

    class Meta:
        """No second token, the application checks one on every POST; no texts of WTForms, we have our own."""

        csrf = False
        received: ClassVar[Mapping[str, Received]] = {}

        def get_translations(self, form: Any) -> None:
            """WTForms' own messages are never shown."""

    seen = HiddenField(name=".revision")
    on_screen = HiddenField(name=".shown")
    flow: ClassVar[Flow]
    possible: ClassVar[tuple[Place, ...]]

    def __init__(self, *, offered: Mapping[str, Sequence[Choice]], **settings: Any) -> None:
        """Read what was sent; ``offered`` are the choices, by key, that are made of other answers."""
        self._offered = offered
        self._fixed: dict[str, Shown] = {}
        super().__init__(**settings)

    def process(self, *sent: Any, **settings: Any) -> None:
        """Give each field its choices, then read it."""
        for key, choices in self._offered.items():
            self._fields[attribute(key)].choices = choices
        super().process(*sent, **settings)

    def field_of(self, place: Place) -> AnswerField | None:
        """The field of the question at ``place``; None for a note, and for what is only shown."""
        field: AnswerField | None = self._fields.get(attribute(place.key))
        return None if place.key in self._fixed else field

    def fields_of(self, places: tuple[Place, ...]) -> list[AnswerField]:
        """The fields of the questions at ``places``, notes left out."""
        return [field for place in places if (field := self.field_of(place)) is not None]

    def shown_of(self, places: tuple[Place, ...]) -> list[Shown | None]:
        """The fields as they are shown again, None for a note."""
        fields = [(place.key, self.field_of(place)) for place in places]
        return [field.shown if field is not None else self._fixed.get(key) for key, field in fields]

    @property
    def seen_revision(self) -> int:
        """The revision of the submission that the page was shown with."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def shown_places(self) -> tuple[Place, ...]:
        """The questions of the page that were on the screen when it was sent."""
        keys = set((self.on_screen.data or "").split())
        return tuple(place for place in self.possible if place.key in keys)

    def check(self, places: tuple[Place, ...], stored: State, language: str) -> None:
        """Add a message to every field that cannot be taken as it is.

        ``stored`` is what was there before: what this page shows is read from the page alone, and
        a question that is no longer asked is neither required nor checked.
        """
        self._fix(places, stored, language)
        shown = {place.key for place in places} - self._fixed.keys()
        values = self.values(places)
        given = {key: value for key, value in stored.answers.items() if key not in shown} | values
        state = stored.with_answers(given, shown - values.keys())
        for place in places:
            field = self.field_of(place)
            if field is None:
                continue
            field.errors = []
            if self.flow.is_asked(place, state):
                self._check_one(field, place, state, language)

    def _check_one(self, field: AnswerField, place: Place, state: State, language: str) -> None:
        problem, question = field.mistake, field.question
        if problem is None and not _is_offered(question, place, field.data, state):
            problem = Mistake("not_in_list")
        rule = "" if field.refused else broken_rule(state, question, place, field.data)
        if problem is None and rule:
            problem = Mistake(rule)
        if problem is not None:
            own = words_in(_own_message(question, problem), language, self.flow.questionnaire.default_language)
            field.errors = [state.label(own, place) or message(problem)]
            field.mistake, field.data = problem, None

    def _fix(self, places: tuple[Place, ...], stored: State, language: str) -> None:
        """Never read from a request what can only be looked at."""
        for place in places:
            question = self.flow.question(place.name)
            field = field_class(question.type)
            if field is not None and is_read_only(question, place, stored):
                self._fixed[place.key] = read_only(field, question, place, stored, language)

    def values(self, places: tuple[Place, ...]) -> dict[str, Value]:
        """The answers that could be taken, by the keys of their places."""
        return {field.name: field.data for field in self.fields_of(places) if field.data is not None}

    def held(self, places: tuple[Place, ...], stored: State) -> dict[str, Value | None]:
        """What questions hold that are only shown and not worked out: it is kept as an answer, unread."""
        found: dict[str, Value | None] = {}
        for place in places:
            question = self.flow.question(place.name)
            if place.key in self._fixed and not question.calculation:
                value = stored.answers.get(place.key)
                found[place.key] = value_of_text(question, place, stored) if value is None else value
        return found

    def missing(self, places: tuple[Place, ...], finished: bool, earlier: Mapping[str, str]) -> dict[str, str]:
        """The reason of each question without answer; a blank is one once its page was finished."""
        reasons = {}
        for field in self.fields_of(places):
            if field.data is not None or field.mistake is not None:
                continue
            if field.refused:
                reasons[field.name] = REFUSED
            elif finished or earlier.get(field.name) == NOT_ANSWERED:
                reasons[field.name] = NOT_ANSWERED
        return reasons

    def drafts(self, places: tuple[Place, ...]) -> dict[str, tuple[str, ...]]:
        """What was typed and could not be taken."""
        return {
            field.name: field.draft
            for field in self.fields_of(places)
            if field.mistake is not None and any(field.draft)
        }


def _is_offered(question: Question, place: Place, value: Value | None, state: State) -> bool:
    """Whether every choice made is still offered, once the other answers of the page are known."""
    return value is None or not chooses_anew(question) or still_offered(question, place, value, state) == value


def _own_message(question: Question, problem: Mistake) -> Mapping[str, str]:
    if problem.rule == "required":
        return question.required_message
    return question.constraint_message if problem.rule == "constraint" else {}


def attribute(name: str) -> str:
    """The attribute of a question's field: a question may be called ``data`` or ``errors``, an attribute may not."""
    return f"answer_to_{name}"


def sent_form(
    flow: Flow, stop: Stop, stored: State, formdata: Any, received: Mapping[str, Received] | None = None
) -> PageForm:
    """The form of a page as it was sent; ``received`` tells by key what became of the files sent with it."""
    places = flow.possible(stop, stored)
    made_of_answers = (
        place for place in places if place.name in flow.anew and not flow.model.choices(flow.question(place.name))
    )
    offered = {place.key: stored.choices(place) for place in made_of_answers}
    told = {"moment": stored.moment, "received": received or {}}
    return form_class(flow, stop.page, places)(formdata=formdata, offered=offered, meta=told)


@lru_cache(maxsize=2048)
def form_class(flow: Flow, page: Page, places: tuple[Place, ...]) -> type[PageForm]:
    """The form class of one page of a published questionnaire."""
    fields: dict[str, Any] = {"flow": flow, "possible": places}
    for place in places:
        question = flow.question(place.name)
        field = field_class(question.type)
        if field is not None:
            kind = question_type(question.type)
            fields[attribute(place.key)] = field(question, flow.model.choices(question), kind, name=place.key)
    return type("PageFormOf" + str(page.number), (PageForm,), fields)
