"""The numbers that stand for participants and their names, the same throughout a study."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from survey.extensions import answers, contacts, keyring
from survey.store.contacts import contact_fields
from survey.store.studies import StudyRecord
from survey.store.tables.originals import Pseudonym
from survey.store.tables.participants import Participant

NAME_FIELDS = ("name", "first_name")
"""The contact fields whose words are names of a person."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a name means: one participant, or, where several bear it, the name itself, folded."""

    participant_id: str | None = None
    name: str = field(default="", repr=False)


def names(study: StudyRecord) -> dict[str, tuple[str, ...]]:
    """The name and first name of every participant, where they are known."""
    with answers.reading() as session:
        everyone = session.scalars(select(Participant.participant_id).where(Participant.study_id == study.id)).all()
    found = contact_fields(study.name, everyone)
    return {
        person: tuple(fields[name] for name in NAME_FIELDS if name in fields)
        for person, fields in found.items()
        if not fields.keys().isdisjoint(NAME_FIELDS)
    }


def numbers(study: str, bearers: Collection[Bearer]) -> dict[Bearer, int]:
    """The number of each of these, given by lot to those that have none: no number tells an order."""
    digests = {bearer: _digest(study, bearer) for bearer in bearers}
    if not digests:
        return {}
    with contacts.writing() as session:
        _one_writer(session)
        known = _known(session, study, digests)
        new = [bearer for bearer in digests if bearer not in known]
        last = session.scalar(select(func.max(Pseudonym.number)).where(Pseudonym.study == study)) or 0
        secrets.SystemRandom().shuffle(new)
        given = {bearer: number for number, bearer in enumerate(new, last + 1)}
        if given:
            session.execute(
                insert(Pseudonym),
                [
                    {
                        "study": study,
                        "number": number,
                        "bearer_digest": digests[bearer],
                        "participant_id": bearer.participant_id,
                    }
                    for bearer, number in given.items()
                ],
            )
    return known | given


def _known(session: Session, study: str, digests: Mapping[Bearer, str]) -> dict[Bearer, int]:
    bearers = {digest: bearer for bearer, digest in digests.items()}
    rows = session.execute(select(Pseudonym.bearer_digest, Pseudonym.number).where(Pseudonym.study == study))
    return {bearers[digest]: number for digest, number in rows if digest in bearers}


def _digest(study: str, bearer: Bearer) -> str:
    if bearer.participant_id is not None:
        return keyring.pseudonym(study, "participant of interviews", bearer.participant_id)
    return keyring.pseudonym(study, "name in interviews", bearer.name)


def _one_writer(session: Session) -> None:
    """Let one import at a time give numbers; SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE pseudonym IN SHARE ROW EXCLUSIVE MODE"))
