"""Interviews put straight into the tables, for tests of what is shown of them; importing has its own tests."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any

from staff_study import NOON

from survey import extensions
from survey.store import speaking
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRepair, TranscriptRow, TurnRow

HELD_ON = datetime.date(2026, 2, 17)

Said = tuple[str, str, str, int | None]
"""Speaker, role, words, and when in milliseconds."""

SAID: tuple[Said, ...] = (
    ("L1", "interviewer", "Et depuis, comment ça va ?", 0),
    ("L2", "respondent", "Mieux. Je dors la nuit.", 4_250),
    ("L2", "respondent", "Et je sais à qui demander.", 724_000),
)


def interview(record: StudyRecord, number: int, said: Sequence[Said] = SAID, **known: Any) -> None:
    """Keep an interview: ``known`` are columns of its row, ``released`` says that somebody has read it."""
    released = known.pop("released", False)
    repairs = known.pop("repairs", ())
    text = "\n".join(words for _speaker, _role, words, _start in said)
    columns = {
        "language": "fr",
        "held_on": HELD_ON,
        "link": False,
        "quote": "team",
        "format": "srt",
        "file_digest": f"file {number}",
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "turns": len(said),
        "seconds": 41 * 60,
        "imported_at": NOON,
        "read_by": "reader.one" if released else None,
        "released_at": NOON if released else None,
        **known,
    }
    with extensions.answers.writing() as session:
        row = TranscriptRow(study_id=record.id, number=number, **columns)
        session.add(row)
        session.flush()
        for position, (speaker, role, words, start) in enumerate(said, 1):
            place = {"transcript_id": row.id, "position": position, "starts_at": start, "ends_at": None}
            session.add(TurnRow(speaker=speaker, role=role, text=words, **place))
        session.flush()
        speaking.recount(session, row.id)
        for position, (place, rule, what) in enumerate(repairs):
            session.add(TranscriptRepair(transcript_id=row.id, position=position, place=place, rule=rule, what=what))
