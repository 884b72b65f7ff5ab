"""A message travels whole, or is refused for its length, its slowness or its content."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from survey.findings.messages import BrokenOffError, MessageError, encoded, receive

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two ends of one connection."""
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


def test_what_is_sent_is_received(pair: Pair) -> None:
    pair[0].sendall(encoded({"words": {"study": "été", "most": None, "mean": 0.1}}, 1000))
    assert receive(pair[1], 1000, 5) == {"words": {"study": "été", "most": None, "mean": 0.1}}


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (struct.pack(">I", 1001), MessageError),
        (struct.pack(">I", 3) + b"{}}", MessageError),
        (struct.pack(">I", 2) + b"[]", MessageError),
        (struct.pack(">I", 2) + b"\xff\xff", MessageError),
        (struct.pack(">I", 9) + b"{}", BrokenOffError),
        (b"\0", BrokenOffError),
        (b"", BrokenOffError),
    ],
)
def test_what_is_no_message_is_refused(pair: Pair, sent: bytes, refusal: type[Exception]) -> None:
    pair[0].sendall(sent)
    pair[0].close()
    with pytest.raises(refusal):
        receive(pair[1], 1000, 5)


def test_who_sends_nothing_is_not_waited_for(pair: Pair) -> None:
    pair[0].sendall(b"\0\0")
    with pytest.raises(TimeoutError):
        receive(pair[1], 1000, 0.1)


def test_a_number_that_is_none_is_not_sent() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encoded({"mean": float("nan")}, 1000)


def test_too_long_a_message_is_not_sent() -> None:
    with pytest.raises(MessageError, match="longer than 10"):
        encoded({"words": "x" * 10}, 10)
