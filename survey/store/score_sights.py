"""When researchers could first see where the person of an interview stands: a direction given later is not blind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.directions import ScoreSight
from survey.store.tables.transcripts import TranscriptRow

LOOKED = "scores looked at"


def note(study: StudyRecord, researcher: str, number: int | None = None) -> None:
    """Note that a page shows somebody where the people of a study stand, those alone whose consent lets it.

    ``number``: where the person of this interview stands, whichever of their interviews it is. The first time counts.
    """
    meant = _meant(study, number)
    with answers.looking() as connection:
        if connection.execute(_unseen(meant, researcher)).first() is None:
            return
    with answers.writing() as session:
        _note(session, meant, researcher)


def look(study: StudyRecord, researcher: str) -> None:
    """Note the same of all of a study because somebody asks to see it: they will give no blind direction there."""
    with answers.writing() as session:
        noted = _note(session, _meant(study, None), researcher)
        if noted:
            audit.record(session, researcher, LOOKED, study.name, {"interviews": noted})


def of_study(study_id: int) -> Mapping[tuple[int, str], datetime.datetime]:
    """When each researcher first could see the score of each interview, by its key and the researcher's name."""
    query = (
        select(ScoreSight.transcript_id, ScoreSight.researcher, ScoreSight.first_at)
        .join(TranscriptRow, TranscriptRow.id == ScoreSight.transcript_id)
        .where(TranscriptRow.study_id == study_id)
    )
    with answers.reading() as session:
        return {(key, researcher): at for key, researcher, at in session.execute(query)}


def _note(session: Session, meant: ColumnElement[bool], researcher: str) -> int:
    """How many were noted. The interviews are held meanwhile, so that no direction is locked in between."""
    session.execute(select(TranscriptRow.id).where(meant).order_by(TranscriptRow.id).with_for_update())
    unseen = session.scalars(_unseen(meant, researcher)).all()
    session.add_all(ScoreSight(transcript_id=key, researcher=researcher, first_at=now()) for key in unseen)
    return len(unseen)


def _meant(study: StudyRecord, number: int | None) -> ColumnElement[bool]:
    mine = and_(TranscriptRow.study_id == study.id, TranscriptRow.link)
    if number is None:
        return mine
    whose = select(TranscriptRow.participant_id).where(mine, TranscriptRow.number == number).scalar_subquery()
    return and_(mine, TranscriptRow.participant_id == whose)


def _unseen(meant: ColumnElement[bool], researcher: str) -> Select[int]:
    seen = exists().where(ScoreSight.transcript_id == TranscriptRow.id, ScoreSight.researcher == researcher)
    return select(TranscriptRow.id).where(meant, ~seen)
