"""A shuffle that every program makes alike from one seed: ODK's, so that a seed means the same order there."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

from survey.instrument.expressions.values import Result, number_of, text_of

_MODULUS = 2**31 - 1  # the "minimal standard" generator of Park and Miller (1988)
_MULTIPLIER = 16807
_LARGEST = 2**63
_Any = TypeVar("_Any")


def shuffled(values: Sequence[_Any], seed: int) -> list[_Any]:
    """The values in the order that the seed gives (Fisher and Yates, from the inside out)."""
    result: list[_Any] = []
    for place, (value, draw) in enumerate(zip(values, draws(seed), strict=False)):
        chosen = math.floor(draw * (place + 1))
        if chosen == place:
            result.append(value)
        else:
            result.append(result[chosen])
            result[chosen] = value
    return result


def draws(seed: int) -> Iterator[float]:
    """Numbers from 0 up to 1, always the same for a seed."""
    state = int(math.fmod(seed, _MODULUS)) if abs(seed) < 2**53 else abs(seed) % _MODULUS * (1 if seed > 0 else -1)
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * _MULTIPLIER % _MODULUS
        yield (state - 1) / (_MODULUS - 1)


def seed_of(value: Result) -> int:
    """The seed that a value names: a whole number, or a digest of other words; 0 for a blank."""
    number = number_of(value)
    if math.isnan(number):
        text = text_of(value)
        first = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8]
        return int.from_bytes(first, "big", signed=True) if text else 0
    if math.isinf(number):
        return _LARGEST - 1 if number > 0 else -_LARGEST
    return math.trunc(number)
