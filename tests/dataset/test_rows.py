"""Rows are submissions, by participant, with the reason of each missing answer."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from flask import Flask
from staff_study import AGE, CALM, person, published, questionnaire, study

from survey.dataset.rows import dataset, missing_reasons, rows
from survey.instrument.study import ProfileVariable
from survey.store import studies
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.usefixtures("app")


def test_rows_are_submitted_and_broken_off_ones_by_participant() -> None:
    record = published()
    person(record, "c", step="submitted")
    person(record, "a", step="broken_off")
    person(record, "b", step="declined")
    person(record, "d", step="opened_only")
    found = [(row.participant[0], row.state) for row in rows(dataset(record))]
    assert found == [("a", "started"), ("c", "submitted")]


def test_a_row_tells_days_in_the_zone_of_the_study_and_no_times() -> None:
    record = published()
    late = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)  # already 2 March in Paris
    entered = datetime.date(2026, 1, 9)
    person(record, "a", step="submitted", started_at=late, arm="advice", site="north", entry_date=entered)
    (row,) = rows(dataset(record))
    known = dict(zip([column.name for column in dataset(record).participant], row.participant, strict=True))
    assert known == {
        "participant_id": "a",
        "origin": "register",
        "arm": "advice",
        "site": "north",
        "event": None,
        "entry_date": "2026-01-09",
        "support_start": None,
        "support_end": None,
        "wave": "post",
        "language": "fr",
        "mode": "web",
        "questionnaire": record.waves[0].questionnaire_digest[:12],
        "started_on": "2026-03-02",
        "submitted_on": "2026-03-02",
        "state": "submitted",
    }


def test_what_the_register_says_of_everybody_stands_beside_the_answers() -> None:
    band = ProfileVariable("age_band", "AGE", {"fr": "Âge"}, {"30+": {"fr": "30 ou plus"}})
    children = ProfileVariable("children", "CHILDREN", {"fr": "Enfants"})
    record = with_profile(band, children)
    person(record, "a", step="submitted", profile='{"age_band": "30+", "children": "2"}')
    person(record, "b", step="submitted", origin="open")
    names = [column.name for column in dataset(record).participant]
    place = names.index("register.age_band")
    assert names[place - 1 : place + 3] == ["support_end", "register.age_band", "register.children", "wave"]
    assert [row.participant[place : place + 3] for row in rows(dataset(record))] == [
        ("30+", "2", "post"),
        (None, None, "post"),
    ]


def with_profile(*variables: ProfileVariable) -> StudyRecord:
    plain = study()
    profiled = replace(plain, register=replace(plain.register, profile=variables))
    return studies.publish(profiled, {"post": questionnaire()})


def test_one_wave_can_be_asked_for() -> None:
    record = published(entry=questionnaire(), exit=questionnaire())
    person(record, "a", wave="entry", step="submitted")
    person(record, "b", wave="exit", step="submitted")
    assert [row.participant[0] for row in rows(dataset(record, "exit"))] == ["b"]


def test_an_unknown_wave_is_told() -> None:
    with pytest.raises(studies.UnknownStudyError, match="no wave 'never'"):
        dataset(published(), "never")


def test_the_reasons_of_a_submitted_row_are_those_stored() -> None:
    record = published()
    reasons = {"calm": "refused", "calm_then": "not_answered", "helped": "not_answered", "words": "not_asked"}
    person(record, "a", step="submitted", answers={"age": 12}, missing=reasons)
    (row,) = rows(dataset(record))
    assert missing_reasons(row) == reasons


@pytest.mark.parametrize(("age", "words"), [(12, "not_asked"), (40, "not_reached")])
def test_what_a_broken_off_row_lacks_was_not_reached_or_not_asked(age: int, words: str) -> None:
    record = published()
    person(record, "a", step="broken_off", answers={"age": age, "helped": ["friend"]}, missing={"calm": "refused"})
    (row,) = rows(dataset(record))
    assert missing_reasons(row) == {"calm": "refused", "calm_then": "not_reached", "words": words}


def test_answers_on_an_older_questionnaire_keep_their_columns(app: Flask) -> None:
    older = published(post=questionnaire(AGE, CALM))
    person(older, "a", step="submitted", answers={"age": 30, "calm": "2"})
    newer = published(post=questionnaire(AGE))
    person(newer, "b", step="submitted", answers={"age": 31})
    source = dataset(newer)
    assert [column.name for column in source.questions] == ["age", "calm"]
    assert [dict(row.answers) for row in rows(source)] == [{"age": 30, "calm": "2"}, {"age": 31}]
