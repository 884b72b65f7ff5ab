"""Texts that a spreadsheet must not take for a formula: one reversible rule for cells, headers and file names.

A cell begins at the start of a text. Where a file is split at semicolons or tabs, a cell also begins inside a text:
after a ``;``, a tab or a line end. Spaces and double quotes at a beginning are passed over. Whatever begins there with
``= + - @``, a full-width form of these signs or an apostrophe gets one apostrophe in front, and so does a text that
begins with a tab or a line end. To have the original back, take one apostrophe away at each of these beginnings.
Numbers are numbers and are left alone, negative ones too.
"""

from __future__ import annotations

import re

APOSTROPHE = "'"
SIGNS = "=+\\-@＝＋－＠"  # the full-width forms are meant
_PASSED_OVER = r'(?:[^\S\t\r\n]|")*'
_FIRST = re.compile(rf"{_PASSED_OVER}(?=[{SIGNS}{APOSTROPHE}])|(?=[\t\r\n])")
_INSIDE = re.compile(rf"[;\t\r\n]{_PASSED_OVER}(?=[{SIGNS}{APOSTROPHE}])")
_FIRST_MARKED = re.compile(rf"({_PASSED_OVER}){APOSTROPHE}")
_INSIDE_MARKED = re.compile(rf"([;\t\r\n]{_PASSED_OVER}){APOSTROPHE}")


def neutral(text: str) -> str:
    """``text`` as it can stand in a cell of any spreadsheet, wherever the file is split."""
    if ";" in text or "\n" in text or "\t" in text or "\r" in text:  # seen sooner than a pattern is tried
        text = _INSIDE.sub(rf"\g<0>{APOSTROPHE}", text)
    first = _FIRST.match(text)
    return text[: first.end()] + APOSTROPHE + text[first.end() :] if first else text


def original(text: str) -> str:
    """The text that ``neutral`` was given."""
    return _INSIDE_MARKED.sub(r"\1", _FIRST_MARKED.sub(r"\1", text, count=1) if _FIRST_MARKED.match(text) else text)
