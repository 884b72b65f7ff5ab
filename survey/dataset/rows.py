"""A study's submissions as rows: streamed from the store, each document decoded once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from survey.dataset.columns import (
    DIGEST_SHOWN,
    ParticipantColumn,
    QuestionColumn,
    Version,
    participant_columns,
    question_columns,
)
from survey.instrument.definition import NOT_ASKED, NOT_REACHED, Value
from survey.instrument.types import question_type
from survey.store import extracts, versions
from survey.store.extracts import Extract
from survey.store.studies import StudyRecord
from survey.store.submissions import STARTED


@dataclass(frozen=True, slots=True)
class Dataset:
    """The submissions of a study, or of one of its waves, with their columns."""

    record: StudyRecord
    waves: tuple[str, ...]
    participant: tuple[ParticipantColumn, ...]
    questions: tuple[QuestionColumn, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One submission: what is known of its participant in the order of the columns, and its document."""

    participant: tuple[str | None, ...]
    questionnaire_digest: str
    state: str
    answers: Mapping[str, Any]
    missing: Mapping[str, str]


def dataset(record: StudyRecord, wave: str | None = None, *, clusters: bool = False) -> Dataset:
    """The dataset of a study, or of the wave called ``wave``; raises ``UnknownStudyError``."""
    waves = record.waves if wave is None else (record.wave(wave),)
    current = [each.questionnaire_digest for each in waves]
    used = extracts.digests_in_use([each.id for each in waves])
    published = tuple(Version(digest, versions.questionnaire(digest)) for digest in dict.fromkeys([*current, *used]))
    return Dataset(
        record=record,
        waves=tuple(each.name for each in waves),
        participant=participant_columns(record.study, clusters),
        questions=question_columns(published),
        versions=published,
    )


def rows(source: Dataset) -> Generator[Row, None, None]:
    """Every submission, submitted or broken off, by participant; memory does not grow with their number."""
    zone = ZoneInfo(source.record.study.time_zone)
    known = tuple(_reader(column.name, zone) for column in source.participant)
    wave_ids = [wave.id for wave in source.record.waves if wave.name in source.waves]
    with closing(extracts.stream(source.record.id, wave_ids)) as found:
        for extract in found:
            document = json.loads(extract.document)
            yield Row(
                participant=tuple([read(extract) for read in known]),
                questionnaire_digest=extract.questionnaire_digest,
                state=extract.state,
                answers=document["answers"],
                missing=document["missing"],
            )


def _reader(name: str, zone: ZoneInfo) -> Callable[[Extract], str | None]:
    if name == "questionnaire":
        return lambda extract: extract.questionnaire_digest[:DIGEST_SHOWN]
    if name == "started_on":
        return lambda extract: extract.started_at.astimezone(zone).date().isoformat()
    if name == "submitted_on":
        return lambda extract: _day(extract.submitted_at, zone)
    return attrgetter(name)


def _day(moment: datetime.datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).date().isoformat()


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored


def missing_reasons(row: Row) -> Mapping[str, str]:
    """Why each question of the row's questionnaire has no answer; a question it does not have is ``not_asked``."""
    if row.state != STARTED:
        return row.missing
    flow = versions.flow(row.questionnaire_digest)
    relevant = flow.relevant({name: _value(stored) for name, stored in row.answers.items()})
    reasons = {
        question.name: NOT_REACHED if question.name in relevant else NOT_ASKED
        for question in flow.questionnaire.questions()
        if question_type(question.type).is_question and question.name not in row.answers
    }
    return {**reasons, **row.missing}
