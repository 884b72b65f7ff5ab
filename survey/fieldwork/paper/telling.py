"""Conditions as sentences: before a question, before a group, after an answer."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from survey.fieldwork.paper.clauses import Clauses
from survey.fieldwork.paper.conditions import ALWAYS, Condition, condition, is_plain, lines, said
from survey.fieldwork.paper.sheet import Told
from survey.fieldwork.paper.words import Words
from survey.instrument.definition import Node
from survey.instrument.standing import expression_or_none


def meant_by(node: Node, clauses: Clauses, above: Collection[Node] = ()) -> Condition:
    """The condition of a node in words, without what the groups above it say already."""
    if not node.relevant or node.relevant in {group.relevant for group in above}:
        return ALWAYS
    expression = expression_or_none(node.relevant)
    if expression is None:
        return ALWAYS  # it cannot be read, and whatever fails is asked
    found = condition(expression.tree, clauses)
    stated = [part for group in above for part in _parts(meant_by(group, clauses))]
    if found in stated:
        return ALWAYS
    if found.kind != "all":
        return found
    left = tuple(part for part in found.parts if part not in stated)
    if len(left) == 1:
        return Condition(left[0].kind, left[0].text, left[0].parts, found.is_whole and left[0].is_whole)
    return Condition("all", parts=left, is_whole=found.is_whole) if left else ALWAYS


def _parts(found: Condition) -> tuple[Condition, ...]:
    return (*found.parts, found) if found.kind == "all" else (found,)


def told(found: Condition, clauses: Clauses, *, many: bool = False) -> Told | None:
    """A condition as it is printed, None where there is none; ``many`` for a group of questions."""
    gettext = clauses.words.gettext
    if found.kind in ("always", "never"):
        return None
    if not found.is_said:
        return Told(_not_for_everyone(clauses.words, many=many))
    doubt = Markup() if found.is_whole else _even_then(clauses.words, many=many)
    if is_plain(found):
        return Told(gettext("Only if %(condition)s.", condition=said(found, clauses)), doubt=doubt)
    sentence = (
        gettext("Only if all of this is true:") if found.kind == "all" else gettext("Only if one of these is true:")
    )
    return Told(sentence, lines(found, clauses), doubt)


def _not_for_everyone(words: Words, *, many: bool) -> Markup:
    if many:
        return words.gettext(
            "These questions are not for everyone. If they do not fit your situation, leave them and go on."
        )
    return words.gettext("This question is not for everyone. If it does not fit your situation, leave it and go on.")


def _even_then(words: Words, *, many: bool) -> Markup:
    if many:
        return words.gettext("Even then, they may not fit your situation. If so, leave them and go on.")
    return words.gettext("Even then, it may not fit your situation. If so, leave it and go on.")


def span(words: Words, numbers: list[int]) -> Markup:
    """``Questions 5 to 9``."""
    if len(numbers) == 1:
        return words.gettext("Question %(number)s", number=numbers[0])
    return words.gettext("Questions %(first)s to %(last)s", first=numbers[0], last=numbers[-1])


def otherwise(words: Words, number: int | None) -> Markup:
    """Where those go on who are not meant."""
    if number is None:
        return words.gettext("If not: go to the last page.")
    return words.gettext("If not: go to question %(number)s.", number=number)


def way_on(words: Words, labels: list[str], number: int) -> Markup:
    """Where those go on who gave one of these answers; 0 is the last page."""
    answer = words.one_of([words.quoted(label) for label in labels])
    if not number:
        return words.gettext("If you answered %(answer)s: go to the last page.", answer=answer)
    return words.gettext("If you answered %(answer)s: go to question %(number)s.", answer=answer, number=number)
