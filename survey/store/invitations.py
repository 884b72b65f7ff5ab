"""Invitations: one unguessable link per participant and wave, withdrawn and renewed; only digests are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.extensions import answers, keyring
from survey.keys import digest_of
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.tables.participants import Invitation, Participant


class UnknownParticipantError(LookupError):
    """No participant of the study has this id."""


@dataclass(frozen=True, slots=True)
class Link:
    """The living invitation of one participant of the register."""

    participant_id: str
    language: str | None
    token: str


def invite_register(session: Session, study: StudyRecord) -> int:
    """Invite every participant of the register to every wave not yet invited to; how many invitations are new."""
    people = session.execute(
        select(Participant.id, Participant.participant_id).where(
            Participant.study_id == study.id, Participant.origin == "register"
        )
    ).all()
    waves = [wave.id for wave in study.waves]
    invited = {
        (row.participant_id, row.wave_id)
        for row in session.execute(
            select(Invitation.participant_id, Invitation.wave_id).where(Invitation.wave_id.in_(waves))
        )
    }
    new = [
        invitation(study, wave, row.id, row.participant_id)
        for wave in study.waves
        for row in people
        if (row.id, wave.id) not in invited
    ]
    if new:
        session.execute(insert(Invitation), new)
    return len(new)


def invitation(study: StudyRecord, wave: WaveRecord, key: int, participant_id: str) -> dict[str, Any]:
    """The row of a first invitation of the participant stored under ``key``."""
    token = keyring.link_token(study.name, participant_id, wave.name, 1)
    return {"participant_id": key, "wave_id": wave.id, "serial": 1, "token_digest": digest_of(token)}


def living_links(study: StudyRecord, wave: WaveRecord) -> list[Link]:
    """The link of everyone in the register whose invitation to ``wave`` is not withdrawn, by participant id."""
    query = (
        select(Participant.participant_id, Participant.language, Invitation.serial)
        .join(Invitation, Invitation.participant_id == Participant.id)
        .where(
            Invitation.wave_id == wave.id,
            Invitation.withdrawn_at.is_(None),
            Participant.origin == "register",
        )
        .order_by(Participant.participant_id)
    )
    with answers.reading() as session:
        rows = session.execute(query).all()
    return [
        Link(
            row.participant_id, row.language, keyring.link_token(study.name, row.participant_id, wave.name, row.serial)
        )
        for row in rows
    ]


def withdraw_invitation(study: StudyRecord, participant_id: str, wave: WaveRecord, actor: str) -> None:
    """The link of this participant at this wave is dead from now on."""
    with answers.writing() as session:
        row = _invitation_of(session, study, participant_id, wave)
        row.withdrawn_at = row.withdrawn_at or now()
        told = {"participant": participant_id, "wave": wave.name}
        audit.record(session, actor, "invitation withdrawn", study.name, told)


def renew_invitation(study: StudyRecord, participant_id: str, wave: WaveRecord, actor: str) -> str:
    """Give the participant a new link, whose token is returned; the one before is dead, answers stay."""
    with answers.writing() as session:
        row = _invitation_of(session, study, participant_id, wave)
        row.serial += 1
        row.withdrawn_at = None
        token = keyring.link_token(study.name, participant_id, wave.name, row.serial)
        row.token_digest = digest_of(token)
        told = {"participant": participant_id, "wave": wave.name}
        audit.record(session, actor, "invitation renewed", study.name, told)
    return token


def _invitation_of(session: Session, study: StudyRecord, participant_id: str, wave: WaveRecord) -> Invitation:
    row = session.scalar(
        select(Invitation)
        .join(Participant, Participant.id == Invitation.participant_id)
        .where(
            Participant.study_id == study.id,
            Participant.participant_id == participant_id,
            Invitation.wave_id == wave.id,
        )
        .with_for_update()
    )
    if row is None:
        raise UnknownParticipantError(
            f"Nobody called {participant_id!r} is invited to the wave {wave.name} of {study.name}. "
            "Look up the participant_id in the register, or import the register again if the wave is new."
        )
    return row
