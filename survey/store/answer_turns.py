"""Open answers as sources: a turn for each answer, added, said otherwise, and taken out with all that hangs on it.

The numbers of turns are drawn by lot among the answers that come in together, and never come back.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, interview_erasure, kept_suspects, speaking, text_versions
from survey.store.answer_codings import Followed, follow, without
from survey.store.clock import now
from survey.store.forgetting import forget
from survey.store.portions import portions
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.tables.base import table
from survey.store.tables.studies import StudyRow
from survey.store.tables.submissions import SubmissionRow
from survey.store.tables.transcripts import ANSWERS, TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcript_terms import packed, place, turn_of, unpacked

SEVERAL_LANGUAGES = "mul"
"""The language of a source: everybody answers in their own, which stands at each turn."""
FORMAT = "answers"

Key = tuple[int, str]
"""Which answer a turn is: the key of its submission, and the place of its question there."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer as it is to be kept: its key, its language, its words with pseudonyms, the terms they are found by.

    ``terms``: by term, at which of its words it stands.
    """

    key: Key
    language: str
    text: str
    terms: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one source becomes: answers that are new, those that are said otherwise now, and those that are gone.

    ``read_at``: when the answers were read.
    """

    added: Sequence[NewAnswer]
    corrected: Sequence[NewAnswer]
    gone: Sequence[Key]
    read_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done to a source: its number, its turns now, and what became of the codings of corrected answers."""

    number: int
    turns: int
    added: int = 0
    corrected: int = 0
    taken_out: int = 0
    moved: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it stands: when its answers were read last, and which turn each of them is."""

    number: int
    read_at: datetime.datetime
    turns: Mapping[Key, int]


def source(wave: WaveRecord, question: str) -> Source | None:
    """The source of a question at a wave; None where no answer was brought in yet."""
    with answers.reading() as session:
        row = session.scalar(_row(wave, question))
        return None if row is None else Source(row.number, row.imported_at, _turns(session, row.id))


def submissions_of(transcript: int) -> dict[int, int]:
    """Whose each turn of a source is, by the key of the submission; turns in order."""
    query = select(TurnRow.position, TurnRow.submission_id).where(TurnRow.transcript_id == transcript)
    with answers.looking() as connection:
        rows = connection.execute(query.order_by(TurnRow.position)).all()
    return {position: submission for position, submission in rows if submission is not None}


def positions(transcript: int) -> tuple[int, ...]:
    """The numbers of the answers of a source, in order."""
    with answers.looking() as connection:
        query = select(TurnRow.position).where(TurnRow.transcript_id == transcript).order_by(TurnRow.position)
        return tuple(connection.scalars(query))


def keep(study: StudyRecord, wave: WaveRecord, question: str, changes: Changes, actor: str) -> Kept | None:
    """Let a source hold what is answered now, in one transaction; None where there is nothing to hold.

    An answer whose submission was erased meanwhile is left out.
    """
    with answers.writing() as session:
        session.execute(select(StudyRow.id).where(StudyRow.id == study.id).with_for_update(key_share=True))
        row = session.scalar(_row(wave, question).with_for_update())
        if row is None:
            if not changes.added:
                return None
            row = _new(session, study, wave, question)
        there = _turns(session, row.id)
        living = _living(session, [each.key[0] for each in (*changes.added, *changes.corrected)])
        added = _drawn([each for each in changes.added if each.key not in there and each.key[0] in living])
        corrected = {there[each.key]: each for each in changes.corrected if each.key in there}
        gone = {there[key] for key in changes.gone if key in there}
        followed = follow(session, row.id, {turn: each.text for turn, each in corrected.items()})
        for turn, each in corrected.items():
            here = (TurnRow.transcript_id == row.id, TurnRow.position == turn)
            session.execute(update(TurnRow).where(*here).values(text=each.text, language=each.language))
        _take_out(session, row, gone)
        new = dict(enumerate(added, (row.numbered_to or 0) + 1))
        _insert(session, row, new)
        speaking.recount(session, row.id)
        _index(session, row.id, gone | corrected.keys(), new | corrected)
        row.imported_at, row.wave_id = changes.read_at, wave.id
        _renewed(session, row, actor, count=len(new) + len(corrected))
        kept = _told(row, new, corrected, gone, followed)
        if new or corrected or gone:
            told = {"source": row.number, "added": kept.added, "corrected": kept.corrected, "gone": kept.taken_out}
            audit.record(session, actor, "open answers brought in", study.name, told)
    forget(answers)
    return kept


def take_out(session: Session, submissions: Select[int]) -> None:
    """Take the turns of these submissions out of every source, with codings and terms; one left empty goes itself."""
    query = select(TurnRow.transcript_id, TurnRow.position).where(TurnRow.submission_id.in_(submissions))
    gone: dict[int, set[int]] = {}
    for transcript, position in session.execute(query):
        gone.setdefault(transcript, set()).add(position)
    for transcript, turns in gone.items():
        row = session.get_one(TranscriptRow, transcript, with_for_update=True)
        _take_out(session, row, turns)
        speaking.recount(session, transcript)
        _index(session, transcript, turns, {})
        _renewed(session, row, "", count=0)
        session.flush()
        if not row.turns:
            interview_erasure.erase(session.connection(), table(TranscriptRow).c.id == transcript)


