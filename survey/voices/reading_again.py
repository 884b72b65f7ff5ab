"""Which turns a coder reads again: a tenth of what respondents say, drawn so that the same draw can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

SHARE, FEWEST = 10, 10
"""One turn in so many, and no fewer than so many turns where there are as many."""


def sample(turns: Mapping[int, Sequence[int]], seed: str) -> dict[int, tuple[int, ...]]:
    """The turns of each interview, by its number, that are drawn; interviews of which none is drawn are absent.

    Every turn has its place by the digest of the seed, its interview and its number; the first ones are drawn. So the
    draw hangs on nothing but the seed and the turns there are.
    """
    everything = [(number, turn) for number, here in turns.items() for turn in here]
    most = max(FEWEST, -(-len(everything) // SHARE))
    drawn = sorted(everything, key=lambda place: _place(seed, place))[:most]
    found: dict[int, tuple[int, ...]] = {}
    for number, turn in sorted(drawn):
        found[number] = (*found.get(number, ()), turn)
    return found


def _place(seed: str, turn: tuple[int, int]) -> bytes:
    return hashlib.sha256(f"{seed}|{turn[0]}|{turn[1]}".encode()).digest()
