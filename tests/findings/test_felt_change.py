"""One time of measurement: how the change that people feel is spread, beside what error of measurement explains."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping

import numpy as np
import pytest
from flask import Flask
from staff_study import CALM, CALM_THEN, questionnaire, study

from survey.config import LANGUAGES
from survey.findings.planned.current import results_now
from survey.instrument.plan import Plan
from survey.store import studies
from survey.store.studies import StudyRecord

from .answered import answered, published
from .test_results_page import page, parts, release

NAME = "felt_change.wellbeing"
POINTS = {"1": 100.0, "2": 50.0, "3": 0.0}
NINE = [*itertools.product("123", "123")]


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def one_item() -> StudyRecord:
    """18 people who say how calm they are now and were: of each nine 3 feel a rise, 3 a fall, 3 neither."""
    record = published(plan=Plan(primary=("wellbeing",)))
    answered(record, "a", [{"calm": now, "calm_then": then} for now, then in NINE * 2])
    return record


def two_items() -> StudyRecord:
    """The same of two questions; the answers to the second are those to the first, but for every third person."""
    rested = dataclasses.replace(CALM, name="rested")
    rested_then = dataclasses.replace(CALM_THEN, name="rested_then", then_test="rested")
    asked = questionnaire(CALM, CALM_THEN, rested, rested_then)
    both = ("calm", "rested")
    scale = dataclasses.replace(asked.scales[0], items=both, reverse=both, minimum_answered=2)
    told = dataclasses.replace(study(), plan=Plan(primary=("wellbeing",)))
    record = studies.publish(told, {"post": dataclasses.replace(asked, scales=(scale,))})
    answered(record, "a", PEOPLE)
    return record


def person(number: int, now: str, then: str) -> Mapping[str, str]:
    other = str(1 + (int(now) + number) % 3) if number % 3 == 0 else now
    return {"calm": now, "calm_then": then, "rested": other, "rested_then": then}


PEOPLE = [person(number, now, then) for number, (now, then) in enumerate(NINE * 3)]


def threshold() -> float:
    """1.96 s √2 √(1 - alpha), by hand: alpha of two items is 4 cov / variance of their sum; s of the scores then."""
    items = np.array([[POINTS[each["calm"]], POINTS[each["rested"]]] for each in PEOPLE])
    alpha = 4 * np.cov(items.T)[0, 1] / items.sum(axis=1).var(ddof=1)
    spread = np.std([POINTS[each["calm_then"]] for each in PEOPLE], ddof=1)
    return float(1.959963984540054 * spread * math.sqrt(2 * (1 - alpha)))


def test_the_band_is_that_of_the_questions_asked_twice() -> None:
    record = two_items()
    (felt,) = results_now(record).outcome("wellbeing").felt
    assert felt.reliable_change.threshold == pytest.approx(threshold(), rel=1e-9)
    told = parts(page(record))[NAME]
    assert told["plotly"] is not None and told["n"] == len(PEOPLE)
    assert (
        "people feel, looking back" in told["sentence"]
        and "Cronbach’s alpha of the questions asked twice" in (told["sentence"])
    )


def test_without_a_reliability_it_counts_who_feels_what() -> None:
    told = parts(page(one_item()))[NAME]
    assert told["sentence"].endswith("6 scored higher, 6 the same and 6 lower.") and told["plotly"] is not None


def test_staff_see_the_ways_that_the_dashboard_tells_and_no_band() -> None:
    record = one_item()
    release(record)
    told = parts(page(record, "staff"))[NAME]
    assert told["plotly"] is not None and told["sentence"].endswith("6 scored higher, 6 the same and 6 lower.")
    assert "measurement error" not in told["sentence"]


def test_a_few_who_feel_a_fall_are_told_to_researchers_alone() -> None:
    record = published(plan=Plan(primary=("wellbeing",)))
    answered(record, "a", [{"calm": now, "calm_then": then} for now, then in [*NINE * 2, *[("1", "3")] * 6][6:]])
    release(record)
    told = parts(page(record, "staff"))[NAME]
    assert told["plotly"] is None and told["table"]["rows"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_and_sentence_are_in_every_language(language: str) -> None:
    told = parts(page(one_item(), language=language))[NAME]
    assert told["title"] and told["sentence"] and (("looking back" in told["title"]) is (language == "en"))


def test_a_scale_that_nobody_was_asked_about_the_time_before_has_no_such_picture() -> None:
    record = published(plan=Plan(primary=("wellbeing",)), waves=("entry", "exit"), design="before_after")
    answered(record, "a", [{"calm": "1", "calm_then": "2"}] * 9, wave="entry")
    assert NAME not in parts(page(record))
