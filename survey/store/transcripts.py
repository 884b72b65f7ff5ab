"""The interviews and open answers of a study as they are kept: looked up, released to staff, withheld again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, or_, select, update

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.tables.participants import Participant
from survey.store.tables.studies import StudyRow, WaveRow
from survey.store.tables.transcripts import ANSWERS, INTERVIEW, TranscriptRepair, TranscriptRow, TurnRow

QUOTES = ("none", "team", "partner", "public")
"""Who may read an excerpt, by what the person agreed to; from nobody to everybody."""
ROLES = ("respondent", "interviewer", "other")
TOGETHER = 20
"""Interviews whose texts are read in one query."""
LARGEST_NUMBER = 2**31 - 1
"""Both databases hold such a number, and no larger one."""
COLUMNS_OF_A_TURN = (
    TurnRow.position,
    TurnRow.speaker,
    TurnRow.role,
    TurnRow.text,
    TurnRow.starts_at,
    TurnRow.ends_at,
    TurnRow.language,
)
FACTS = (
    "id",
    "study_id",
    "number",
    "language",
    "held_on",
    "link",
    "quote",
    "format",
    "digest",
    "turns",
    "seconds",
    "imported_at",
    "read_by",
    "released_at",
    "kind",
    "question",
    "withdrawn_at",
)
"""What an interview holds under the name of its column."""


class NotReleasableError(ValueError):
    """The interview may not be shown to staff; the message says why."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: whose it is, what its consent allows, and the digest of its pseudonymised text.

    ``participant`` is the key of the table, ``participant_id`` what the register calls the person; both are None
    where nobody said whose interview it is. ``link``: it may stand beside the person's answers. ``seconds``: until
    the last time that was read. Of ``kind`` ``answers`` it is no interview but what everybody answered to ``question``.
    """

    id: int
    study_id: int
    number: int
    language: str
    held_on: datetime.date | None
    link: bool
    quote: str
    format: str
    digest: str
    turns: int
    seconds: int | None
    imported_at: datetime.datetime
    read_by: str | None
    released_at: datetime.datetime | None
    participant: int | None
    participant_id: str | None
    wave: str | None
    kind: str = INTERVIEW
    question: str | None = None
    withdrawn_at: datetime.datetime | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether what may be quoted was taken back: no page, search, report or file quotes it any more."""
        return self.withdrawn_at is not None

    @property
    def is_answers(self) -> bool:
        """Whether each turn is an answer of somebody else."""
        return self.kind == ANSWERS


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """What one person said, pseudonymised. ``role`` is '' where nobody said it; times are milliseconds.

    ``language``: of an answer; None where it is that of the interview.
    """

    position: int
    speaker: str
    role: str
    text: str
    start: int | None
    end: int | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class StoredRepair:
    """What was mended, skipped or replaced at import: the place in the file (0: all of it), the rule, what was done."""

    place: int
    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class LinkedInterview:
    """An interview whose consent lets it stand beside the answers of its participant."""

    number: int
    participant: int
    wave_id: int | None


def interviews(study_id: int) -> tuple[Interview, ...]:
    """The interviews of a study by their numbers."""
    return _kept(_of(study_id).where(TranscriptRow.kind == INTERVIEW))


def answer_sources(study_id: int) -> tuple[Interview, ...]:
    """The open answers of a study, a source for each question and wave, in the order in which they came to be."""
    return _kept(
        _of(study_id).where(TranscriptRow.kind == ANSWERS).order_by(None).order_by(TranscriptRow.number.desc())
    )


def sources(study_id: int) -> tuple[Interview, ...]:
    """Everything that is coded in a study: its interviews, then its open answers."""
    return (*interviews(study_id), *answer_sources(study_id))


def interview(study_id: int, number: int) -> Interview | None:
    """The interview of a study with this number, below zero the open answers; None when there is none."""
    if abs(number) > LARGEST_NUMBER:
        return None
    with answers.reading() as session:
        row = session.execute(_of(study_id).where(TranscriptRow.number == number)).first()
    return None if row is None else _interview(row)


def turns(interview: Interview, at: Collection[int] | None = None) -> tuple[StoredTurn, ...]:
    """The turns of an interview in the order of its file, or those at these positions."""
    query = select(*COLUMNS_OF_A_TURN).where(TurnRow.transcript_id == interview.id).order_by(TurnRow.position)
    if at is not None:
        query = query.where(TurnRow.position.in_(at))
    with answers.looking() as connection:
        return tuple(StoredTurn(*row) for row in connection.execute(query).all())


