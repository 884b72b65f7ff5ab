"""What paper has no words for: conditions, filters, numbers of instances and gaps that only a machine works out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from survey.fieldwork.paper.clauses import Clauses
from survey.fieldwork.paper.gaps import REFERENCE
from survey.fieldwork.paper.numbering import Numbering
from survey.fieldwork.paper.offers import is_in_words
from survey.fieldwork.paper.sheet import Unsaid
from survey.fieldwork.paper.telling import meant_by
from survey.instrument.definition import Group, Question, Repeat, Text, text_in
from survey.instrument.standing import Standing, expression_or_none


def unsaid(clauses: Clauses, numbering: Numbering) -> Iterator[Unsaid]:
    """Every expression for which there are no words, or not for all of it, in the order of the file."""
    for standing in clauses.model.standings.values():
        if numbering.prints(standing.node):
            seen = dataclasses.replace(clauses, repeats=standing.repeats)
            for column, text in _of(standing, seen):
                yield Unsaid(standing.name, numbering.numbers.get(standing.name), column, text)


def borrowed(clauses: Clauses, numbering: Numbering) -> Iterator[str]:
    """The rows of which a label, a hint or a choice is not in the language of the paper."""
    for name in numbering.printed:
        node = clauses.model.standings[name].node
        if isinstance(node, Question):
            labels = [choice.label for choice in clauses.model.choices(node)] if name in numbering.numbers else []
            if any(text and not _is_in(text, clauses.words.language) for text in (node.label, node.hint, *labels)):
                yield name


def _is_in(text: Text, language: str) -> bool:
    return bool(text.get(language) or text.get(language.partition("-")[0]))


def _of(standing: Standing, clauses: Clauses) -> Iterator[tuple[str, str]]:
    node = standing.node
    above = [clauses.model.standings[name].node for name in standing.above]
    if not meant_by(node, clauses, above).is_whole:
        yield "relevant", node.relevant
    if isinstance(node, Repeat) and not _is_count_told(node.repeat_count, clauses):
        yield "repeat_count", node.repeat_count
    if isinstance(node, Question) and node.choice_filter and not is_in_words(node, clauses):
        yield "choice_filter", node.choice_filter
    yield from _gaps(node, clauses)


def _is_count_told(text: str, clauses: Clauses) -> bool:
    expression = expression_or_none(text)
    if expression is None or expression.tree[0] in ("number", "string"):
        return True
    return clauses.question(expression.tree) is not None


def _gaps(node: Question | Group, clauses: Clauses) -> Iterator[tuple[str, str]]:
    fallback = clauses.model.questionnaire.default_language
    for column, text in (("label", node.label), ("hint", node.hint)):
        words = text_in(text, clauses.words.language, fallback)
        for name in dict.fromkeys(REFERENCE.findall(words)):
            if clauses.question(("answer", name), by_label=True) is None:
                yield column, f"${{{name}}}"
