"""Plain text: paragraphs with speaker marks such as ``L1 :``, with or without time stamps."""

from __future__ import annotations

import re
from itertools import groupby

from survey.voices.cues import has_timing, is_webvtt
from survey.voices.encoding import decode, is_text
from survey.voices.paragraphs import Line, Paragraph, turns_of
from survey.voices.times import Span, order_repairs
from survey.voices.transcript import Reader, ReadTranscript, transcript_of

DECLARES = re.compile(r"\s*<(\?xml|!DOCTYPE|!ENTITY)", re.IGNORECASE)


def recognises(content: bytes) -> bool:
    """Whether it is a text, and none of cues or of XML."""
    if not is_text(content):
        return False
    text = decode(content).text
    return not is_webvtt(text) and not has_timing(text) and not DECLARES.match(text)


def read(content: bytes) -> ReadTranscript:
    """The transcript of a plain text; a blank line ends a paragraph."""
    decoded = decode(content)
    numbered = (Line(number, line) for number, line in enumerate(decoded.text.split("\n"), 1))
    grouped = groupby(numbered, key=lambda line: not line.text.strip())
    turns = turns_of([Paragraph(tuple(lines)) for blank, lines in grouped if not blank])
    order = order_repairs(Span(turn.place, turn.start, turn.end) for turn in turns.turns)
    repairs = [*decoded.repairs, *turns.repairs, *order]
    return transcript_of(turns.turns, repairs, format="txt", encoding=decoded.encoding)


READER = Reader("txt", "plain text", (".txt",), recognises, read, yields=True)