def _row(wave: WaveRecord, question: str) -> Select[TranscriptRow]:
    mine = (TranscriptRow.study_id == wave.study_id, TranscriptRow.kind == ANSWERS)
    return select(TranscriptRow).where(*mine, TranscriptRow.wave_id == wave.id, TranscriptRow.question == question)


def _new(session: Session, study: StudyRecord, wave: WaveRecord, question: str) -> TranscriptRow:
    lowest = session.scalar(select(func.min(TranscriptRow.number)).where(TranscriptRow.study_id == study.id)) or 0
    row = TranscriptRow(
        study_id=study.id,
        number=min(lowest, 0) - 1,
        wave_id=wave.id,
        language=SEVERAL_LANGUAGES,
        link=False,
        quote="none",
        format=FORMAT,
        file_digest=hashlib.sha256(f"{FORMAT}|{wave.name}|{question}".encode()).hexdigest(),
        digest=text_versions.digest_of({}),
        turns=0,
        imported_at=now(),
        kind=ANSWERS,
        question=question,
        numbered_to=0,
    )
    session.add(row)
    session.flush()
    return row


def _turns(session: Session, transcript: int) -> dict[Key, int]:
    columns = (TurnRow.submission_id, TurnRow.place, TurnRow.position)
    rows = session.execute(select(*columns).where(TurnRow.transcript_id == transcript)).all()
    return {(submission, place): turn for submission, place, turn in rows if submission is not None and place}


def _living(session: Session, submissions: Sequence[int]) -> set[int]:
    """Which of these are there, held until the transaction ends: erasure comes before or after."""
    found: set[int] = set()
    for keys in portions(submissions):
        some = SubmissionRow.id.in_(keys)
        found.update(session.scalars(select(SubmissionRow.id).where(some).with_for_update(read=True, key_share=True)))
    return found


def _drawn(new: list[NewAnswer]) -> list[NewAnswer]:
    """In an order drawn by lot, which tells nothing of when each was given."""
    secrets.SystemRandom().shuffle(new)
    return new


def _insert(session: Session, row: TranscriptRow, new: Mapping[int, NewAnswer]) -> None:
    spoken = [
        {
            "transcript_id": row.id,
            "position": turn,
            "speaker": "",
            "role": "respondent",
            "text": each.text,
            "submission_id": each.key[0],
            "place": each.key[1],
            "language": each.language,
        }
        for turn, each in new.items()
    ]
    if spoken:
        session.execute(insert(TurnRow), spoken)
        row.numbered_to = max(new)


def _take_out(session: Session, row: TranscriptRow, turns: Collection[int]) -> None:
    if turns:
        without(session, row.id, turns)
        session.execute(delete(TurnRow).where(TurnRow.transcript_id == row.id, TurnRow.position.in_(turns)))


def _index(session: Session, transcript: int, gone: Collection[int], new: Mapping[int, NewAnswer]) -> None:
    """Take these turns out of the index of terms, and put the new ones into it."""
    before = dict(
        session.execute(
            select(TranscriptTerm.term, TranscriptTerm.places).where(TranscriptTerm.transcript_id == transcript)
        ).all()
    )
    after: dict[str, list[int]] = {}
    for turn, each in new.items():
        for term, words in each.terms.items():
            after.setdefault(term, []).extend(place(turn, word) for word in words)
    changed: dict[str, bytes] = {}
    for term in before.keys() if gone else before.keys() & after.keys():
        places = [each for each in unpacked(before[term]) if turn_of(each) not in gone]
        changed[term] = packed(sorted([*places, *after.pop(term, ())]))
    changed = {term: places for term, places in changed.items() if places != before[term]}
    changed |= {term: packed(sorted(places)) for term, places in after.items()}
    old = sorted(changed.keys() & before.keys())
    for terms in portions(old):
        some = TranscriptTerm.term.in_(terms)
        session.execute(delete(TranscriptTerm).where(TranscriptTerm.transcript_id == transcript, some))
    rows = [
        {"transcript_id": transcript, "term": term, "places": places}
        for term, places in sorted(changed.items())
        if places
    ]
    if rows:
        session.execute(insert(TranscriptTerm), rows)


def _renewed(session: Session, row: TranscriptRow, actor: str, *, count: int) -> None:
    """The digest of what stands there now; where words came or changed, another version of the text."""
    texts = dict(session.execute(select(TurnRow.position, TurnRow.text).where(TurnRow.transcript_id == row.id)).all())
    digest = text_versions.digest_of(texts)
    if digest != row.digest:
        kept_suspects.put(session, row.id, None)
    if count and row.turns:
        text_versions.note(session, row, digest, count, actor)
    row.digest, row.turns = digest, len(texts)


def _told(
    row: TranscriptRow,
    new: Mapping[int, NewAnswer],
    corrected: Mapping[int, NewAnswer],
    gone: Collection[int],
    followed: Followed,
) -> Kept:
    return Kept(row.number, row.turns, len(new), len(corrected), len(gone), followed.moved, followed.dropped)
