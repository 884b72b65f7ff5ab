"""The pictures and sounds that are shown and played with a text: told by their ending and their first bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

LARGEST_MEDIA = 5 * 1024 * 1024
"""Bytes; on a slow network a larger one never comes."""
_IMAGES: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", (b"GIF8",)),
    ".webp": ("image/webp", (b"RIFF",)),
}
_SOUNDS: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    ".mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    ".m4a": ("audio/mp4", (b"\x00\x00\x00",)),
    ".ogg": ("audio/ogg", (b"OggS",)),
    ".wav": ("audio/wav", (b"RIFF",)),
}
KINDS = {"image": _IMAGES, "audio": _SOUNDS}
"""What each column of the sheet may name."""


def ending_of(name: str) -> str:
    """How the name of a file ends, in small letters: ``.mp3``."""
    return PurePath(name).suffix.lower()


def media_type(name: str) -> str:
    """What a published file is sent as."""
    return next(kind[ending_of(name)][0] for kind in KINDS.values() if ending_of(name) in kind)


def is_playable(name: str, column: str, begins: bytes) -> bool:
    """Whether every browser can show or play a file that begins so, under the column that names it."""
    kind = KINDS[column].get(ending_of(name))
    return kind is not None and begins.startswith(kind[1])
