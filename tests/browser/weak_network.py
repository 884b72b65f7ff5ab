"""A connection that fails where it is told to: a small TCP proxy before the real server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

PIECE = 65536


@dataclass(frozen=True)
class Fate:
    """What becomes of one request: how many bytes of it, and of its answer, pass before the connection is dropped.

    None is all of them. ``instead`` is answered by somebody else; ``stalled`` never gets an answer.
    """

    request: int | None = None
    answer: int | None = None
    instead: bytes = b""
    stalled: bool = False


WELL = Fate()
Rule = Callable[[bytes], Fate]
"""Decides by the first bytes of a request."""


class Proxy:
    """Passes bytes on; every request is counted, and what befalls it is asked of ``rule``."""

    def __init__(self, behind: str) -> None:
        self.behind = (urlsplit(behind).hostname or "", urlsplit(behind).port or 0)
        self.rule: Rule = lambda _beginning: WELL
        self.ended = Event()
        self._lock = Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._listening]
        self.base = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        """Close everything."""
        self.ended.set()
        with self._lock:
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()

    def _accept(self) -> None:
        while not self.ended.is_set():
            try:
                client, _address = self._listening.accept()
                server = socket.create_connection(self.behind)
            except OSError:
                return
            with self._lock:
                self._open += [client, server]
            Thread(target=self._exchange, args=(client, server), daemon=True).start()

    def _exchange(self, client: socket.socket, server: socket.socket) -> None:
        """One request after another on one connection: a browser waits for an answer before it asks again."""
        with suppress(OSError), client, server:
            while beginning := client.recv(PIECE):
                fate = self.rule(beginning)
                if fate.stalled:
                    self.ended.wait(60)
                    return
                if fate.instead:
                    client.sendall(fate.instead)
                    return
                server.sendall(beginning[: fate.request])
                if fate.request is not None:
                    return
                if not _answered(client, server, fate.answer):
                    return


def _answered(client: socket.socket, server: socket.socket, most: int | None) -> bool:
    """Pass an answer on, and the rest of its request; whether the connection goes on."""
    answer = b""
    while (ends := _end_of(answer)) is None or len(answer) < ends:
        piece = server.recv(PIECE)
        if not piece:
            return False
        answer += piece
        if most is None:
            client.sendall(piece)
    if most is not None:
        client.sendall(answer[:most])
    return most is None


def _end_of(answer: bytes) -> int | None:
    """How long an answer is, by its head; None while that is not known."""
    head, found, _body = answer.partition(b"\r\n\r\n")
    if not found:
        return None
    lines = [line.partition(b":") for line in head.lower().split(b"\r\n")]
    length = next((int(text) for name, _colon, text in lines if name == b"content-length"), None)
    if length is None:
        return len(head) + 4 if b" 304 " in answer[:20] else 1 << 30
    return len(head) + 4 + length


@contextmanager
def proxy(behind: str) -> Iterator[Proxy]:
    """A proxy before a server."""
    made = Proxy(behind)
    try:
        yield made
    finally:
        made.end()
