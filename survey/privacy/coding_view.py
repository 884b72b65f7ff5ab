"""Who may see what coders marked: one's own always, that of others only when it can sway nobody any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from survey.store import coding_counts, codings, rounds
from survey.store.codings import Coding
from survey.store.layers import AGAIN, CONSENSUS, FIRST
from survey.store.rounds import READER, Round
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Counted:
    """How many passages were marked with a code in first readings: by oneself, and by all as far as one may see."""

    own: int = 0
    seen: int = 0


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


def counted(record: StudyRecord, coder: str) -> Mapping[int, Counted]:
    """How often each code of a study was marked, as far as somebody may see; codes that were never are absent."""
    seen = opened(rounds.of_study(record.id), coder)
    found: dict[int, Counted] = {}
    for each in coding_counts.marked(record.id):
        own = each.coder == coder
        if each.layer == FIRST and (own or each.transcript in seen):
            before = found.get(each.code, Counted())
            mine = each.passages if own else 0
            found[each.code] = Counted(before.own + mine, before.seen + each.passages)
    return found


def is_blind(record: StudyRecord, coder: str) -> bool:
    """Whether others read interviews that somebody may not see: then nothing may tell which codes they use."""
    kept = rounds.of_study(record.id)
    seen = opened(kept, coder)
    return any(each.transcript not in seen for each in kept if each.coder != coder and each.layer != READER)


def reads_again(kept: Collection[Round], coder: str) -> frozenset[int]:
    """The interviews that somebody reads again just now, by their keys: what was marked first would sway them."""
    return frozenset(
        each.transcript for each in kept if each.coder == coder and each.layer == AGAIN and each.done_at is None
    )


def _is_open(here: Collection[Round], coder: str) -> bool:
    first = [each for each in here if each.layer == FIRST]
    if any(each.done_at is None for each in first):
        return any(each.layer == READER and each.coder == coder for each in here)
    return any(each.coder == coder for each in here if each.layer in (FIRST, READER))


def _is_own(coding: Coding, coder: str) -> bool:
    return coding.layer != CONSENSUS and coding.coder == coder
