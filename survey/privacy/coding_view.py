"""Who may see what coders marked: one's own always, that of others only when it can sway nobody any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from survey.store import codings, rounds
from survey.store.codings import Coding
from survey.store.layers import CONSENSUS, FIRST
from survey.store.rounds import READER, Round
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of what coders marked: their own, and everything in the interviews that are open to them.

    The consensus counts as of others.
    """

    coder: str
    interviews: frozenset[int]

    def sees(self, transcript: int, coder: str, layer: str) -> bool:
        """Whether a coding of this coder and layer may be seen."""
        return transcript in self.interviews or (layer != CONSENSUS and coder == self.coder)


def sight(record: StudyRecord, coder: str) -> Sight:
    """What somebody may see of the codings of a study."""
    return Sight(coder, opened(rounds.of_study(record.id), coder))


def opened(kept: Collection[Round], coder: str) -> frozenset[int]:
    """The interviews of which somebody may see what others marked, by their keys.

    Every first reading that was begun there is done, and among them is one's own; or one said that one only reads.
    """
    by_interview: dict[int, list[Round]] = {}
    for each in kept:
        by_interview.setdefault(each.transcript, []).append(each)
    return frozenset(key for key, here in by_interview.items() if _is_open(here, coder))


def visible(record: StudyRecord, coder: str) -> tuple[Coding, ...]:
    """The codings of a study that somebody may see, by interview and place; the consensus counts as of others."""
    allowed = sight(record, coder)
    everything = codings.of_study(record.id)
    return tuple(each for each in everything if allowed.sees(each.transcript, each.coder, each.layer))


def _is_open(here: Collection[Round], coder: str) -> bool:
    first = [each for each in here if each.layer == FIRST]
    if any(each.done_at is None for each in first):
        return any(each.layer == READER and each.coder == coder for each in here)
    return any(each.coder == coder for each in here if each.layer in (FIRST, READER))
