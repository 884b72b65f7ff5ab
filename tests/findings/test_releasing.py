"""What the team sees: figures as they were released, and nothing that tells of a few people between two releases."""

from __future__ import annotations

import datetime
import json

import pytest
from flask import Flask
from sqlalchemy import select

from survey import extensions
from survey.findings.answering import QUESTIONS
from survey.store import audit, clock, erasure, figure_releases
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

from .answered import answered, chart, dashboard, is_open, published

CHOSEN = [{"calm": str(1 + number % 3), "calm_then": str(1 + number // 3 % 3)} for number in range(30)]

SENT = clock.now()


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def release(record: StudyRecord) -> dict[str, object]:
    return dict(QUESTIONS["release"]({"study": record.name, "actor": "ana"}))


def mean(found: object) -> float:
    return next(each["value"] for each in chart(found, "scores")["estimates"] if "arm" not in each)


def test_staff_see_nothing_before_a_release() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    found = dashboard(record, "staff")
    assert found["why_not"].startswith("No figures have been released") and found["people"] is None
    assert [each["name"] for each in found["charts"]] == ["flow"] and found["data_version"] == ""


def test_staff_see_what_was_released_and_no_later_answer() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    assert release(record) == {"released": True, "bases": 1}
    before = dashboard(record, "staff")
    assert before["people"] == 30 and chart(before, "change")["plotly"] is not None
    answered(record, "b", [{"calm": "1", "calm_then": "1"}] * 20, arm="support")
    assert dashboard(record, "staff") == before
    assert mean(dashboard(record)) != mean(before)


def test_a_release_without_changes_keeps_the_earlier_one() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    assert release(record) == {"released": False, "bases": 1}
    assert len(figure_releases.releases(record.id)) == 1


def test_a_release_that_would_tell_of_a_few_new_people_is_not_made() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    answered(record, "b", CHOSEN[:4], arm="advice")
    before = dashboard(record, "staff")
    assert release(record)["released"] is False and dashboard(record, "staff") == before
    answered(record, "c", CHOSEN[:1], arm="advice")
    assert release(record)["released"] is True and dashboard(record, "staff")["people"] == 35


def test_an_arm_changed_by_a_few_is_closed_while_everyone_is_shown_anew() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    answered(record, "b", CHOSEN, arm="support")
    assert release(record) == {"released": True, "bases": 3}
    answered(record, "c", CHOSEN[:6], arm="advice")
    answered(record, "d", CHOSEN[:2], arm="support")
    assert release(record)["released"] is True
    found = dashboard(record, "staff")
    assert found["people"] == 68 and not any(is_open(found, "arm").values())
    assert dashboard(record, "staff", arm="support")["charts"][:-1] == []


def test_erased_people_count_as_a_change() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    before = dashboard(record, "staff")
    for number in range(4):
        erasure.erase_participant(record, f"a-{number}", record.waves, keep_contacts=True, actor="ana")
    assert release(record)["released"] is False
    assert dashboard(record, "staff") == before, "what was released stays, dated"
    assert dashboard(record)["people"] == 26


def test_one_who_left_and_one_who_came_are_two_changes() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    erasure.erase_participant(record, "a-0", record.waves, keep_contacts=True, actor="ana")
    answered(record, "b", CHOSEN[:1], arm="advice", submitted_at=clock.now() - datetime.timedelta(days=1))
    assert dashboard(record)["people"] == 30
    assert release(record)["released"] is False


def corrects(record: StudyRecord, who: str, calm: str) -> None:
    """What sending a correction writes."""
    with extensions.answers.writing() as session:
        key = session.scalar(select(Participant.id).where(Participant.participant_id == who))
        row = session.scalars(select(SubmissionRow).where(SubmissionRow.participant_id == key)).one()
        said = json.loads(row.document)
        row.document = json.dumps(said | {"answers": {**said["answers"], "calm": calm}})
        row.corrected_at = SENT
        audit.record(session, "respondent", "answers corrected", record.name, {"wave": "post"})


def test_corrections_of_a_few_move_no_released_figure_and_those_of_many_do(monkeypatch: pytest.MonkeyPatch) -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    before, exact = dashboard(record, "staff"), mean(dashboard(record))
    monkeypatch.setattr(clock, "now", lambda: SENT + datetime.timedelta(days=1))
    for number in range(record.study.minimum_cell - 1):
        corrects(record, f"a-{number}", "3")
    assert mean(dashboard(record)) != exact  # researchers see answers as they are
    assert release(record)["released"] is False and dashboard(record, "staff") == before
    for number in range(record.study.minimum_cell):
        corrects(record, f"a-{number + 10}", "3")
    assert release(record) == {"released": True, "bases": 1}
    assert mean(dashboard(record, "staff")) != mean(before)


def test_answers_of_today_are_released_tomorrow() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice", submitted_at=clock.now())
    assert release(record) == {"released": False, "bases": 0}
    assert dashboard(record)["people"] == 30


def test_a_release_holds_counts_and_charts_and_nobody() -> None:
    record = published()
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    kept = figure_releases.releases(record.id)[0]
    text = figure_releases.charts(kept.id, "[]")
    assert kept.standing == {"post": {"places": [[["advice"], 30]], "open": [[]]}}
    assert text and "a-1" not in text and "a-1" not in json.dumps(dict(kept.standing))


def test_a_stricter_minimum_cell_hides_what_was_released_before() -> None:
    record = published(minimum_cell=5)
    answered(record, "a", CHOSEN, arm="advice")
    release(record)
    assert dashboard(published(minimum_cell=10), "staff")["why_not"].startswith("No figures have been released")
