"""Interviewed people where there are two waves: the third of each score, and of the change between them."""

from __future__ import annotations

import pytest
from flask import Flask
from staff_study import person

from survey import extensions
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

from .answered import chart, dashboard, published
from .thirds_study import ANSWERS, EACH, ITEMS, interviewed, placed, standing

PATHS = {0: 6, 1: 6, 2: 4, 4: 4, 5: 4, 6: 5}
"""Points at exit by points at entry. By hand, the changes in points are 6, 5, 2, 0, -1 and -1: five different ones."""


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def study(paths: dict[int, int]) -> StudyRecord:
    """Five people on each path."""
    record = published(waves=("entry", "exit"), items=ITEMS, design="before_after")
    for first, last in paths.items():
        for number in range(EACH):
            answer(record, f"p{first}-{number}", "entry", ANSWERS[first])
            answer(record, f"later p{first}-{number}", "exit", ANSWERS[last])
    with extensions.answers.writing() as session:
        people = {each.participant_id: each for each in session.query(Participant)}
        for name, later in people.items():
            if name.startswith("later "):  # the submission of exit moves over to the same person
                same = people[name.removeprefix("later ")]
                for table in ("submission", "invitation"):
                    session.connection().exec_driver_sql(
                        f"UPDATE {table} SET participant_id = {same.id} WHERE participant_id = {later.id}"
                    )
                session.delete(later)
    return record


def answer(record: StudyRecord, name: str, wave: str, chosen: str) -> None:
    person(record, name, wave=wave, step="submitted", answers=dict(zip(ITEMS, chosen, strict=True)))


def wave_id(record: StudyRecord, name: str) -> int:
    return record.wave(name).id


def test_the_change_marks_people_at_the_third_of_their_change() -> None:
    # By hand: 0 to 6, 1 to 5, 2 to 4, 4 to 4, 5 to 4, 6 to 4 are changes of 6, 4, 2, 0, -1 and -2 points. Of thirty
    # people the ten with -2 and -1 are the low third, 0 and 2 the middle, 4 and 6 the high one.
    record = study({0: 6, 1: 5, 2: 4, 4: 4, 5: 4, 6: 4})
    for number, name in ((1, "p6-0"), (2, "p4-0"), (3, "p1-0"), (4, "p0-0")):
        interviewed(record, number, name, link=True, wave_id=wave_id(record, "exit"))
    told = chart(dashboard(record), "change")
    assert placed(told) == [(1, "low"), (2, "middle"), (3, "high"), (4, "high")]
    circles = next(trace for trace in told["plotly"]["data"] if trace["name"] == "marks")
    assert sorted(circles["customdata"]) == [1, 2, 3, 4]
    # The two of the high third stand side by side in its block, the greater change not further out.
    at = dict(zip(circles["customdata"], circles["x"], strict=True))
    low, high = told["plotly"]["layout"]["xaxis"]["range"]
    third = (high - low) / 3
    assert at[1] == pytest.approx(low + third / 2) and at[2] == pytest.approx(low + 1.5 * third)
    assert low + 2 * third < at[3] < at[4] < high


def test_each_wave_marks_the_interview_that_was_held_at_it() -> None:
    record = study({0: 6, 1: 5, 2: 4, 4: 4, 5: 4, 6: 4})
    interviewed(record, 1, "p0-0", link=True, wave_id=wave_id(record, "exit"))
    interviewed(record, 2, "p0-0", link=True, wave_id=wave_id(record, "entry"))
    told = chart(dashboard(record), "scores")
    # At exit there are 6, 5 and four times 4 points: three scores make no thirds.
    assert placed(told, "scale:wellbeing|wave:entry") == [(2, "low")]
    assert placed(told, "scale:wellbeing|wave:exit") == [(1, "")]


def test_a_transcript_tells_both_waves_and_the_change() -> None:
    record = study({0: 6, 1: 5, 2: 4, 4: 4, 5: 4, 6: 4})
    interviewed(record, 1, "p0-0", link=True, wave_id=wave_id(record, "exit"))
    told = [(each["label"], each["band"], each["chart"]) for each in standing(record, 1)]
    assert told == [
        ("Wave entry", "low", "scores"),
        ("Wave exit", "", "distribution.wellbeing"),
        ("change", "high", "change"),
    ]


def test_where_too_few_changes_differ_no_third_is_told() -> None:
    record = study(PATHS)
    interviewed(record, 1, "p0-0", link=True)
    assert placed(chart(dashboard(record), "change")) == [(1, "")]
