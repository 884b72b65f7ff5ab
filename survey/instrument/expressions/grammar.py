"""The grammar of XLSForm expressions: text to a tree of nested tuples, without recursion and within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from survey.instrument.expressions.refusals import ExpressionError, explained, position_of, refused_function

MAXIMUM_BYTES = 4096
MAXIMUM_DEPTH = 64
MAXIMUM_STEPS = 1500

Tree = tuple[Any, ...]
"""``("number", 3.0)``, ``("and", tree, tree, …)``: nested lists for JSON; ``docs/decisions/expression_tree.md``."""

GRAMMAR = r"""
?start: alternative
?alternative: conjunction ("or" conjunction)*   -> any_of
?conjunction: equality ("and" equality)*        -> all_of
?equality: comparison
    | equality "=" comparison                   -> equals
    | equality "!=" comparison                  -> differs
?comparison: sum
    | comparison "<" sum                        -> less
    | comparison "<=" sum                       -> at_most
    | comparison ">" sum                        -> more
    | comparison ">=" sum                       -> at_least
?sum: product (PLUS product | MINUS product)*   -> added
?product: unary
    | product "*" unary                         -> times
    | product "div" unary                       -> divided
    | product "mod" unary                       -> remainder
?unary: union
    | "-" unary                                 -> negative
?union: path
    | union "|" path                            -> united
?path: step ("/" step)*                         -> relative
    | "/" step ("/" step)*                      -> absolute
    | filtered ("/" step)*                      -> walked
filtered: primary predicate*
step: NAME predicate*                           -> child
    | "*" predicate*                            -> children
    | "."                                       -> self
    | ".."                                      -> parent
predicate: "[" alternative "]"
primary: NUMBER                                 -> number
    | STRING                                    -> string
    | REFERENCE                                 -> answer
    | "(" alternative ")"                       -> enclosed
    | FUNCTION "(" [alternative ("," alternative)*] ")" -> call
