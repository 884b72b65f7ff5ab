"""Turns out of paragraphs: every speaker mark starts one, a paragraph without a mark is one, none are merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.voices.encoding import composed
from survey.voices.labels import is_code, shape_of
from survey.voices.marks import Mark, mark_of, marks_within
from survey.voices.times import unreadable
from survey.voices.transcript import Repair, TranscriptError, Turn, refused

MOST_TURNS = 30_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph or cue. ``mark`` is given where markup, not the words, says who speaks."""

    place: int
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; a cue is one with times of its own."""

    lines: tuple[Line, ...]
    is_cue: bool = False
    start: int | None = None
    end: int | None = None


class Turns(NamedTuple):
    """The turns of a file, and what is to be told of them."""

    turns: tuple[Turn, ...]
    repairs: tuple[Repair, ...]


class Piece(NamedTuple):
    """A mark, or None, with the words up to the next mark of the line."""

    place: int
    mark: Mark | None
    text: str


@dataclass(slots=True)
class _Open:
    """A turn that is still being read."""

    place: int
    mark: Mark
    texts: list[str] = field(default_factory=list)

    def has_words(self) -> bool:
        return any(text.strip() for text in self.texts)


def turns_of(paragraphs: Sequence[Paragraph]) -> Turns:
    """The turns of these paragraphs, in their order."""
    by_markup = frozenset(line.mark.speaker for each in paragraphs for line in each.lines if line.mark) - {""}
    cut = [[_read(line, by_markup) for line in each.lines] for each in paragraphs]
    named = [mark.speaker for each in cut for mark, _text in each if mark and mark.speaker]
    codes = frozenset(shape_of(label) for label in named if is_code(label) and len(label) > 1)
    turns: list[Turn] = []
    repairs: list[Repair] = []
    waiting: _Open | None = None
    for paragraph, read in zip(paragraphs, cut, strict=True):
        pieces = _pieces_of(paragraph, read, codes)
        done, waiting = _grouped(pieces, waiting)
        if waiting and paragraph.is_cue:  # a cue has its own times: its mark says nothing of the next one
            done, waiting = [*done, waiting], None
        if len(turns) + len(done) > MOST_TURNS:
            raise too_many_turns()
        for turn in done:
            turns += _turn(turn, paragraph)
            repairs += _repairs(turn)
        repairs += _marks_inside(pieces, paragraph)
    if waiting:
        turns += _turn(waiting, Paragraph(()))
        repairs += _repairs(waiting)
    return Turns(tuple(turns), (*repairs, *_said_once(turns, Counter(named), by_markup)))


def too_many_turns() -> TranscriptError:
    """The error of a file that holds far more turns than an interview."""
    what = f"This file holds more than {MOST_TURNS} turns, far more than an interview."
    return refused("too-many-turns", what, "Cut it into one file per interview.")


def _pieces_of(paragraph: Paragraph, read: Sequence[tuple[Mark | None, str]], codes: frozenset[str]) -> list[Piece]:
    """The pieces of all lines of a paragraph."""
    pieces: list[Piece] = []
    marks = 0
    for line, (mark, text) in zip(paragraph.lines, read, strict=True):
        for piece in _pieces(line.place, mark, text, codes):
            pieces.append(piece)
            marks += piece.mark is not None
            if marks > MOST_TURNS:
                raise too_many_turns()
    return pieces


def _read(line: Line, by_markup: frozenset[str]) -> tuple[Mark | None, str]:
    """The mark of a line and its words; where markup names the speakers, only they are marks."""
    if line.mark:
        return line.mark, line.text
    found = mark_of(line.text)
    if found is None or (by_markup and found[0].speaker not in by_markup):
        return None, line.text
    return found


def _pieces(place: int, mark: Mark | None, text: str, codes: frozenset[str]) -> Iterator[Piece]:
    """The line cut at the marks within it; a mark that only says again who speaks stays among the words."""
    begin = 0
    for start, end, label in marks_within(text, codes):
        if mark and label == mark.speaker and not text[begin:start].strip():
            continue
        if mark or text[begin:start].strip():
            yield Piece(place, mark, text[begin:start])
        mark, begin = Mark(label), end
    yield Piece(place, mark, text[begin:])


def _grouped(pieces: Sequence[Piece], waiting: _Open | None) -> tuple[list[_Open], _Open | None]:
    """The turns of one paragraph, and its last mark if words are still to follow it."""
    done: list[_Open] = []
    current: _Open | None = None
    for piece in pieces:
        if piece.mark:
            before = current or waiting
            if before and not before.has_words() and before.mark.is_only_a_time():
                current = _Open(before.place, _timed(piece.mark, before.mark), [piece.text])
            else:
                done += [before] if before else []
                current = _Open(piece.place, piece.mark, [piece.text])
            waiting = None
        elif current or waiting or piece.text.strip():
            current = current or waiting or _Open(piece.place, Mark(""))
            waiting = None
            current.texts.append(piece.text)
    if current and not current.has_words():
        return done, current
    return ([*done, current] if current else done), waiting


def _timed(mark: Mark, stamp: Mark) -> Mark:
    """The mark with the time that stands on the line before it."""
    start, end = (stamp.start, stamp.end) if mark.start is None else (mark.start, mark.end)
    return Mark(mark.speaker, start, end, (*stamp.unreadable, *mark.unreadable))


def _turn(turn: _Open, paragraph: Paragraph) -> list[Turn]:
    text = composed("\n".join(turn.texts)).strip()  # character references may have left it decomposed
    if not text and not turn.mark.speaker:
        return []
    start, end = turn.mark.start, turn.mark.end
    if start is None:
        start, end = paragraph.start, paragraph.end
    return [Turn(turn.mark.speaker, text, start, end, turn.place)]


def _repairs(turn: _Open) -> Iterator[Repair]:
    for written in turn.mark.unreadable:
        yield unreadable(turn.place, written)
    if not turn.has_words():
        what = f"“{turn.mark.speaker}” says nothing here; kept as an empty turn."
        time = "A time with nothing said after it was left out."
        named = bool(turn.mark.speaker)
        yield Repair(turn.place, "empty-turn" if named else "time-without-words", what if named else time)


def _marks_inside(pieces: Sequence[Piece], paragraph: Paragraph) -> Iterator[Repair]:
    """The marks of a cue after its first, and those in the midst of a line."""
    for before, piece in zip(pieces, pieces[1:], strict=False):
        if piece.mark and paragraph.is_cue:
            yield Repair(piece.place, "mark-inside", "A cue holds several speaker marks; each starts a turn.")
        elif piece.mark and before.place == piece.place and before.mark:
            yield Repair(piece.place, "mark-inside", "A speaker mark stands in the midst of a line; it starts a turn.")
    for piece in pieces:
        if piece.mark and piece.mark.speaker and piece.text.lstrip().startswith(piece.mark.speaker):
            rest = piece.text.lstrip().removeprefix(piece.mark.speaker).lstrip()
            if rest.startswith((":", "：")):
                yield Repair(
                    piece.place, "mark-repeated", "The speaker mark stands twice; the second stays in the words."
                )


def _said_once(turns: Sequence[Turn], counts: Counter[str], by_markup: frozenset[str]) -> Iterator[Repair]:
    """Labels that may be the beginning of a sentence: «Bref : …»."""
    for turn in turns:
        label = turn.speaker
        if counts[label] == 1 and label not in by_markup and not is_code(label):
            yield Repair(turn.place, "mark-seen-once", f"“{label}” was read as a speaker, and stands only here.")
