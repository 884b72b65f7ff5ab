"""Interviews written: two databases, no shared transaction, and still finished by importing the files again.

The originals are kept first, in the contacts database; what stands over them comes after, in one transaction. An
original without an interview is what an interrupted import leaves: encrypted, and erased with its participant.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, kept_suspects, originals, speaking, withdrawn_quotes
from survey.store.clock import now
from survey.store.kept_suspects import KeptSuspects
from survey.store.originals import Original
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.studies import StudyRow
from survey.store.tables.transcripts import TranscriptRepair, TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcript_terms import packed
from survey.store.transcripts import StoredRepair, StoredTurn


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of an interview: whose it is, when and in which language it was held, what its consent allows."""

    language: str
    participant_id: str | None = None
    wave: str | None = None
    held_on: datetime.date | None = None
    link: bool = False
    quote: str = "none"


@dataclass(frozen=True, slots=True)
class NewInterview:
    """An interview as it is to be kept: its turns with pseudonyms, the digest of their text, where its terms stand.

    ``found``: what may be names in it.
    """

    original: Original
    stated: Stated
    format: str
    digest: str
    turns: tuple[StoredTurn, ...]
    repairs: tuple[StoredRepair, ...]
    terms: Mapping[str, Collection[int]]
    found: KeptSuspects


@dataclass(frozen=True, slots=True)
class Described:
    """What is now said of an interview that is kept. ``terms``: where they stand, if its language is another now."""

    original: Original
    stated: Stated
    roles: Mapping[str, str]
    terms: Mapping[str, Collection[int]] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An interview that is kept: its key, its number, what was said of it, and the speakers whose role is known."""

    id: int
    number: int
    turns: int
    stated: Stated
    roles: Mapping[str, str]


def kept(study: StudyRecord, digests: Collection[str]) -> dict[str, Kept]:
    """The interviews of these files, by the digest of the file; one not imported yet has no key."""
    waves = {wave.id: wave.name for wave in study.waves}
    query = (
        select(TranscriptRow, Participant.participant_id)
        .outerjoin(Participant, Participant.id == TranscriptRow.participant_id)
        .where(TranscriptRow.study_id == study.id, TranscriptRow.file_digest.in_(digests))
    )
    found = {}
    with answers.reading() as session:
        for row, person in session.execute(query):
            wave = None if row.wave_id is None else waves[row.wave_id]
            stated = Stated(row.language, person, wave, row.held_on, row.link, row.quote)
            spoken = select(TurnRow.speaker, TurnRow.role).where(TurnRow.transcript_id == row.id).distinct()
            roles = {speaker: role for speaker, role in session.execute(spoken).all() if role}
            found[row.file_digest] = Kept(row.id, row.number, row.turns, stated, roles)
    return found


def texts(there: Kept) -> dict[int, str]:
    """What was said in an interview, by position."""
    query = select(TurnRow.position, TurnRow.text).where(TurnRow.transcript_id == there.id).order_by(TurnRow.position)
    with answers.reading() as session:
        return {row.position: row.text for row in session.execute(query).all()}


def participant_ids(study: StudyRecord) -> frozenset[str]:
    """Everyone of a study, as the register calls them."""
    with answers.reading() as session:
        found = session.scalars(select(Participant.participant_id).where(Participant.study_id == study.id))
        return frozenset(found)


def add(study: StudyRecord, new: Sequence[NewInterview], actor: str) -> dict[str, int]:
    """Keep these interviews with their originals; the number of each by the digest of its file.

    Numbers are drawn by lot among those imported together, so that none tells a place in a list.
    """
    originals.keep(study.name, [each.original for each in new])
    with answers.writing() as session:
        # One import at a time gives numbers; what another has added meanwhile is left as it is.
        session.execute(select(StudyRow.id).where(StudyRow.id == study.id).with_for_update(key_share=True))
        mine = select(TranscriptRow.file_digest, TranscriptRow.number).where(TranscriptRow.study_id == study.id)
        numbers = {row.file_digest: row.number for row in session.execute(mine).all()}
        drawn = [each for each in new if each.original.digest not in numbers]
        secrets.SystemRandom().shuffle(drawn)
        for number, each in enumerate(drawn, max(numbers.values(), default=0) + 1):
            numbers[each.original.digest] = number
            _add(session, study, each, number)
        if drawn:
            told = {"interviews": len(drawn), "turns": sum(len(each.turns) for each in drawn)}
            audit.record(session, actor, "interviews imported", study.name, told)
            _count_anew(session)
    return numbers


def _count_anew(session: Session) -> None:
    """Let PostgreSQL count turns and words at once: searches just after an import are planned by that."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE turn, transcript_term"))


