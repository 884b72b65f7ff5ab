"""Submissions: saved page by page, submitted once."""

from __future__ import annotations

import datetime
import hmac
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from survey.extensions import answers, keyring
from survey.instrument.flow import Flow
from survey.keys import digest_of
from survey.store import documents, failures, versions
from survey.store.clock import now
from survey.store.documents import Document, SentPage
from survey.store.tables.base import table
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

STARTED = "started"
SUBMITTED = "submitted"
ERASED = "erased"


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
    today: datetime.date


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
    """It cannot be taken: ``why`` is ``changed``, ``incomplete``, ``started``, ``submitted`` or ``erased``."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(why)


SUBMISSION, REVISION = table(SubmissionRow), table(SubmissionRevision)

# Statements are made once: building one costs more than running it.
_LOCKED = select(*SUBMISSION.c).where(SUBMISSION.c.id == bindparam("submission_id")).with_for_update()
_SAVED = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("submission_id"))
    .values({name: bindparam(name) for name in ("document", "revision", "language", "saved_at")})
)
_REVISED = insert(REVISION)


def from_row(row: RowMapping, today: datetime.date) -> Submission:
    """The submission in a row of its table; ``today`` is the day in the zone of its study."""
    return Submission(
        id=row["id"],
        flow=versions.flow(row["questionnaire_digest"]),
        state=row["state"],
        language=row["language"],
        document=documents.read(row["document"]),
        revision=row["revision"],
        submitted_at=row["submitted_at"],
        receipt_digest=row["receipt_digest"],
        today=today,
    )


def _locked(connection: Connection, submission_id: int) -> RowMapping:
    row = connection.execute(_LOCKED, {"submission_id": submission_id}).mappings().first()
    if row is None:
        raise NotSubmittable(ERASED)
    return row


def save_page(submission: Submission, sent: SentPage, language: str, seen_revision: int) -> Submission | Conflict:
    """Keep a page as it was sent, in one transaction.

    ``seen_revision`` is the revision the page was shown with. When the same page was saved
    later than that and says something else, nothing is written and a Conflict is returned.
    """
    with answers.changing() as connection:
        stored = from_row(_locked(connection, submission.id), submission.today)
        if stored.state == SUBMITTED:
            raise NotSubmittable(SUBMITTED)
        if stored.document.pages.get(sent.page, 0) > seen_revision:
            return Conflict(stored) if documents.differs(stored.document, sent) else stored
        revision, moment = stored.revision + 1, now()
        document = documents.with_page(stored.document, sent, stored.flow, revision, stored.today)
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
        today=stored.today,
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
        if documents.next_unsent(document, flow, submission.today) is not None:
            raise NotSubmittable("incomplete")
        code, moment = keyring.receipt_code(submission.id, submit_key), now()
        connection.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == submission.id)
            .values(
                state=SUBMITTED,
                document=documents.write(documents.complete(document, flow, submission.today)),
                submitted_at=moment,
                saved_at=moment,
                submit_key_digest=digest_of(submit_key),
                receipt_digest=keyring.receipt_digest(submission.id, code),
            )
        )
        failed = flow.failures(document.answers, submission.today)
        failures.count(connection, stored["wave_id"], stored["questionnaire_digest"], failed)
    return Receipt(code, moment)


def receipt_matches(submission: Submission, code: str) -> bool:
    """Whether ``code`` is the one on the receipt of this submission."""
    expected = submission.receipt_digest or ""
    return hmac.compare_digest(expected, keyring.receipt_digest(submission.id, code))
