"""Why a text is no expression, in words that say what to write instead."""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedInput, UnexpectedToken

_ELSEWHERE = {
    "difference-in-months": "belongs to CHT alone; write `int((today() - ${date}) div 30.44)`",
    "difference-in-days": "belongs to CHT alone; write `today() - ${date}`",
    "difference-in-weeks": "belongs to CHT alone; write `int((today() - ${date}) div 7)`",
    "difference-in-years": "belongs to CHT alone; write `int((today() - ${date}) div 365.25)`",
    "document": "reads other files; bring a list as choices or as a CSV file",
    "doc": "reads other files; bring a list as choices or as a CSV file",
    "unparsed-text": "reads other files; bring a list as choices or as a CSV file",
    "collection": "reads other files; bring a list as choices or as a CSV file",
    "text": "asks for parts of XML; write the path alone",
    "node": "asks for parts of XML; write the path alone",
    "comment": "asks for parts of XML; write the path alone",
}
_WORDS = ("and", "or", "not", "div", "mod")
_BENT_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_SIGNS = {
    "%": "the rest of a division is written `mod`: `${a} mod 2 = 0`",
    "?": "a choice between two values is written `if(condition, this, that)`",
    ",": "decimals are written with a point: 1.5",
}
_REFERENCE = re.compile(r"\$\{\s*[^\s{}]{1,64}\s*\}")
_LAST_SAVED = re.compile(r"\$\{\s*last-saved#")


class ExpressionError(ValueError):
    """A text is not an expression; ``position`` is the offset of the mistake, from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        """Keep the message and the place."""
        super().__init__(message)
        self.message = message
        self.position = position


def refused_function(name: str) -> str:
    """Why a function known elsewhere is refused here, '' when it is not."""
    if name.startswith("cht:"):
        return f"`{name}()` belongs to CHT alone"
    return f"`{name}()` {_ELSEWHERE[name]}" if name in _ELSEWHERE else ""


def position_of(text: str, error: UnexpectedInput) -> int:
    """Where the mistake stands, the end of the text when something is missing there."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    position = error.pos_in_stream
    return len(text) if position is None or position < 0 else position


def explained(text: str, error: UnexpectedInput) -> str:
    """What the mistake is."""
    position = position_of(text, error)
    rest = text[position:]
    if not rest:
        return "the expression ends too early"
    around = text[max(position - 1, 0) : position + 2]
    if _LAST_SAVED.match(rest):
        return "`${last-saved#…}` reads another filling, which nobody may; ask again, or use the register"
    if "//" in around:
        return "`//` looks through the whole form; write ${name}, or the path with its groups"
    if "::" in text[max(position - 2, 0) : position + 4]:
        return "axes such as `parent::` are not supported; write `..` and names"
    if rest[0] == "@" or "@" in around[-1:]:
        return "attributes are not supported; an expression reads answers and choices"
    written = _REFERENCE.match(rest)
    if written:
        return f"`{written[0]}` does not belong here: an operator, a comma or `(` is missing before it"
    if rest[0] == "$":
        return "a reference is written ${name}, with the name of a question"
    if rest[0] in _BENT_QUOTES:
        return "the quotes are bent; write straight ones, 'so'"
    if any(wrong in around for wrong in ("==", "&&", "||", "<>")) or rest[0] in "!&|":
        return "the operators are = != < <= > >= and or not() + - * div mod"
    if rest[0] in "'\"":
        return "a quoted text is not closed, or stands where an operator is expected"
    word = (rest.split() or [" "])[0][:30]
    instead = _instead(text, rest, position, word)
    if instead:
        return instead
    return f"`{''.join(character if character.isprintable() else '?' for character in word)}` does not belong here"


def _instead(text: str, rest: str, position: int, word: str) -> str:
    """What to write instead of the ways of other languages, '' for what none has."""
    if word.lower() in _WORDS and word not in _WORDS:
        return f"write `{word.lower()}` in small letters"
    if rest[0] in _SIGNS and not (rest[0] == "," and not (text[:position][-1:].isdigit() and rest[1:2].isdigit())):
        return _SIGNS[rest[0]]
    divides = re.search(r"[\w})]\s*/\s*$", text[:position]) is not None
    return "a division is written `div`: `${a} div 2`" if divides and rest[0].isdigit() else ""
