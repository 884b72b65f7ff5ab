"""What somebody said, cut where words that were searched for are marked, and shortened around them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_CONTEXT = 160
"""Characters on each side of what is marked, and of a turn that only stands beside it."""

Span = tuple[int, int]
"""Where something begins and ends in a text, in code points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was said, whether it was searched for, and whether a passage that was looked for holds it."""

    text: str
    marked: bool = False
    held: bool = False


def pieces(text: str, spans: Sequence[Span], held: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The text cut at the ends of what is to be marked or held; spans that touch or overlap are one."""
    marked, kept = _joined(spans), _joined([(start, min(end, len(text))) for start, end in held])
    ends = sorted({0, len(text), *(end for span in (*marked, *kept) for end in span)})
    return tuple(
        Piece(text[start:end], _is_within(start, marked), _is_within(start, kept))
        for start, end in itertools.pairwise(ends)
    )


def _is_within(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def shortened(cut: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without the middle of long stretches: only what stands beside something marked or held is kept."""
    last = len(cut) - 1
    short = []
    for place, piece in enumerate(cut):
        if piece.marked or piece.held:
            short.append(piece)
        elif last == 0:
            short.append(Piece(beginning(piece.text)))
        else:
            after = beginning(piece.text) if place else ""
            before = ending(piece.text) if place < last else ""
            beside = f"{after} {before}" if after and before else after or before
            short.append(Piece(min(piece.text, beside, key=len)))
    return tuple(short)


def beginning(text: str) -> str:
    """The first words of a text."""
    if len(text) <= LONGEST_CONTEXT:
        return text
    return text[:LONGEST_CONTEXT].rsplit(" ", 1)[0] + "…"


def ending(text: str) -> str:
    """The last words of a text."""
    if len(text) <= LONGEST_CONTEXT:
        return text
    return "…" + text[-LONGEST_CONTEXT:].split(" ", 1)[-1]


@dataclass(frozen=True, slots=True)
class Around:
    """Some words, and a few before and after them."""

    before: str
    words: str
    after: str


def around(text: str, start: int, end: int, *, most: int = 60) -> Around:
    """What stands from ``start`` to before ``end``, with at most so many characters on each side, cut at words."""
    before, after = text[max(0, start - most) : start], text[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Around(before.replace("\n", " "), text[start:end], after.replace("\n", " "))
