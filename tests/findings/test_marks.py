"""The interviewed people in a figure: for researchers, with the consent that says link, at their third only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from kept_interviews import interview

from survey import extensions
from survey.findings.answering import QUESTIONS
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

from .answered import answered, chart, dashboard, published

LOW, MIDDLE, HIGH = ({"calm": calm, "calm_then": "2"} for calm in ("3", "2", "1"))
NAME = "distribution.wellbeing"


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


@pytest.fixture
def record(bound: None) -> StudyRecord:
    """Ten people in each third: calm-0 stands low, calm-10 in the middle, calm-20 high."""
    record = published()
    answered(record, "calm", [LOW] * 10 + [MIDDLE] * 10 + [HIGH] * 10, arm="advice")
    return record


def key_of(record: StudyRecord, participant_id: str) -> int:
    with extensions.answers.reading() as session:
        return next(
            person.id
            for person in session.query(Participant).filter_by(study_id=record.id)
            if person.participant_id == participant_id
        )


def interviewed(record: StudyRecord, number: int, participant_id: str, **known: Any) -> None:
    interview(record, number, participant_id=key_of(record, participant_id), **known)


def standing(record: StudyRecord, number: int) -> Any:
    words = {"study": record.name, "interview": number, "language": "en"}
    return QUESTIONS["standing"](words)["standing"]


def test_a_mark_stands_at_the_third_and_tells_no_score(record: StudyRecord) -> None:
    for number, name in ((7, "calm-0"), (4, "calm-10"), (9, "calm-20")):
        interviewed(record, number, name, link=True)
    told = chart(dashboard(record), NAME)
    assert [(mark["interview"], mark["band"], mark["band_label"]) for mark in told["marks"]] == [
        (7, "low", "low third"),
        (4, "middle", "middle third"),
        (9, "high", "high third"),
    ]
    assert told["sentence"].endswith("The linked interviews cover all three thirds.")
    assert all(set(mark) == {"interview", "band", "band_label"} for mark in told["marks"])


def test_other_figures_list_the_interviewed_people_they_count(record: StudyRecord) -> None:
    interviewed(record, 7, "calm-0", link=True)
    interviewed(record, 8, "calm-1", link=False)
    found = dashboard(record)
    for name in ("scores", "items.wellbeing"):
        assert [(mark["interview"], mark["band"]) for mark in chart(found, name)["marks"]] == [(7, "")], name
    assert chart(found, "flow")["marks"] == []


def test_a_third_nobody_was_interviewed_in_is_named(record: StudyRecord) -> None:
    interviewed(record, 7, "calm-0", link=True)
    told = chart(dashboard(record), NAME)
    assert told["sentence"].endswith("No interview that may be linked comes from: middle third and high third.")


def test_without_the_consent_there_is_no_mark(record: StudyRecord) -> None:
    interviewed(record, 7, "calm-0", link=False)
    assert chart(dashboard(record), NAME)["marks"] == []
    assert standing(record, 7) == []


def test_staff_see_no_mark_even_of_a_released_interview(record: StudyRecord) -> None:
    interviewed(record, 7, "calm-0", link=True, released=True)
    QUESTIONS["release"]({"study": record.name, "actor": "ana"})
    found = dashboard(record, "staff")
    assert chart(found, NAME)["plotly"] is not None
    assert all(each["marks"] == [] for each in found["charts"])
    assert "third" not in json.dumps(found)


def test_no_mark_where_a_third_would_hold_too_few() -> None:
    record = published()
    answered(record, "calm", [LOW] * 3 + [MIDDLE] * 20 + [HIGH] * 20, arm="advice")
    interviewed(record, 7, "calm-0", link=True)
    assert chart(dashboard(record), NAME)["marks"] == []
    assert {each["why_not"] for each in standing(record, 7)} == {
        "Too few people to show this: figures need at least 5."
    }


def test_an_interview_tells_where_its_person_stands(record: StudyRecord) -> None:
    interviewed(record, 7, "calm-20", link=True)
    assert standing(record, 7) == [
        {
            "scale": "wellbeing",
            "of": "score",
            "label": "Wellbeing",
            "band": "high",
            "band_label": "high third",
            "why_not": "",
        }
    ]


def test_an_interview_of_somebody_who_sent_nothing(record: StudyRecord) -> None:
    answered(record, "blank", [None], arm="advice")
    interviewed(record, 7, "blank-0", link=True)
    assert [each["why_not"] for each in standing(record, 7)] == ["This person answered too few questions of the scale."]


def test_a_filter_shows_the_interviewed_people_it_holds() -> None:
    record = published()
    answered(record, "calm", [LOW] * 10 + [MIDDLE] * 10 + [HIGH] * 10, arm="advice")
    answered(record, "other", [LOW] * 10 + [MIDDLE] * 10 + [HIGH] * 10, arm="support")
    interviewed(record, 7, "calm-0", link=True)
    interviewed(record, 8, "other-0", link=True)
    told = chart(dashboard(record, arm="support"), NAME)
    assert [mark["interview"] for mark in told["marks"]] == [8]
