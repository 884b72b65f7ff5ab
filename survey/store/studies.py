"""Studies and their waves: published, opened, closed."""

from __future__ import annotations

import datetime
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers, keyring
from survey.instrument import canonical
from survey.instrument.definition import Questionnaire
from survey.instrument.study import Study
from survey.store import audit, published_files, versions
from survey.store.clock import now
from survey.store.tables.studies import StudyRow, WaveRow


class UnknownStudyError(LookupError):
    """No study, or no wave, has this name."""


@dataclass(frozen=True, slots=True)
class WaveRecord:
    """A wave as published, with the times staff gave it."""

    id: int
    study_id: int
    name: str
    position: int
    questionnaire_digest: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None

    def is_open(self, at: datetime.datetime) -> bool:
        """Whether answers are taken at this moment; a wave without an opening time is closed."""
        return self.opens_at is not None and self.opens_at <= at and (self.closes_at is None or at < self.closes_at)


Times = tuple[datetime.datetime | None, datetime.datetime | None]
"""When a wave opens and when it closes."""


def turned(times: Times, at: datetime.datetime, *, on: bool) -> Times:
    """The times of a wave that is opened or closed at this moment; an end that contradicts it no longer counts."""
    opens_at, closes_at = times
    if on:
        begun = opens_at is not None and opens_at <= at
        return opens_at if begun else at, closes_at if closes_at is not None and closes_at > at else None
    return opens_at if opens_at is not None and opens_at < at else None, at


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A study as published."""

    id: int
    name: str
    study: Study
    open_link: bool
    open_link_serial: int
    waves: tuple[WaveRecord, ...]

    def wave(self, name: str) -> WaveRecord:
        """The wave called ``name``."""
        for wave in self.waves:
            if wave.name == name:
                return wave
        known = ", ".join(wave.name for wave in self.waves)
        raise UnknownStudyError(f"The study {self.name} has no wave {name!r}. It has: {known}.")


@lru_cache(maxsize=64)
def definition(study_id: int, digest: str) -> Study:
    """What ``study.yaml`` said when it was published with this digest; read once per process."""
    with answers.reading() as session:
        row = session.get(StudyRow, study_id)
    if row is None:
        raise UnknownStudyError(f"No study has the number {study_id} ({digest[:12]}).")
    return canonical.study_from_json(row.definition)


def publish(
    study: Study,
    questionnaires: Mapping[str, Questionnaire],
    actor: str = "command line",
    *,
    files: Mapping[str, bytes] | None = None,
) -> StudyRecord:
    """Publish a study: freeze each wave's questionnaire; days and open link that staff changed stay as they are.

    ``files``: what its questionnaires show and play.
    """
    text = canonical.study_to_json(study)
    digest = canonical.digest(text)
    with answers.writing() as session:
        published_files.keep(session, files or {})
        digests = {name: versions.publish(session, questionnaire) for name, questionnaire in questionnaires.items()}
        row = session.scalar(select(StudyRow).where(StudyRow.name == study.name))
        before = None if row is None else canonical.study_from_json(row.definition)
        if row is None:
            row = StudyRow(name=study.name, open_link=study.open_link, open_link_serial=1)
            session.add(row)
        elif before is not None and row.open_link == before.open_link:
            row.open_link = study.open_link
        row.definition, row.definition_digest, row.published_at = text, digest, now()
        session.flush()
        waves = {wave.name: wave for wave in session.scalars(select(WaveRow).where(WaveRow.study_id == row.id))}
        for gone in waves.keys() - {wave.name for wave in study.waves}:
            raise UnknownStudyError(
                f"The study {study.name} was published with a wave {gone!r} that study.yaml no longer has. "
                "A published wave cannot be taken back: put it into study.yaml again."
            )
        for position, wave in enumerate(study.waves):
            found = waves.get(wave.name) or WaveRow(study_id=row.id, name=wave.name)
            if found.id is None or (before and (found.opens_at, found.closes_at) == _times(before, wave.name)):
                found.opens_at, found.closes_at = _times(study, wave.name)
            found.position, found.questionnaire_digest = position, digests[wave.name]
            session.add(found)
        audit.record(session, actor, "study published", study.name, {"digest": digest})
        session.flush()
        return _record(session, row)


def _times(study: Study, wave_name: str) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """When ``study.yaml`` opens and closes a wave."""
    zone = ZoneInfo(study.time_zone)
    for wave in study.waves:
        if wave.name == wave_name:
            opens = start_of(wave.opens, zone) if wave.opens else None
            return opens, end_of(wave.closes, zone) if wave.closes else None
    return None, None


def start_of(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Midnight at the start of ``day`` in ``zone``, in UTC."""
    return datetime.datetime.combine(day, datetime.time.min, zone).astimezone(datetime.UTC)


