"""The way through a questionnaire: its pages, which questions are relevant, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Answers, Group, Node, Question, Questionnaire, Value
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.steps import Failure
from survey.instrument.types import question_type

__all__ = ["Failure", "Flow", "Page"]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is asked at once: a ``field-list`` group, or one question outside any; ``number`` counts from 0."""

    name: str
    questions: tuple[Question, ...]
    group: Group | None
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A questionnaire with its pages and conditions worked out once; compared by identity, so that it can be a key."""

    questionnaire: Questionnaire
    model: Model
    pages: tuple[Page, ...]
    _page_by_name: Mapping[str, Page]
    _conditional: tuple[Place, ...]
    _everything: frozenset[str]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Flow:
        """The flow of a questionnaire that has passed its checks."""
        pages = tuple(_pages(questionnaire.survey))
        model = Model.of(questionnaire)
        return cls(
            questionnaire,
            model,
            pages,
            {page.name: page for page in pages},
            tuple(Place(standing.name) for standing in model.questions() if not standing.is_always_relevant),
            frozenset(standing.name for standing in model.questions()),
        )

    def page(self, name: str) -> Page | None:
        """The page of that name."""
        return self._page_by_name.get(name)

    def state(self, answers: Answers, today: datetime.date | None = None) -> State:
        """What these answers decide, on a day or now."""
        now = datetime.datetime.now().astimezone()
        moment = now if today is None else datetime.datetime.combine(today, datetime.time(), datetime.UTC)
        return State(self.model, answers, moment=moment)

    def relevant(self, answers: Answers, today: datetime.date | None = None) -> frozenset[str]:
        """The names of the relevant questions and notes; a question that is not relevant reads as blank."""
        if not self._conditional:
            return self._everything
        state = self.state(answers, today)
        return self._everything.difference(place.name for place in self._conditional if not state.is_relevant(place))

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
        if question.required in ("", "false()", "true()"):
            return question.required == "true()"
        return self.state(answers, today).is_required(Place(question.name))

    def constraint_holds(
        self, question: Question, value: Value | None, answers: Answers, today: datetime.date | None = None
    ) -> bool:
        """Whether a value keeps the question's constraint; a blank does, and so does one that cannot be told."""
        if not question.constraint or value is None:
            return True
        return self.state(answers, today).constraint_holds(Place(question.name), value)

    def failures(self, answers: Answers, today: datetime.date | None = None) -> tuple[Failure, ...]:
        """The expressions that fail on these answers: those of the way, and those of what is asked."""
        return self.state(answers, today).all_failures()

    def _first_shown(self, pages: tuple[Page, ...], relevant: frozenset[str]) -> Page | None:
        return next((page for page in pages if self.shown(page, relevant)), None)


def _asks(question: Question) -> bool:
    return question_type(question.type).is_question


def _pages(nodes: tuple[Node, ...]) -> Iterator[Page]:
    for number, (name, questions, group) in enumerate(_page_parts(nodes)):
        yield Page(name, questions, group, number)


def _is_shown(question: Question) -> bool:
    return question_type(question.type).is_shown


def _page_parts(nodes: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Question, ...], Group | None]]:
    for node in nodes:
        if isinstance(node, Question):
            if _is_shown(node):
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
            if _is_shown(node):
                yield node
        else:
            yield from _inside(node)
