"""What a dashboard says, and what it says when there is too little to show."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from flask import Flask
from scipy import stats
from sqlalchemy import update

from survey import extensions
from survey.config import LANGUAGES
from survey.findings.answering import QUESTIONS
from survey.instrument.study import Arm
from survey.store.tables.submissions import SubmissionRow

from .answered import answered, chart, dashboard, is_open, published

ONE_TO_THREE = [{"calm": str(1 + number % 3), "calm_then": str(1 + number // 3 % 3)} for number in range(24)]
POINTS = {"1": 100.0, "2": 50.0, "3": 0.0}
"""What an answer is worth: the item is reversed."""


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def without_nan(found: object) -> str:
    """The dashboard as JSON; a number that is none is refused."""
    return json.dumps(found, allow_nan=False)


def test_nobody_answered() -> None:
    found = dashboard(published())
    assert found["why_not"] == "Nobody has sent answers yet."
    assert [each["name"] for each in found["charts"]] == ["flow"]
    assert without_nan(found)


def test_one_answer_tells_nothing() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE[:1], arm="advice")
    found = dashboard(record)
    assert found["why_not"] == "Too few people to show this: figures need at least 5."
    assert found["people"] is None and [each["name"] for each in found["charts"]] == ["flow"]
    assert is_open(found, "arm") == {"advice": False, "support": False}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "Sur les personnes invitées (1), réponses envoyées : 1 (100 %)."),
        ("es", "De las personas invitadas (1), respuestas enviadas: 1 (100 %)."),
        ("ar", "الإجابات المرسلة: 1 من أصل 1 من المدعوّين (100 %)."),
    ],
)
def test_how_many_sent_their_answers_is_told_so_that_any_number_fits(language: str, told: str) -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE[:1], arm="advice")
    assert chart(dashboard(record, language=language), "flow")["sentence"] == told


def test_everyone_left_everything_blank() -> None:
    record = published()
    answered(record, "a", [None] * 12, arm="advice")
    found = dashboard(record)
    assert found["people"] == 12 and not found["why_not"]
    for name in ("change", "scores", "distribution.wellbeing", "items.wellbeing"):
        told = chart(found, name)
        assert told["why_not"] and told["plotly"] is None, name
    assert [(chart(found, name)["n"], chart(found, name)["missing"]) for name in ("change", "items.wellbeing")] == [
        (None, None),
        (0, 12),
    ]
    assert without_nan(found)


def test_an_arm_that_holds_everyone_cannot_be_chosen() -> None:
    record = published(arms=(Arm("advice", {"en": "Advice"}),))
    answered(record, "a", ONE_TO_THREE, arm="advice")
    found = dashboard(record)
    assert is_open(found, "arm") == {"advice": False} and found["people"] == 24
    told = dashboard(record, arm="advice")
    assert told["why_not"].startswith("Not shown: beside another figure it would tell of fewer than 5 people, or of")
    assert [each["name"] for each in told["charts"]] == ["flow"]


def test_a_small_arm_closes_the_other_one_too() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE, arm="advice")
    answered(record, "b", ONE_TO_THREE[:4], arm="support")
    found = dashboard(record)
    assert found["people"] == 28
    assert is_open(found, "arm") == {"advice": False, "support": False}
    arms = {estimate.get("arm") for estimate in chart(found, "scores")["estimates"]}
    assert arms == {None}


def test_means_and_felt_change_are_those_of_scipy() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE, arm="advice")
    answered(record, "b", ONE_TO_THREE[:11], arm="support")
    found = dashboard(record)
    people = ONE_TO_THREE + ONE_TO_THREE[:11]
    now, then = (pd.Series([POINTS[person[name]] for person in people]) for name in ("calm", "calm_then"))
    mean = next(each for each in chart(found, "scores")["estimates"] if "arm" not in each)
    change = next(each for each in chart(found, "change")["estimates"] if each["estimand"] == "mean_change")
    for told, expected in ((mean, now), (change, now - then)):
        interval = stats.ttest_1samp(expected, 0).confidence_interval()
        assert told["scale"] == "wellbeing" and told["n"] == 35 and told["missing"] == 0
        assert told["value"] == pytest.approx(expected.mean(), abs=1e-9)
        assert told["interval_low"] == pytest.approx(interval.low, abs=1e-9)
        assert told["interval_high"] == pytest.approx(interval.high, abs=1e-9)
    assert "Looking back" in chart(found, "change")["sentence"]
    assert chart(found, "change")["title"] == "The change that people perceive, looking back"


def test_answers_are_counted_by_option() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE + [None] * 6, arm="advice")
    told = chart(dashboard(record), "items.wellbeing")
    rows = [row for row in told["table"]["rows"] if row[0] == "Calm"]
    assert [(row[1], row[2]) for row in rows] == [("Never", 8), ("=Sometimes", 8), ("Always", 8)]
    assert {(row[4], row[5]) for row in rows} == {(24, 6)}


def test_the_parts_of_the_missing_are_told_only_where_each_is_enough() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE + [None] * 6, arm="advice")
    rows = chart(dashboard(record), "items.wellbeing")["table"]["rows"]
    assert {(row[6], row[7]) for row in rows if row[0] == "Calm"} == {(None, None)}


def test_rare_answers_are_told_with_their_neighbour() -> None:
    record = published()
    chosen = ["1"] * 12 + ["2"] * 12 + ["3"] * 2
    answered(record, "a", [{"calm": each, "calm_then": "1"} for each in chosen], arm="advice")
    rows = chart(dashboard(record), "items.wellbeing")["table"]["rows"]
    assert [(row[1], row[2]) for row in rows if row[0] == "Calm"] == [("Never", 12), ("=Sometimes\u00a0· Always", 14)]


def test_a_scale_of_one_question_whose_answers_are_merged_has_no_mean() -> None:
    record = published()
    chosen = ["1"] * 12 + ["2"] * 12 + ["3"] * 2
    answered(record, "a", [{"calm": each, "calm_then": "1"} for each in chosen], arm="advice")
    found = dashboard(record)
    for name in ("scores", "change", "distribution.wellbeing"):
        assert chart(found, name)["plotly"] is None and chart(found, name)["estimates"] == [], name


@pytest.mark.parametrize("same", ["advice", "everyone"])
def test_a_mean_of_people_who_all_answered_alike_tells_of_everyone(same: str) -> None:
    record = published(items=("calm", "rested"))
    others = [{"calm": low, "rested": high} for low, high in (("1", "2"), ("2", "3"), ("3", "1"), ("1", "1"))] * 6
    answered(record, "a", [{"calm": "2", "rested": "2"}] * 24, arm="advice")
    answered(record, "b", [{"calm": "2", "rested": "2"}] * 24 if same == "everyone" else others, arm="support")
    found = dashboard(record)
    told = {each.get("arm", "") for each in chart(found, "scores")["estimates"]}
    assert told == (set() if same == "everyone" else {""})
    assert chart(dashboard(record, arm="advice"), "scores")["estimates"] == []
    assert chart(dashboard(record, arm="support"), "scores")["estimates"] == []


def test_how_many_rose_or_fell_is_not_told_of_a_few() -> None:
    record = published()
    rising = [{"calm": low, "calm_then": high} for low, high in (("1", "2"), ("1", "3"), ("2", "3"))] * 6
    answered(record, "a", [*rising, *([{"calm": "3", "calm_then": "1"}] * 5), *rising], arm="advice")
    answered(record, "b", [{"calm": "2", "calm_then": "2"}] * 2, arm="advice")
    told = chart(dashboard(record), "change")
    names = [column["name"] for column in told["table"]["columns"]]
    row = dict(zip(names, told["table"]["rows"][0], strict=True))
    assert (row["rose"], row["fell"], row["unchanged"]) == (None, None, None) and row["n"] == 43


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_sentence_is_there_in_every_language(language: str) -> None:
    record = published(waves=("entry", "exit"), design="before_after")
    for wave in ("entry", "exit"):
        answered(record, wave, ONE_TO_THREE, wave=wave, arm="advice")
    found = dashboard(record, language=language)
    assert all(each["title"] and each["sentence"] for each in found["charts"])
    assert "%(" not in json.dumps(found)


def test_people_of_the_open_link_are_told_apart() -> None:
    record = published()
    answered(record, "a", ONE_TO_THREE, arm="advice")
    answered(record, "o", ONE_TO_THREE[:7], origin="open")
    found = dashboard(record)
    assert found["people"] == 24
    assert found["notes"] == [
        "People who came by the open link are not part of these figures: they are not in the register."
    ]


def test_without_a_register_figures_are_of_the_open_link() -> None:
    record = published()
    answered(record, "o", ONE_TO_THREE, origin="open")
    found = dashboard(record)
    assert found["people"] == 24 and found["register"] is None
    assert "register" not in [each["name"] for each in found["charts"]]


def test_a_study_without_filters_and_groups_shows_everyone() -> None:
    record = published(filters=(), arms=(), sites=())
    answered(record, "a", ONE_TO_THREE)
    found = dashboard(record)
    assert found["choices"] == [] and found["people"] == 24
    names = ["change", "scores", "distribution.wellbeing", "items.wellbeing", "flow"]
    assert [each["name"] for each in found["charts"]] == names
    assert all(each["plotly"] is not None for each in found["charts"])


def test_the_register_is_not_held_against_the_language_of_answers() -> None:
    record = published(filters=("language",))
    answered(record, "a", ONE_TO_THREE, arm="advice")
    answered(record, "b", ONE_TO_THREE, arm="support")
    with extensions.answers.writing() as session:
        session.execute(update(SubmissionRow).where(SubmissionRow.id > 24).values(language="en"))
    words = {"study": record.name, "audience": "researcher", "language": "en", "filters": {"language": "en"}}
    told = chart(QUESTIONS["dashboard"](words), "register")
    assert told["why_not"].startswith("The register does not say in which language people answer")
