"""Participants who come through the open link: an id of their own, no contact, a personal link to keep."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from survey.extensions import answers, keyring
from survey.store import erased_links
from survey.store.invitations import invitation
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.tables.participants import Invitation, Participant

OPEN_PREFIX = "open-"
"""How the ids of open participants begin; a register may not hold such an id."""


def create_open_participant(study: StudyRecord, wave: WaveRecord, language: str, entry_key: str) -> str:
    """The token of the personal link of someone who came through the open link.

    The same entry key, as a double click sends it, is the same participant; after an erasure it makes nobody.
    """
    participant_id = OPEN_PREFIX + keyring.pseudonym(study.name, f"open participant of {wave.name}", entry_key)
    serial = _serial(study, wave, participant_id)
    if serial is None:
        serial = 1
        token = keyring.link_token(study.name, participant_id, wave.name, serial)
        if erased_links.is_noted(token):
            return token
        try:
            _add(study, wave, participant_id, language)
        except IntegrityError:  # the other click was faster, and has written the same
            serial = _serial(study, wave, participant_id) or 1
    return keyring.link_token(study.name, participant_id, wave.name, serial)


def _serial(study: StudyRecord, wave: WaveRecord, participant_id: str) -> int | None:
    query = (
        select(Invitation.serial)
        .join(Participant, Participant.id == Invitation.participant_id)
        .where(
            Participant.study_id == study.id,
            Participant.participant_id == participant_id,
            Invitation.wave_id == wave.id,
        )
    )
    with answers.reading() as session:
        return session.scalar(query)


def _add(study: StudyRecord, wave: WaveRecord, participant_id: str, language: str) -> None:
    with answers.writing() as session:
        row = Participant(
            study_id=study.id, participant_id=participant_id, origin="open", language=language, profile="{}"
        )
        session.add(row)
        session.flush()
        session.execute(insert(Invitation), [invitation(study, wave, row.id, participant_id)])
