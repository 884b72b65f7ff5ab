"""Where one node stands in its questionnaire, and what its expressions read."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.instrument.definition import Node, Question, Repeat
from survey.instrument.expressions import ExpressionError, compile_expression
from survey.instrument.expressions.compiled import Expression
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches, calls

_CLOCK = ("now", "today")
_METADATA = ("start", "today")
_SAME_ANYWHERE = ("number", "string", "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "neg")
_PLAIN_CALLS = ("not", "true", "false", "selected", "count-selected", "string-length", "coalesce", "if", "number")


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A node and where it stands: the names above it and the repeats among these, both from the outside in.

    ``reads`` are the names that decide on its text and on whether it is asked; ``lasts`` whether its text is worked
    out once and then kept; ``works_out`` whether it has a text that nobody typed; ``has_rules`` whether any expression
    stands beside it; ``is_plain`` whether it holds what was answered, just so; ``shares_its_condition`` whether another
    node with the same condition need not decide it anew. ``is_always_relevant`` whether neither it nor anything above
    it has a condition.
    """

    node: Node
    above: tuple[str, ...]
    repeats: tuple[str, ...]
    number: int
    is_always_relevant: bool
    name: str = field(init=False)
    parent: str = field(init=False)
    is_repeat: bool = field(init=False)
    instance_repeats: tuple[str, ...] = field(init=False)
    reads: tuple[str, ...] = field(init=False)
    works_out: bool = field(init=False)
    lasts: bool = field(init=False)
    has_rules: bool = field(init=False)
    is_plain: bool = field(init=False)
    shares_its_condition: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the node, once for all fillings."""
        node = self.node
        repeated = isinstance(node, Repeat)
        for name, value in (
            ("name", node.name),
            ("parent", self.above[-1] if self.above else ""),
            ("is_repeat", repeated),
            ("instance_repeats", (*self.repeats, node.name) if repeated else self.repeats),
            ("reads", tuple(dict.fromkeys(name for each in _deciding(node) for name in each.names))),
            ("works_out", isinstance(node, Question) and _works_out(node)),
            ("has_rules", _has_rules(node)),
            ("is_plain", isinstance(node, Question) and _is_plain(node)),
            ("shares_its_condition", not self.repeats and not repeated and _is_common(node)),
            ("lasts", isinstance(node, Question) and _lasts(node)),
        ):
            object.__setattr__(self, name, value)


def is_dynamic(question: Question) -> bool:
    """Whether a default must be evaluated: XLSForm calls it dynamic when it computes, calls or refers."""
    expression = expression_or_none(question.default)
    if expression is None or expression.tree[0] in ("number", "string", "self"):
        return False
    kinds = {branch[0] for branch in branches(expression.tree)}
    if question.type in ("date", "dateTime", "datetime", "geopoint", "geotrace", "geoshape"):
        return bool(kinds & {"call", "answer"})  # 2026-01-15 is a day, no difference
    return bool(kinds & {"call", "answer", "instance", "filter", "+", "*", "div", "mod", "|"})


def expression_or_none(text: str) -> Expression | None:
    """The expression of a text, None when there is none or it cannot be read: the checks tell why."""
    try:
        return compile_expression(text) if text else None
    except ExpressionError:
        return None


def _deciding(node: Node) -> list[Expression]:
    texts = [node.relevant]
    if isinstance(node, Question):
        texts += [node.calculation, node.choice_filter, node.default if is_dynamic(node) else ""]
        texts += [f"${{{name}}}" for name in node.trigger]
    elif isinstance(node, Repeat):
        texts.append(node.repeat_count)
    return [each for text in texts if (each := expression_or_none(text)) is not None]


def _has_rules(node: Node) -> bool:
    texts = [node.relevant]
    if isinstance(node, Question):
        required = node.required if node.required not in ("true()", "false()") else ""
        texts += [required, node.constraint, node.choice_filter, node.calculation, node.default]
    return any(texts)


def _is_plain(question: Question) -> bool:
    begins = question.default or question.type in _METADATA
    return not (begins or question.calculation or question.trigger or question.choice_filter)


def _works_out(question: Question) -> bool:
    return bool(question.calculation) or question.type in _METADATA or is_dynamic(question)


def _is_common(node: Node) -> bool:
    """Whether the condition says the same of whatever node has it: it reads answers of others, and nothing else."""
    expression = expression_or_none(node.relevant)
    if expression is None or node.name in expression.references:
        return False
    return all(branch[0] in _SAME_ANYWHERE or _is_same(branch) for branch in branches(expression.tree))


def _is_same(branch: Tree) -> bool:
    return (branch[0] == "answer" and len(branch) == 2) or (branch[0] == "call" and branch[1] in _PLAIN_CALLS)


def _lasts(question: Question) -> bool:
    if question.trigger or question.type in _METADATA or (is_dynamic(question) and not question.calculation):
        return True
    expression = expression_or_none(question.calculation)
    if expression is None:
        return False
    called = {name for name, _ in calls(expression.tree)}
    return "once" in called or (bool(called.intersection(_CLOCK)) and not expression.names)
