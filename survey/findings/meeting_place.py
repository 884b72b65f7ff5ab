"""Where the figure process of an installation is met: a private folder with its socket and its lock."""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER, SOCKET, LOCK, LOG = "run", "figures.socket", "figures.lock", "figures.log"
LONGEST_ADDRESS = 100
"""Bytes; a Unix address of more than 107 is refused."""
OWNER_ALONE = 0o700


class UnsafeFolderError(RuntimeError):
    """The folder of the socket cannot be trusted, or cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """An installation as its processes know it; those with the same ``fingerprint`` run the same program on it."""

    instance: Path
    answers_url: str = field(repr=False)
    fingerprint: str

    @property
    def folder(self) -> Path:
        """The folder of socket and lock: in the instance, or, where an address would be too long, a temporary one."""
        inside = self.instance / FOLDER
        if len(os.fsencode(inside / SOCKET)) <= LONGEST_ADDRESS:
            return inside
        name = hashlib.sha256(os.fsencode(self.instance)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"jalon-{os.getuid()}-{name}"

    @property
    def socket(self) -> Path:
        """The address that is asked."""
        return self.folder / SOCKET

    @property
    def lock(self) -> Path:
        """The file that the process holds as long as it lives."""
        return self.folder / LOCK

    @property
    def log(self) -> Path:
        """What the process tells of itself, without questions and answers."""
        return self.instance / LOG


def meeting_place(instance: Path, answers_url: str, fingerprint: str = "") -> MeetingPlace:
    """The meeting place of an installation; ``fingerprint`` is that of the program here, unless another is given."""
    folder = instance.absolute()
    return MeetingPlace(folder, answers_url, fingerprint or _fingerprint(folder, answers_url))


def _fingerprint(instance: Path, answers_url: str) -> str:
    """A digest of the program's files, the instance and the database: what differs in one must not answer another."""
    return hashlib.sha256(b"\n".join([_program(), os.fsencode(instance), answers_url.encode()])).hexdigest()


@cache
def _program() -> bytes:
    """The names, sizes and times of the program's files, as they were when this process first looked."""
    package = Path(__file__).parent.parent
    files = [path for folder in (package, package.parent / "analysis") for path in sorted(folder.rglob("*.py"))]
    known = ((path, path.stat()) for path in files)
    return b"\n".join(f"{path}:{found.st_size}:{found.st_mtime_ns}".encode() for path, found in known)


def held_lock(place: MeetingPlace) -> int | None:
    """The lock of the process, now held by the number of this open file; None when a process has it already.

    It is held until the last copy of the file is closed, so that it passes on to a process that inherits it.
    """
    open_folder(place)
    number = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        return None
    return number


def open_folder(place: MeetingPlace) -> None:
    """Make the folder unless it is there, and check that it is ours alone; raises ``UnsafeFolderError``."""
    try:
        place.folder.mkdir(mode=OWNER_ALONE, exist_ok=True)
        check_folder(place)
    except OSError as error:
        raise UnsafeFolderError(
            f"{place.folder} cannot be made: {error.strerror}. Let the account that runs Jalon write there."
        ) from None


def check_folder(place: MeetingPlace) -> None:
    """Refuse a folder that somebody else could put a socket into; raises ``UnsafeFolderError`` or ``OSError``."""
    found = place.folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not ours or stat.S_IMODE(found.st_mode) & ~OWNER_ALONE:
        raise UnsafeFolderError(
            f"{place.folder} is not a folder of this account alone. Remove it, or run `chmod 700` on it."
        )
