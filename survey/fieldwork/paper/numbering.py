"""Which questions are printed, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.fieldwork.paper.deciding import Known, decided
from survey.instrument.definition import Group, Node, Question
from survey.instrument.model import Model
from survey.instrument.pages import asks, is_seen
from survey.instrument.standing import expression_or_none


@dataclass(frozen=True, slots=True)
class Numbering:
    """The names of what is printed in its order, the numbers of the questions among it, and what is never asked."""

    printed: tuple[str, ...]
    numbers: dict[str, int]
    left_out: tuple[str, ...]

    def after(self, number: int) -> int | None:
        """The number of the question after one, None for the last."""
        return number + 1 if number < len(self.numbers) else None

    def within(self, group: Group) -> list[int]:
        """The numbers of the questions of a group."""
        return [self.numbers[question.name] for question in _questions(group) if question.name in self.numbers]

    def prints(self, node: Node) -> bool:
        """Whether anything of a node is printed."""
        return any(question.name in self.printed for question in _questions(node))


def numbered(model: Model, known: Known) -> Numbering:
    """Number the questions that people answer; what nobody is ever asked has none and is not printed."""
    seen = [
        question for question in model.questionnaire.questions() if is_seen(question) and not _is_worked_out(question)
    ]
    asked = [question for question in seen if not _is_never_asked(model, question.name, known)]
    numbers = [question.name for question in asked if asks(question) and not _is_only_read(question, known)]
    names = {question.name for question in asked}
    return Numbering(
        printed=tuple(question.name for question in asked),
        numbers={name: number for number, name in enumerate(numbers, 1)},
        left_out=tuple(question.name for question in seen if question.name not in names),
    )


def _is_worked_out(question: Question) -> bool:
    return asks(question) and bool(question.calculation) and not question.trigger


def _is_only_read(question: Question, known: Known) -> bool:
    expression = expression_or_none(question.read_only)
    return expression is not None and decided(expression.tree, known) is True


def _is_never_asked(model: Model, name: str, known: Known) -> bool:
    return any(is_never(model.standings[each].node, known) for each in (*model.standings[name].above, name))


def is_never(node: Node, known: Known) -> bool:
    """Whether the condition of a node holds for nobody."""
    expression = expression_or_none(node.relevant)
    return expression is not None and decided(expression.tree, known) is False


def _questions(node: Node) -> Iterator[Question]:
    waiting: list[Sequence[Node]] = [(node,)]
    while waiting:
        for each in waiting.pop():
            if isinstance(each, Group):
                waiting.append(each.children)
            else:
                yield each
