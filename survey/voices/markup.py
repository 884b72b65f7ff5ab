"""The words of a cue without its markup: voices as marks, formatting taken away, entities decoded exactly once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from survey.voices.encoding import composed
from survey.voices.labels import label_of
from survey.voices.marks import Mark
from survey.voices.paragraphs import MOST_TURNS, Line, too_many_turns
from survey.voices.transcript import Repair

TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z]+|\d+:[\d:.]+)(?:\.[^<>\s]*)?(?P<annotation>\s[^<>]*)?/?>")
OVERRIDE = re.compile(r"\{\\[^{}\n]{1,200}\}")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
FORMATTING = re.compile(r"b|c|em|font|i|lang|rt|ruby|s|span|strike|strong|u|v|\d.*", re.IGNORECASE)


def spoken(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """The lines as they are spoken; every voice tag begins a line of its own with its mark."""
    if not any(sign in line.text for line in lines for sign in "<&{"):
        return tuple(lines), ()
    first = lines[0].place
    text = OVERRIDE.sub("", "\n".join(line.text for line in lines))
    found: list[Line] = []
    repairs: list[Repair] = []
    mark: Mark | None = None
    words: list[str] = []
    place = begin = first
    voices = 0
    end = 0
    for tag in TAG.finditer(text):
        words.append(decoded(text[end : tag.start()]))
        place += text.count("\n", end, tag.start())
        if not _is_formatting(tag):
            words.append(tag.group())
            repairs.append(Repair(place, "unknown-tag", f"“{tag.group()[:40]}” is no formatting; kept as words."))
        elif tag.group("name").lower() == "v":
            found += _lines(begin, mark, "".join(words))
            voices += 1
            if voices > MOST_TURNS:
                raise too_many_turns()
            mark, words, begin = _voice(tag), [], place
        place += tag.group().count("\n")
        end = tag.end()
    words.append(decoded(text[end:]))
    found += _lines(begin, mark, "".join(words))
    return tuple(found), tuple(repairs)


def decoded(text: str) -> str:
    """The text with its character references replaced, once: ``&amp;lt;`` is ``&lt;``."""
    return ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def _is_formatting(tag: re.Match[str]) -> bool:
    """Whether it is markup: attributes have values, so that ``<b ou c>`` is what somebody wrote of the talk."""
    annotation, name = tag.group("annotation") or "", tag.group("name")
    has_attributes = not annotation.strip() or "=" in annotation or name.lower() in ("v", "lang")
    return has_attributes and FORMATTING.fullmatch(name) is not None


def _voice(tag: re.Match[str]) -> Mark:
    """The mark of ``<v.loud Claire>``; after ``</v>`` nobody in particular speaks."""
    return Mark("" if tag.group("close") else label_of(composed(decoded(tag.group("annotation") or ""))))


def _lines(place: int, mark: Mark | None, words: str) -> Iterator[Line]:
    """The lines of one voice; nothing where nobody is named and nothing is said."""
    if not words.strip() and (mark is None or not mark.speaker):
        return
    for offset, line in enumerate(words.split("\n")):
        yield Line(place + offset, line, mark if offset == 0 else None)
