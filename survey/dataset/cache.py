"""The submitted answers of a study as columns in memory: appended to as answers arrive, made anew when any went."""

from __future__ import annotations

import datetime
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from survey.dataset.coded import NOT_ASKED_CODE, REASONS, Coded, Growing, blank, reader_of_profile
from survey.dataset.columns import PROFILE, QuestionColumn, Version, question_columns
from survey.instrument.study import Study
from survey.store import data_versions, extracts, submitted, versions
from survey.store.data_versions import DataVersion
from survey.store.studies import StudyRecord
from survey.store.submitted import Registered, Submitted

CHOSEN = "select_one"
COUNTED = ("range", "integer")
OVERLAP = datetime.timedelta(minutes=2)
"""Longer than a transaction waits for its turn."""
FACTS = ("origin", "arm", "site", "event", "language", "mode")


@dataclass(frozen=True, slots=True)
class StudyColumns:
    """The submitted submissions of a study, one row each; nothing in here is ever changed.

    ``participants`` holds the key of each row's participant, ``sent`` the moment it was last submitted and
    ``first_sent`` the first one, in seconds as ``datetime.timestamp`` gives them. ``attributes`` are origin, arm, site,
    event, language and mode, then the register's profile as ``register.NAME``; ``answers`` are the choices made and the
    numbers of scale items, by question, and ``questions`` the columns they belong to. ``questionnaire`` tells each
    row's digest, one of those in ``questionnaires``.
    """

    record: StudyRecord
    version: DataVersion
    participants: array[int]
    sent: array[float]
    first_sent: array[float]
    waves: Coded
    attributes: Mapping[str, Coded]
    answers: Mapping[str, Coded]
    questions: Mapping[str, QuestionColumn]
    questionnaire: Coded
    questionnaires: tuple[Version, ...]
    submissions: array[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterFrame:
    """Everybody of a study's register with the same attributes, to hold those who answered against; no mode, no origin.

    ``language`` is the one the register says, not the one somebody answered in.
    """

    record: StudyRecord
    version: DataVersion
    participants: array[int]
    attributes: Mapping[str, Coded]


def refreshed(previous: StudyColumns | None, record: StudyRecord) -> StudyColumns:
    """The columns of a study now; of ``previous`` all is kept to which submissions were only added since."""
    with submitted.one_moment() as connection:
        version = data_versions.data_version(record, connection)
        if previous is not None and previous.version.foundation == version.foundation:
            current = _continued(previous, record, version, connection)
            if current is not None:
                return current
        rows = submitted.everything(connection, [wave.id for wave in record.waves])
        return _extended(_empty(record, version), rows)


def frame(record: StudyRecord, previous: RegisterFrame | None = None) -> RegisterFrame:
    """The register of a study now; ``previous`` again where nothing was published or imported since."""
    with submitted.one_moment() as connection:
        version = data_versions.data_version(record, connection)
        if previous is not None and previous.version.foundation == version.foundation:
            return replace(previous, record=record, version=version)
        names = _names(record.study)
        growing = {name: Growing(blank(names[name])) for name in names if name not in ("origin", "mode")}
        participants = array("q")
        profile = _profile_names(record.study)
        for batch in submitted.register(connection, record.id):
            participants.extend(row.participant for row in batch)
            _add_attributes(growing, batch, profile)
    return RegisterFrame(record, version, participants, _columns(growing))


def _continued(
    previous: StudyColumns, record: StudyRecord, version: DataVersion, connection: Connection
) -> StudyColumns | None:
    """The columns with what was submitted since; None when they do not hold as many rows as there are then."""
    current = replace(previous, record=record, version=version)
    if previous.version.token == version.token:
        return current
    # One that took its time first may be kept last: those shortly before the newest are looked through again.
    since = previous.version.as_of
    waves = [wave.id for wave in record.waves]
    if since is None:
        return _if_complete(_extended(current, submitted.everything(connection, waves)))
    known = set(previous.submissions)
    found = submitted.numbers_since(connection, waves, since - OVERLAP)
    new = [number for number in found if number not in known]
    return _if_complete(_extended(current, submitted.numbered(connection, new)))


def _if_complete(columns: StudyColumns) -> StudyColumns | None:
    known = {version.digest for version in columns.questionnaires}
    complete = len(columns.submissions) == columns.version.submitted and known.issuperset(columns.questionnaire.names)
    return columns if complete else None


def _empty(record: StudyRecord, version: DataVersion) -> StudyColumns:
    used = extracts.digests_in_use([wave.id for wave in record.waves])
    digests = dict.fromkeys([*(wave.questionnaire_digest for wave in record.waves), *used])
    published = tuple(Version(digest, versions.questionnaire(digest)) for digest in digests)
    questions = {column.name: column for column in _coded_questions(published)}
    return StudyColumns(
        record=record,
        version=version,
        participants=array("q"),
        sent=array("d"),
        first_sent=array("d"),
        waves=blank(wave.name for wave in record.waves),
        attributes={name: blank(names) for name, names in _names(record.study).items()},
        answers={name: blank(choice.name for choice in column.choices) for name, column in questions.items()},
        questions=questions,
        questionnaire=blank(digests),
        questionnaires=published,
        submissions=array("q"),
    )


def _coded_questions(published: Sequence[Version]) -> Iterator[QuestionColumn]:
    """Choices of one, and the numbers that a scale, or a look back at one of its items, is made of."""
    items = {item for version in published for scale in version.questionnaire.scales for item in scale.items}
    for column in question_columns(published):
        question = column.question
        is_item = question.name in items or question.then_test in items
        if question.type == CHOSEN or (question.type in COUNTED and is_item):
            yield column


def _names(study: Study) -> dict[str, list[str]]:
    """The attributes of a row, each with the names that the study declares."""
    declared = {
        "arm": [arm.name for arm in study.arms],
        "site": [site.name for site in study.sites],
        "event": [event.name for event in study.events],
        "language": list(study.languages),
    }
    profile = {PROFILE + variable.name: list(variable.values) for variable in study.register.profile}
    return {name: declared.get(name, []) for name in FACTS} | profile


def _profile_names(study: Study) -> list[str]:
    return [variable.name for variable in study.register.profile]


def _extended(columns: StudyColumns, batches: Iterable[Sequence[Submitted]]) -> StudyColumns:
    """The columns with these rows at their end."""
    waves, questionnaire = Growing(columns.waves), Growing(columns.questionnaire)
    attributes = {name: Growing(column) for name, column in columns.attributes.items()}
    answers = {name: Growing(column) for name, column in columns.answers.items()}
    participants, numbers = columns.participants[:], columns.submissions[:]
    sent, first_sent = columns.sent[:], columns.first_sent[:]
    wave_names = {wave.id: wave.name for wave in columns.record.waves}
    profile = _profile_names(columns.record.study)
    for batch in batches:
        numbers.extend(row.id for row in batch)
        sent.extend((row.corrected_at or row.submitted_at).timestamp() for row in batch)
        first_sent.extend(row.submitted_at.timestamp() for row in batch)
        participants.extend(row.participant for row in batch)
        waves.extend_with(wave_names[row.wave_id] for row in batch)
        questionnaire.extend_with(row.questionnaire_digest for row in batch)
        _add_attributes(attributes, batch, profile)
        _add_answers(answers, columns.questions, [json.loads(row.document) for row in batch])
    return replace(
        columns,
        participants=participants,
        sent=sent,
        first_sent=first_sent,
        waves=waves.column(),
        attributes=_columns(attributes),
        answers=_columns(answers),
        questionnaire=questionnaire.column(),
        submissions=numbers,
    )


def _columns(growing: Mapping[str, Growing]) -> dict[str, Coded]:
    return {name: each.column() for name, each in growing.items()}


def _add_attributes(
    growing: Mapping[str, Growing], batch: Sequence[Submitted] | Sequence[Registered], profile: Sequence[str]
) -> None:
    for name, column in growing.items():
        if not name.startswith(PROFILE):
            column.extend_with(getattr(row, name) for row in batch)
    read = reader_of_profile(profile)
    told = [read(row.profile) for row in batch]
    for place, name in enumerate(profile):
        growing[PROFILE + name].extend_with(each[place] for each in told)


def _add_answers(
    growing: Mapping[str, Growing], questions: Mapping[str, QuestionColumn], documents: Sequence[Mapping[str, Any]]
) -> None:
    kept = [(document["answers"], document["missing"]) for document in documents]
    for name, column in growing.items():
        coding, mixed = column.coding, questions[name].is_mixed
        said = [(_plain(answers), missing) for answers, missing in kept] if mixed else kept
        column.extend(
            [
                REASONS.get(missing.get(name), NOT_ASKED_CODE)
                if (value := answers.get(name)) is None
                else coding[value]
                for answers, missing in said
            ]
        )


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What another version asked as several choices is a list, which nothing can be looked up by."""
    return {name: tuple(stored) if isinstance(stored, list) else stored for name, stored in answers.items()}
