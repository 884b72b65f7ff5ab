"""Visits: what a link leads to, and what happens before the first question."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.instrument.study import Study
from survey.keys import digest_of
from survey.store import documents, notices, studies, submissions, versions
from survey.store.clock import now
from survey.store.notices import Notice
from survey.store.studies import WaveRecord
from survey.store.submissions import ERASED, STARTED, SUBMITTED, NotSubmittable, Submission
from survey.store.tables.base import table
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.rights import ErasedLink
from survey.store.tables.studies import StudyRow, WaveRow
from survey.store.tables.submissions import SubmissionRow


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose link was opened, for which wave, and what is there already."""

    invitation_id: int
    participant_key: int
    of_register: bool
    language: str | None
    opened: bool
    study_name: str
    study: Study
    wave: WaveRecord
    declined_at: datetime.datetime | None
    submission: Submission | None


REGISTER = "register"
INVITATION, PARTICIPANT, REFUSAL = table(Invitation), table(Participant), table(Refusal)
STUDY, WAVE, SUBMISSION = table(StudyRow), table(WaveRow), table(SubmissionRow)

# Made once: building the statement costs more than running it.
_VISIT = (
    select(
        INVITATION.c.id.label("invitation_id"),
        INVITATION.c.opened_at,
        PARTICIPANT.c.id.label("participant_key"),
        PARTICIPANT.c.origin,
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
        (SUBMISSION.c.participant_id == INVITATION.c.participant_id) & (SUBMISSION.c.wave_id == INVITATION.c.wave_id),
    )
    .where(INVITATION.c.token_digest == bindparam("token_digest"), INVITATION.c.withdrawn_at.is_(None))
)


def visit_by_token(token: str) -> Visit | None:
    """The visit that a personal link leads to; None when it is unknown or withdrawn, which look the same."""
    with answers.looking() as connection:
        row = connection.execute(_VISIT, {"token_digest": digest_of(token)}).mappings().first()
    if row is None:
        return None
    study = studies.definition(row["study_id"], row["definition_digest"])
    return Visit(
        invitation_id=row["invitation_id"],
        participant_key=row["participant_key"],
        of_register=row["origin"] == REGISTER,
        language=row["participant_language"],
        opened=row["opened_at"] is not None,
        study_name=row["study_name"],
        study=study,
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
        submission=None
        if row["id"] is None
        else submissions.from_row(row, now().astimezone(ZoneInfo(study.time_zone))),
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
    with answers.writing() as session:
        if _id_of(session, visit) is not None:
            raise NotSubmittable(STARTED)
        session.execute(update(Invitation).where(Invitation.id == visit.invitation_id).values(opened_at=None))
        if session.get(Refusal, (visit.participant_key, visit.wave.id)) is None:
            session.add(Refusal(participant_id=visit.participant_key, wave_id=visit.wave.id, declined_at=now()))


def begin(visit: Visit, language: str, notice: Notice | None = None, mode: str = "web") -> None:
    """Begin a submission after consent, on the questionnaire the wave has today; twice is once.

    ``notice``: what was agreed to, kept word for word; None where nobody was asked.
    """
    moment, flow = now(), versions.flow(visit.wave.questionnaire_digest)
    row = SubmissionRow(
        participant_id=visit.participant_key,
        wave_id=visit.wave.id,
        questionnaire_digest=visit.wave.questionnaire_digest,
        state=STARTED,
        language=language,
        mode=mode,
        notice_digest="" if notice is None else notice.digest,
        document=documents.write(documents.begun(flow, moment, seed=1 + secrets.randbelow(2**31) if flow.draws else 0)),
        revision=0,
        started_at=moment,
        saved_at=moment,
    )
    try:
        with answers.writing() as session:
            link = session.get(Invitation, visit.invitation_id, with_for_update=True)
            if link is None or link.withdrawn_at is not None:  # erased, or withdrawn, since the page was shown
                raise NotSubmittable(ERASED)
            session.execute(
                delete(Refusal).where(Refusal.participant_id == visit.participant_key, Refusal.wave_id == visit.wave.id)
            )
            session.execute(
                update(Invitation)
                .where(Invitation.id == visit.invitation_id, Invitation.opened_at.is_(None))
                .values(opened_at=moment)
            )
            session.add(row)
            if notice is not None:
                notices.keep(session, visit.wave.study_id, notice)
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


def participant_of(visit: Visit) -> str:
    """The participant_id of whose visit it is."""
    with answers.looking() as connection:
        found = connection.scalar(select(PARTICIPANT.c.participant_id).where(PARTICIPANT.c.id == visit.participant_key))
    return str(found or "")


def study_of_erased(token: str) -> Study | None:
    """The study of a link whose answers were erased; None for every other link."""
    erased = select(STUDY.c.id, STUDY.c.definition_digest).join(ErasedLink, ErasedLink.study_id == STUDY.c.id)
    with answers.looking() as connection:
        row = connection.execute(erased.where(ErasedLink.token_digest == digest_of(token))).first()
    return None if row is None else studies.definition(row.id, row.definition_digest)


def first_submitted(visit: Visit) -> tuple[str, Submission] | None:
    """What the same person submitted at the first wave before this one, with the name of that wave; None if nothing."""
    statement = (
        select(WAVE.c.name.label("wave_name"), *SUBMISSION.c)
        .join(WAVE, WAVE.c.id == SUBMISSION.c.wave_id)
        .where(SUBMISSION.c.participant_id == visit.participant_key, SUBMISSION.c.state == SUBMITTED)
        .where(WAVE.c.position < visit.wave.position)
        .order_by(WAVE.c.position)
        .limit(1)
    )
    with answers.looking() as connection:
        row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    return row["wave_name"], submissions.from_row(row, now().astimezone(ZoneInfo(visit.study.time_zone)))
