"""JSON of the Whisper family: a turn for each segment, with its times and, where they were told apart, its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from survey.voices.given_turns import LONGEST, given_transcript, seconds
from survey.voices.limited_json import json_of
from survey.voices.times import milliseconds, unreadable
from survey.voices.transcript import Reader, ReadTranscript, Repair, Turn, refused

BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(?:\{[\s\x00]*\"|\[[\s\x00]*[\[{])")
KEYS = re.compile(rb'"(?:segments|transcription|chunks|text)"|\[\s*\[')
LISTS = ("segments", "transcription", "chunks")
MOST_SEGMENTS = 100_000


class Piece(NamedTuple):
    """What one person says within a segment."""

    speaker: str
    text: str
    start: int | None
    end: int | None


def recognises(content: bytes) -> bool:
    """Whether it begins as JSON does and names what a transcript holds."""
    return BEGINS.match(content) is not None and KEYS.search(content.replace(b"\x00", b"")) is not None


def read(content: bytes) -> ReadTranscript:
    """The transcript of a JSON file; the place of a turn is the number of its segment."""
    found, encoding, told = json_of(content)
    repairs = list(told)
    turns = []
    for place, segment in enumerate(_segments(found), 1):
        pieces = list(_pieces(segment, place, repairs))
        if not pieces:
            repairs.append(Repair(place, "empty-cue", "A segment without words was left out."))
        turns += [Turn(each.speaker, each.text, each.start, each.end, place) for each in pieces]
    return given_transcript(turns, repairs, format="whisper", encoding=encoding)


def _segments(found: object) -> Sequence[object]:
    """The list of segments, wherever the programs of the family put it."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for name in LISTS:
            if isinstance(found.get(name), list):
                return list(found[name])
        if isinstance(found.get("text"), str):
            return [found]
    raise refused("no-text", "The file holds no list of segments.", "Export the transcript with its segments.")


def _pieces(segment: object, place: int, repairs: list[Repair]) -> Iterator[Piece]:
    """What is said in a segment, cut where only its words say who speaks."""
    if isinstance(segment, list):
        segment = _named(segment)
    if not isinstance(segment, Mapping):
        return
    start, end = _times(segment, place, repairs)
    text, speaker = segment.get("text"), _speaker(segment)
    words = [each for each in segment["words"] if isinstance(each, Mapping)] if _has_words(segment) else []
    if not isinstance(text, str):
        text = "".join(_spaced(words))
    speakers = dict.fromkeys(filter(None, map(_speaker, words)))
    if not speaker and len(speakers) == 1:
        speaker = next(iter(speakers))
    if not speaker and len(speakers) > 1 and _is_made_of(text, words):
        yield from _runs(words, repairs, place)
        return
    if len(speakers) > 1:
        what = f"Words of {len(speakers)} speakers stand in one segment; it was left whole."
        repairs.append(Repair(place, "overlap", what))
    if text.strip():
        yield Piece(speaker, text, start, end)


def _named(values: Sequence[object]) -> dict[str, object]:
    """A segment as a bare list: number, seek, start, end, text; or start, end, text."""
    for before, at in ((2, 4), (0, 2)):
        if len(values) > at and isinstance(values[at], str):
            return {"start": values[before], "end": values[before + 1], "text": values[at]}
    return {}


def _has_words(segment: Mapping[object, object]) -> bool:
    return isinstance(segment.get("words"), list)


def _speaker(said: Mapping[object, object]) -> str:
    found = said.get("speaker")
    if isinstance(found, Decimal):
        return f"SPEAKER_{found}"
    return found.strip() if isinstance(found, str) else ""


def _word(word: Mapping[object, object]) -> str:
    found = word.get("word", word.get("text"))
    return found if isinstance(found, str) else ""


def _spaced(words: Iterable[Mapping[object, object]]) -> Iterator[str]:
    """Words with a space before each, where they do not bring their own."""
    for word in map(_word, words):
        yield word if word[:1].isspace() else f" {word}"


def _is_made_of(text: str, words: Sequence[Mapping[object, object]]) -> bool:
    return "".join(text.split()) == "".join("".join(map(_word, words)).split())


def _runs(words: Sequence[Mapping[object, object]], repairs: list[Repair], place: int) -> Iterator[Piece]:
    """The words of each speaker in their order; a word without a speaker belongs to the one before it."""
    runs: list[tuple[str, list[Mapping[object, object]]]] = []
    for word in words:
        speaker = _speaker(word)
        if runs and (not speaker or not runs[-1][0] or speaker == runs[-1][0]):
            runs[-1] = (runs[-1][0] or speaker, runs[-1][1])
        else:
            runs.append((speaker, []))
        runs[-1][1].append(word)
    repairs.append(Repair(place, "mark-inside", "Its words say that several people speak; each starts a turn."))
    for speaker, said in runs:
        times = [time for word in said for time in _times(word, place, repairs) if time is not None]
        text = "".join(_spaced(said))
        yield Piece(speaker, text, min(times, default=None), max(times, default=None))


def _times(segment: Mapping[object, object], place: int, repairs: list[Repair]) -> tuple[int | None, int | None]:
    """Beginning and end: in seconds, in milliseconds as ``offsets``, or as a pair; what is no time is told."""
    offsets, pair, stamps = segment.get("offsets"), segment.get("timestamp"), segment.get("timestamps")
    if isinstance(offsets, Mapping):
        return _time(offsets.get("from"), place, repairs, unit=1), _time(offsets.get("to"), place, repairs, unit=1)
    if isinstance(pair, list) and len(pair) == 2:
        return _time(pair[0], place, repairs), _time(pair[1], place, repairs)
    if isinstance(stamps, Mapping):
        return _time(stamps.get("from"), place, repairs), _time(stamps.get("to"), place, repairs)
    return _time(segment.get("start"), place, repairs), _time(segment.get("end"), place, repairs)


def _time(found: object, place: int, repairs: list[Repair], unit: int = 1000) -> int | None:
    """A time as a number, or as figures in a text; None where none is stated."""
    if found is None:
        return None
    written = format(found, "f") if isinstance(found, Decimal) and found.adjusted() < 12 else str(found)
    time = seconds(written, unit)
    if time is None and isinstance(found, str):
        time = milliseconds(found)
    if time is None or time > LONGEST:
        repairs.append(unreadable(place, written))
        return None
    return time


READER = Reader("whisper", "Whisper JSON", (".json",), recognises, read)