def turns_among(at: Mapping[int, Collection[int]]) -> dict[int, dict[int, StoredTurn]]:
    """The turns at these positions of several interviews, by their keys, in one look: a page of a search has fifty."""
    mine = [(TurnRow.transcript_id == key) & TurnRow.position.in_(positions) for key, positions in at.items()]
    found: dict[int, dict[int, StoredTurn]] = {key: {} for key in at}
    if not mine:
        return found
    with answers.looking() as connection:
        rows = connection.execute(select(TurnRow.transcript_id, *COLUMNS_OF_A_TURN).where(or_(*mine))).all()
    for row in rows:
        found[row.transcript_id][row.position] = StoredTurn(*row[1:])
    return found


def texts(interviews: Sequence[int]) -> Iterator[dict[int, str]]:
    """What was said in each of these interviews, by their keys, turn by turn; few of them are held at a time."""
    query = select(TurnRow.transcript_id, TurnRow.position, TurnRow.text)
    for start in range(0, len(interviews), TOGETHER):
        here = interviews[start : start + TOGETHER]
        found: dict[int, dict[int, str]] = {key: {} for key in here}
        mine = query.where(TurnRow.transcript_id.in_(here)).order_by(TurnRow.transcript_id, TurnRow.position)
        with answers.looking() as connection:
            for key, position, text in connection.execute(mine).all():
                found[key][position] = text
        yield from (found[key] for key in here)


def repairs(interview: Interview) -> tuple[StoredRepair, ...]:
    """What was mended, skipped or replaced when the interview was imported."""
    columns = (TranscriptRepair.place, TranscriptRepair.rule, TranscriptRepair.what)
    mine = TranscriptRepair.transcript_id == interview.id
    query = select(*columns).where(mine).order_by(TranscriptRepair.position)
    with answers.reading() as session:
        return tuple(StoredRepair(*row) for row in session.execute(query))


def file_digest(interview: Interview) -> str:
    """The digest by which the original of an interview is kept in the other database."""
    with answers.reading() as session:
        return session.scalars(select(TranscriptRow.file_digest).where(TranscriptRow.id == interview.id)).one()


def linked(study_id: int) -> tuple[LinkedInterview, ...]:
    """The interviews that may stand beside answers, by their numbers; all others are absent."""
    query = (
        select(TranscriptRow.number, TranscriptRow.participant_id, TranscriptRow.wave_id)
        .where(TranscriptRow.study_id == study_id, TranscriptRow.link)
        .order_by(TranscriptRow.number)
    )
    with answers.reading() as session:
        rows = session.execute(query).all()
    return tuple(LinkedInterview(number, key, wave) for number, key, wave in rows if key is not None)


def release(interview: Interview, actor: str) -> None:
    """Show an interview to staff: ``actor`` has read it to its end; raises ``NotReleasableError``."""
    with answers.writing() as session:
        row = session.scalars(select(TranscriptRow).where(TranscriptRow.id == interview.id).with_for_update()).one()
        if row.quote == "none":
            raise NotReleasableError(
                f"Interview {row.number} is not shown: nobody said that excerpts of it may be quoted. If the person "
                "agreed, say so in interviews.csv and import the file again."
            )
        if row.released_at is None:
            row.read_by, row.released_at = actor, now()
            study = session.get_one(StudyRow, row.study_id).name
            audit.record(session, actor, "interview released", study, {"interview": row.number})


def withhold(interview: Interview, actor: str) -> None:
    """Show an interview to researchers alone again."""
    with answers.writing() as session:
        shown = (TranscriptRow.id == interview.id, TranscriptRow.released_at.is_not(None))
        if session.scalar(select(TranscriptRow.id).where(*shown).with_for_update()) is None:
            return
        session.execute(update(TranscriptRow).where(*shown).values(read_by=None, released_at=None))
        study = session.get_one(StudyRow, interview.study_id).name
        audit.record(session, actor, "interview withheld", study, {"interview": interview.number})


def turns_at(interview_id: int, positions: Collection[int]) -> dict[int, str]:
    """What was said at these positions of an interview."""
    mine = (TurnRow.transcript_id == interview_id, TurnRow.position.in_(positions))
    with answers.reading() as session:
        found = session.execute(select(TurnRow.position, TurnRow.text).where(*mine)).all()
    return {row.position: row.text for row in found}


def _kept(query: Select[*tuple[object, ...]]) -> tuple[Interview, ...]:
    with answers.reading() as session:
        return tuple(_interview(row) for row in session.execute(query))


def _of(study_id: int) -> Select[*tuple[object, ...]]:
    columns = [getattr(TranscriptRow, name) for name in FACTS]
    return (
        select(
            *columns,
            TranscriptRow.participant_id.label("participant"),
            Participant.participant_id.label("participant_id"),
            WaveRow.name.label("wave"),
        )
        .outerjoin(Participant, Participant.id == TranscriptRow.participant_id)
        .outerjoin(WaveRow, WaveRow.id == TranscriptRow.wave_id)
        .where(TranscriptRow.study_id == study_id)
        .order_by(TranscriptRow.number)
    )


def _interview(row: Row[*tuple[object, ...]]) -> Interview:
    return Interview(**row._mapping)
