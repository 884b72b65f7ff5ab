"""Turns that a file gives one by one, with their speakers and times, made a transcript; words are only words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from survey.voices.encoding import composed, without_controls
from survey.voices.labels import label_of
from survey.voices.paragraphs import MOST_TURNS, too_many_turns
from survey.voices.times import Span, order_repairs, unreadable
from survey.voices.transcript import ReadTranscript, Repair, Turn, transcript_of

LONGEST = 360_000_000
"""A hundred hours: a longer time is none of a recording."""
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON may hold and no text can."""
SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,2})?")


def given_transcript(
    turns: Sequence[Turn],
    repairs: Sequence[Repair],
    *,
    format: str,
    encoding: str,
    roles: Mapping[str, str] | None = None,
) -> ReadTranscript:
    """The transcript of these turns. ``roles`` is what the file says of its speakers, by their labels."""
    if len(turns) > MOST_TURNS:
        raise too_many_turns()
    composed("\n".join(turn.text for turn in turns))  # refuses what is far too long for an interview
    kept: list[Turn] = []
    told = list(repairs)
    for turn in turns:
        text, mended = without_controls(composed(HALVES.sub("\ufffd", turn.text)))
        told += [Repair(turn.place, each.rule, each.what) for each in mended]
        speaker, text = label_of(composed(HALVES.sub("\ufffd", turn.speaker))), text.strip()
        if text or speaker:
            kept.append(Turn(speaker, text, turn.start, turn.end, turn.place))
        if not text and speaker:
            told.append(Repair(turn.place, "empty-turn", f"“{speaker}” says nothing here; kept as an empty turn."))
        elif not text:
            told.append(Repair(turn.place, "time-without-words", "A time with nothing said at it was left out."))
    told += order_repairs(Span(turn.place, turn.start, turn.end) for turn in kept)
    speaking = {turn.speaker for turn in kept}
    found = {label_of(composed(label)): role for label, role in (roles or {}).items()}
    known = {label: role for label, role in found.items() if label in speaking}
    return transcript_of(kept, told, format=format, encoding=encoding, roles=known)


def seconds(written: str, unit: int = 1000) -> int | None:
    """``12.5`` seconds are 12500 milliseconds, to the nearest one; None where it is no time of a recording.

    ``unit`` is how many milliseconds one is, where they are no seconds.
    """
    if not SECONDS.fullmatch(written.strip()):
        return None
    time = Decimal(written.strip()) * unit
    return int(time + Decimal("0.5")) if time <= LONGEST else None


def seconds_told(written: str, place: int, told: list[Repair]) -> int | None:
    """The same; a time that is none is told. '' states no time."""
    time = seconds(written)
    if time is None and written.strip():
        told.append(unreadable(place, written))
    return time
