"""Corrections: a submitted questionnaire is opened again, changed page by page, and sent once more.

What was sent stays what counts, in figures and exports, until the correction is sent. Its receipt stays the same.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from sqlalchemy import delete, insert, select, update

from survey.extensions import answers
from survey.instrument.definition import NOT_ASKED
from survey.store import attachments, audit, documents, sent_files, submissions
from survey.store.clock import now
from survey.store.documents import Document
from survey.store.forgetting import forget
from survey.store.submissions import CORRECTING, CORRECTION, REVISION, SUBMISSION, SUBMITTED, NotSubmittable, Submission

RESPONDENT = "respondent"
"""The actor of what people do themselves: the log does not say who."""
CORRECTED = "answers corrected"


def begin(submission: Submission) -> datetime.datetime:
    """Open what was submitted to be changed; when it was opened. Opened already, it goes on where it was."""
    moment = now()
    with answers.changing() as connection:
        stored = submissions.locked(connection, submission)
        if stored.state != SUBMITTED:
            raise NotSubmittable(stored.state)
        there = connection.scalar(select(CORRECTION.c.begun_at).where(CORRECTION.c.submission_id == stored.id))
        if there is not None:
            begun: datetime.datetime = there
            return begun
        row = {
            "submission_id": stored.id,
            "document": documents.write(_reopened(stored.document)),
            "language": stored.language,
            "revision_from": stored.revision,
        }
        connection.execute(insert(CORRECTION), {**row, "begun_at": moment, "saved_at": moment})
    return moment


def _reopened(document: Document) -> Document:
    """What was complete, as it was while it was filled in: what was not asked may be asked now."""
    asked = {key: reason for key, reason in document.missing.items() if reason != NOT_ASKED}
    return replace(document, missing=asked)


def is_begun(submission: Submission) -> bool:
    """Whether a correction was begun and neither sent nor given up."""
    with answers.looking() as connection:
        mine = CORRECTION.c.submission_id == submission.id
        return connection.scalar(select(CORRECTION.c.submission_id).where(mine)) is not None


def opened(submission: Submission, begun_at: datetime.datetime) -> Submission | None:
    """The submission as its correction has it, when that was begun at this moment; None otherwise."""
    with answers.looking() as connection:
        found = submissions.with_correction(connection, submission)
        mine = (CORRECTION.c.submission_id == submission.id, CORRECTION.c.begun_at == begun_at)
        same = connection.scalar(select(CORRECTION.c.submission_id).where(*mine)) is not None
    return found if same else None


def give_up(submission: Submission) -> None:
    """Forget a correction with everything that was sent in it: what was submitted stays."""
    with answers.changing() as connection:
        stored = submissions.locked(connection, submission)
        if stored.state != CORRECTING:
            return
        mine = CORRECTION.c.submission_id == stored.id
        begun_from = connection.scalar(select(CORRECTION.c.revision_from).where(mine))
        connection.execute(
            delete(REVISION).where(REVISION.c.submission_id == stored.id, REVISION.c.revision > begun_from)
        )
        connection.execute(delete(CORRECTION).where(mine))
    forget(answers)
    _drop_files(stored, stored.document, stored.former)


def send(submission: Submission, seen_revision: int, *, study: str, wave: str) -> None:
    """Put the correction in the place of what was submitted, under the same receipt; raises ``NotSubmittable``."""
    with answers.writing() as session:
        connection, moment = session.connection(), now()
        stored = submissions.locked(connection, submission)
        if stored.state != CORRECTING:
            raise NotSubmittable(SUBMITTED)
        if stored.revision != seen_revision:
            raise NotSubmittable("changed")
        document, flow = stored.document, stored.flow
        if documents.next_unsent(document, flow, stored.filling()) is not None:
            raise NotSubmittable("incomplete")
        complete = documents.complete(document, flow, stored.moment)
        connection.execute(delete(CORRECTION).where(CORRECTION.c.submission_id == stored.id))
        if _says_the_same(complete, stored.former):
            return
        kept = {"document": documents.write(complete), "language": stored.language}
        connection.execute(
            update(SUBMISSION).where(SUBMISSION.c.id == stored.id).values(**kept, saved_at=moment, corrected_at=moment)
        )
        audit.record(session, RESPONDENT, CORRECTED, study, {"wave": wave})
    forget(answers)
    _drop_files(stored, stored.former, complete)


def _says_the_same(document: Document, former: Document | None) -> bool:
    return former is not None and (document.answers, document.missing) == (former.answers, former.missing)


def _drop_files(submission: Submission, before: Document | None, after: Document | None) -> None:
    """Delete the files that were named before and no longer are."""
    if before is not None and after is not None:
        gone = sent_files.named(submission.flow, before) - sent_files.named(submission.flow, after)
        attachments.drop(submission.id, gone)
