"""Pictures and recordings as they were published: kept once, whatever names them, and never changed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.instrument.definition import Questionnaire, Recordings
from survey.instrument.study import Study
from survey.store.clock import now
from survey.store.tables.studies import PublishedFile


def keep(session: Session, files: Mapping[str, bytes]) -> None:
    """Keep files under the names that publishing gave them; those that are there already stay."""
    there = set(session.scalars(select(PublishedFile.name).where(PublishedFile.name.in_(files))))
    for name in sorted(files.keys() - there):
        session.add(PublishedFile(name=name, content=files[name], published_at=now()))
    session.flush()


def content(name: str) -> bytes | None:
    """The bytes of a file, None where nothing was published under this name."""
    with answers.reading() as session:
        return session.scalar(select(PublishedFile.content).where(PublishedFile.name == name))


def is_named(name: str, study: Study, questionnaire: Questionnaire) -> bool:
    """Whether a study, or a questionnaire of it, shows or plays this file."""
    return name in questionnaire.files.values() or any(
        _plays(recordings, name) for recordings in (study.recordings, questionnaire.recordings)
    )


def _plays(recordings: Recordings, name: str) -> bool:
    return any(name in by_key.values() for by_key in recordings.files.values())