PLUS: "+"
MINUS: "-"
NUMBER.2: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
STRING: /"[^"]*"|'[^']*'/
REFERENCE: /\$\{\s*[^\W\d][\w.-]*\s*\}/
FUNCTION.1: /[^\W\d][\w.-]*(:[^\W\d][\w.-]*)?(?=\s*\()/
NAME: /[^\W\d][\w.-]*(:[^\W\d:][\w.-]*)?(?!:)/
%import common.WS
%ignore WS
"""


@dataclass(frozen=True, slots=True)
class _Part:
    tree: Tree
    depth: int
    steps: int


class _TooLargeError(Exception):
    """The tree has outgrown its limits."""


def _part(name: str, *parts: _Part, value: tuple[Any, ...] = ()) -> _Part:
    depth = 1 + max((part.depth for part in parts), default=0)
    steps = 1 + sum(part.steps for part in parts)
    if depth > MAXIMUM_DEPTH or steps > MAXIMUM_STEPS:
        raise _TooLargeError
    return _Part((name, *value, *(part.tree for part in parts)), depth, steps)


def _binary(name: str) -> Any:
    return v_args(inline=True)(lambda self, left, right: _part(name, left, right))


_SELF = _part("self")


class _Builder(Transformer[Token, _Part]):
    """Builds the tree while the parser runs, so that no recursion ever follows the text."""

    equals = _binary("=")
    differs = _binary("!=")
    less = _binary("<")
    at_most = _binary("<=")
    more = _binary(">")
    at_least = _binary(">=")
    times = _binary("*")
    divided = _binary("div")
    remainder = _binary("mod")
    united = _binary("|")

    def any_of(self, parts: list[_Part]) -> _Part:
        return parts[0] if len(parts) == 1 else _part("or", *parts)

    def all_of(self, parts: list[_Part]) -> _Part:
        return parts[0] if len(parts) == 1 else _part("and", *parts)

    def added(self, parts: list[_Part | Token]) -> _Part:
        terms: list[_Part] = []
        minus = False
        for part in parts:
            if isinstance(part, Token):
                minus = part.type == "MINUS"
            else:
                terms.append(_part("neg", part) if minus else part)
                minus = False
        return terms[0] if len(terms) == 1 else _part("+", *terms)

    def negative(self, parts: list[_Part]) -> _Part:
        return _part("neg", *parts)

    def enclosed(self, parts: list[_Part]) -> _Part:
        inner = parts[0]
        if inner.depth >= MAXIMUM_DEPTH:
            raise _TooLargeError
        return _Part(inner.tree, inner.depth + 1, inner.steps)

    def number(self, tokens: list[Token]) -> _Part:
        return _part("number", value=(float(tokens[0]),))

    def string(self, tokens: list[Token]) -> _Part:
        return _part("string", value=(str(tokens[0][1:-1]),))

    def answer(self, tokens: list[Token]) -> _Part:
        return _part("answer", value=(str(tokens[0][2:-1]).strip(),))

    def call(self, parts: list[Any]) -> _Part:
        token, *given = parts
        name = str(token)
        if why := refused_function(name):
            raise ExpressionError(why, token.start_pos or 0)
        arguments = [part for part in given if part is not None]
        if name == "current" and not arguments:
            return _part("path", _part("current"))
        if name == "instance":
            if len(arguments) != 1 or arguments[0].tree[0] != "string":
                raise ExpressionError(
                    "write `instance('list')`, with the name of a list in quotes", token.start_pos or 0
                )
            return _part("path", _part("instance", value=(arguments[0].tree[1],)))
        return _part("call", *_named_choices(name, arguments), value=(name,))

    def predicate(self, parts: list[_Part]) -> _Part:
        return parts[0]

    def child(self, parts: list[Any]) -> _Part:
        return _part("child", *parts[1:], value=(str(parts[0]),))

    def children(self, parts: list[_Part]) -> _Part:
        return _part("child", *parts, value=("*",))

    def self(self, parts: list[_Part]) -> _Part:
        return _SELF

    def parent(self, parts: list[_Part]) -> _Part:
        return _part("parent")

    def relative(self, steps: list[_Part]) -> _Part:
        walked = [step for step in steps if step.tree[0] != "self"]
        return _part("path", _SELF, *walked) if walked else _SELF

    def absolute(self, steps: list[_Part]) -> _Part:
        return _part("path", _part("root"), *steps)

    def filtered(self, parts: list[_Part]) -> _Part:
        base, *predicates = parts
        if not predicates:
            return base
        if base.tree[0] == "answer":
            return _part("answer", *predicates, value=(base.tree[1],))
        return _joined(base, [_part("filter", predicate) for predicate in predicates])

    def walked(self, parts: list[_Part]) -> _Part:
        base, *steps = parts
        return _joined(base, steps) if steps else base


def _joined(base: _Part, steps: list[_Part]) -> _Part:
    """A path that begins with what another tree gives; a path is continued."""
    start = _Part(base.tree, base.depth, base.steps)
    whole = _part("path", start, *steps)
    if base.tree[0] != "path":
        return whole
    return _Part((*base.tree, *(step.tree for step in steps)), whole.depth, whole.steps)


def _named_choices(name: str, arguments: list[_Part]) -> list[_Part]:
    """In ``jr:choice-name(value, '${x}')`` the quoted reference or path becomes the name of its question."""
    if name != "jr:choice-name" or len(arguments) != 2 or arguments[1].tree[0] != "string":
        return arguments
    return [arguments[0], _part("string", value=(question_named(arguments[1].tree[1]),))]


def question_named(text: str) -> str:
    """The name in ``${x}``, ``/form/g/x`` or ``x``."""
    return text.strip().removeprefix("${").removesuffix("}").strip().rpartition("/")[2]


_PARSER = Lark(GRAMMAR, parser="lalr", lexer="contextual", transformer=_Builder(), maybe_placeholders=False)


def parse(text: str) -> Tree:
    """The tree of an expression; raises ExpressionError with the position of the first mistake."""
    if not text.strip():
        raise ExpressionError("the expression is empty")
    if len(text.encode("utf-8", "surrogatepass")) > MAXIMUM_BYTES:
        raise ExpressionError(f"the expression is longer than {MAXIMUM_BYTES} bytes")
    try:
        return _PARSER.parse(text).tree  # type: ignore[attr-defined, no-any-return]  # lark types the tree, not ours
    except _TooLargeError:
        raise ExpressionError(
            f"the expression is nested deeper than {MAXIMUM_DEPTH} or has more than {MAXIMUM_STEPS} steps"
        ) from None
    except UnexpectedInput as error:
        raise ExpressionError(explained(text, error), position_of(text, error)) from None
