"""Functions of nodes: how many, where, which instance; what is kept and what is drawn."""

from __future__ import annotations

import math

from survey.instrument.expressions.context import MANY, Context, Function, Part
from survey.instrument.expressions.functions.reading import text
from survey.instrument.expressions.shuffle import seed_of, shuffled
from survey.instrument.expressions.values import Node, NodeSet, Result, number_of
from survey.instrument.expressions.walking import nodes_of


def _position(context: Context, *node: Part) -> Result:
    if not node:
        return float(context.position)
    nodes = nodes_of(node[0](context))
    if len(nodes) > 1:
        raise ValueError("position() of several nodes")
    return float(nodes[0].number) if nodes else math.nan


def _last(context: Context) -> Result:
    return float(context.size)


def _count(context: Context, value: Part) -> Result:
    return float(len(nodes_of(value(context))))


def _count_non_empty(context: Context, value: Part) -> Result:
    nodes = nodes_of(value(context))
    context.form.spend(len(nodes))
    return float(sum(node.text != "" for node in nodes))


def _indexed_repeat(context: Context, target: Part, *pairs: Part) -> Result:
    """The target within the instance that pairs of a repeat and a number lead to, outer or inner first."""
    if len(pairs) % 2:
        raise TypeError("each repeat needs its number")
    chosen = []
    for repeat, number in zip(pairs[::2], pairs[1::2], strict=True):
        position = number_of(number(context))
        instances = nodes_of(repeat(context))
        if math.isnan(position) or not instances:
            return NodeSet(())
        chosen.append((instances, position))
    chosen.sort(key=lambda pair: len(pair[0][0].order))
    within: Node | None = None
    for instances, position in chosen:
        inside = [each for each in instances if within is None or _stands_in(context, each, within)]
        if position != int(position) or not 1 <= position <= len(inside):
            return NodeSet(())
        within = inside[int(position) - 1]
    if within is None:
        return NodeSet(())
    return NodeSet([node for node in nodes_of(target(context)) if _stands_in(context, node, within)])


def _stands_in(context: Context, node: Node, outer: Node) -> bool:
    above: Node | None = node
    while above is not None and above is not outer:
        context.form.spend(1)
        above = above.parent
    return above is not None


def _once(context: Context, value: Part) -> Result:
    return context.form.kept(context.own) or text(context, value)


def _random(context: Context) -> Result:
    return context.form.random(context.own)


def _uuid(context: Context, *length: Part) -> Result:
    """A random identifier of version 4, drawn as every other number of the filling."""
    wanted = number_of(length[0](context)) if length else 36.0
    if math.isnan(wanted) or wanted > 1000:
        raise ValueError("uuid() of no length")
    written = ""
    while len(written) < wanted or not written:
        drawn = [int(context.form.random(context.own) * 16) for _ in range(32)]
        drawn[12], drawn[16] = 4, 8 + drawn[16] % 4
        figures = "".join(f"{each:x}" for each in drawn)
        written += "-".join((figures[:8], figures[8:12], figures[12:16], figures[16:20], figures[20:]))
    return written[: int(max(wanted, 0))]


def _randomize(context: Context, value: Part, *seed: Part) -> Result:
    nodes = nodes_of(value(context))
    context.form.spend(len(nodes))
    given = seed_of(seed[0](context)) if seed else int(context.form.random(context.own) * 2**31)
    return NodeSet(shuffled(nodes, given))


FUNCTIONS = (
    Function("position", 0, 1, _position),
    Function("last", 0, 0, _last),
    Function("count", 1, 1, _count),
    Function("count-non-empty", 1, 1, _count_non_empty),
    Function("indexed-repeat", 3, MANY, _indexed_repeat),
    Function("once", 1, 1, _once),
    Function("random", 0, 0, _random),
    Function("uuid", 0, 1, _uuid),
    Function("randomize", 1, 2, _randomize),
)
