"""Where one goes on after an answer: past a whole stretch of questions that it makes pointless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey.fieldwork.paper.deciding import Known, decided
from survey.fieldwork.paper.numbering import Numbering
from survey.instrument.definition import Question
from survey.instrument.model import Model
from survey.instrument.standing import expression_or_none

SHORTEST = 2
"""A single question that is passed says so itself."""
MOST_CHOICES = 12
"""Of a longer list nobody reads which answers lead where; each question then says itself whom it is for."""
LAST_PAGE = 0
"""The way on to the end."""


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    relevants: tuple[str, ...]
    repeats: tuple[str, ...]


def ways_on(model: Model, numbering: Numbering, question: Question, known: Known) -> dict[str, int]:
    """By each choice of a question, the number of the question one goes to; only where at least two are passed."""
    if question.type != "select_one" or question.name not in numbering.numbers:
        return {}
    choices = model.choices(question)
    if len(choices) > MOST_CHOICES:
        return {}
    rows = list(_rows_after(model, numbering, question.name))
    if not any(question.name in text for row in rows[:SHORTEST] for text in row.relevants):
        return {}
    found = {}
    for choice in choices:
        target = _target(model, numbering, rows, {question.name: choice.name}, known)
        if target is not None:
            found[choice.name] = target
    return found


def _rows_after(model: Model, numbering: Numbering, name: str) -> Iterator[_Row]:
    """What follows in the same instance, each with the conditions that decide on it."""
    own = model.standings[name]
    for after in numbering.printed[numbering.printed.index(name) + 1 :]:
        standing = model.standings[after]
        if standing.repeats[: len(own.repeats)] != own.repeats:
            return
        above = [each for each in standing.above if each not in own.above]
        relevants = [model.standings[each].node.relevant for each in (*above, after)]
        yield _Row(after, tuple(text for text in relevants if text), standing.repeats)


def _target(model: Model, numbering: Numbering, rows: list[_Row], answers: dict[str, str], known: Known) -> int | None:
    texts = dict(answers)
    passed = 0
    for row in rows:
        if not _is_passed(row, lambda name: texts[name] if name in texts else known(name)):
            return _number(model, numbering, row, rows) if passed >= SHORTEST else None
        texts[row.name] = ""
        passed += row.name in numbering.numbers
    own = model.standings[next(iter(answers))]
    return LAST_PAGE if passed >= SHORTEST and not own.repeats else None


def _number(model: Model, numbering: Numbering, row: _Row, rows: list[_Row]) -> int | None:
    """The number of the first question from a row on; LAST_PAGE where only words to read follow."""
    names = [each.name for each in rows[rows.index(row) :]]
    number = next((numbering.numbers[name] for name in names if name in numbering.numbers), None)
    return LAST_PAGE if number is None and not model.standings[row.name].repeats else number


def _is_passed(row: _Row, known: Known) -> bool:
    expressions = (expression_or_none(text) for text in row.relevants)
    return any(each is not None and decided(each.tree, known) is False for each in expressions)
