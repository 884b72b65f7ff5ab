"""The interviewed people in a figure: for researchers, with the consent that says link, at their third only."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from survey.findings.answering import QUESTIONS
from survey.findings.current import charts, current
from survey.findings.figures.change import change_of
from survey.findings.figures.scores import score_of
from survey.findings.frozen import to_text
from survey.findings.populations import EVERYONE
from survey.findings.thirds import thirds_of
from survey.store import studies
from survey.store.studies import StudyRecord

from .answered import answered, chart, dashboard, published
from .thirds_study import ITEMS, come, interviewed, placed, standing, stay_away, thirty

NAME, SCALE = "distribution.wellbeing", "scale:wellbeing"
NO_THIRD = "No third: one of them would hold fewer than 5 people, or a single value."
COUNTS_PEOPLE = "No third: this figure counts people."
COUNTING = ("register", "flow")


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


@pytest.fixture
def record(bound: None) -> StudyRecord:
    """Thirty people, ten in each third."""
    return thirty()


def test_a_mark_stands_at_the_third_and_tells_no_score(record: StudyRecord) -> None:
    for number, name in ((7, "p0-0"), (3, "p1-0"), (4, "p4-0"), (9, "p5-0")):
        interviewed(record, number, name, link=True)
    told = chart(dashboard(record), NAME)
    assert [(mark["interview"], mark["band"], mark["band_label"]) for mark in told["marks"]] == [
        (3, "low", "low third"),
        (4, "middle", "middle third"),
        (7, "low", "low third"),
        (9, "high", "high third"),
    ]
    assert told["sentence"].endswith("The linked interviews cover all three thirds.")
    keys = {"interview", "of", "of_label", "band", "band_label", "why_not"}
    assert all(set(mark) == keys for mark in told["marks"])


def test_the_chart_of_scores_marks_them_at_the_third_of_the_score(record: StudyRecord) -> None:
    for number, name in ((7, "p0-0"), (9, "p6-0")):
        interviewed(record, number, name, link=True)
    told = chart(dashboard(record), "scores")
    assert placed(told, SCALE) == [(7, "low"), (9, "high")]
    circles = next(trace for trace in told["plotly"]["data"] if trace["name"] == "marks")
    # By hand: three equal blocks of an axis of 0 to 100, whatever the score.
    assert [(number, round(x, 1)) for number, x in zip(circles["customdata"], circles["x"], strict=True)] == [
        (7, 16.7),
        (9, 83.3),
    ]


def test_where_a_third_would_be_a_single_answer_none_is_told(record: StudyRecord) -> None:
    """Three answers make no third that is not one of them, or two told together."""
    interviewed(record, 7, "p0-0", link=True)
    told = chart(dashboard(record), "items.wellbeing")
    calm = [mark for mark in told["marks"] if mark["of"] == "question:calm"]
    assert [(mark["interview"], mark["band"], mark["why_not"]) for mark in calm] == [(7, "", NO_THIRD)]


def test_figures_that_count_people_list_them_and_say_so(record: StudyRecord) -> None:
    come(record, "q", arm="support")
    for arm in ("advice", "support"):
        stay_away(record, arm)
    interviewed(record, 7, "p0-0", link=True)
    interviewed(record, 8, "away-advice-0", link=True)
    found = dashboard(record)
    for name in COUNTING:
        told = chart(found, name)
        assert (placed(told), {mark["why_not"] for mark in told["marks"]}) == ([(7, ""), (8, "")], {COUNTS_PEOPLE})
    assert placed(chart(found, NAME)) == [(7, "low")]


def test_a_third_nobody_was_interviewed_in_is_named(record: StudyRecord) -> None:
    interviewed(record, 7, "p0-0", link=True)
    told = chart(dashboard(record), NAME)
    assert told["sentence"].endswith("No interview that may be linked comes from: middle third and high third.")


def test_without_the_consent_there_is_no_mark_in_any_figure(record: StudyRecord) -> None:
    interviewed(record, 7, "p0-0", link=False)
    assert [each["name"] for each in dashboard(record)["charts"] if each["marks"]] == []
    assert standing(record, 7) == []


def test_staff_see_no_mark_even_of_a_released_interview(record: StudyRecord) -> None:
    interviewed(record, 7, "p0-0", link=True, released=True)
    QUESTIONS["release"]({"study": record.name, "actor": "ana"})
    found = dashboard(record, "staff")
    assert chart(found, NAME)["plotly"] is not None
    assert all(each["marks"] == [] for each in found["charts"])
    assert "third" not in json.dumps(found)


def test_charts_with_marks_are_never_released(record: StudyRecord) -> None:
    interviewed(record, 7, "p0-0", link=True)
    with pytest.raises(ValueError, match="mark interviewed people"):
        to_text(charts(studies.study_named("tiny"), ()).charts)


def test_no_third_is_told_where_it_would_tell_the_score() -> None:
    record = published(items=ITEMS)
    for chosen in ("3", "2", "1"):
        answered(record, f"p{chosen}", [{**dict.fromkeys(ITEMS, chosen), "calm_then": "2"}] * 20, arm="advice")
    interviewed(record, 7, "p3-0", link=True)
    told = chart(dashboard(record), "scores")
    assert [(mark["interview"], mark["band"], mark["why_not"]) for mark in told["marks"]] == [(7, "", NO_THIRD)]
    assert standing(record, 7)[0]["why_not"] == NO_THIRD
    assert "marks" not in [trace["name"] for trace in told["plotly"]["data"]]


def test_an_interview_tells_where_its_person_stands_and_in_which_figure(record: StudyRecord) -> None:
    interviewed(record, 7, "p6-0", link=True)
    score, perceived = standing(record, 7)
    assert score == {
        "scale": "wellbeing",
        "of": "score",
        "wave": "post",
        "chart": NAME,
        "scale_label": "Wellbeing",
        "label": "score",
        "band": "high",
        "band_label": "high third",
        "why_not": "",
    }
    assert (perceived["label"], perceived["chart"], perceived["band"]) == ("change, looking back", "change", "")


def test_an_interview_of_somebody_who_sent_nothing(record: StudyRecord) -> None:
    answered(record, "blank", [None], arm="advice")
    interviewed(record, 7, "blank-0", link=True)
    assert standing(record, 7)[0]["why_not"] == "No third: too few questions were answered."
    assert placed(chart(dashboard(record), "scores")) == [(7, "")]


def test_a_filter_shows_the_interviewed_people_it_holds(record: StudyRecord) -> None:
    come(record, "q", arm="support")
    interviewed(record, 7, "p0-0", link=True)
    interviewed(record, 8, "q0-0", link=True)
    assert placed(chart(dashboard(record, arm="support"), NAME)) == [(8, "low")]


def test_a_filter_moves_nobody_to_another_third(record: StudyRecord) -> None:
    """Among the fifteen of the other arm 4 points are few; among everyone they are the middle."""
    answered(record, "few", [{"calm": "2", "rested": "2", "glad": "1", "calm_then": "2"}] * 5, arm="support")
    for chosen in ("111", "121"):
        told = dict(zip(("calm", "rested", "glad"), chosen, strict=True))
        answered(record, f"much{chosen}", [{**told, "calm_then": "2"}] * 5, arm="support")
    interviewed(record, 7, "few-0", link=True)
    # By hand: of 45 people 10 have at most 1 point, 15 have 2 or 4, 20 have 5 or 6.
    assert placed(chart(dashboard(record), NAME)) == [(7, "middle")]
    assert placed(chart(dashboard(record, arm="support"), NAME)) == [(7, "middle")]


def test_the_thirds_of_a_score_are_not_those_of_the_change_that_was_asked_for_first(record: StudyRecord) -> None:
    found = current(record)
    change = change_of(found.material, found.protection, EVERYONE, "wellbeing")
    assert thirds_of(found.protection, change) is None  # three different changes at most
    thirds = thirds_of(found.protection, score_of(found.material, found.protection, EVERYONE, "wellbeing", "post"))
    assert thirds is not None
    assert (round(thirds.lower, 1), round(thirds.upper, 1)) == (16.7, 83.3)  # 1 and 5 points of 6
