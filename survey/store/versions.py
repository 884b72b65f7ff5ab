"""Published questionnaires: immutable, known by their digest, read once per process."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.instrument import canonical
from survey.instrument.definition import Questionnaire
from survey.instrument.flow import Flow
from survey.store.clock import now
from survey.store.tables.studies import QuestionnaireVersion


def publish(session: Session, questionnaire: Questionnaire) -> str:
    """Keep ``questionnaire`` for ever and return its digest; the same one again changes nothing."""
    definition = canonical.to_json(questionnaire)
    digest = canonical.digest(definition)
    if session.get(QuestionnaireVersion, digest) is None:
        session.add(QuestionnaireVersion(digest=digest, definition=definition, published_at=now()))
        session.flush()
    return digest


def questionnaire(digest: str) -> Questionnaire:
    """The published questionnaire with this digest; raises ``LookupError`` when there is none."""
    return flow(digest).questionnaire


@lru_cache(maxsize=256)
def flow(digest: str) -> Flow:
    """The questionnaire with its pages and compiled expressions; compiled once per process."""
    with answers.reading() as session:
        definition = session.scalar(
            select(QuestionnaireVersion.definition).where(QuestionnaireVersion.digest == digest)
        )
    if definition is None:
        raise LookupError(f"No published questionnaire has the digest {digest}.")
    return Flow.of(canonical.from_json(definition))
