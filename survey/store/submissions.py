"""Submissions: found by their link, begun, saved page by page, submitted once."""

from __future__ import annotations

import datetime
import hmac
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.extensions import answers, keyring
from survey.instrument.flow import Flow
from survey.instrument.study import Study
from survey.keys import digest_of
from survey.store import documents, studies, versions
from survey.store.clock import now
from survey.store.documents import Document, SentPage
from survey.store.studies import WaveRecord
from survey.store.tables.base import table
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.studies import StudyRow, WaveRow
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

STARTED = "started"
SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled questionnaire, as it stands."""

    id: int
    flow: Flow
    state: str
    language: str
    document: Document
    revision: int
    submitted_at: datetime.datetime | None
    receipt_digest: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose link was opened, for which wave, and what is there already."""

    invitation_id: int
    participant_key: int
    language: str | None
    opened: bool
    study_name: str
    study: Study
    wave: WaveRecord
    declined_at: datetime.datetime | None
    submission: Submission | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The page was answered otherwise in the meantime; nothing was overwritten."""

    submission: Submission


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof of a submission; the code can be made only with the submit key."""

    code: str
    submitted_at: datetime.datetime


class NotSubmittable(Exception):  # noqa: N818 - it is an outcome that the page tells, not an error of the program
    """The submission cannot be taken: ``why`` is ``changed``, ``incomplete``, ``started`` or ``submitted``."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(why)


INVITATION, PARTICIPANT, REFUSAL, STUDY, WAVE, SUBMISSION, REVISION = (
    table(row) for row in (Invitation, Participant, Refusal, StudyRow, WaveRow, SubmissionRow, SubmissionRevision)
)

# Statements are made once: building one costs more than running it.
_VISIT = (
    select(
        INVITATION.c.id.label("invitation_id"),
        INVITATION.c.opened_at,
        PARTICIPANT.c.id.label("participant_key"),
        PARTICIPANT.c.language.label("participant_language"),
        STUDY.c.id.label("study_id"),
        STUDY.c.name.label("study_name"),
        STUDY.c.definition_digest,
        WAVE.c.id.label("wave_id"),
        WAVE.c.name.label("wave_name"),
        WAVE.c.position,
        WAVE.c.questionnaire_digest.label("wave_digest"),
        WAVE.c.opens_at,
        WAVE.c.closes_at,
        REFUSAL.c.declined_at,
        *SUBMISSION.c,
    )
    .join(PARTICIPANT, PARTICIPANT.c.id == INVITATION.c.participant_id)
    .join(WAVE, WAVE.c.id == INVITATION.c.wave_id)
    .join(STUDY, STUDY.c.id == WAVE.c.study_id)
    .outerjoin(
        REFUSAL, (REFUSAL.c.participant_id == INVITATION.c.participant_id) & (REFUSAL.c.wave_id == INVITATION.c.wave_id)
    )
    .outerjoin(
        SUBMISSION,
        (SUBMISSION.c.participant_id == INVITATION.c.participant_id)
        & (SUBMISSION.c.wave_id == INVITATION.c.wave_id),
    )
    .where(INVITATION.c.token_digest == bindparam("token_digest"), INVITATION.c.withdrawn_at.is_(None))
)
_LOCKED = select(*SUBMISSION.c).where(SUBMISSION.c.id == bindparam("submission_id")).with_for_update()
_SAVED = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("submission_id"))
    .values({name: bindparam(name) for name in ("document", "revision", "language", "saved_at")})
)
_REVISED = insert(REVISION)


def visit_by_token(token: str) -> Visit | None:
    """The visit that a personal link leads to; None when it is unknown or withdrawn, which look the same."""
    with answers.looking() as connection:
        row = connection.execute(_VISIT, {"token_digest": digest_of(token)}).mappings().first()
    if row is None:
        return None
    return Visit(
        invitation_id=row["invitation_id"],
        participant_key=row["participant_key"],
        language=row["participant_language"],
        opened=row["opened_at"] is not None,
        study_name=row["study_name"],
        study=studies.definition(row["study_id"], row["definition_digest"]),
        wave=WaveRecord(
            id=row["wave_id"],
            study_id=row["study_id"],
            name=row["wave_name"],
            position=row["position"],
            questionnaire_digest=row["wave_digest"],
            opens_at=row["opens_at"],
            closes_at=row["closes_at"],
        ),
        declined_at=row["declined_at"],
        submission=None if row["id"] is None else _submission(row),
    )


def _submission(row: RowMapping) -> Submission:
    return Submission(
        id=row["id"],
        flow=versions.flow(row["questionnaire_digest"]),
        state=row["state"],
        language=row["language"],
        document=documents.read(row["document"]),
        revision=row["revision"],
        submitted_at=row["submitted_at"],
        receipt_digest=row["receipt_digest"],
    )


def mark_opened(visit: Visit) -> None:
    """Note that somebody opened the link and went on; only the first time counts."""
    with answers.writing() as session:
        session.execute(
            update(Invitation)
            .where(Invitation.id == visit.invitation_id, Invitation.opened_at.is_(None))
            .values(opened_at=now())
        )


def decline(visit: Visit) -> None:
    """Note a refusal: participant, wave and time, and nothing else."""
    if visit.submission is not None:
        raise NotSubmittable(STARTED)
    with answers.writing() as session:
        session.execute(update(Invitation).where(Invitation.id == visit.invitation_id).values(opened_at=None))
        if session.get(Refusal, (visit.participant_key, visit.wave.id)) is None:
            session.add(Refusal(participant_id=visit.participant_key, wave_id=visit.wave.id, declined_at=now()))


def begin(visit: Visit, language: str, notice_digest: str, mode: str = "web") -> None:
    """Begin a submission after consent, on the questionnaire the wave has today; twice is once."""
    moment = now()
    row = SubmissionRow(
        participant_id=visit.participant_key,
        wave_id=visit.wave.id,
        questionnaire_digest=visit.wave.questionnaire_digest,
        state=STARTED,
        language=language,
        mode=mode,
        notice_digest=notice_digest,
        document=documents.write(Document()),
        revision=0,
        started_at=moment,
        saved_at=moment,
    )
    try:
        with answers.writing() as session:
            session.execute(
                delete(Refusal).where(
                    Refusal.participant_id == visit.participant_key, Refusal.wave_id == visit.wave.id
                )
            )
            session.execute(
                update(Invitation)
                .where(Invitation.id == visit.invitation_id, Invitation.opened_at.is_(None))
                .values(opened_at=moment)
            )
            session.add(row)
    except IntegrityError:
        with answers.reading() as session:  # a double click: the other request began it
            if _id_of(session, visit) is None:
                raise


def _id_of(session: Session, visit: Visit) -> int | None:
    return session.scalar(
        select(SubmissionRow.id).where(
            SubmissionRow.participant_id == visit.participant_key, SubmissionRow.wave_id == visit.wave.id
        )
    )


def _locked(connection: Connection, submission_id: int) -> RowMapping:
    return connection.execute(_LOCKED, {"submission_id": submission_id}).mappings().one()


def save_page(submission: Submission, sent: SentPage, language: str, seen_revision: int) -> Submission | Conflict:
    """Keep a page as it was sent, in one transaction.

    ``seen_revision`` is the revision the page was shown with. When the same page was saved
    later than that and says something else, nothing is written and a Conflict is returned.
    """
    with answers.changing() as connection:
        stored = _submission(_locked(connection, submission.id))
        if stored.state == SUBMITTED:
            raise NotSubmittable(SUBMITTED)
        if stored.document.pages.get(sent.page, 0) > seen_revision:
            return Conflict(stored) if documents.differs(stored.document, sent) else stored
        revision, moment = stored.revision + 1, now()
        document = documents.with_page(stored.document, sent, stored.flow, revision)
        row = {"submission_id": stored.id, "revision": revision, "language": language, "saved_at": moment}
        connection.execute(_SAVED, {**row, "document": documents.write(document)})
        told = documents.compact({"answers": sent.answers, "missing": sent.missing, "typed": sent.typed})
        connection.execute(_REVISED, {**row, "page": sent.page, "sent": told})
    return Submission(
        id=stored.id,
        flow=stored.flow,
        state=STARTED,
        language=language,
        document=document,
        revision=revision,
        submitted_at=None,
        receipt_digest=None,
    )


def set_language(submission: Submission, language: str) -> None:
    """Go on in another language; answers are untouched."""
    with answers.writing() as session:
        session.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == submission.id, SubmissionRow.state == STARTED)
            .values(language=language)
        )


def submit(submission: Submission, submit_key: str, seen_revision: int) -> Receipt:
    """Submit once: the same key gives the same receipt again, another key is refused."""
    with answers.changing() as connection:
        stored = _locked(connection, submission.id)
        if stored["state"] == SUBMITTED:
            if not hmac.compare_digest(stored["submit_key_digest"], digest_of(submit_key)):
                raise NotSubmittable(SUBMITTED)
            return Receipt(keyring.receipt_code(submission.id, submit_key), stored["submitted_at"])
        if stored["revision"] != seen_revision:
            raise NotSubmittable("changed")
        document, flow = documents.read(stored["document"]), versions.flow(stored["questionnaire_digest"])
        if documents.next_unsent(document, flow) is not None:
            raise NotSubmittable("incomplete")
        code, moment = keyring.receipt_code(submission.id, submit_key), now()
        connection.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == submission.id)
            .values(
                state=SUBMITTED,
                document=documents.write(documents.complete(document, flow)),
                submitted_at=moment,
                saved_at=moment,
                submit_key_digest=digest_of(submit_key),
                receipt_digest=keyring.receipt_digest(submission.id, code),
            )
        )
    return Receipt(code, moment)


def receipt_matches(submission: Submission, code: str) -> bool:
    """Whether ``code`` is the one on the receipt of this submission."""
    expected = submission.receipt_digest or ""
    return hmac.compare_digest(expected, keyring.receipt_digest(submission.id, code))
