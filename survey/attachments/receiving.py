"""What becomes of a file that was sent: refused with the reason, or cleaned and ready to be kept."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from survey.attachments.documents import document_ending, text_ending
from survey.attachments.kinds import DOCUMENT, HEAD, PICTURE, RECORDING, REFUSED, TAKEN, kind_of, recording_ending
from survey.attachments.recordings import Damaged, kept_of
from survey.attachments.spool import PIECE, Spool

SCRIPT = Path(__file__).with_name("pictures.py")
SECONDS = 60  # the process ends itself by the time it computes; this is for a machine that stands still
LIMITS = {"seconds": 15, "megabytes": 500}
LONGEST_SIDE = 4096
"""Of a picture, in pixels, where its question does not say less."""
_ONE_AT_A_TIME = threading.Lock()


class Refused(ValueError):  # noqa: N818  # an outcome that the page tells
    """A file cannot be taken; ``rule`` says why, for the page."""

    def __init__(self, rule: str) -> None:
        """Keep the reason."""
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file as it may be kept: its ending, its size, its bytes piece by piece, and a small picture of it."""

    ending: str
    size: int
    pieces: Iterator[bytes]
    thumbnail: bytes = b""


def cleaned(spool: Spool, question_type: str, called: str = "", side: int | None = None) -> Cleaned:
    """What is kept of a file sent for a question of this type; raises ``Refused``.

    ``called`` is the name that the person's device gave it: it tells a table from a text, and is then forgotten.
    """
    if not spool.size:
        raise Refused("empty_file")
    if spool.is_too_large:
        raise Refused("file_too_large")
    kind = kind_of(spool.at(0, HEAD))
    if kind not in TAKEN[question_type]:
        raise Refused(REFUSED[question_type])
    if kind == PICTURE:
        return _picture(spool, min(side or LONGEST_SIDE, LONGEST_SIDE))
    if kind == RECORDING:
        return _recording(spool, question_type)
    ending = document_ending(spool) if kind == DOCUMENT else text_ending(spool, called)
    if not ending:
        raise Refused(REFUSED[question_type])
    return Cleaned(ending, spool.size, spool.pieces())


def _recording(spool: Spool, question_type: str) -> Cleaned:
    ending = recording_ending(spool.at(0, HEAD), is_film=question_type == "video")
    if not ending:
        raise Refused(REFUSED[question_type])
    try:
        kept = kept_of(spool, ending)
    except Damaged:
        raise Refused("unreadable_file") from None
    return Cleaned(ending, kept.size, kept.pieces(spool))


def _picture(spool: Spool, side: int) -> Cleaned:
    with _ONE_AT_A_TIME:  # whatever is sent at once, a worker has one such process beside it
        told, thumbnail, out = _drawn_anew(spool, side)
    if "mistake" in told:
        raise Refused(told["mistake"])
    return Cleaned(told["ending"], told["size"], out.pieces(), thumbnail)


def _drawn_anew(spool: Spool, side: int) -> tuple[dict[str, Any], bytes, Spool]:
    """What the process says, with the small picture and the picture."""
    out = Spool(8 * spool.most)
    process = subprocess.Popen(
        [sys.executable, "-I", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process, _ended_after(process):
        if process.stdin is None or process.stdout is None:
            raise Refused("unreadable_file")
        with suppress(BrokenPipeError), process.stdin as given:
            given.write(json.dumps({**LIMITS, "side": side}).encode() + b"\n")
            for piece in spool.pieces():
                given.write(piece)
        try:
            told: dict[str, Any] = json.loads(process.stdout.readline())
        except ValueError:  # it was ended from outside
            return {"mistake": "picture_too_large"}, b"", out
        thumbnail = process.stdout.read(told.get("thumbnail", 0))
        for piece in iter(partial(process.stdout.read, PIECE), b""):
            out.write(piece)
    if out.size != told.get("size", 0) or out.is_too_large:
        return {"mistake": "picture_too_large"}, b"", out
    return told, thumbnail, out


class _ended_after:  # noqa: N801  # it reads as a word of the sentence
    """Ends a process that goes on for too long."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._timer = threading.Timer(SECONDS, process.kill)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
