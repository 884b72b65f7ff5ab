"""A study's submissions as rows: streamed from the store, each document decoded once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from survey.dataset.columns import (
    DIGEST_SHOWN,
    IDENTIFIES,
    PARTICIPANT_COLUMNS,
    PROFILE,
    ParticipantColumn,
    QuestionColumn,
    Version,
    instance_columns,
    participant_columns,
    question_columns,
    repeats,
)
from survey.instrument.casts import bound_number, number_of
from survey.instrument.definition import NOT_ASKED, NOT_REACHED, Question, Value
from survey.instrument.given import is_recorded, is_worked_out
from survey.instrument.places import Place
from survey.store import extracts, versions
from survey.store.extracts import Extract
from survey.store.studies import StudyRecord
from survey.store.submissions import STARTED

PROFILES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Dataset:
    """The submissions of a study, or of one of its waves, with their columns.

    With ``repeat`` it holds the instances of this repeat, whose name stands after those of the repeats around it:
    ``participant`` are then the columns that identify the submission, and one number for each of these repeats.
    """

    record: StudyRecord
    waves: tuple[str, ...]
    participant: tuple[ParticipantColumn, ...]
    questions: tuple[QuestionColumn, ...]
    versions: tuple[Version, ...]
    repeat: tuple[str, ...] = ()


class Row(NamedTuple):
    """One submission: what is known of its participant in the order of the columns, and its document.

    Or one instance of a repeat: ``indices`` are then its numbers, and ``missing`` holds every reason.
    """

    participant: tuple[str | int | None, ...]
    questionnaire_digest: str
    state: str
    answers: Mapping[str, Any]
    missing: Mapping[str, str]
    instances: Mapping[str, int]
    indices: tuple[int, ...] = ()


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


def repeat_tables(source: Dataset) -> tuple[Dataset, ...]:
    """A dataset for each repeat, an outer one before those inside it; empty where nothing is repeated."""
    known = [column for column in source.participant if column.name in IDENTIFIES]
    return tuple(
        replace(
            source,
            participant=(*known, *instance_columns(repeat)),
            questions=question_columns(source.versions, repeat),
            repeat=repeat,
        )
        for repeat in (() if source.repeat else repeats(source.versions))
    )


def rows(source: Dataset) -> Generator[Row, None, None]:
    """Every submission, submitted or broken off, by participant, or every instance of the dataset's repeat.

    Memory does not grow with their number.
    """
    return _instances(source) if source.repeat else _submissions(source)


def _instances(source: Dataset) -> Generator[Row, None, None]:
    whole = replace(source, participant=source.participant[: -len(source.repeat)], repeat=())
    split = instances(source, whole)
    with closing(_submissions(whole)) as found:
        for row in found:
            yield from split(row)


def instances(table: Dataset, source: Dataset) -> Callable[[Row], Iterator[Row]]:
    """What gives the instances of a repeat in a row of ``source``, the dataset of whole submissions."""
    places = [source.participant.index(column) for column in table.participant[: -len(table.repeat)]]
    names = [column.name for column in table.questions]

    def split(row: Row) -> Iterator[Row]:
        numbers = list(_numbers(row.instances, table.repeat))
        known = tuple(row.participant[place] for place in places)
        why = missing_reasons(row, table.repeat) if numbers else {}
        for indices in numbers:
            keys = {name: Place(name, indices).key for name in names}
            answers = {name: row.answers[key] for name, key in keys.items() if key in row.answers}
            missing = {name: why[key] for name, key in keys.items() if key in why}
            yield row._replace(
                participant=(*known, *indices), answers=answers, missing=missing, instances={}, indices=indices
            )

    return split


def _numbers(counts: Mapping[str, int], repeat: tuple[str, ...]) -> Sequence[tuple[int, ...]]:
    """The numbers of every instance of a repeat, by the counts of the repeats of one submission."""
    found: list[tuple[int, ...]] = [()]
    for name in repeat:
        found = [(*outer, at) for outer in found for at in range(1, counts.get(Place(name, outer).key, 0) + 1)]
    return found


def _submissions(source: Dataset) -> Generator[Row, None, None]:
    waves = {wave.id: wave.name for wave in source.record.waves if wave.name in source.waves}
    known = _reader(source, waves)
    numbers = {version.digest: _numbers_worked_out(version) for version in source.versions}
    with closing(extracts.stream(source.record.id, list(waves))) as found:
        for extract in found:
            document, digest = json.loads(extract.document), extract.questionnaire_digest
            answers = document["answers"]
            if "calculated" in document:
                answers = {**_worked_out(document["calculated"], numbers[digest]), **answers}
            counts = document.get("instances", {})
            yield Row(known(extract), digest, extract.state, answers, document["missing"], counts)


def _numbers_worked_out(version: Version) -> Mapping[str, Question]:
    """The questions whose values are worked out and bound as numbers."""
    asked = version.questionnaire.questions()
    return {each.name: each for each in asked if is_worked_out(each) and bound_number(each)}


def _worked_out(texts: Mapping[str, str], numbers: Mapping[str, Question]) -> dict[str, Any]:
    """What was worked out, numbers as such."""
    found: dict[str, Any] = dict(texts)
    for key, text in texts.items() if numbers else ():
        question = numbers.get(key.partition("[")[0])
        number = number_of(question, text) if question else None
        if number is not None:
            found[key] = number
    return found


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


def missing_reasons(row: Row, repeat: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Why each question of the row's questionnaire has no answer; a question it does not have is ``not_asked``.

    Of the questions asked once or, with ``repeat``, of those in this repeat, by the keys of their places.
    """
    if row.state != STARTED or row.indices:
        return row.missing
    flow = versions.flow(row.questionnaire_digest)
    state = flow.state({name: _value(stored) for name, stored in row.answers.items()})
    reasons = {
        place.key: NOT_REACHED if flow.is_asked(place, state) else NOT_ASKED
        for standing in flow.model.questions()
        if standing.repeats == repeat and isinstance(standing.node, Question) and is_recorded(standing.node)
        for place in (Place(standing.name, indices) for indices in _numbers(row.instances, repeat))
        if place.key not in row.answers
    }
    return {**reasons, **row.missing}
