"""What testers say of a questionnaire: lines of JSON in a file beside it, added one by one and never rewritten."""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from survey.private_files import OWNER_ALONE

ENDING = ".comments.jsonl"
LONGEST_COMMENT, LONGEST_NAME = 4000, 80
LARGEST_FILE = 16 * 1024 * 1024
OPEN, DONE, REMOVED = "open", "done", "removed"
STATES = (OPEN, DONE, REMOVED)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class CommentsError(ValueError):
    """Comments cannot be read or kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What one tester said of one question as it stood then; ``question`` is '' for the whole.

    ``place`` names the instance of a repeat, too (``age[2]``); ``file`` is the SHA-256 of the file that was seen.
    """

    id: str
    at: str
    who: str
    comment: str
    question: str = ""
    place: str = ""
    label: str = ""
    page: str = ""
    wave: str = ""
    language: str = ""
    version: str = ""
    file: str = ""
    state: str = OPEN


TEXTS = tuple(name for name in Comment.__dataclass_fields__ if name != "state")


def comments_file(file: Path) -> Path:
    """Where the comments on a questionnaire are: ``sleep.comments.jsonl`` beside ``sleep.yaml``."""
    return file.with_name(file.stem + ENDING)


def new_id() -> str:
    """What identifies a comment from the moment its field is shown, so that sending it twice keeps it once."""
    return secrets.token_hex(6)


def is_id(text: str) -> bool:
    """Whether a text can be such an id."""
    return re.fullmatch(r"[0-9a-f]{12}", text) is not None


def tidy(text: str, longest: int) -> str:
    """A text as it is kept: line ends as LF, no control characters, not too long."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:longest]


def moment() -> str:
    """Now, to the second, with the zone of this machine."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def read_comments(path: Path) -> tuple[Comment, ...]:
    """All comments in the order they were made, each in its last state; () where there is no file yet."""
    try:
        with path.open("rb") as file:
            return _comments(file.read(LARGEST_FILE + 1), path)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CommentsError(f"{path} cannot be read: {error.strerror}. Mend this, then try again.") from None


def add(path: Path, comment: Comment) -> None:
    """Keep one more comment; the same one again changes nothing."""
    with _opened(path) as (handle, known):
        if comment.id not in {each.id for each in known}:
            entry = {name: text for name, text in asdict(comment).items() if name != "state"}
            _append(handle, path, entry)


def set_state(path: Path, identifier: str, state: str) -> None:
    """Mark a comment as done, as removed, or as open again; an unknown one is left alone."""
    with _opened(path) as (handle, known):
        found = next((each for each in known if each.id == identifier), None)
        if found is not None and state in STATES and found.state != state:
            _append(handle, path, {"marks": identifier, "state": state, "at": moment()})


@contextmanager
def _opened(path: Path) -> Iterator[tuple[int, tuple[Comment, ...]]]:
    """The file, held so that nobody else writes, and what it says; a file that cannot be read is never added to."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ALONE)
    except OSError as error:
        raise CommentsError(f"{path} cannot be written: {error.strerror}. Nothing was kept.") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with os.fdopen(os.dup(handle), "rb") as file:
            known = _comments(file.read(LARGEST_FILE + 1), path)
        yield handle, known
    finally:
        os.close(handle)


def _append(handle: int, path: Path, entry: dict[str, str]) -> None:
    line = (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    size = os.fstat(handle).st_size
    if size + len(line) > LARGEST_FILE:
        raise CommentsError(f"{path} is full. Export it, then move it away: a new one is begun.")
    try:
        written = os.write(handle, line)
        if written < len(line):
            raise OSError(28, "No space left on device")
        os.fsync(handle)
    except OSError as error:
        os.ftruncate(handle, size)
        raise CommentsError(f"{path} cannot be written: {error.strerror}. Nothing was kept.") from None


def _comments(content: bytes, path: Path) -> tuple[Comment, ...]:
    if len(content) > LARGEST_FILE:
        raise CommentsError(f"{path} is larger than {LARGEST_FILE // 1024 // 1024} MB. Move it away and begin anew.")
    found: dict[str, Comment] = {}
    if content and not content.endswith(b"\n"):
        raise _unreadable(path, content.count(b"\n") + 1, "it breaks off")
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        entry = _entry(line, path, number)
        marked = entry.get("marks")
        if marked is None:
            comment = Comment(**{name: entry.get(name, "") for name in TEXTS})
            if not comment.id:
                raise _unreadable(path, number, "it has no id")
            found.setdefault(comment.id, comment)
        elif marked in found and entry.get("state") in STATES:
            found[marked] = replace(found[marked], state=entry["state"])
    return tuple(found.values())


def _entry(line: bytes, path: Path, number: int) -> dict[str, str]:
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise _unreadable(path, number, "it is no JSON") from None
    if not isinstance(entry, dict) or not all(isinstance(text, str) for text in entry.values()):
        raise _unreadable(path, number, "it is no comment")
    return entry


def _unreadable(path: Path, number: int, why: str) -> CommentsError:
    return CommentsError(
        f"{path}:{number}: this line cannot be read as a comment: {why}. Mend it, or move the file away; "
        "until then nothing is added to it."
    )
