"""Who may see what coders marked: one's own always, that of others only when it can sway nobody any more."""

from __future__ import annotations

from collections.abc import Collection

from survey.store import codings, rounds
from survey.store.codings import Coding
from survey.store.layers import CONSENSUS, FIRST
from survey.store.rounds import READER, Round
from survey.store.studies import StudyRecord


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
    seen = opened(rounds.of_study(record.id), coder)
    everything = codings.of_study(record.id)
    return tuple(each for each in everything if each.transcript in seen or _is_own(each, coder))


def _is_open(here: Collection[Round], coder: str) -> bool:
    first = [each for each in here if each.layer == FIRST]
    if any(each.done_at is None for each in first):
        return any(each.layer == READER and each.coder == coder for each in here)
    return any(each.coder == coder for each in here if each.layer in (FIRST, READER))


def _is_own(coding: Coding, coder: str) -> bool:
    return coding.layer != CONSENSUS and coding.coder == coder
