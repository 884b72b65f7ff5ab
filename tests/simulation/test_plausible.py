"""The simulated answers have the shape that the model promises: scales, change, loss."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from simulation.fictional import fictional, kept

from analysis.scales.rule import ScoringRule
from analysis.scales.rule import score as rule_score
from survey.simulation.items import share_of
from survey.simulation.population import items_both_ways, items_now, population, score
from survey.simulation.running import simulate
from survey.simulation.truth import TrueValue, true_values
from survey.simulation.visits import Choices
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
"""The model knows nothing of databases."""


def standard_error(values: Sequence[float]) -> float:
    return statistics.stdev(values) / len(values) ** 0.5


def true_value(values: Sequence[TrueValue], scale: str, estimand: str, arm: str | None = None) -> TrueValue:
    return next(each for each in values if (each.scale, each.estimand, each.arm) == (scale, estimand, arm))


@pytest.fixture
def study(app: Flask) -> StudyRecord:
    """The study of one wave, its register of 1,400."""
    with app.app_context():
        return fictional("post_only", 1400)


def test_items_of_a_scale_hang_together(app: Flask, study: StudyRecord) -> None:
    with app.app_context():
        found = population(study, seed=1)
    wave = found.waves[0]
    for scale in ("wellbeing", "procedures", "relationship"):
        columns = [
            [share_of(item, places[wave.items.index(item)]) for places in found.places["post"]]
            for item in items_now(wave, scale)
        ]
        pairs = [statistics.correlation(one, other) for at, one in enumerate(columns) for other in columns[at + 1 :]]
        assert min(pairs) > 0.2 and max(pairs) < 0.8


def test_a_whole_answer_is_scored_as_the_rule_scores_it(app: Flask, study: StudyRecord) -> None:
    with app.app_context():
        found = population(study, seed=1)
    wave = found.waves[0]
    for scale in wave.questionnaire.scales:
        ranges = dict.fromkeys(scale.items, (1.0, 5.0))
        rule = ScoringRule(scale.items, ranges, scale.minimum_answered, scale.score_range, scale.reverse)
        for places in found.places["post"][:50]:
            answers = {item.name: float(str(item.categories[at])) for item, at in zip(wave.items, places, strict=True)}
            assert score(wave, scale.name, places) == pytest.approx(rule_score(answers, rule))


def test_the_true_values_are_those_of_the_model(app: Flask, study: StudyRecord) -> None:
    """Averages over 1,400 people of three seeds lie within four Monte Carlo errors of the expectation."""
    with app.app_context():
        runs = [true_values(population(study, seed)) for seed in (1, 2, 3)]
    for scale in ("wellbeing", "procedures", "knowing_whom"):
        for estimand, person_spread in (("mean", 25.0), ("perceived_change", 25.0)):
            values = [true_value(run, scale, estimand) for run in runs]
            # People who share a worker are drawn together: 25 workers add to the error of 4,200 people.
            error = (person_spread**2 / 4200 + 4.0**2 / (3 * 25)) ** 0.5
            assert statistics.fmean(each.value for each in values) == pytest.approx(values[0].expected, abs=4 * error)


def test_the_change_that_respondents_perceive_is_the_true_one(app: Flask, study: StudyRecord, tmp_path: Path) -> None:
    """Loss by the register alone leaves a plain mean within its error of the truth."""
    with app.app_context():
        simulate(study, Choices(349, 1, "seen"), tmp_path / "truth.json", "test")
        found = population(study, seed=1)
        answered = {person for person, row in kept(study, "post").items() if row["state"] == "submitted"}
        truth = true_value(true_values(found), "wellbeing", "perceived_change")
    wave = found.waves[0]
    now, then = items_both_ways(wave, "wellbeing")
    changes = [
        score(wave, "wellbeing", places, items=now) - score(wave, "wellbeing", places, items=then)
        for person, places in zip(found.people, found.places["post"], strict=True)
        if person.participant_id in answered
    ]
    assert len(changes) == 349
    assert statistics.fmean(changes) == pytest.approx(truth.value, abs=3 * standard_error(changes))


@pytest.mark.parametrize(("loss", "apart"), [("seen", False), ("hidden", True)])
def test_hidden_loss_keeps_those_who_feel_better(
    app: Flask, study: StudyRecord, tmp_path: Path, loss: str, apart: bool
) -> None:
    with app.app_context():
        simulate(study, Choices(349, 1, loss), tmp_path / "truth.json", "test")
        answered = {person for person, row in kept(study, "post").items() if row["state"] == "submitted"}
        found = population(study, seed=1)
    scores = {
        person.participant_id: score(found.waves[0], "wellbeing", places)
        for person, places in zip(found.people, found.places["post"], strict=True)
    }
    here = [scores[person] for person in answered]
    away = [scores[person] for person in scores.keys() - answered]
    gap = statistics.fmean(here) - statistics.fmean(away)
    assert (gap > 5.0) is apart


def test_who_answers_differs_from_the_register(app: Flask, study: StudyRecord, tmp_path: Path) -> None:
    with app.app_context():
        simulate(study, Choices(349, 1, "seen"), tmp_path / "truth.json", "test")
        answered = {person for person, row in kept(study, "post").items() if row["state"] == "submitted"}
        people = population(study, seed=1).people

    def share(age_band: str, *, among: set[str]) -> float:
        chosen = [person for person in people if person.participant_id in among]
        return sum(person.profile["age_band"] == age_band for person in chosen) / len(chosen)

    everybody = {person.participant_id for person in people}
    assert share("60+", among=answered) > 1.2 * share("60+", among=everybody)
    assert share("18-29", among=answered) < 0.85 * share("18-29", among=everybody)


def test_who_stood_low_at_entry_is_lost_until_exit(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("before_after", 600)
        simulate(record, Choices(500, 1, "seen"), tmp_path / "truth.json", "test")
        entry = {person for person, row in kept(record, "entry").items() if row["state"] == "submitted"}
        at_exit = {person for person, row in kept(record, "exit").items() if row["state"] == "submitted"}
        found = population(record, seed=1)
    due = {person.participant_id for person in found.people if person.support_end is not None}
    scores = {
        person.participant_id: score(found.waves[0], "wellbeing", places)
        for person, places in zip(found.people, found.places["entry"], strict=True)
    }
    assert at_exit < entry and len(entry) == 500
    stayed = statistics.fmean(scores[person] for person in at_exit)
    lost = statistics.fmean(scores[person] for person in (entry & due) - at_exit)
    assert stayed > lost + 3.0


def test_change_between_waves_is_the_true_one_on_average(app: Flask) -> None:
    with app.app_context():
        found = population(fictional("before_after", 600), seed=1)
    value = true_value(true_values(found), "wellbeing", "mean_change")
    assert value.people == 600 and 3.0 < value.value < 20.0
    assert value.value == pytest.approx(value.expected, abs=4.0)
