"""What a tree is made of, in the order of its text."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.expressions.grammar import Tree


def branches(tree: Tree) -> Iterator[Tree]:
    """Every branch of a tree, the tree itself first, in the order of the text."""
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting.extend(reversed(parts_of(branch)))


def parts_of(branch: Tree) -> list[Tree]:
    """The branches directly under one."""
    return [part for part in branch[1:] if isinstance(part, tuple)]


def calls(tree: Tree) -> Iterator[tuple[str, list[Tree]]]:
    """Every function called in a tree with its arguments."""
    for branch in branches(tree):
        if branch[0] == "call":
            yield branch[1], parts_of(branch)


def names_read(tree: Tree) -> Iterator[str]:
    """Every name that the tree may read an answer by: of references, of steps of paths, of questions with choices."""
    for branch in branches(tree):
        if branch[0] in ("answer", "child"):
            yield branch[1]
        elif branch[:2] == ("call", "jr:choice-name") and branch[-1][0] == "string":
            yield branch[-1][1]


def reads_itself(tree: Tree) -> bool:
    """Whether ``.`` stands for the value that is tried: outside predicates, and not as the start of a path."""
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if branch[0] == "self":
            return True
        if branch[0] not in ("answer", "path"):
            waiting.extend(parts_of(branch))
        elif branch[0] == "path" and branch[1][0] not in ("self", "current", "root", "instance"):
            waiting.append(branch[1])
    return False
