"""Functions of texts: joining, cutting, replacing; lengths and places are counted in UTF-16 as in a page."""

from __future__ import annotations

import base64
import hashlib
import math
from binascii import Error as NotBase64

from survey.instrument.expressions.context import MANY, Context, Function, Part
from survey.instrument.expressions.functions.reading import many_texts, own_text, text, whole
from survey.instrument.expressions.values import Result, number_of, text_of

_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def _units(read: str) -> int:
    return len(read) if read.isascii() else len(read.encode("utf-16-le", "surrogatepass")) // 2


def _cut(read: str, start: int, end: int) -> str:
    """From one place to another, never half a character."""
    if end <= start:
        return ""
    if read.isascii():
        return read[start:end]
    return read.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _string(context: Context, *value: Part) -> Result:
    return own_text(context, value)


def _string_length(context: Context, *value: Part) -> Result:
    return float(_units(own_text(context, value)))


def _normalize_space(context: Context, *value: Part) -> Result:
    return " ".join(word for word in own_text(context, value).replace("\t", " ").replace("\n", " ").split(" ") if word)


def _concat(context: Context, *parts: Part) -> Result:
    return "".join(many_texts(context, parts))


def _join(context: Context, between: Part, *parts: Part) -> Result:
    return text(context, between).join(many_texts(context, parts))


def _coalesce(context: Context, first: Part, second: Part) -> Result:
    return text(context, first) or text(context, second)


def _substr(context: Context, value: Part, start: Part, *end: Part) -> Result:
    read = text(context, value)
    length = _units(read)
    first, last = whole(context, start), whole(context, end[0]) if end else length
    if first is None or last is None:
        return ""
    first, last = (min(max(place + length if place < 0 else place, 0), length) for place in (first, last))
    return _cut(read, first, last)


def _substring(context: Context, value: Part, start: Part, *length: Part) -> Result:
    read = text(context, value)
    size = _units(read)
    first = _rounded(number_of(start(context))) - 1
    last = first + _rounded(number_of(length[0](context))) if length else float(size)
    if math.isnan(first) or math.isnan(last):
        return ""
    begin, end = (int(min(max(place, 0.0), size)) for place in (first, last))
    return _cut(read, begin, end)


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else math.floor(number + 0.5)


def _before(context: Context, value: Part, mark: Part) -> Result:
    read, sought = text(context, value), text_of(mark(context))
    return read.partition(sought)[0] if sought and sought in read else ""


def _after(context: Context, value: Part, mark: Part) -> Result:
    read, sought = text(context, value), text_of(mark(context))
    return read.partition(sought)[2] if sought else read


def _translate(context: Context, value: Part, letters: Part, others: Part) -> Result:
    replaced = text(context, others)
    table: dict[int, str] = {}
    for place, letter in enumerate(text(context, letters)):
        table.setdefault(ord(letter), replaced[place : place + 1])
    return text(context, value).translate(table)


def _digest(context: Context, value: Part, algorithm: Part, *encoding: Part) -> Result:
    hashed = hashlib.new(_ALGORITHMS[text_of(algorithm(context))], usedforsecurity=False)
    hashed.update(text(context, value).encode("utf-8", "surrogatepass"))
    written = text_of(encoding[0](context)) if encoding else "base64"
    if written not in ("base64", "hex"):
        raise ValueError(written)
    return hashed.hexdigest() if written == "hex" else base64.b64encode(hashed.digest()).decode("ascii")


def _base64_decode(context: Context, value: Part) -> Result:
    try:
        return base64.b64decode(text(context, value), validate=True).decode("utf-8", "replace")
    except (NotBase64, ValueError):
        return ""


FUNCTIONS = (
    Function("string", 0, 1, _string),
    Function("string-length", 0, 1, _string_length),
    Function("normalize-space", 0, 1, _normalize_space),
    Function("concat", 0, MANY, _concat),
    Function("join", 1, MANY, _join),
    Function("coalesce", 2, 2, _coalesce),
    Function("substr", 2, 3, _substr),
    Function("substring", 2, 3, _substring),
    Function("substring-before", 2, 2, _before),
    Function("substring-after", 2, 2, _after),
    Function("translate", 3, 3, _translate),
    Function("digest", 2, 3, _digest),
    Function("base64-decode", 1, 1, _base64_decode),
)
