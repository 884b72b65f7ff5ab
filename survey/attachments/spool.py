"""A file on its way: on a disk, but never legible there, and never larger than what is taken."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

PIECE = 256 * 1024
_BLOCK = 16


class Spool:
    """What was written so far, to be read again from any place.

    The file has no name, its key stands in memory alone. What comes after ``most`` bytes is counted and thrown away,
    so that the rest of a page can still be read.
    """

    def __init__(self, most: int) -> None:
        """Nothing yet."""
        self.most = most
        self.size = 0
        self._place = 0
        self._key, self._first = os.urandom(32), int.from_bytes(os.urandom(8), "big") << 64
        self._file: IO[bytes] | None = None  # opened with the first byte: a page may come with many empty fields
        self._writer = self._from(0)

    @property
    def is_too_large(self) -> bool:
        """Whether something was thrown away."""
        return self.size > self.most

    def write(self, content: bytes) -> int:
        """Append; reading goes on from where it was."""
        taken = content[: max(self.most - self.size, 0)]
        if taken:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed with the request
            self._file.seek(self.size)
            self._file.write(self._writer.update(taken))
        self.size += len(content)
        return len(content)

    def read(self, length: int = -1) -> bytes:
        """What comes next."""
        found = self.at(self._place, self._held if length < 0 else length)
        self._place += len(found)
        return found

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Read on from another place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._held}[whence]
        self._place = max(start + place, 0)
        return self._place

    def tell(self) -> int:
        """From where is read."""
        return self._place

    def close(self) -> None:
        """Forget it."""
        if self._file is not None:
            self._file.close()

    def __del__(self) -> None:
        self.close()

    def at(self, place: int, length: int) -> bytes:
        """So many bytes from a place on, fewer at the end."""
        length = min(length, self._held - place)
        if length <= 0 or self._file is None:
            return b""
        before = place % _BLOCK
        self._file.seek(place - before)
        return self._from(place - before).update(self._file.read(length + before))[before:]

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """What stands between two places, piece by piece."""
        end = self._held if end is None else end
        for place in range(start, end, PIECE):
            yield self.at(place, min(PIECE, end - place))

    @property
    def _held(self) -> int:
        return min(self.size, self.most)

    def _from(self, place: int) -> CipherContext:
        counter = (self._first + place // _BLOCK).to_bytes(_BLOCK, "big")
        return Cipher(AES(self._key), CTR(counter)).encryptor()  # this mode reads as it writes
