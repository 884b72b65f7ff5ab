"""A study's submissions as rows: streamed from the store, each document decoded once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from survey.dataset.columns import (
    DIGEST_SHOWN,
    PARTICIPANT_COLUMNS,
    PROFILE,
    ParticipantColumn,
    QuestionColumn,
    Version,
    participant_columns,
    question_columns,
)
from survey.instrument.definition import NOT_ASKED, NOT_REACHED, Question, Value
from survey.instrument.given import is_recorded
from survey.instrument.places import Place
from survey.store import extracts, versions
from survey.store.extracts import Extract
from survey.store.studies import StudyRecord
from survey.store.submissions import STARTED

PROFILES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Dataset:
    """The submissions of a study, or of one of its waves, with their columns."""

    record: StudyRecord
    waves: tuple[str, ...]
    participant: tuple[ParticipantColumn, ...]
    questions: tuple[QuestionColumn, ...]
    versions: tuple[Version, ...]


class Row(NamedTuple):
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
    waves = {wave.id: wave.name for wave in source.record.waves if wave.name in source.waves}
    known = _reader(source, waves)
    with closing(extracts.stream(source.record.id, list(waves))) as found:
        for extract in found:
            document = json.loads(extract.document)
            answers = (
                {**document["calculated"], **document["answers"]} if "calculated" in document else document["answers"]
            )
            yield Row(known(extract), extract.questionnaire_digest, extract.state, answers, document["missing"])


def _reader(source: Dataset, waves: Mapping[int, str]) -> Callable[[Extract], tuple[Any, ...]]:
    """What gives the columns about the participant of one submission, called once for each."""
    study = source.record.study
    profile_names = [variable.name for variable in study.register.profile]
    everything = [*PARTICIPANT_COLUMNS, *(PROFILE + name for name in profile_names)]
    chosen = itemgetter(*(everything.index(column.name) for column in source.participant))
    day, profile_of = _days(ZoneInfo(study.time_zone)), _profiles(profile_names)

    def read(extract: Extract) -> tuple[Any, ...]:
        # Unpacked at once, because an attribute of a row read from the database costs more than a name.
        fields: tuple[Any, ...] = extract
        person, origin, arm, site, event, household, worker, entry, start, end, profile, *others = fields
        wave, language, mode, digest, state, begun, sent, _document = others
        told = (
            *(person, origin, arm, site, event, household, worker),
            *(entry and str(entry), start and str(start), end and str(end)),
            *(waves[wave], language, mode, digest[:DIGEST_SHOWN], day(begun), sent and day(sent), state),
            *profile_of(profile),
        )
        found: tuple[Any, ...] = chosen(told)
        return found

    return read


def _profiles(names: Sequence[str]) -> Callable[[str], tuple[str | None, ...]]:
    """What reads these variables from a stored profile; many people have the same one."""
    if not names:
        return lambda profile: ()

    @lru_cache(maxsize=PROFILES_KEPT)
    def values(profile: str) -> tuple[str | None, ...]:
        stored = json.loads(profile)
        return tuple(stored.get(name) for name in names)

    return values


def _days(zone: ZoneInfo) -> Callable[[datetime.datetime], str]:
    """What tells the day of a moment in ``zone``; worked out once for each quarter of an hour in UTC.

    No zone is away from UTC by less than that, so that no day begins within one.
    """
    known: dict[tuple[datetime.date, int, int], str] = {}

    def day(moment: datetime.datetime) -> str:
        if moment.tzinfo is not None:
            return moment.astimezone(zone).date().isoformat()
        quarter = moment.date(), moment.hour, moment.minute // 15
        if quarter not in known:
            known[quarter] = moment.replace(tzinfo=datetime.UTC).astimezone(zone).date().isoformat()
        return known[quarter]

    return day


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored


def missing_reasons(row: Row) -> Mapping[str, str]:
    """Why each question of the row's questionnaire has no answer; a question it does not have is ``not_asked``."""
    if row.state != STARTED:
        return row.missing
    flow = versions.flow(row.questionnaire_digest)
    state = flow.state({name: _value(stored) for name, stored in row.answers.items()})
    reasons = {
        standing.name: NOT_REACHED if flow.is_asked(Place(standing.name), state) else NOT_ASKED
        for standing in flow.model.questions()
        if not standing.repeats and standing.name not in row.answers
        if isinstance(standing.node, Question) and is_recorded(standing.node)
    }
    return {**reasons, **row.missing}
