"""How a question and its answer travel: their length, then JSON; too long ones are refused before they are read."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Mapping
from typing import Any

LONGEST_QUESTION = 64 * 1024
LONGEST_ANSWER = 32 * 1024 * 1024
PIECE = 256 * 1024
_LENGTH = struct.Struct(">I")


class MessageError(RuntimeError):
    """A message is too long, or is none."""


class BrokenOffError(ConnectionError):
    """The other side went away before its message was whole."""


def encoded(message: Mapping[str, Any], longest: int) -> bytes:
    """A message as it travels; raises ``MessageError`` when it is too long, ``ValueError`` when a number is none."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    if len(text) > longest:
        raise MessageError(f"A message of {len(text)} bytes is longer than {longest}.")
    return _LENGTH.pack(len(text)) + text


def receive(connection: socket.socket, longest: int, patience: float) -> dict[str, Any]:
    """The message that comes within so many seconds; raises ``TimeoutError``, ``BrokenOffError``, ``MessageError``."""
    until = time.monotonic() + patience
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size, until))
    if length > longest:
        raise MessageError(f"A message of {length} bytes is longer than {longest}.")
    try:
        message = json.loads(_exactly(connection, length, until))
    except ValueError:
        raise MessageError("What came is not JSON.") from None
    if not isinstance(message, dict):
        raise MessageError("What came is not an object.")
    return message


def _exactly(connection: socket.socket, length: int, until: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < length:
        remaining = until - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        connection.settimeout(remaining)
        piece = connection.recv(min(PIECE, length - len(pieces)))
        if not piece:
            raise BrokenOffError
        pieces += piece
    return bytes(pieces)
