"""Erasure: what a person asks to have deleted, and what has been kept as long as the study said.

Answers go in one transaction, which also holds the entry of the log; contacts, in a database of their own, go
after it. Interrupted in between, the same act done again finishes it.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, func, select, true, update
from sqlalchemy.orm import Session

from survey.extensions import answers, contacts, keyring
from survey.store import answer_turns, attachments, audit, erased_links, inferences, interview_erasure
from survey.store.clock import now
from survey.store.forgetting import forget
from survey.store.interview_erasure import TRANSCRIPT, Originals
from survey.store.invitations import UnknownParticipantError
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.tables.base import table
from survey.store.tables.contacts import ContactField
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.rights import SubmissionCorrection
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

SUBMISSION, REVISION, REFUSAL = table(SubmissionRow), table(SubmissionRevision), table(Refusal)
INVITATION, PARTICIPANT, CONTACT = table(Invitation), table(Participant), table(ContactField)
CORRECTION = table(SubmissionCorrection)


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows there are to erase, or were erased: links are withdrawn, all others are deleted.

    ``participants`` counts those of the open link, who go with their last submission; the register stays.
    ``originals`` are the files of interviews, ``files`` those sent as answers, both in the database of contacts.
    """

    submissions: int = 0
    revisions: int = 0
    refusals: int = 0
    links: int = 0
    participants: int = 0
    contacts: int = 0
    transcripts: int = 0
    originals: int = 0
    pseudonyms: int = 0
    files: int = 0

    def __add__(self, other: Rows) -> Rows:
        """These and others."""
        return Rows(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def total(self) -> int:
        """All of them."""
        return sum(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Some waves of a study or the whole of it, for one participant or for everyone."""

    study_id: int
    waves: tuple[int, ...]
    whole: bool
    key: int | None = None

    def of(self, rows: Table) -> ColumnElement[bool]:
        """The rows of a table with a participant and a wave that are meant."""
        one = true() if self.key is None else rows.c.participant_id == self.key
        return and_(rows.c.wave_id.in_(self.waves), one)

    def interviews(self) -> ColumnElement[bool]:
        """The transcripts that are meant: all of a study go with its answers, whoever's they are."""
        one = true() if self.key is None else TRANSCRIPT.c.participant_id == self.key
        there = interview_erasure.at_waves(self.waves, whole=self.whole)
        return and_(TRANSCRIPT.c.study_id == self.study_id, one, there)

    def leaving(self) -> ColumnElement[bool]:
        """The participants of the open link of whom nothing is kept at another wave."""
        elsewhere = exists().where(
            SUBMISSION.c.participant_id == PARTICIPANT.c.id, SUBMISSION.c.wave_id.not_in(self.waves)
        )
        heard = exists().where(TRANSCRIPT.c.participant_id == PARTICIPANT.c.id, ~self.interviews())
        one = true() if self.key is None else PARTICIPANT.c.id == self.key
        return and_(PARTICIPANT.c.study_id == self.study_id, PARTICIPANT.c.origin == "open", one, ~elsewhere, ~heard)


def participant_with_code(study: StudyRecord, code: str) -> str | None:
    """The participant of ``study`` whose receipt has this code; None when there is none."""
    query = (
        select(SUBMISSION.c.id, SUBMISSION.c.receipt_digest, PARTICIPANT.c.participant_id)
        .join(PARTICIPANT, PARTICIPANT.c.id == SUBMISSION.c.participant_id)
        .where(PARTICIPANT.c.study_id == study.id, SUBMISSION.c.receipt_digest.is_not(None))
    )
    found = None
    with answers.looking() as connection:
        for row in connection.execute(query):
            if hmac.compare_digest(row.receipt_digest, keyring.receipt_digest(row.id, code)):
                found = row.participant_id
    return found


def rows_of(study: StudyRecord, participant_id: str, waves: Sequence[WaveRecord], *, keep_contacts: bool) -> Rows:
    """What would go if this participant were erased from these waves; raises ``UnknownParticipantError``."""
    with answers.looking() as connection:
        held = _held(connection, _of_one(connection, study, participant_id, waves))
    return held + _beside(study, participant_id, waves, keep_contacts=keep_contacts)


def erase_participant(
    study: StudyRecord, participant_id: str, waves: Sequence[WaveRecord], *, keep_contacts: bool, actor: str
) -> Rows:
    """Delete what this participant answered at these waves and end their links; raises ``UnknownParticipantError``.

    Someone of the register stays in it: it is the frame the study counts by.
    """
    beside = _beside(study, participant_id, waves, keep_contacts=keep_contacts)
    with answers.writing() as session:
        scope = _of_one(session.connection(), study, participant_id, waves)
        erased = _erase(session, scope) + beside
        if erased.total:
            told = {"participant": participant_id, "waves": " ".join(wave.name for wave in waves)}
            audit.record(session, actor, "participant erased", study.name, told | asdict(erased))
    forget(answers)
    meant = _originals(study, participant_id, waves)
    _erase_originals(meant)
    _erase_files(meant)
    if not keep_contacts:
        _erase_contacts(study.name, participant_id)
    return erased


def answers_of(study: StudyRecord) -> Rows:
    """What would go if all answers of a study were erased."""
    with answers.looking() as connection:
        held = _held(connection, _of_all(study))
    return held + _beside(study, None, study.waves, keep_contacts=True)


def contacts_of(study: StudyRecord, *, keep_originals: bool = False) -> Rows:
    """What would go if all contacts of a study were erased: the originals of its interviews name people, too."""
    held = _contact_rows_of(study, None, study.waves, keep_contacts=False)
    return replace(held, originals=0) if keep_originals else held


def erase_answers(study: StudyRecord, actor: str) -> Rows:
    """Delete every answer of a study, with its history, and end every link."""
    everyone = _originals(study, None, study.waves)
    beside = _beside(study, None, study.waves, keep_contacts=True)
    with answers.writing() as session:
        erased = _erase(session, _of_all(study)) + beside
        inferences.erase(session.connection(), study.id)
        if erased.total:
            audit.record(session, actor, "answers erased", study.name, asdict(erased))
    forget(answers)
    _erase_originals(everyone)
    _erase_files(everyone)
    return erased


def erase_contacts(study: StudyRecord, actor: str, *, keep_originals: bool = False) -> Rows:
    """Delete every name and address of a study, with the originals of its interviews unless they are kept longer."""
    erased = contacts_of(study, keep_originals=keep_originals)
    if erased.total:
        told = {"contacts": erased.contacts, "originals": erased.originals, "pseudonyms": erased.pseudonyms}
        audit.record_act(actor, "contacts erased", study.name, told)
    if not keep_originals:
        _erase_originals(_originals(study, None, study.waves))
    _erase_contacts(study.name, None)
    return erased


def _of_all(study: StudyRecord) -> _Scope:
    return _Scope(study.id, tuple(wave.id for wave in study.waves), whole=True)


def _of_one(connection: Connection, study: StudyRecord, participant_id: str, waves: Sequence[WaveRecord]) -> _Scope:
    mine = (PARTICIPANT.c.study_id == study.id, PARTICIPANT.c.participant_id == participant_id)
    key = connection.scalar(select(PARTICIPANT.c.id).where(*mine))
    if key is None:
        raise UnknownParticipantError(
            f"Nobody in the study {study.name} is called {participant_id!r}. Look up the participant_id in the "
            "register, or give the code of the receipt with --code."
        )
    return _Scope(study.id, tuple(wave.id for wave in waves), _are_all(study, waves), key)


def _are_all(study: StudyRecord, waves: Sequence[WaveRecord]) -> bool:
    return {wave.id for wave in waves} == {wave.id for wave in study.waves}


def _held(connection: Connection, scope: _Scope) -> Rows:
    mine = select(SUBMISSION.c.id).where(scope.of(SUBMISSION))
    living = and_(scope.of(INVITATION), INVITATION.c.withdrawn_at.is_(None))

    def count(rows: Table, condition: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(rows).where(condition)) or 0

    return Rows(
        submissions=count(SUBMISSION, scope.of(SUBMISSION)),
        revisions=count(REVISION, REVISION.c.submission_id.in_(mine)),
        refusals=count(REFUSAL, scope.of(REFUSAL)),
        links=count(INVITATION, living),
        participants=count(PARTICIPANT, scope.leaving()),
        transcripts=interview_erasure.count(connection, scope.interviews()),
    )


def _erase(session: Session, scope: _Scope) -> Rows:
    connection = session.connection()
    mine = select(SUBMISSION.c.id).where(scope.of(SUBMISSION))
    connection.execute(mine.with_for_update())  # a page that is being saved comes before or not at all
    erased = _held(connection, scope)
    leaving = select(PARTICIPANT.c.id).where(scope.leaving())
    interview_erasure.erase(connection, scope.interviews())
    answer_turns.take_out(session, mine)
    erased_links.note(connection, scope.study_id, scope.of(INVITATION))
    connection.execute(delete(CORRECTION).where(CORRECTION.c.submission_id.in_(mine)))
    connection.execute(delete(REVISION).where(REVISION.c.submission_id.in_(mine)))
    connection.execute(delete(SUBMISSION).where(scope.of(SUBMISSION)))
    connection.execute(delete(REFUSAL).where(scope.of(REFUSAL)))
    # When a link was opened is something a person did, too. A withdrawn one keeps the time of its end.
    ended = func.coalesce(INVITATION.c.withdrawn_at, now())
    connection.execute(update(INVITATION).where(scope.of(INVITATION)).values(opened_at=None, withdrawn_at=ended))
    for rows in (REFUSAL, INVITATION):
        connection.execute(delete(rows).where(rows.c.participant_id.in_(leaving)))
    connection.execute(delete(PARTICIPANT).where(scope.leaving()))
    return erased


def _contacts(study: str, participant_id: str | None) -> int:
    with contacts.looking() as connection:
        statement = select(func.count()).select_from(CONTACT).where(_contact_rows(study, participant_id))
        return connection.scalar(statement) or 0


def _erase_contacts(study: str, participant_id: str | None) -> None:
    with contacts.changing() as connection:
        connection.execute(delete(CONTACT).where(_contact_rows(study, participant_id)))
        interview_erasure.erase_pseudonyms(connection, study, participant_id)
    forget(contacts)


def _beside(
    study: StudyRecord, participant_id: str | None, waves: Sequence[WaveRecord], *, keep_contacts: bool
) -> Rows:
    """What would go with answers from the database of contacts. Files are answers: kept contacts keep none."""
    meant = _originals(study, participant_id, waves)
    with contacts.looking() as connection:
        sent = attachments.count(connection, meant.study, meant.participant_id, meant.waves)
    return _contact_rows_of(study, participant_id, waves, keep_contacts=keep_contacts) + Rows(files=sent)


def _contact_rows_of(
    study: StudyRecord, participant_id: str | None, waves: Sequence[WaveRecord], *, keep_contacts: bool
) -> Rows:
    """What would go from the database of contacts. Originals go with the interviews, kept contacts or not."""
    held = Rows(originals=_count_originals(_originals(study, participant_id, waves)))
    if keep_contacts:
        return held
    with contacts.looking() as connection:
        numbers = interview_erasure.count_pseudonyms(connection, study.name, participant_id)
    return held + Rows(contacts=_contacts(study.name, participant_id), pseudonyms=numbers)


def _originals(study: StudyRecord, participant_id: str | None, waves: Sequence[WaveRecord]) -> Originals:
    names = None if _are_all(study, waves) else tuple(wave.name for wave in waves)
    return Originals(study.name, participant_id, names)


def _count_originals(meant: Originals) -> int:
    with contacts.looking() as connection:
        return interview_erasure.count_originals(connection, meant)


def _erase_originals(meant: Originals) -> None:
    with contacts.changing() as connection:
        interview_erasure.erase_originals(connection, meant)
    forget(contacts)


def _erase_files(meant: Originals) -> None:
    with contacts.changing() as connection:
        attachments.erase(connection, meant.study, meant.participant_id, meant.waves)
    forget(contacts)


def _contact_rows(study: str, participant_id: str | None) -> ColumnElement[bool]:
    one = true() if participant_id is None else CONTACT.c.participant_id == participant_id
    return and_(CONTACT.c.study == study, one)
