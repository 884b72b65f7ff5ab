"""Otter: plain text whose turns begin ``Name  00:51``, with lists of keywords and speakers before and a line after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from survey.voices.encoding import decode, is_text
from survey.voices.labels import label_of
from survey.voices.marks import HEADING, Mark
from survey.voices.paragraphs import Line, Paragraph, turns_of
from survey.voices.times import Span, milliseconds, order_repairs
from survey.voices.transcript import Reader, ReadTranscript, Repair, transcript_of

SIGNS = re.compile(rb"SUMMARY KEYWORDS|Transcribed by https?://otter\.ai")
BLOCK = re.compile(r"(SUMMARY KEYWORDS|SPEAKERS|SUMMARY|OUTLINE|ACTION ITEMS)\s*")
FOOTER = re.compile(r"\s*Transcribed by https?://otter\.ai/?\s*")


def recognises(content: bytes) -> bool:
    """Whether it is a text that bears the list or the line of Otter."""
    return SIGNS.search(content.replace(b"\x00", b"")) is not None and is_text(content)


def read(content: bytes) -> ReadTranscript:
    """The transcript of an Otter export: lists and the last line are left out, and told."""
    decoded = decode(content)
    lines = decoded.text.split("\n")
    blocks = [*_blocks(lines), *((number, number) for number, line in enumerate(lines, 1) if FOOTER.fullmatch(line))]
    repairs = list(decoded.repairs)
    for first, last in blocks:
        words = " ".join(" ".join(lines[first - 1 : last]).split())
        if words:
            repairs.append(Repair(first, "aside", f"Words that nobody speaks were left out: “{words[:80]}”."))
    left_out = frozenset(number for first, last in blocks for number in range(first, last + 1))
    turns = turns_of(list(_paragraphs(line for line in _marked(lines) if line.place not in left_out)))
    order = order_repairs(Span(turn.place, turn.start, turn.end) for turn in turns.turns)
    return transcript_of(turns.turns, [*repairs, *turns.repairs, *order], format="otter", encoding=decoded.encoding)


def _marked(lines: Sequence[str]) -> Iterator[Line]:
    """The lines that are not blank, with the marks of those that say who speaks from when on."""
    for number, line in enumerate(lines, 1):
        heading = HEADING.match(line)
        if heading:
            written = heading.group("inner")
            start = milliseconds(written)
            mark = Mark(label_of(heading.group("speaker")), start, None, (written,) if start is None else ())
            yield Line(number, "", mark)
        elif line.strip():
            yield Line(number, line)


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """What one person says goes on until the next heading, over blank lines too."""
    said: list[Line] = []
    for line in lines:
        if line.mark and said:
            yield Paragraph(tuple(said))
            said = []
        said.append(line)
    if said:
        yield Paragraph(tuple(said))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last lines of what stands before the first turn: title with its day, and each list."""
    starts = [number for number, line in enumerate(lines, 1) if BLOCK.fullmatch(line)]
    if not starts:
        return
    turn = next((number for number, line in enumerate(lines, 1) if HEADING.match(line)), 0)
    before = [start for start in starts if start < turn] if turn else []
    if not before:
        return
    if before[0] > 1:
        yield 1, before[0] - 1
    for start, following in zip(before, [*before[1:], turn], strict=True):
        yield start, following - 1


READER = Reader("otter", "Otter", (".txt",), recognises, read)
