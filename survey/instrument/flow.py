"""The way through a questionnaire: its pages, which questions are relevant, what comes next."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Answers, Group, Node, Question, Questionnaire, Value
from survey.instrument.expressions import ExpressionError, ExpressionFailure, compile_expression, holds
from survey.instrument.relevance import Condition, conditions_in_order
from survey.instrument.types import question_type

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is asked at once: a ``field-list`` group, or one question outside any; ``number`` counts from 0."""

    name: str
    questions: tuple[Question, ...]
    group: Group | None
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """An expression that could not be evaluated: whose, and in which column (``relevant``, ``required``, …)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A questionnaire with its pages and conditions worked out once; compared by identity, so that it can be a key."""

    questionnaire: Questionnaire
    pages: tuple[Page, ...]
    _page_by_name: Mapping[str, Page]
    _question_by_name: Mapping[str, Question]
    _conditions: tuple[Condition, ...]
    _everything: frozenset[str]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Flow:
        """The flow of a questionnaire that has passed its checks."""
        pages = tuple(_pages(questionnaire.survey))
        questions = {question.name: question for question in questionnaire.questions()}
        return cls(
            questionnaire,
            pages,
            {page.name: page for page in pages},
            questions,
            conditions_in_order(questionnaire.survey),
            frozenset(questions),
        )

    def page(self, name: str) -> Page | None:
        """The page of that name."""
        return self._page_by_name.get(name)

    def relevant(self, answers: Answers, today: datetime.date | None = None) -> frozenset[str]:
        """The names of the relevant questions and notes; a question that is not relevant reads as blank."""
        if not self._conditions:
            return self._everything
        return self._everything - self._decided(answers, today)[0]

    def shown(self, page: Page, relevant: Collection[str]) -> tuple[Question, ...]:
        """The questions and notes of a page that are relevant."""
        return tuple(question for question in page.questions if question.name in relevant)

    def next_page(self, answers: Answers, after: str | None) -> Page | None:
        """The next page that shows something; the first one after None."""
        start = 0 if after is None else self._page_by_name[after].number + 1
        return self._first_shown(self.pages[start:], self.relevant(answers))

    def previous_page(self, answers: Answers, before: str) -> Page | None:
        """The page before one that shows something."""
        earlier = self.pages[: self._page_by_name[before].number]
        return self._first_shown(earlier[::-1], self.relevant(answers))

    def position(self, page: Page, relevant: Collection[str]) -> tuple[int, int, int]:
        """The numbers of the first and last relevant question of a page, and of all; notes are not counted."""
        counts = [sum(_asks(question) for question in self.shown(each, relevant)) for each in self.pages]
        before = sum(counts[: page.number])
        return before + 1, before + counts[page.number], sum(counts)

    def is_required(self, question: Question, answers: Answers, today: datetime.date | None = None) -> bool:
        """Whether an answer is required now; an expression that fails lets the person go on."""
        if question.required in ("", "false()"):
            return False
        if question.required == "true()":
            return True
        return self._holds(question.name, "required", question.required, self._texts(answers, today), today=today)

    def constraint_holds(
        self, question: Question, value: Value | None, answers: Answers, today: datetime.date | None = None
    ) -> bool:
        """Whether a value keeps the question's constraint; a blank does, and so does one that cannot be told."""
        if not question.constraint or value is None:
            return True
        current = question_type(question.type).expression_text(value)
        texts = {**self._texts(answers, today), question.name: current}
        return self._holds(
            question.name, "constraint", question.constraint, texts, current=current, failed=True, today=today
        )

    def failures(self, answers: Answers, today: datetime.date | None = None) -> tuple[Failure, ...]:
        """The expressions that fail on these answers: those of the way, and those of what is asked."""
        hidden, texts = self._decided(answers, today)
        conditions = ((each.name, "relevant", each.relevant) for each in self._conditions if each.parent not in hidden)
        rules = (_rule(each, texts) for each in self.questionnaire.questions() if each.name not in hidden)
        return tuple(
            Failure(name, kind)
            for name, kind, text in (*conditions, *rules)
            if text and _truth(text, texts, texts.get(name, ""), today) is None
        )

    def _first_shown(self, pages: tuple[Page, ...], relevant: frozenset[str]) -> Page | None:
        return next((page for page in pages if self.shown(page, relevant)), None)

    def _texts(self, answers: Answers, today: datetime.date | None) -> Mapping[str, str]:
        return self._decided(answers, today)[1]

    def _decided(self, answers: Answers, today: datetime.date | None) -> tuple[set[str], Mapping[str, str]]:
        """What is hidden, groups included, and the texts of the answers that expressions read."""
        texts = {
            name: question_type(self._question_by_name[name].type).expression_text(value)
            for name, value in answers.items()
            if name in self._question_by_name
        }
        hidden: set[str] = set()
        for condition in self._conditions:
            if condition.parent in hidden or not self._met(condition, texts, today):
                hidden.add(condition.name)
                texts.pop(condition.name, None)
        return hidden, texts

    def _met(self, condition: Condition, texts: Mapping[str, str], today: datetime.date | None) -> bool:
        if not condition.relevant:
            return True
        return self._holds(condition.name, "relevant", condition.relevant, texts, failed=True, today=today)

    def _holds(
        self,
        name: str,
        column: str,
        text: str,
        texts: Mapping[str, str],
        *,
        current: str = "",
        failed: bool = False,
        today: datetime.date | None,
    ) -> bool:
        truth = _truth(text, texts, current, today)
        if truth is None:
            _log.warning("expression failed: %s %s", name, column)  # never the values: they are answers
            return failed
        return truth


def _truth(text: str, texts: Mapping[str, str], current: str, today: datetime.date | None) -> bool | None:
    """Whether an expression holds; None when it fails."""
    try:
        return holds(compile_expression(text), texts, current, today)
    except (ExpressionError, ExpressionFailure):
        return None


def _rule(question: Question, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """The rule that decides on an answer, or on its absence."""
    if question.name in texts:
        return question.name, "constraint", question.constraint
    return question.name, "required", question.required


def _asks(question: Question) -> bool:
    return question_type(question.type).is_question


def _pages(nodes: tuple[Node, ...]) -> Iterator[Page]:
    for number, (name, questions, group) in enumerate(_page_parts(nodes)):
        yield Page(name, questions, group, number)


def _page_parts(nodes: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Question, ...], Group | None]]:
    for node in nodes:
        if isinstance(node, Question):
            yield node.name, (node,), None
        elif "field-list" in node.appearance:
            questions = tuple(_inside(node))
            if questions:
                yield node.name, questions, node
        else:
            yield from _page_parts(node.children)


def _inside(group: Group) -> Iterator[Question]:
    for node in group.children:
        if isinstance(node, Question):
            yield node
        else:
            yield from _inside(node)
