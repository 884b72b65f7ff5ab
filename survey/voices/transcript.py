"""The frozen shape of a transcript as read from a file: its turns, its text, and what was repaired or skipped."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

MOST_REPAIRS = 5_000


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said: the speaker label of the file ('' where it has none), the words, when, and where.

    ``start`` and ``end`` are milliseconds, None where the file states no readable time. ``place`` is the number of the
    line, or of the paragraph in a word processor's document.
    """

    speaker: str
    text: str
    start: int | None
    end: int | None
    place: int


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Something in the file that was mended, skipped, or kept although it is odd. Place 0 is the file as a whole."""

    place: int
    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """A transcript as read. ``text`` joins the texts of the turns by LF, in NFC; ``digest`` is its SHA-256.

    ``roles`` is what the file itself says of its speakers, by their labels.
    """

    turns: tuple[Turn, ...]
    text: str
    digest: str
    format: str
    encoding: str
    repairs: tuple[Repair, ...]
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class TranscriptProblem:
    """Why a file cannot be read: where, which rule, what is wrong, what to do. Place 0 is the file as a whole."""

    place: int
    rule: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """``12: [rule] what remedy``."""
        return f"{self.place}: [{self.rule}] {self.what} {self.remedy}"


class TranscriptError(ValueError):
    """A file cannot be read as a transcript; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[TranscriptProblem]) -> None:
        """Keep every problem; the message is one per line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, the endings its files bear, how it is told from its content, and how it is read.

    ``yields``: it recognises nearly everything, and steps back where another format knows the content.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], ReadTranscript]
    yields: bool = False


def refused(rule: str, what: str, remedy: str, *, place: int = 0) -> TranscriptError:
    """The error of a file with this one problem."""
    return TranscriptError([TranscriptProblem(place, rule, what, remedy)])


def canonical(text: str) -> str:
    """The text with every end of line as LF, and composed (NFC)."""
    return unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text))


def transcript_of(
    turns: Sequence[Turn],
    repairs: Sequence[Repair],
    *,
    format: str,
    encoding: str,
    roles: Mapping[str, str] | None = None,
) -> ReadTranscript:
    """The transcript that these turns make; a file in which nobody speaks is refused."""
    if not any(turn.text for turn in turns):
        raise refused("no-text", "No spoken text was found in this file.", "Check that it is the transcript you meant.")
    text = "\n".join(turn.text for turn in turns)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return ReadTranscript(tuple(turns), text, digest, format, encoding, _told(repairs), dict(roles or {}))


def _told(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """The repairs in the order of the file; beyond what anybody reads, only how many more there are."""
    ordered = sorted(set(repairs))
    if len(ordered) <= MOST_REPAIRS:
        return tuple(ordered)
    more = len(ordered) - MOST_REPAIRS
    last = Repair(
        ordered[MOST_REPAIRS].place, "more-repairs", f"From here on, {more} more were made and are not listed."
    )
    return (*ordered[:MOST_REPAIRS], last)
