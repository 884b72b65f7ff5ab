"""What is written in the rows of a questionnaire: their expressions and the words that people read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import takewhile

from survey.instrument.definition import Question, Questionnaire, Repeat, Text
from survey.instrument.expressions import Expression
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.model import Model
from survey.instrument.source import Source, Where
from survey.instrument.standing import Standing, expression_or_none, is_dynamic

_NAMELESS = ("*", "meta", "instanceID", "instanceName")


class _Latest(threading.local):
    """The model that the rules of one file share: each would take as long to make as to look at."""

    made: tuple[Questionnaire, Model] | None = None


_LATEST = _Latest()


def model_of(source: Source) -> Model:
    """Where each node of a file stands."""
    made = _LATEST.made
    if made is None or made[0] is not source.questionnaire:
        made = _LATEST.made = (source.questionnaire, Model.of(source.questionnaire))
    return made[1]


def expressions_of(standing: Standing) -> list[tuple[str, str]]:
    """The columns of a row that hold an expression, each with its text; a default that is plain text is none."""
    node = standing.node
    found = [("relevant", node.relevant)]
    if isinstance(node, Question):
        found += [(column, getattr(node, column)) for column in ("required", "constraint", "read_only", "calculation")]
        found += [("default", node.default if is_dynamic(node) else ""), ("choice_filter", node.choice_filter)]
    elif isinstance(node, Repeat):
        found.append(("repeat_count", node.repeat_count))
    return [(column, text) for column, text in found if text]


def readable(standing: Standing) -> Iterator[tuple[str, Expression]]:
    """Those expressions of a row that can be read; the others are told elsewhere."""
    for column, text in expressions_of(standing):
        expression = expression_or_none(text)
        if expression is not None:
            yield column, expression


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """The conditions that must all hold."""
    for part in parts_of(tree) if tree[0] == "and" else ():
        yield from conjuncts(part)
    if tree[0] != "and":
        yield tree


def steps_named(tree: Tree, *, of_items: bool = False) -> Iterator[str]:
    """The names of questions in paths; those of the columns of a list, as in a choice filter, are left out."""
    if tree[0] != "path":
        for part in parts_of(tree):
            yield from steps_named(part, of_items=of_items and tree[0] != "answer")
        return
    start = tree[1]
    items = start[0] == "instance" or (start[0] == "self" and of_items)
    yield from steps_named(start, of_items=of_items)
    for number, step in enumerate(tree[2:]):
        is_form = start[0] == "root" and number == 0
        if step[0] == "child" and not items and not is_form and step[1] not in _NAMELESS:
            yield step[1]
        for predicate in parts_of(step):
            yield from steps_named(predicate, of_items=items)


def climbs(tree: Tree, *, of_items: bool = False) -> Iterator[tuple[int, str]]:
    """How often each path from the question itself goes up at its beginning, and the name it then goes down to."""
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if branch[0] == "path" and (branch[1][0] == "current" or (branch[1][0] == "self" and not of_items)):
            ups = list(takewhile(lambda step: step[0] == "parent", branch[2:]))
            after = branch[2 + len(ups) :]
            if after and after[0][0] == "child":
                yield len(ups), after[0][1]
        elif branch[0] not in ("path", "answer"):  # what stands in [ ] begins at the node that is tried
            waiting.extend(parts_of(branch))


def texts_of(source: Source, model: Model) -> Iterator[tuple[Where, str, Text]]:
    """Every text that people read: where it stands, what it is, its words in each language."""
    for standing in model.standings.values():
        node = standing.node
        columns = ["label", "hint"]
        if isinstance(node, Question):
            columns += ["guidance_hint", "required_message", "constraint_message"]
        for column in columns:
            text: Text = getattr(node, column)
            if text:
                yield ("row", node.name, column), f"The {column} of `{node.name}`", text
    for list_name, choices in source.questionnaire.choices.items():
        for choice in choices:
            yield ("choice", list_name, choice.name), f"The label of the choice `{choice.name}`", choice.label
