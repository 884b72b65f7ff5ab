"""Paths: from a start through steps and predicates to nodes, each step counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from survey.instrument.expressions.context import Context, Part
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.items import Items
from survey.instrument.expressions.tree import branches, parts_of
from survey.instrument.expressions.values import Node, NodeSet, truth_of

Nodes = Sequence[Node]
Walk = Callable[[Context, Nodes], Nodes]
Compile = Callable[[Tree], Part]


def answer(tree: Tree, compiled: Compile) -> Part:
    """``${x}``, and ``${x}[…]`` whose positions count within each group or instance."""
    name = tree[1]
    predicates = [predicate(part, compiled) for part in tree[2:]]
    if not predicates:
        return lambda context: context.form.named(name, context.own)

    def found(context: Context) -> NodeSet:
        nodes = context.form.named(name, context.own).nodes
        siblings = [list(group) for _, group in groupby(nodes, key=lambda node: id(node.parent))]
        return NodeSet([node for group in siblings for node in _tried(context, group, predicates)])

    return found


def path(tree: Tree, compiled: Compile) -> Part:
    """A path."""
    start = _start(tree[1], compiled)
    steps = [_step(step, compiled) for step in tree[2:]]

    def found(context: Context) -> NodeSet:
        nodes = start(context)
        for step in steps:
            nodes = step(context, nodes)
        return NodeSet(nodes)

    return found


def union(tree: Tree, compiled: Compile) -> Part:
    """``a | b``: the nodes of both in the order of the form, each once."""
    left, right = compiled(tree[1]), compiled(tree[2])

    def found(context: Context) -> NodeSet:
        nodes = {node.order: node for part in (left, right) for node in nodes_of(part(context))}
        context.form.spend(len(nodes))
        return NodeSet([nodes[order] for order in sorted(nodes)])

    return found


def nodes_of(value: object) -> Nodes:
    """The nodes of a set; raises TypeError for a value that is none."""
    if not isinstance(value, NodeSet):
        raise TypeError("a question, a group or a path is needed here")
    return value.nodes


def _start(tree: Tree, compiled: Compile) -> Callable[[Context], Nodes]:
    kind = tree[0]
    if kind == "self":
        return lambda context: () if context.here is None else (context.here,)
    if kind == "current":
        return lambda context: () if context.own is None else (context.own,)
    if kind == "root":
        return lambda context: (context.form.document,)
    if kind == "instance":
        name: str = tree[1]

        def instance(context: Context) -> Nodes:
            found = context.form.instance(name)
            return () if found is None else (found,)

        return instance
    part = compiled(tree)
    return lambda context: nodes_of(part(context))


def _step(tree: Tree, compiled: Compile) -> Walk:
    if tree[0] == "parent":
        return _parents
    if tree[0] == "self":
        return lambda context, nodes: nodes
    if tree[0] == "filter":
        return predicate(tree[1], compiled)
    return _children(tree[1], [predicate(part, compiled) for part in tree[2:]])


def _parents(context: Context, nodes: Nodes) -> Nodes:
    context.form.spend(len(nodes))
    parents = {id(parent): parent for node in nodes if (parent := node.parent) is not None}
    return list(parents.values())


def _children(name: str, predicates: list[Walk]) -> Walk:
    def found(context: Context, nodes: Nodes) -> Nodes:
        if len(nodes) == 1:
            children = nodes[0].children(name)
            return _tried(context, children, predicates) if predicates else children
        context.form.spend(len(nodes))
        return [child for node in nodes for child in _tried(context, node.children(name), predicates)]

    return found


def _tried(context: Context, nodes: Nodes, predicates: list[Walk]) -> Nodes:
    for tried in predicates:
        nodes = tried(context, nodes)
    return nodes


def predicate(tree: Tree, compiled: Compile) -> Walk:
    """What keeps of some nodes those where a condition holds, or the one at a position.

    Where a column of a list must equal something that is the same for every item, the list is looked up and not read.
    """
    keeps = _scan(tree, compiled)
    column, wanted, rest = _lookup(tree)
    if not column:
        return keeps
    value = compiled(wanted)
    remaining = _scan(rest, compiled) if rest else None

    def looked_up(context: Context, nodes: Nodes) -> Nodes:
        if not isinstance(nodes, Items):
            return keeps(context, nodes)
        target = value(context)
        if isinstance(target, NodeSet) and len(target.nodes) == 1:
            target = target.nodes[0].text
        if not isinstance(target, str):
            return keeps(context, nodes)
        found = nodes.where(column, target)
        return remaining(context, found) if remaining else found

    return looked_up


def _scan(tree: Tree, compiled: Compile) -> Walk:
    part = compiled(tree)
    cost = sum(1 for _ in branches(tree))

    def kept(context: Context, nodes: Nodes) -> Nodes:
        size = len(nodes)
        form, own = context.form, context.own
        found = []
        for position, node in enumerate(nodes, 1):
            form.spend(cost)
            value = part(Context(form, own, node, position, size))
            if value == position if type(value) is float else truth_of(value):
                found.append(node)
        return found

    return kept


def _lookup(tree: Tree) -> tuple[str, Tree, Tree | None]:
    """The column that must equal something, that something, and what else must hold; '' where a list must be read."""
    first, *others = parts_of(tree) if tree[0] == "and" else [tree]
    if first[0] != "=" or any(_counts(other) for other in others):
        return "", (), None
    rest = (others[0] if len(others) == 1 else ("and", *others)) if others else None
    for column, wanted in ((first[1], first[2]), (first[2], first[1])):
        if _is_column(column) and not _looks_around(wanted):
            return column[2][1], wanted, rest
    return "", (), None


def _is_column(tree: Tree) -> bool:
    return len(tree) == 3 and tree[:2] == ("path", ("self",)) and tree[2][0] == "child" and len(tree[2]) == 2


def _counts(tree: Tree) -> bool:
    return any(branch[0] == "call" and branch[1] in ("position", "last") for branch in branches(tree))


def _looks_around(tree: Tree) -> bool:
    """Whether a tree's value depends on the node that is tried."""
    return any(branch[0] == "self" or (branch[0] == "call" and len(branch) == 2) for branch in branches(tree))
