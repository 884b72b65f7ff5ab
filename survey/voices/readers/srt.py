"""SubRip: numbered cues with times, speakers named at the beginning of their lines."""

from __future__ import annotations

from survey.voices.cues import has_timing, is_webvtt, read_cues
from survey.voices.encoding import decode, is_text
from survey.voices.markup import spoken
from survey.voices.transcript import Reader, ReadTranscript


def recognises(content: bytes) -> bool:
    """Whether a text has times with arrows and does not say that it is WebVTT."""
    if not is_text(content):
        return False
    text = decode(content).text
    return has_timing(text) and not is_webvtt(text)


def read(content: bytes) -> ReadTranscript:
    """The transcript of a SubRip file."""
    return read_cues(content, spoken, format="srt")


READER = Reader("srt", "SubRip", (".srt",), recognises, read)
