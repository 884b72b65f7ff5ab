"""Pages stay small."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.flow import Flow
from survey.instrument.problems import Problem
from survey.instrument.source import Source
from survey.instrument.types import question_type

MOST_QUESTIONS = 4


def page_problems(source: Source) -> Iterator[Problem]:
    """A warning for each page with more than four questions."""
    for page in Flow.of(source.questionnaire).pages:
        count = sum(question_type(question.type).is_question for question in page.questions)
        if count > MOST_QUESTIONS:
            told = f"The page `{page.name}` asks {count} questions at once."
            remedy = f"Put at most {MOST_QUESTIONS} on a page: a small screen shows no more."
            yield source.problem(("row", page.name, "name"), "crowded-page", told, remedy, warning=True)
