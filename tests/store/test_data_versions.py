"""The version of a study's answers changes with everything a figure is made of, and with nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text
from staff_study import AGE, CALM, NOON, person, published, questionnaire, study

from survey import extensions
from survey.store import erasure, register_imports, studies
from survey.store.data_versions import DataVersion, data_version
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow
from survey.voices.importing import import_transcripts

pytestmark = pytest.mark.usefixtures("app")

LATER = NOON + datetime.timedelta(days=1)


def with_one() -> StudyRecord:
    """A study in which one person answered."""
    record = published()
    person(record, "a", step="submitted", submitted_at=NOON)
    return record


def moved(act: Callable[[], object], record: StudyRecord) -> tuple[DataVersion, DataVersion]:
    """The version before and after."""
    before = data_version(record)
    act()
    return before, data_version(record)


def test_a_study_without_answers_has_a_version_and_no_day() -> None:
    version = data_version(published())
    assert (version.submitted, version.as_of) == (0, None)
    assert len(version.token) == 64


def test_it_counts_what_was_submitted_and_tells_the_last_moment() -> None:
    record = published(entry=questionnaire(), exit=questionnaire())
    person(record, "a", wave="entry", step="submitted", submitted_at=LATER)
    person(record, "b", wave="exit", step="submitted", submitted_at=NOON)
    person(record, "c", wave="exit", step="broken_off")
    version = data_version(record)
    assert (version.submitted, version.as_of) == (2, LATER)


def test_a_submission_changes_the_token_and_lets_columns_grow() -> None:
    record = with_one()
    before, after = moved(lambda: person(record, "b", step="submitted", submitted_at=NOON), record)
    assert before.token != after.token and before.foundation == after.foundation


def erase(record: StudyRecord) -> None:
    erasure.erase_participant(record, "a", record.waves, keep_contacts=True, actor="test")


def erase_all(record: StudyRecord) -> None:
    erasure.erase_answers(record, "test")


def import_register(record: StudyRecord) -> None:
    register_imports.import_register(record, [RegisterRow("z")], "file", "test")


def publish_study(record: StudyRecord) -> None:
    plain = study()
    studies.publish(replace(plain, minimum_cell=11), {"post": questionnaire()})


def publish_questionnaire(record: StudyRecord) -> None:
    published(post=questionnaire(CALM, AGE))


@pytest.mark.parametrize("act", [erase, erase_all, import_register, publish_study, publish_questionnaire])
def test_what_else_is_done_to_the_study_changes_what_columns_stand_on(act: Callable[[StudyRecord], None]) -> None:
    record = with_one()
    before, after = moved(lambda: act(record), record)
    assert before.token != after.token and before.foundation != after.foundation


def test_erased_and_sent_again_at_the_same_moment_is_another_version() -> None:
    record = with_one()
    before = data_version(record)
    erase(record)
    person(record, "b", step="submitted", submitted_at=NOON)
    after = data_version(record)
    assert (before.submitted, before.as_of) == (after.submitted, after.as_of)
    assert before.token != after.token


def import_interview(record: StudyRecord) -> None:
    import_transcripts(record, [("talk.txt", b"L1 : Bonjour.")], "test")


def test_an_interview_changes_the_token_and_no_column() -> None:
    record = with_one()
    before, after = moved(lambda: import_interview(record), record)
    assert before.token != after.token and before.foundation == after.foundation


def test_a_consent_that_is_taken_back_changes_the_token() -> None:
    record = with_one()
    import_interview(record)
    set_link(True)
    before, after = moved(lambda: set_link(False), record)
    assert before.token != after.token


def set_link(link: bool) -> None:
    with extensions.answers.writing() as session:
        row = session.query(TranscriptRow).one()
        row.participant_id = session.scalar(text("SELECT id FROM participant"))
        row.link = link


def test_what_no_figure_is_made_of_changes_nothing() -> None:
    record = with_one()

    def act() -> None:
        person(record, "b", step="broken_off")
        person(record, "c", step="declined")
        studies.set_wave_times(record.waves[0], NOON, LATER, study="tiny", actor="test")
        published("other")
        studies.switch_open_link(record, False, "test")

    before, after = moved(act, record)
    assert before == after


def test_another_study_of_the_same_content_has_another_version() -> None:
    first, second = published(), published("other")
    assert data_version(first).token != data_version(second).token


def test_it_is_read_from_the_index_alone(app: Flask) -> None:
    record = with_one()
    counted = "SELECT wave_id, count(*), max(submitted_at) FROM submission WHERE wave_id IN (:wave) AND state = :state"
    with extensions.answers.looking() as connection:
        if connection.dialect.name == "sqlite":
            plan, expected = "EXPLAIN QUERY PLAN", "COVERING INDEX ix_submission_wave_id_state_submitted_at"
        else:
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # three rows are read faster without an index
            connection.execute(text("SET LOCAL enable_bitmapscan = off"))
            plan, expected = "EXPLAIN", "Index Only Scan using ix_submission_wave_id_state_submitted_at"
        words = {"wave": record.waves[0].id, "state": "submitted"}
        lines = connection.execute(text(f"{plan} {counted} GROUP BY wave_id"), words).all()
    assert expected in str(lines)
