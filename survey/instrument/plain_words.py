"""Labels without the marks that other programs draw: ODK's asterisks, headings and links, a few tags of HTML."""

from __future__ import annotations

import re

from survey.instrument.definition import Text, text_in

_TAG = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|i|p|small|span|strong|u)(?:\s[^<>]{0,500})?\s?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\((https?://[^()\s]{1,500})\)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,500})(?<=\S)\*(?![\w*])")


def in_plain_words(text: str) -> str:
    """The words of a text; an address stays beside the words that lead to it."""
    if not any(mark in text for mark in "<*#["):
        return text
    plain = _TAG.sub("", _BREAK.sub("\n", text))
    plain = _LINK.sub(r"\1 (\2)", _HEADING.sub("", plain))
    return _EMPHASIS.sub(r"\1", plain.replace("**", ""))


def words_in(text: Text, language: str, fallback: str) -> str:
    """The words of a text in ``language``, else in its base language, else in ``fallback``."""
    return in_plain_words(text_in(text, language, fallback))
