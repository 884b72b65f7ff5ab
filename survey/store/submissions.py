"""Submissions: saved page by page, submitted once."""

from __future__ import annotations

import datetime
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from survey.extensions import answers, keyring
from survey.instrument.flow import MOST_INSTANCES, Flow
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.keys import digest_of
from survey.store import documents, failures, instances, versions
from survey.store.clock import now
from survey.store.documents import Document, SentPage
from survey.store.tables.base import table
from survey.store.tables.rights import SubmissionCorrection
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

STARTED = "started"
SUBMITTED = "submitted"
ERASED = "erased"
CORRECTING = "correcting"
"""What is submitted and opened to be changed, for whoever opened it; for everybody else it is submitted."""


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
    moment: datetime.datetime
    """When it is looked at, in the zone of its study."""
    mode: str = "web"
    former: Document | None = None
    """What was submitted, while it is being corrected."""
    corrected_at: datetime.datetime | None = None

    def filling(self, language: str = "") -> State:
        """What its answers decide."""
        return documents.state_of(self.document, self.flow, self.moment, language or self.language)


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
    """It cannot be taken: ``why`` is ``changed``, ``other``, ``incomplete``, ``started``, ``submitted``, ``erased``."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(why)


SUBMISSION, REVISION, CORRECTION = table(SubmissionRow), table(SubmissionRevision), table(SubmissionCorrection)

# Statements are made once: building one costs more than running it.
_LOCKED = select(*SUBMISSION.c).where(SUBMISSION.c.id == bindparam("submission_id")).with_for_update()
_SAVED = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("submission_id"))
    .values({name: bindparam(name) for name in ("document", "revision", "language", "saved_at")})
)
_REVISED = insert(REVISION)
_CORRECTED = select(CORRECTION.c.document, CORRECTION.c.language).where(
    CORRECTION.c.submission_id == bindparam("submission_id")
)


def from_row(row: RowMapping, moment: datetime.datetime) -> Submission:
    """The submission in a row of its table; ``moment`` is now, in the zone of its study."""
    return Submission(
        id=row["id"],
        flow=versions.flow(row["questionnaire_digest"]),
        state=row["state"],
        language=row["language"],
        document=documents.read(row["document"]),
        revision=row["revision"],
        submitted_at=row["submitted_at"],
        receipt_digest=row["receipt_digest"],
        moment=moment,
        mode=row["mode"],
        corrected_at=row["corrected_at"],
    )


def with_correction(connection: Connection, submission: Submission) -> Submission:
    """A submitted submission as its correction has it; itself where there is none."""
    row = connection.execute(_CORRECTED, {"submission_id": submission.id}).first()
    if row is None:
        return submission
    draft = documents.read(row.document)
    return replace(submission, state=CORRECTING, document=draft, language=row.language, former=submission.document)


def locked(connection: Connection, submission: Submission) -> Submission:
    """The submission as it stands, held until the transaction ends, in its correction when it is being corrected."""
    stored = from_row(_locked(connection, submission.id), submission.moment)
    return with_correction(connection, stored) if submission.state == CORRECTING else stored


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
        stored = _open(connection, submission)
        if stored.document.pages.get(sent.page, 0) > seen_revision:
            return Conflict(stored) if documents.differs(stored.document, sent) else stored
        document = documents.with_page(stored.document, sent, stored.flow, stored.revision + 1, stored.moment)
        told = {"answers": sent.answers, "missing": sent.missing, "typed": sent.typed}
        return _keep(connection, stored, document, (sent.page, language, told))


def add_instance(submission: Submission, repeat: Place, seen_count: int) -> Submission:
    """One more instance of a repeat than were seen; pressed twice, it is still one more."""
    with answers.changing() as connection:
        stored = _open(connection, submission)
        count = stored.flow.count(repeat.name, repeat.indices, stored.filling())
        if count != seen_count or count >= MOST_INSTANCES:
            return stored
        document = instances.with_count(stored.document, stored.flow, repeat, count + 1, stored.moment)
        return _keep(connection, stored, document, (repeat.key, stored.language, {"instances": count + 1}))


def remove_instance(submission: Submission, instance: Place, seen_revision: int) -> Submission | Conflict:
    """Without one instance; when anything was saved since it was seen, nothing is removed: numbers may have moved."""
    with answers.changing() as connection:
        stored = _open(connection, submission)
        if stored.revision != seen_revision:
            return Conflict(stored)
        document = instances.without(stored.document, stored.flow, instance, stored.moment)
        key = Place(instance.name, instance.indices[:-1]).key
        return _keep(connection, stored, document, (key, stored.language, {"removed": instance.key}))


def _open(connection: Connection, submission: Submission) -> Submission:
    stored = locked(connection, submission)
    if stored.state == SUBMITTED:
        raise NotSubmittable(SUBMITTED)
    return stored


def _keep(
    connection: Connection, stored: Submission, document: Document, revised: tuple[str, str, Mapping[str, object]]
) -> Submission:
    """Write a document and, as a revision, which page was sent, in which language, and what it said."""
    page, language, told = revised
    revision, moment = stored.revision + 1, now()
    row = {"submission_id": stored.id, "revision": revision, "language": language, "saved_at": moment}
    written = documents.write(document)
    if stored.state == CORRECTING:
        draft = {"document": written, "language": language, "saved_at": moment}
        connection.execute(update(CORRECTION).where(CORRECTION.c.submission_id == stored.id).values(draft))
        connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == stored.id).values(revision=revision))
    else:
        connection.execute(_SAVED, {**row, "document": written})
    connection.execute(_REVISED, {**row, "page": page, "sent": documents.compact(told)})
    return replace(stored, document=document, revision=revision, language=language)


def set_language(submission: Submission, language: str) -> None:
    """Go on in another language; answers are untouched."""
    with answers.writing() as session:
        if submission.state == CORRECTING:
            mine = CORRECTION.c.submission_id == submission.id
            session.execute(update(CORRECTION).where(mine).values(language=language))
            return
        session.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == submission.id, SubmissionRow.state == STARTED)
            .values(language=language)
        )


def new_submit_key(revision: int) -> str:
    """A key to submit with once, for the answers of this revision and no others."""
    return f"{secrets.token_urlsafe(24)}.{revision}"


def submit(submission: Submission, submit_key: str, seen_revision: int) -> Receipt:
    """Submit once: the same key gives the same receipt again, another key or other answers are refused."""
    with answers.changing() as connection:
        stored = _locked(connection, submission.id)
        if stored["state"] == SUBMITTED:
            if not hmac.compare_digest(stored["submit_key_digest"], digest_of(submit_key)):
                raise NotSubmittable(SUBMITTED)
            if submit_key.partition(".")[2] not in ("", str(seen_revision)):
                raise NotSubmittable("other")
            return Receipt(keyring.receipt_code(submission.id, submit_key), stored["submitted_at"])
        if stored["revision"] != seen_revision:
            raise NotSubmittable("changed")
        document, flow = documents.read(stored["document"]), versions.flow(stored["questionnaire_digest"])
        state = documents.state_of(document, flow, submission.moment, submission.language)
        if documents.next_unsent(document, flow, state) is not None:
            raise NotSubmittable("incomplete")
        code, moment = keyring.receipt_code(submission.id, submit_key), now()
        connection.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == submission.id)
            .values(
                state=SUBMITTED,
                document=documents.write(documents.complete(document, flow, submission.moment)),
                submitted_at=moment,
                saved_at=moment,
                submit_key_digest=digest_of(submit_key),
                receipt_digest=keyring.receipt_digest(submission.id, code),
            )
        )
        failures.count(connection, stored["wave_id"], stored["questionnaire_digest"], state.all_failures())
    return Receipt(code, moment)


def receipt_matches(submission: Submission, code: str) -> bool:
    """Whether ``code`` is the one on the receipt of this submission."""
    expected = submission.receipt_digest or ""
    return hmac.compare_digest(expected, keyring.receipt_digest(submission.id, code))
