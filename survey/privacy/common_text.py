"""Which interviews several readings have in common, for somebody who may see them, and why others are left out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from survey.privacy import coding_view
from survey.store import coding_counts, rounds, transcripts
from survey.store.layers import AGAIN, FIRST, Layer
from survey.store.rounds import Round
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

CLOSED = "closed"
"""Somebody still codes it, or whoever asks neither coded it nor said that they only look."""
READ_AGAIN_NOW = "read_again_now"
NOT_READ_AGAIN = "not_read_again"
ONE_READING = "one_reading"
TEXT_CHANGED = "text_changed"
REASONS = (CLOSED, READ_AGAIN_NOW, NOT_READ_AGAIN, ONE_READING, TEXT_CHANGED)


@dataclass(frozen=True, slots=True)
class Common:
    """An interview that readings have in common: which of them are done, and on which turns (None: on all).

    ``why_not``: one of ``REASONS`` where it does not count.
    """

    interview: Interview
    done: tuple[bool, ...] = ()
    turns: tuple[int, ...] | None = None
    why_not: str = ""


def coders(kept: Collection[Round]) -> tuple[str, ...]:
    """Who reads interviews of a study, by their names: that somebody does is no secret, what they mark is."""
    return tuple(sorted({each.coder for each in kept if each.layer == FIRST}))


def common(
    record: StudyRecord, viewer: str, readings: Sequence[Layer], numbers: Collection[int] | None = None
) -> tuple[Common, ...]:
    """The interviews of a study, or these, as far as these readings have them in common.

    Open answers count where they are among ``numbers``: each answer is somebody else's.
    """
    kept = rounds.of_study(record.id)
    seen, again = coding_view.opened(kept, viewer), coding_view.reads_again(kept, viewer)
    changes = coding_counts.text_changes(record.id)
    by_place = {(each.transcript, each.coder, each.layer): each for each in kept}
    found = []
    among = transcripts.interviews(record.id) if numbers is None else transcripts.sources(record.id)
    for interview in among:
        if numbers is not None and interview.number not in numbers:
            continue
        mine = [by_place.get((interview.id, each.coder, each.name)) for each in readings]
        own = all(each.coder == viewer for each in readings)
        if interview.id in again:
            found.append(Common(interview, why_not=READ_AGAIN_NOW))
        elif interview.id not in seen and not own:
            found.append(Common(interview, why_not=CLOSED))
        else:
            lacking = NOT_READ_AGAIN if any(each.name == AGAIN for each in readings) else ONE_READING
            found.append(_common(interview, mine, changes.get(interview.id, ()), lacking))
    return tuple(found)


def visible_rounds(record: StudyRecord, viewer: str, interview: Interview) -> tuple[Round, ...]:
    """The first readings of an interview that somebody may see, by who read it; none while any is hidden."""
    kept = rounds.of_interview(interview)
    if interview.id not in coding_view.opened(kept, viewer) or interview.id in coding_view.reads_again(kept, viewer):
        return ()
    return tuple(sorted((each for each in kept if each.layer == FIRST and each.done_at), key=lambda each: each.coder))


def _common(
    interview: Interview, mine: Sequence[Round | None], changes: Sequence[datetime.datetime], lacking: str
) -> Common:
    done = [each for each in mine if each is not None and each.done_at is not None]
    if len(done) < 2:
        return Common(interview, why_not=lacking)
    if len({sum(moment <= each.done_at for moment in changes) for each in done if each.done_at}) > 1:
        return Common(interview, why_not=TEXT_CHANGED)
    samples = [each.turns for each in done if each.layer == AGAIN]
    turns = samples[0] if samples else None
    return Common(interview, tuple(each is not None and each.done_at is not None for each in mine), turns)


def left_out(found: Sequence[Common]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the interviews that do not count, by the reason."""
    return {
        reason: tuple(each.interview.number for each in found if each.why_not == reason)
        for reason in REASONS
        if any(each.why_not == reason for each in found)
    }
