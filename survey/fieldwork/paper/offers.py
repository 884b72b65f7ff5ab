"""The choices of a question on paper: all of them, those of a filter under the condition they are meant for."""

from __future__ import annotations

from dataclasses import dataclass

from survey.fieldwork.paper.clauses import Clauses
from survey.fieldwork.paper.conditions import ALWAYS, UNKNOWN, Condition, condition
from survey.instrument.definition import Choice, Question, text_in
from survey.instrument.expressions.grammar import Tree
from survey.instrument.model import Model
from survey.instrument.standing import expression_or_none

MOST_PRINTED = 50
"""A longer list is a line to write on."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices that are offered under the same condition."""

    condition: Condition
    choices: tuple[Choice, ...]


def offers(question: Question, clauses: Clauses) -> tuple[Offer, ...]:
    """The choices in their order; () for a list too long to print. A filter without words keeps all in."""
    choices = clauses.model.choices(question)
    expression = expression_or_none(question.choice_filter)
    found = [Offer(ALWAYS, choices)] if expression is None else _grouped(expression.tree, choices, clauses)
    return tuple(found) if 0 < sum(len(offer.choices) for offer in found) <= MOST_PRINTED else ()


def _grouped(tree: Tree, choices: tuple[Choice, ...], clauses: Clauses) -> list[Offer]:
    groups: dict[Condition, list[Choice]] = {}
    for choice in choices[: MOST_PRINTED * 4]:
        meant = condition(_seen_from(tree, choice, clauses), clauses)
        groups.setdefault(meant if meant.is_said or meant.kind == "never" else ALWAYS, []).append(choice)
    if len(choices) > MOST_PRINTED * 4:
        return []
    kept = [Offer(meant, tuple(group)) for meant, group in groups.items() if meant.kind != "never"]
    return kept or [Offer(UNKNOWN, choices)]


def is_in_words(question: Question, clauses: Clauses) -> bool:
    """Whether the filter of a question, if it has one, is said for every choice."""
    expression = expression_or_none(question.choice_filter)
    if expression is None:
        return not question.choice_filter
    choices = clauses.model.choices(question)[: MOST_PRINTED * 4]
    found = (condition(_seen_from(expression.tree, choice, clauses), clauses) for choice in choices)
    return all(meant.kind != "unknown" and meant.is_whole for meant in found)


def _seen_from(tree: Tree, choice: Choice, clauses: Clauses) -> Tree:
    """The filter with the columns of one choice in the place of their names."""
    if tree[:2] == ("path", ("self",)) and len(tree) == 3 and tree[2][0] == "child" and len(tree[2]) == 2:
        return ("string", _column(choice, str(tree[2][1]), clauses.model, clauses.words.language))
    return tuple(_seen_from(part, choice, clauses) if isinstance(part, tuple) else part for part in tree)


def _column(choice: Choice, name: str, model: Model, language: str) -> str:
    own = {"name": choice.name, "label": text_in(choice.label, language, model.questionnaire.default_language)}
    return {**own, **choice.columns}.get(name, "")
