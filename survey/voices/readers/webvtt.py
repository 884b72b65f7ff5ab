"""WebVTT: cues with voice tags, as speech recognition and video meetings write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from survey.voices.cues import is_webvtt, read_cues
from survey.voices.encoding import decode, is_text
from survey.voices.labels import label_of
from survey.voices.marks import Mark
from survey.voices.markup import spoken
from survey.voices.paragraphs import Line
from survey.voices.transcript import Reader, ReadTranscript, Repair

OVERLAP = re.compile(r"(?<![:\w])//(?P<speaker>[^\W_][\w .-]{0,30}?):\s{0,9}(?P<words>[^\n]{0,2000}?)\s{0,9}//")
"""What somebody else says at once, as noScribe puts it among the words: ``//S02: oui//``."""
OPENED = re.compile(r"(?<![:\w/])//[^\W_][\w .-]{0,30}?:")
ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?=\s|$)")


def recognises(content: bytes) -> bool:
    """Whether the text begins with the word WEBVTT."""
    return is_text(content) and is_webvtt(decode(content).text)


def read(content: bytes) -> ReadTranscript:
    """The transcript of a WebVTT file."""
    return read_cues(content, _spoken, format="webvtt", aside=_aside)


def _spoken(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """The lines without markup; words of somebody else among them are lines of their own."""
    found, repairs = spoken(lines)
    if not any("//" in line.text for line in found):
        return found, repairs
    told = list(repairs)
    parted: list[Line] = []
    speaker = ""
    for line in found:
        speaker = line.mark.speaker if line.mark else speaker
        parted += _parted(line, speaker, told)
    return tuple(parted), tuple(told)


def _parted(line: Line, speaker: str, told: list[Repair]) -> Iterator[Line]:
    """A line cut where somebody else speaks; where nobody is known to speak it stays whole."""
    begin = 0
    mark = line.mark
    for match in OVERLAP.finditer(line.text) if speaker else ():
        if line.text[begin : match.start()].strip():
            yield Line(line.place, line.text[begin : match.start()], mark)
        yield Line(line.place, match.group("words"), Mark(label_of(match.group("speaker"))))
        told.append(Repair(line.place, "overlap", "Two people speak at once; each has a turn."))
        begin, mark = match.end(), Mark(speaker)
    if OPENED.search(line.text, begin):
        what = "“//” opens what somebody else says at once and does not close; kept as words."
        told.append(Repair(line.place, "unknown-tag", what))
    if line.text[begin:].strip() or not begin:
        yield Line(line.place, line.text[begin:], mark)


def _aside(block: Sequence[Line]) -> tuple[Repair, ...] | None:
    """Headers, notes, styles and regions: nobody speaks them."""
    words = " ".join(line.text.strip() for line in block)
    if is_webvtt(words):
        more = words.removeprefix("WEBVTT").strip()
        return (_left_out(block[0].place, more),) if more else ()
    return (_left_out(block[0].place, words),) if ASIDE.match(words) else None


def _left_out(place: int, words: str) -> Repair:
    return Repair(place, "aside", f"Words that nobody speaks were left out: “{words[:80]}”.")


READER = Reader("webvtt", "WebVTT", (".vtt",), recognises, read)