def end_of(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Midnight at the end of ``day`` in ``zone``, in UTC."""
    return start_of(day + datetime.timedelta(days=1), zone)


def study_named(name: str) -> StudyRecord:
    """The study called ``name``; raises ``UnknownStudyError``."""
    with answers.reading() as session:
        # PostgreSQL takes no NUL, not even to compare with.
        row = None if "\0" in name else session.scalar(select(StudyRow).where(StudyRow.name == name))
        if row is None:
            known = ", ".join(session.scalars(select(StudyRow.name).order_by(StudyRow.name))) or "none yet"
            raise UnknownStudyError(f"No study is called {name!r}. Published: {known}.")
        return _record(session, row)


def all_studies() -> list[StudyRecord]:
    """Every study, by name."""
    with answers.reading() as session:
        return [_record(session, row) for row in session.scalars(select(StudyRow).order_by(StudyRow.name))]


def _record(session: Session, row: StudyRow) -> StudyRecord:
    return StudyRecord(
        id=row.id,
        name=row.name,
        study=canonical.study_from_json(row.definition),
        open_link=row.open_link,
        open_link_serial=row.open_link_serial,
        waves=_waves(session, row.id),
    )


def _waves(session: Session, study_id: int) -> tuple[WaveRecord, ...]:
    rows = session.scalars(select(WaveRow).where(WaveRow.study_id == study_id).order_by(WaveRow.position))
    return tuple(wave_record(row) for row in rows)


def wave_record(row: WaveRow) -> WaveRecord:
    """The frozen record of a wave's row."""
    return WaveRecord(
        id=row.id,
        study_id=row.study_id,
        name=row.name,
        position=row.position,
        questionnaire_digest=row.questionnaire_digest,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
    )


def set_wave_times(
    wave: WaveRecord, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None, *, study: str, actor: str
) -> None:
    """Open or close a wave at these moments."""
    with answers.writing() as session:
        row = session.get_one(WaveRow, wave.id)
        row.opens_at, row.closes_at = opens_at, closes_at
        told = {"wave": wave.name, "opens": str(opens_at or ""), "closes": str(closes_at or "")}
        audit.record(session, actor, "wave times set", study, told)


def switch_open_link(study: StudyRecord, on: bool, actor: str) -> None:
    """Allow or stop taking part through the open link."""
    with answers.writing() as session:
        session.get_one(StudyRow, study.id).open_link = on
        audit.record(session, actor, "open link switched on" if on else "open link switched off", study.name, {})


def is_for_shared_device(study: StudyRecord, wave: WaveRecord, token: str) -> bool:
    """Whether an open link is the one for a device that people share, one after another."""
    return hmac.compare_digest(keyring.kiosk_token(study.name, wave.name, study.open_link_serial), token)


def behind_open_link(token: str) -> tuple[StudyRecord, WaveRecord] | None:
    """The study and wave that an open link leads to; None when it is unknown or switched off.

    Names alone are compared with the link: what a study says is read only once it is known which one is meant.
    """
    columns = (StudyRow.id, StudyRow.name, StudyRow.definition_digest, StudyRow.open_link, StudyRow.open_link_serial)
    statement = select(*columns, WaveRow.name.label("wave")).join(WaveRow, WaveRow.study_id == StudyRow.id)
    with answers.reading() as session:
        for row in session.execute(statement).all():
            place = (row.name, row.wave, row.open_link_serial)
            expected = (keyring.open_token(*place), keyring.kiosk_token(*place))
            if any(hmac.compare_digest(each, token) for each in expected):
                break
        else:
            return None
        waves = _waves(session, row.id)
    if not row.open_link:
        return None
    said = definition(row.id, row.definition_digest)
    record = StudyRecord(row.id, row.name, said, row.open_link, row.open_link_serial, waves)
    return record, record.wave(row.wave)
