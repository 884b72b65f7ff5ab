"""The texts of one page in one language, chosen once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from survey.forms.fields import field_class
from survey.instrument.definition import Question, text_in
from survey.instrument.flow import Flow, Page


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as it is shown; ``picture`` is a filling circle, in percent, for scales only."""

    name: str
    label: str
    picture: str


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question as it is shown in one language; compared by identity, so that it can be a key."""

    question: Question
    label: str
    hint: str
    guidance: str
    """Advice for whoever reads the question aloud, and for who wants to know more; '' where there is none."""
    options: tuple[Option, ...]
    offered: frozenset[str]
    """The values there are to choose from; empty where one types."""

    @property
    def paragraphs(self) -> list[str]:
        """The label in paragraphs, as a note shows it."""
        return [part.strip() for part in self.label.split("\n\n") if part.strip()]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The heading of a page and its questions, notes included."""

    heading: str
    hint: str
    asked: dict[str, Asked]


@lru_cache(maxsize=8192)
def page_texts(flow: Flow, page: Page, language: str) -> PageTexts:
    """What a page says in ``language``."""
    fallback = flow.questionnaire.default_language
    group = page.group
    return PageTexts(
        heading=text_in(group.label, language, fallback) if group else "",
        hint=text_in(group.hint, language, fallback) if group else "",
        asked={question.name: _asked(flow, question, language) for question in page.questions},
    )


def _asked(flow: Flow, question: Question, language: str) -> Asked:
    fallback = flow.questionnaire.default_language
    choices = flow.questionnaire.choices.get(question.list_name, ())
    field = field_class(question.type)
    points = field.points(question) if field is not None else []
    pictured = "likert" in question.appearance and 3 <= len(choices) <= 5
    return Asked(
        question=question,
        label=text_in(question.label, language, fallback),
        hint=text_in(question.hint, language, fallback),
        guidance=text_in(question.guidance_hint, language, fallback),
        options=tuple(
            Option(
                name=choice.name,
                label=text_in(choice.label, language, fallback),
                picture=f"level-{round(100 * place / (len(choices) - 1))}" if pictured else "",
            )
            for place, choice in enumerate(choices)
        ),
        offered=frozenset([*(choice.name for choice in choices), *points]),
    )
