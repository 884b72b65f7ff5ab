"""The grammar of XLSForm expressions: text to a tree of nested tuples, without recursion and within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

MAXIMUM_BYTES = 4096
MAXIMUM_DEPTH = 64
MAXIMUM_STEPS = 1500

Tree = tuple[Any, ...]
"""``("number", 3.0)``, ``("and", tree, tree, …)``, ``("call", "selected", tree, …)``: JSON-able nested lists."""

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
?unary: primary
    | "-" unary                                 -> negative
?primary: NUMBER                                -> number
    | STRING                                    -> string
    | REFERENCE                                 -> answer
    | "."                                       -> current
    | "(" alternative ")"                       -> enclosed
    | FUNCTION "(" [alternative ("," alternative)*] ")" -> call
PLUS: "+"
MINUS: "-"
NUMBER: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
STRING: /"[^"]*"|'[^']*'/
REFERENCE: /\$\{\s*[A-Za-z_][A-Za-z0-9_.-]*\s*\}/
FUNCTION: /[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?(?=\s*\()/
%import common.WS
%ignore WS
"""


class ExpressionError(ValueError):
    """A text is not an expression; ``position`` is the offset of the mistake, from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        """Keep the message and the place."""
        super().__init__(message)
        self.message = message
        self.position = position


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

    def current(self, tokens: list[Token]) -> _Part:
        return _part("current")

    def call(self, parts: list[Any]) -> _Part:
        name, *arguments = parts
        return _part("call", *(part for part in arguments if part is not None), value=(str(name),))


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
        raise ExpressionError(_explained(text, error), _position(text, error)) from None


def _position(text: str, error: UnexpectedInput) -> int:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    position = error.pos_in_stream
    return len(text) if position is None or position < 0 else position


def _explained(text: str, error: UnexpectedInput) -> str:
    position = _position(text, error)
    rest = text[position:]
    if not rest:
        return "the expression ends too early"
    around = text[max(position - 1, 0) : position + 2]
    if ".." in around or rest[0] in "/@[:" or _looks_like_path(rest):
        return "paths and predicates are not supported; write ${name}"
    if any(wrong in around for wrong in ("==", "&&", "||", "<>")) or rest[0] in "!&|":
        return "the operators are = != < <= > >= and or not() + - * div mod"
    if rest[0] in "'\"":
        return "a quoted text is not closed, or stands where an operator is expected"
    word = (rest.split() or [" "])[0][:30]
    return f"`{''.join(character if character.isprintable() else '?' for character in word)}` does not belong here"


def _looks_like_path(rest: str) -> bool:
    word = (rest.split() or [""])[0]
    return "/" in word and word[:1].isalpha()