def restate(study: StudyRecord, there: Kept, new: Described, actor: str) -> None:
    """Correct what is said of an interview; one whose words may no longer be quoted is quoted to nobody."""
    originals.keep(study.name, [new.original])
    with answers.writing() as session:
        row = session.get_one(TranscriptRow, there.id, with_for_update=True)
        before = row.quote
        for name, value in _stated(session, study, new.stated).items():
            setattr(row, name, value)
        withdrawn_quotes.follow(row, before)
        mine = TurnRow.transcript_id == row.id
        for speaker in session.scalars(select(TurnRow.speaker).where(mine).distinct()).all():
            spoken = update(TurnRow).where(mine, TurnRow.speaker == speaker)
            session.execute(spoken.values(role=new.roles.get(speaker, "")))
        speaking.recount(session, row.id)
        if new.terms is not None:
            session.execute(delete(TranscriptTerm).where(TranscriptTerm.transcript_id == row.id))
            _add_terms(session, row.id, new.terms)
        audit.record(session, actor, "interview described anew", study.name, {"interview": row.number})


def _add(session: Session, study: StudyRecord, new: NewInterview, number: int) -> None:
    times = [time for turn in new.turns for time in (turn.start, turn.end) if time is not None]
    row = TranscriptRow(
        study_id=study.id,
        number=number,
        format=new.format,
        file_digest=new.original.digest,
        digest=new.digest,
        turns=len(new.turns),
        seconds=max(times) // 1000 if times else None,
        imported_at=now(),
        **_stated(session, study, new.stated),
    )
    session.add(row)
    session.flush()
    spoken = [
        {
            "transcript_id": row.id,
            "position": turn.position,
            "speaker": turn.speaker,
            "role": turn.role,
            "text": turn.text,
            "starts_at": turn.start,
            "ends_at": turn.end,
        }
        for turn in new.turns
    ]
    session.execute(insert(TurnRow), spoken)
    speaking.recount(session, row.id)
    mended = [
        {"transcript_id": row.id, "position": position, "place": each.place, "rule": each.rule, "what": each.what}
        for position, each in enumerate(new.repairs)
    ]
    if mended:
        session.execute(insert(TranscriptRepair), mended)
    _add_terms(session, row.id, new.terms)
    kept_suspects.put(session, row.id, new.found)


def _add_terms(session: Session, key: int, terms: Mapping[str, Collection[int]]) -> None:
    rows = [{"transcript_id": key, "term": term, "places": packed(places)} for term, places in sorted(terms.items())]
    if rows:
        session.execute(insert(TranscriptTerm), rows)


def _stated(session: Session, study: StudyRecord, stated: Stated) -> dict[str, Any]:
    person = (Participant.study_id == study.id, Participant.participant_id == stated.participant_id)
    known = stated.participant_id is not None
    return {
        "participant_id": session.scalars(select(Participant.id).where(*person)).one() if known else None,
        "wave_id": None if stated.wave is None else study.wave(stated.wave).id,
        "language": stated.language,
        "held_on": stated.held_on,
        "link": stated.link,
        "quote": stated.quote,
    }
