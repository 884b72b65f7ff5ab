"""Who may see what coders marked: one's own always, that of others only when it can sway nobody any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from survey.store import coding_counts, codings, rounds
from survey.store.codings import Coding
from survey.store.layers import AGAIN, CONSENSUS, FIRST, Layer
from survey.store.rounds import READER, Round
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

EVERYBODY = "everybody"
"""What all coders marked, the consensus too: read, and never written."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many passages were marked with a code in first readings: by oneself, and by all as far as one may see."""

    own: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of what coders marked: their own, and everything in the interviews that are open to them.

    The consensus counts as of others. ``again``: interviews that they read again just now, of which they see what they
    mark this time and nothing else.
    """

    coder: str
    interviews: frozenset[int]
    again: frozenset[int] = frozenset()

    def sees(self, transcript: int, coder: str, layer: str) -> bool:
        """Whether a coding of this coder and layer may be seen."""
        own = layer != CONSENSUS and coder == self.coder
        if transcript in self.again:
            return own and layer == AGAIN
        return own or transcript in self.interviews


def sight(record: StudyRecord, coder: str) -> Sight:
    """What somebody may see of the codings of a study."""
    kept = rounds.of_study(record.id)
    return Sight(coder, opened(kept, coder), reads_again(kept, coder))


def opened(kept: Collection[Round], coder: str) -> frozenset[int]:
    """The interviews of which somebody may see what others marked, by their keys.

    Every first reading that was begun there is done, and among them is one's own; or one said that one only reads.
    """
    by_interview: dict[int, list[Round]] = {}
    for each in kept:
        by_interview.setdefault(each.transcript, []).append(each)
    return frozenset(key for key, here in by_interview.items() if _is_open(here, coder))


def settled(kept: Collection[Round]) -> frozenset[int]:
    """The interviews that are coded, by their keys: every first reading that was begun there is done."""
    by_interview: dict[int, list[Round]] = {}
    for each in kept:
        if each.layer == FIRST:
            by_interview.setdefault(each.transcript, []).append(each)
    return frozenset(key for key, here in by_interview.items() if all(each.done_at for each in here))


def visible(record: StudyRecord, coder: str) -> tuple[Coding, ...]:
    """The codings of a study that somebody may see, by interview and place; the consensus counts as of others."""
    allowed = sight(record, coder)
    everything = codings.of_study(record.id)
    return tuple(each for each in everything if allowed.sees(each.transcript, each.coder, each.layer))


def may_read(here: Collection[Round], layer: Layer) -> bool:
    """Whether somebody may read this layer of an interview, whose rounds these are.

    The first reading is there for whoever does not look only, the second where a sample was drawn for it, the
    consensus and what everybody marked once they can sway nobody any more.
    """
    own = {each.layer for each in here if each.coder == layer.coder}
    if layer.name == FIRST:
        return READER not in own
    if layer.name == AGAIN:
        return AGAIN in own
    return _is_open(here, layer.coder)


def is_veiled(here: Collection[Round], layer: Layer) -> bool:
    """Whether somebody's own first reading is out of sight: while the same person reads a sample again."""
    again = [each for each in here if each.coder == layer.coder and each.layer == AGAIN]
    return layer.name != AGAIN and any(each.done_at is None for each in again)


def read_in(
    interview: Interview,
    here: Collection[Round],
    layer: Layer,
    *,
    turns: Collection[int] | None = None,
    guid: str = "",
) -> tuple[Coding, ...]:
    """The codings of one layer of an interview, of ``EVERYBODY`` all of them; none that may not be read.

    ``turns``, ``guid``: those alone that begin there, or that have this key.
    """
    if not may_read(here, layer) or is_veiled(here, layer):
        return ()
    return codings.of_interview(interview, None if layer.name == EVERYBODY else layer, turns, guid)


def count_in(interview: Interview, here: Collection[Round], layer: Layer) -> int:
    """How many codings those are."""
    if not may_read(here, layer) or is_veiled(here, layer):
        return 0
    return coding_counts.passages(interview.id, None if layer.name == EVERYBODY else layer)


def counted(record: StudyRecord, coder: str) -> Mapping[int, Counted]:
    """How often each code of a study was marked, as far as somebody may see; codes that were never are absent."""
    allowed = sight(record, coder)
    found: dict[int, Counted] = {}
    for each in coding_counts.marked(record.id):
        own = each.coder == coder
        if each.layer == FIRST and allowed.sees(each.transcript, each.coder, each.layer):
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
