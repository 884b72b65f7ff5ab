"""The blocks of subtitle files (WebVTT, SubRip): cues with their times, and whatever stands outside of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from survey.voices.encoding import decode
from survey.voices.labels import DIRECTION
from survey.voices.paragraphs import Line, Paragraph, turns_of
from survey.voices.times import TIME, Span, milliseconds, order_repairs, unreadable
from survey.voices.transcript import ReadTranscript, Repair, transcript_of

TIMING = re.compile(rf"(?P<start>{TIME})\s{{0,40}}-->\s{{0,40}}(?P<end>{TIME})(?P<rest>.*)", re.DOTALL)
WITHOUT_ARROW = re.compile(
    rf"(?P<start>{TIME})\s{{0,40}}(?:[-–—=]{{0,3}}>|[–—→]|\s)\s{{0,40}}(?P<end>{TIME})(?P<rest>)"
)
"""Two times alone on a line, whose arrow is missing or another one."""
SETTINGS = re.compile(r"(?:\s+[A-Za-z]\w*:\S+)*\s*")
HEADER = re.compile(r"WEBVTT(?=\s|$)")
Aside = Callable[[Sequence[Line]], tuple[Repair, ...] | None]
"""What is to be told of a block that nobody speaks; None of one that somebody does."""

IDENTIFIER = re.compile(r"(?=\S*\d)[\w./:#-]{1,80}")
"""The number or key of a cue; a word without a digit may as well be spoken."""


class Cue(NamedTuple):
    """A cue: the place of its times, the times, and its lines as the file has them, markup and all."""

    place: int
    start: int | None
    end: int | None
    lines: tuple[Line, ...]


class Cues(NamedTuple):
    """The cues of a file, text outside of any cue among them, and what is to be told."""

    blocks: tuple[Cue | Paragraph, ...]
    repairs: tuple[Repair, ...]


def read_cues(
    content: bytes,
    spoken: Callable[[Sequence[Line]], tuple[tuple[Line, ...], tuple[Repair, ...]]],
    *,
    format: str,
    aside: Aside = lambda block: None,
) -> ReadTranscript:
    """A subtitle file as a transcript. ``spoken`` takes markup away; ``aside`` tells the blocks that nobody speaks."""
    decoded = decode(content)
    found = cues_of(decoded.text, aside)
    repairs = [*decoded.repairs, *found.repairs]
    paragraphs = []
    for block in found.blocks:
        lines, mended = spoken(block.lines)
        repairs += mended
        if isinstance(block, Paragraph):
            paragraphs.append(Paragraph(lines))
        else:
            paragraphs.append(Paragraph(lines, is_cue=True, start=block.start, end=block.end))
    repairs += order_repairs(Span(each.place, each.start, each.end) for each in found.blocks if isinstance(each, Cue))
    turns = turns_of(paragraphs)
    return transcript_of(turns.turns, [*repairs, *turns.repairs], format=format, encoding=decoded.encoding)


def is_webvtt(text: str) -> bool:
    """Whether a text begins as WebVTT does."""
    return HEADER.match(text.lstrip()) is not None


def has_timing(text: str) -> bool:
    """Whether some line holds the times of a cue."""
    return any(is_timing(line) for line in text.split("\n"))


def is_timing(line: str) -> bool:
    """Whether a line is meant as the times of a cue, readable or not."""
    return "-->" in line and TIMING.match(_plain(line)) is not None


def _is_meant_as_timing(line: str) -> bool:
    """Whether a line of a subtitle file holds the times of a cue, with an arrow or with what stands for it."""
    return is_timing(line) or WITHOUT_ARROW.fullmatch(_plain(line)) is not None


def _plain(line: str) -> str:
    """A line of times or a number, without white space and the marks of direction that Arabic files put around it."""
    return DIRECTION.sub("", line).strip()


def cues_of(text: str, aside: Aside) -> Cues:
    """The cues of a text in their order."""
    blocks: list[Cue | Paragraph] = []
    repairs: list[Repair] = []
    numbered = (Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    grouped = [tuple(lines) for blank, lines in groupby(numbered, key=lambda line: not line.text.strip()) if not blank]
    for place, block in enumerate(grouped):
        following = grouped[place + 1][0].text if place + 1 < len(grouped) else ""
        timings = [number for number, line in enumerate(block) if _is_meant_as_timing(line.text)]
        skipped = aside(block[: timings[0]] if timings else block)
        repairs += skipped or ()
        if timings:
            cues, told = _cues_of_block(block, timings, was_skipped=skipped is not None)
            blocks += cues
            repairs += told
        elif skipped is not None:
            continue
        elif len(block) > 1 or not _is_meant_as_timing(following) or not _plain(block[0].text).isdecimal():
            repair, outside = _outside(block, blocks[-1] if blocks else None)
            blocks[len(blocks) - (repair.rule == "blank-line-in-cue") :] = [outside]
            repairs.append(repair)
    empty = [each for each in blocks if not each.lines]
    repairs += [
        Repair(each.place, "empty-cue", "A cue without words was left out.") for each in empty if isinstance(each, Cue)
    ]
    return Cues(tuple(each for each in blocks if each.lines), tuple(repairs))


def _outside(block: tuple[Line, ...], before: Cue | Paragraph | None) -> tuple[Repair, Cue | Paragraph]:
    """Words without times: those of the cue before them when that has none, else a paragraph of their own."""
    if isinstance(before, Cue) and not before.lines:
        what = "A blank line stands between the times of this cue and its words."
        return Repair(block[0].place, "blank-line-in-cue", what), before._replace(lines=block)
    return Repair(block[0].place, "words-outside-cue", "These words have no times; kept."), Paragraph(block)


def _cues_of_block(
    block: tuple[Line, ...], timings: Sequence[int], *, was_skipped: bool
) -> tuple[list[Cue | Paragraph], list[Repair]]:
    """The cues of one block; more than one where blank lines are missing."""
    blocks: list[Cue | Paragraph] = []
    repairs: list[Repair] = []
    before = block[: timings[0]]
    if before and IDENTIFIER.fullmatch(_plain(before[-1].text)):
        before = before[:-1]
    if before and not was_skipped:
        repairs.append(Repair(before[0].place, "words-outside-cue", "These words have no times; kept."))
        blocks.append(Paragraph(before))
    for timing, following in zip(timings, [*timings[1:], None], strict=True):
        lines = block[timing + 1 : following]
        if following is not None:
            what = "The blank line before this cue is missing."
            repairs.append(Repair(block[following].place, "blank-line-missing", what))
            if lines and _is_next_number(lines[-1].text, block[timing - 1].text if timing else ""):
                lines = lines[:-1]
        cue, told = _cue(block[timing], lines)
        blocks.append(cue)
        repairs += told
    return blocks, repairs


def _is_next_number(text: str, before: str) -> bool:
    """Whether the line counts the cue after the one that ``before`` counts."""
    numbers = (_plain(before), _plain(text))
    return all(number.isdecimal() and len(number) < 8 for number in numbers) and int(numbers[1]) == int(numbers[0]) + 1


def _cue(timing: Line, lines: tuple[Line, ...]) -> tuple[Cue, list[Repair]]:
    plain = _plain(timing.text)
    match = TIMING.match(plain) or WITHOUT_ARROW.fullmatch(plain)
    first, last, rest = match.group("start", "end", "rest") if match else ("", "", timing.text)
    start, end = milliseconds(first), milliseconds(last)
    told = [unreadable(timing.place, time) for time, read in ((first, start), (last, end)) if read is None]
    if "-->" not in timing.text:
        told.append(Repair(timing.place, "arrow-missing", "No arrow (-->) stands between these times; read as a cue."))
    if not SETTINGS.fullmatch(rest):
        told.append(Repair(timing.place, "words-beside-times", "Words stand on the line of the times; kept."))
        lines = (Line(timing.place, rest), *lines)
    return Cue(timing.place, start, end, lines), told
