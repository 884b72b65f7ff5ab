"""Who may be asked for an interview: the question that people are asked about it, and the answer that says yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from survey.instrument.definition import Questionnaire
from survey.instrument.placed import Placed
from survey.instrument.problems import Problem
from survey.instrument.reader import Reader, value_of
from survey.instrument.report import meant
from survey.instrument.yaml_tree import Tree

KEYS = ("question", "value")
CHOSEN = "select_one"


@dataclass(frozen=True, slots=True)
class Candidates:
    """A question of which one is chosen, and the name of the choice by which somebody agrees to be interviewed."""

    question: str
    value: str


def read_candidates(tree: Tree | None, reader: Reader) -> Candidates | None:
    """What a study says of it; None where it says nothing."""
    found = reader.map(tree, "`candidates`") if tree is not None else None
    if found is None:
        return None
    reader.keys(found, KEYS, "`candidates`")
    reader.required(found, KEYS, "`candidates`")
    question, value = (reader.text(value_of(found, key), f"`{key}` of `candidates`") for key in KEYS)
    return Candidates(question, value) if question and value else None


def candidates_problems(
    candidates: Candidates | None, instruments: tuple[Questionnaire, ...], placed: Placed
) -> Iterator[Problem]:
    """A question that nobody is asked, or of which not one is chosen, and a choice that it does not have."""
    if candidates is None or not instruments:
        return
    offered = dict(_offered(instruments))
    if candidates.question not in offered:
        told = f"`{candidates.question}` is no question of the instruments of which one answer is chosen."
        remedy = meant(candidates.question, sorted(offered))
        yield placed.problem("candidates.question", "unknown-candidates", told, remedy)
    elif candidates.value not in offered[candidates.question]:
        told = f"`{candidates.value}` is no choice of `{candidates.question}`."
        remedy = meant(candidates.value, offered[candidates.question])
        yield placed.problem("candidates.value", "unknown-candidates", told, remedy)


def _offered(instruments: Iterable[Questionnaire]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in instruments:
        for question in each.questions():
            if question.type == CHOSEN and not question.then_test:
                yield question.name, tuple(choice.name for choice in each.choices.get(question.list_name, ()))
