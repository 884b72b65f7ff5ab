"""Sounds and films: whether they are whole, and where they tell what their device wrote into them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from survey.attachments.spool import PIECE, Spool

MOST_PARTS = 20_000
SHORTEST_BOX = 8
_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"edts")
_TELLING_BOXES = (b"udta", b"meta", b"uuid")
"""Where a film keeps the place it was made at, its device and its author."""
_TELLING_CHUNKS = (b"LIST", b"id3 ", b"ID3 ", b"bext", b"iXML", b"_PMX", b"cart")
_TELLING_BLOCKS = {2, 4, 6}
"""In FLAC: what applications, comments and pictures say."""
_PADDING = 1


class Damaged(ValueError):  # noqa: N818  # an outcome that the page tells
    """The file ends before it should, or says impossible things about itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a file is kept: from a place to a place, with these parts written over."""

    start: int
    end: int
    over: tuple[tuple[int, bytes], ...] = ()
    blank: tuple[tuple[int, int], ...] = ()
    """From a place to a place: noughts."""

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.end - self.start

    def pieces(self, spool: Spool) -> Iterator[bytes]:
        """The kept bytes, piece by piece."""
        for place in range(self.start, self.end, PIECE):
            piece = bytearray(spool.at(place, min(PIECE, self.end - place)))
            for start, end in self.blank:
                first, last = max(start, place), min(end, place + len(piece))
                if first < last:
                    piece[first - place : last - place] = bytes(last - first)
            for start, text in self.over:
                for offset, byte in enumerate(text, start - place):
                    if 0 <= offset < len(piece):
                        piece[offset] = byte
            yield bytes(piece)


def kept_of(spool: Spool, ending: str) -> Kept:
    """What is kept of a recording; raises ``Damaged``."""
    if ending in ("mp4", "m4a", "mov", "3gp"):
        return _boxes(spool)
    if ending == "wav":
        return _chunks(spool)
    if ending == "flac":
        return _blocks(spool)
    return _tagged(spool) if ending in ("mp3", "aac") else Kept(0, spool.size)


def _boxes(spool: Spool) -> Kept:
    over, blank = [], []
    waiting, seen, parts = [(0, spool.size)], set(), 0
    while waiting:
        place, end = waiting.pop()
        while end - place >= SHORTEST_BOX:  # some devices end a container with four noughts
            parts += 1
            length, kind, head = _box(spool, place, end)
            if parts > MOST_PARTS or (place == 0 and kind != b"ftyp"):
                raise Damaged
            seen.add(kind)
            if kind in _TELLING_BOXES:
                over.append((place + 4, b"free"))
                blank.append((place + head, place + length))
            elif kind in _CONTAINERS:
                waiting.append((place + head, place + length))
            place += length
    if b"moov" not in seen:
        raise Damaged
    return Kept(0, spool.size, tuple(over), tuple(blank))


def _box(spool: Spool, place: int, end: int) -> tuple[int, bytes, int]:
    """The length of a box with its head, its kind, and how long its head is."""
    head = spool.at(place, 16)
    length, kind, first = int.from_bytes(head[:4], "big"), head[4:8], SHORTEST_BOX
    if length == 1:
        length, first = int.from_bytes(head[8:16], "big"), 16
    elif length == 0:
        length = end - place
    if not first <= length <= end - place:
        raise Damaged
    return length, kind, first


def _chunks(spool: Spool) -> Kept:
    over, blank, kinds = [], [], set()
    place, parts = 12, 0
    while place + 8 <= spool.size:
        kind, length = struct.unpack("<4sI", spool.at(place, 8))
        kinds.add(kind)
        parts += 1
        if parts > MOST_PARTS:
            raise Damaged
        if kind in _TELLING_CHUNKS:
            over.append((place, b"JUNK"))
            blank.append((place + 8, min(place + 8 + length, spool.size)))
        place += 8 + length + length % 2
    if not {b"fmt ", b"data"} <= kinds:
        raise Damaged
    return Kept(0, spool.size, tuple(over), tuple(blank))


def _blocks(spool: Spool) -> Kept:
    over, blank, place = [], [], 4
    for _ in range(MOST_PARTS):
        head = spool.at(place, 4)
        if len(head) < 4:
            raise Damaged
        is_last, kind, length = head[0] & 0x80, head[0] & 0x7F, int.from_bytes(head[1:], "big")
        if kind in _TELLING_BLOCKS:
            over.append((place, bytes([is_last | _PADDING])))
            blank.append((place + 4, place + 4 + length))
        place += 4 + length
        if is_last:
            break
    if place >= spool.size:
        raise Damaged
    return Kept(0, spool.size, tuple(over), tuple(blank))


def _tagged(spool: Spool) -> Kept:
    """Without the tags before and after the sound."""
    start, end = 0, spool.size
    head = spool.at(0, 10)
    while head[:3] == b"ID3" and len(head) == 10:
        length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
        start += 10 + length + (10 if head[5] & 0x10 else 0)
        head = spool.at(start, 10)
    if end - start >= 128 and spool.at(end - 128, 3) == b"TAG":
        end -= 128
    if start + 4 > end:
        raise Damaged
    return Kept(start, end)
