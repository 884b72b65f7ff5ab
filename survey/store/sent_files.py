"""Which files the document of a submission names, and those that none names."""

from __future__ import annotations

import datetime
from functools import lru_cache

from sqlalchemy import select

from survey.extensions import answers, contacts
from survey.instrument.flow import Flow
from survey.instrument.types import question_type
from survey.store import attachments, documents, versions
from survey.store.attachments import ATTACHMENT
from survey.store.clock import now
from survey.store.documents import Document
from survey.store.tables.base import table
from survey.store.tables.rights import SubmissionCorrection
from survey.store.tables.submissions import SubmissionRow

SUBMISSION, CORRECTION = table(SubmissionRow), table(SubmissionCorrection)
LONGEST_ON_ITS_WAY = datetime.timedelta(days=1)
"""After so long nobody still has the page open on which a file was sent and not kept."""


@lru_cache(maxsize=256)
def questions(flow: Flow) -> frozenset[str]:
    """The names of the questions that are answered with a file."""
    asked = flow.questionnaire.questions()
    return frozenset(question.name for question in asked if question_type(question.type).takes_file)


def named(flow: Flow, document: Document, question: str = "") -> frozenset[str]:
    """The files that a document names, also where it keeps an answer aside; those of one question where it is given."""
    meant = frozenset([question]) if question else questions(flow)
    if not meant:
        return frozenset()
    found = [(key, str(value)) for answered in (document.answers, document.aside) for key, value in answered.items()]
    found += [(key, text) for key, texts in document.typed.items() for text in texts]
    return frozenset(name for key, name in found if key.partition("[")[0] in meant)


def sweep(study: str) -> int:
    """Delete the files of a study that no answer names, a day after they came; how many there were."""
    with contacts.looking() as connection:
        query = select(ATTACHMENT.c.submission, ATTACHMENT.c.name).where(
            ATTACHMENT.c.study == study, ATTACHMENT.c.kept_at < now() - LONGEST_ON_ITS_WAY
        )
        waiting: dict[int, set[str]] = {}
        for row in connection.execute(query):
            waiting.setdefault(row.submission, set()).add(row.name)
    lost = {key: names - _named_by(key) for key, names in waiting.items()}
    for key, names in lost.items():
        attachments.drop(key, names)
    return sum(map(len, lost.values()))


def _named_by(submission: int) -> frozenset[str]:
    query = select(SUBMISSION.c.document, SUBMISSION.c.questionnaire_digest).where(SUBMISSION.c.id == submission)
    with answers.looking() as connection:
        row = connection.execute(query).first()
        if row is None:
            return frozenset()
        draft = connection.scalar(select(CORRECTION.c.document).where(CORRECTION.c.submission_id == submission))
    flow, drafts = versions.flow(row.questionnaire_digest), [] if draft is None else [draft]
    return frozenset().union(*(named(flow, documents.read(each)) for each in (row.document, *drafts)))
