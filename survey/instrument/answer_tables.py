"""Tables of answers, which are asked one question after the other: a row that only heads the table asks nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from survey.instrument.definition import Group, Node, Question, Questionnaire

HEADING = "label"
"""The appearance of the row above a table, which shows the choices and takes no answer."""


def without_headings(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with a note for each heading that has words, and nothing for one that has none.

    Every question of the table shows its choices itself: a grid is no help on a phone.
    """
    if not any(HEADING in question.appearance for question in questionnaire.questions()):
        return questionnaire
    return dataclasses.replace(questionnaire, survey=tuple(_asked(questionnaire.survey)))


def _asked(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            children = tuple(_asked(node.children))
            if children:
                yield dataclasses.replace(node, children=children)
        elif HEADING not in node.appearance:
            yield node
        elif node.label or node.hint:
            yield Question(
                type="note",
                name=node.name,
                label=node.label or node.hint,
                hint=node.hint if node.label else {},
                relevant=node.relevant,
                instrument=node.instrument,
            )
