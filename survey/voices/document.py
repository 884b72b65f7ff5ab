"""The paragraphs of a word processor's document, as its words stand there, and what beside them was skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.voices.encoding import MOST_CHARACTERS, MOST_LINES, composed, without_controls
from survey.voices.packages import walk
from survey.voices.paragraphs import Line, Paragraph, turns_of
from survey.voices.times import Span, order_repairs
from survey.voices.transcript import ReadTranscript, Repair, refused, transcript_of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How a format says what: the names of its paragraphs, of what holds words, of what is skipped.

    ``words`` empty: all words within a paragraph count. ``skipped``: what is told of an element left out, or ''.
    ``stands_for``: the characters an element stands for. ``collapses``: runs of white space are one space.
    """

    paragraphs: frozenset[str]
    words: frozenset[str]
    skipped: Mapping[str, str]
    stands_for: Callable[[str, Mapping[str, str]], str]
    collapses: bool


class Document(NamedTuple):
    """The paragraphs of a document in order, numbered from 1, blank ones too, and what was skipped."""

    paragraphs: tuple[tuple[int, str], ...]
    repairs: tuple[Repair, ...]


@dataclass(slots=True)
class _Walk:
    """Where a walk through a document stands."""

    vocabulary: Vocabulary
    open: list[tuple[int, list[str]]] = field(default_factory=list)
    words_depth: int = 0
    skipped_depth: int = 0
    count: int = 0
    length: int = 0
    done: list[tuple[int, str]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        told = self.vocabulary.skipped.get(name)
        if self.skipped_depth or told is not None:
            if told and not self.skipped_depth:
                self.repairs.append(Repair(self.count, "skipped", told))
            self.skipped_depth += 1
        elif name in self.vocabulary.paragraphs:
            self.count += 1
            self.open.append((self.count, []))
        elif self.open:
            self.words_depth += name in self.vocabulary.words
            self.add(self.vocabulary.stands_for(name, attributes))

    def end(self, name: str) -> None:
        if self.skipped_depth:
            self.skipped_depth -= 1
        elif name in self.vocabulary.paragraphs:
            number, pieces = self.open.pop()
            self.done.append((number, "".join(pieces)))
        elif self.open:
            self.words_depth -= name in self.vocabulary.words

    def characters(self, text: str) -> None:
        if self.skipped_depth or not self.open or (self.vocabulary.words and not self.words_depth):
            return
        self.add(self.collapsed(text) if self.vocabulary.collapses else text)

    def collapsed(self, text: str) -> str:
        """White space as the format means it: one space for a run, none at the beginning of a paragraph."""
        pieces = self.open[-1][1]
        kept = re.sub(r"[ \t\r\n]+", " ", text)
        return kept.lstrip(" ") if not pieces or pieces[-1].endswith(" ") else kept

    def add(self, text: str) -> None:
        if not text:
            return
        self.length += len(text)
        if self.length > MOST_CHARACTERS:
            what = f"The document holds more than {MOST_CHARACTERS} characters, far more than an interview."
            raise refused("too-long", what, "Cut it into one file per interview.")
        self.open[-1][1].append(text)


def document_of(content: bytes, vocabulary: Vocabulary) -> Document:
    """The paragraphs of a document's XML; one inside another, as in a text box, comes by the place where it begins."""
    at = _Walk(vocabulary)
    walk(content, start=at.start, end=at.end, words=at.characters)
    return Document(tuple(sorted(at.done)), tuple(at.repairs))


def read_document(document: Document, repairs: tuple[Repair, ...], *, format: str) -> ReadTranscript:
    """A document as a transcript: each paragraph by itself, its line breaks kept."""
    if sum(written.count("\n") + 1 for _number, written in document.paragraphs) > MOST_LINES:
        what = f"The document holds more than {MOST_LINES} lines, far more than an interview."
        raise refused("too-many-lines", what, "Cut it into one file per interview.")
    paragraphs = []
    mended: list[Repair] = []
    for number, written in document.paragraphs:
        text, controls = without_controls(composed(written))
        mended += [Repair(number, repair.rule, repair.what) for repair in controls]
        if text.strip():
            paragraphs.append(Paragraph(tuple(Line(number, line) for line in text.split("\n"))))
    turns = turns_of(paragraphs)
    order = order_repairs(Span(turn.place, turn.start, turn.end) for turn in turns.turns)
    told = [*repairs, *document.repairs, *mended, *turns.repairs, *order]
    return transcript_of(turns.turns, told, format=format, encoding="utf-8")
