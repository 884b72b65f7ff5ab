"""Two times of measurement: the paired change, and what is closed so that no difference of figures tells of a few."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import pandas as pd
import pytest
from flask import Flask
from scipy import stats
from staff_study import person

from analysis.charts.chart import Chart
from survey import extensions
from survey.findings.current import current
from survey.findings.drawing_up import charts_of
from survey.findings.frozen import Shown
from survey.findings.protection import protection
from survey.instrument.study import Arm
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

from .answered import chart, dashboard, published

POINTS = {"1": 100.0, "2": 50.0, "3": 0.0}
SITES = (Arm("north", {"en": "North"}), Arm("south", {"en": "South"}))
NINE = [(first, last) for first, last in itertools.product("123", "123")]


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def study() -> StudyRecord:
    return published(waves=("entry", "exit"), design="before_after")


def at_both(record: StudyRecord, name: str, pairs: Sequence[tuple[str, str]], **known: str) -> None:
    """People who answered at entry and at exit."""
    for number, (first, last) in enumerate(pairs):
        once(record, f"{name}-{number}", "entry", first, **known)
        again(record, f"{name}-{number}", "exit", last)


def once(record: StudyRecord, name: str, wave: str, calm: str, **known: str) -> None:
    answers = {"calm": calm} if calm else {}
    person(record, name, wave=wave, step="submitted", answers=answers, **known)


def again(record: StudyRecord, name: str, wave: str, calm: str) -> None:
    """A second wave of somebody who is there: the row of the person moves over from a helper of that wave."""
    person(record, f"{name}-later", wave=wave, step="submitted", answers={"calm": calm})
    with extensions.answers.writing() as session:
        people = {each.participant_id: each for each in session.query(Participant)}
        later, same = people[f"{name}-later"], people[name]
        for table in ("submission", "invitation"):
            session.connection().exec_driver_sql(
                f"UPDATE {table} SET participant_id = {same.id} WHERE participant_id = {later.id}"
            )
        session.delete(later)


def estimate(found: object, estimand: str) -> dict[str, float]:
    told: dict[str, float] = next(each for each in chart(found, "change")["estimates"] if each["estimand"] == estimand)
    return told


def test_the_paired_change_is_that_of_scipy() -> None:
    record = study()
    at_both(record, "a", NINE * 3)
    change = pd.Series([POINTS[last] - POINTS[first] for first, last in NINE * 3])
    told = estimate(dashboard(record), "mean_change")
    interval = stats.ttest_1samp(change, 0).confidence_interval()
    assert (told["n"], told["value"]) == (27, pytest.approx(change.mean(), abs=1e-9))
    assert told["interval_low"] == pytest.approx(interval.low, abs=1e-9)
    assert told["interval_high"] == pytest.approx(interval.high, abs=1e-9)
    assert estimate(dashboard(record), "cohen_d_z")["value"] == pytest.approx(change.mean() / change.std(), abs=1e-9)


def test_the_sentence_says_change_and_never_effect_of_the_support() -> None:
    record = study()
    at_both(record, "a", NINE * 3)
    told = chart(dashboard(record), "change")
    assert told["title"] == "What changed between the first and the last time"
    assert told["sentence"].endswith("Without a comparison group, nobody can say where this change comes from.")
    assert "effect" not in told["sentence"]


def test_a_few_who_answered_at_entry_alone_close_the_figures_of_entry() -> None:
    record = study()
    at_both(record, "a", NINE * 3)
    for number in range(3):
        once(record, f"lost-{number}", "entry", "1")
    waves = {each["wave"] for each in chart(dashboard(record), "scores")["estimates"]}
    assert waves == {"exit"}
    assert estimate(dashboard(record), "mean_change")["n"] == 27


def test_enough_who_answered_at_entry_alone_close_nothing() -> None:
    record = study()
    at_both(record, "a", NINE * 3)
    for number in range(6):
        once(record, f"lost-{number}", "entry", "1")
    waves = {each["wave"]: each["n"] for each in chart(dashboard(record), "scores")["estimates"]}
    assert waves == {"entry": 33, "exit": 27}


def test_with_two_filters_the_change_stays_and_figures_of_one_wave_say_why_not() -> None:
    known = {"filters": ("arm", "site"), "sites": SITES, "items": ("calm", "rested")}
    record = published(waves=("entry", "exit"), design="before_after", **known)
    for arm, site in itertools.product(("advice", "support"), ("north", "south")):
        at_both(record, f"{arm}-{site}", NINE * 2, arm=arm, site=site)
    found = dashboard(record, arm="advice", site="north")
    assert estimate(found, "mean_change")["n"] == 18
    assert chart(found, "scores")["why_not"].startswith("A time of measurement counts as a filter")


def test_an_item_is_shown_for_both_waves() -> None:
    record = study()
    at_both(record, "a", NINE * 3)
    rows = {row[0] for row in chart(dashboard(record), "items.wellbeing")["table"]["rows"]}
    assert {"Calm (Wave entry)", "Calm (Wave exit)"} <= rows


def with_one_blank_at_entry() -> StudyRecord:
    record = study()
    at_both(record, "a", NINE * 3)
    once(record, "blank", "entry", "")
    again(record, "blank", "exit", "3")
    return record


def waves_told(shown: Iterable[Shown]) -> set[str]:
    scores = next(each for each in shown if each.name == "scores")
    return {dict(keys)["wave"] for keys, _estimate in scores.estimates} if isinstance(scores, Chart) else set()


def test_a_score_that_one_person_has_at_the_last_time_alone_is_no_difference_of_released_means() -> None:
    made = current(with_one_blank_at_entry()).material
    allowed = protection(made, {})
    assert waves_told(charts_of(made, allowed, ())) == {"wave:exit"}


def test_researchers_see_the_means_of_both_times() -> None:
    told = chart(dashboard(with_one_blank_at_entry()), "scores")["estimates"]
    assert {each["wave"]: each["n"] for each in told} == {"entry": 27, "exit": 28}


def test_before_the_last_time_begins_the_scores_of_the_first_are_shown() -> None:
    record = study()
    for number, (first, _last) in enumerate(NINE * 3):
        once(record, f"a-{number}", "entry", first)
    found = dashboard(record)
    assert {each["wave"]: each["n"] for each in chart(found, "scores")["estimates"]} == {"entry": 27}
    assert chart(found, "change")["why_not"]
