"""WebVTT: cues with voice tags, as speech recognition and video meetings write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.voices.cues import is_webvtt, read_cues
from survey.voices.encoding import decode, is_text
from survey.voices.markup import spoken
from survey.voices.paragraphs import Line
from survey.voices.transcript import Reader, ReadTranscript, Repair

ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?=\s|$)")


def recognises(content: bytes) -> bool:
    """Whether the text begins with the word WEBVTT."""
    return is_text(content) and is_webvtt(decode(content).text)


def read(content: bytes) -> ReadTranscript:
    """The transcript of a WebVTT file."""
    return read_cues(content, spoken, format="webvtt", aside=_aside)


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
