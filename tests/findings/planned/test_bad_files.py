"""Whatever a file holds: a figure, or one that says why it is absent; never a NaN, and nothing dropped silently."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import pytest
from findings.planned.made_files import CLUSTERED, GIVEN, RAKED, REGISTER, carried_out, with_, written

from survey.findings.planned.plain_text import lines_of, message_of, sentence_of
from survey.findings.planned.results import Results


def reasons(results: Results, estimand: str, outcome: str = "calm") -> set[str]:
    return {
        each.estimate.reason
        for each in results.figures
        if each.outcome == outcome and each.estimate.estimand == estimand and each.estimate.weights == "none"
    }


def hold_whole(results: Results) -> None:
    """Keys differ, numbers are numbers, what is absent says why, and every caution and message has its sentence."""
    keys = [each.key for each in results.figures]
    assert len(keys) == len(set(keys)) > 0
    counted = Counter(key for key, _value in results._numbers())
    assert max(counted.values()) == 1
    assert not [
        key for key, value in results.numbers().items() if isinstance(value, float) and not math.isfinite(value)
    ]
    json.dumps([each.as_row() for each in results.figures], allow_nan=False)
    for each in results.figures:
        assert each.estimate.reason or None not in (each.estimate.value, each.estimate.interval_low)
        assert bool(message_of(each, results.weighting)) is bool(each.estimate.reason)
    assert all(sentence_of(each) for each in results.cautions)
    assert list(lines_of(results))


def test_a_file_as_it_should_be_has_a_figure_for_everything(tmp_path: Path) -> None:
    results = carried_out(tmp_path, written(40), more=CLUSTERED + RAKED, register=REGISTER)
    hold_whole(results)
    assert not [each.key for each in results.figures if each.estimate.reason]
    told = [each.estimate for each in results.figures if each.estimate.estimand != "improved_of_changed"]
    assert {each.n + each.missing for each in told} == {40}  # the other counts those who changed at all


EMPTY = {"a": "", "b": "NA", "x": " "}
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "all missing": (written(40, with_(**EMPTY)), {"mean_change": "no_values", "average_effect": "no_values"}),
    "all missing at exit": (
        written(40, lambda row: row if row["wave"] == "entry" else row | EMPTY),
        {"mean_change": "no_values", "cohen_d_z": "no_values"},
    ),
    "nobody at exit": (
        written(40, lambda row: row if row["wave"] == "entry" else None),
        {"mean_change": "no_values", "rank_biserial": "no_values"},
    ),
    "constant scales": (
        written(40, with_(a=3, b=3, x=1)),
        {"mean_change": "all_equal", "average_effect": "all_equal", "standardised_effect": "all_equal"},
    ),
    "everyone changes alike": (
        written(40, lambda row: row | {"a": 1 + (row["wave"] == "exit"), "b": 2 + (row["wave"] == "exit")}),
        {"mean_change": "all_equal", "rank_biserial": "one_direction"},
    ),
    "one arm alone": (written(40, with_(arm="support")), {"average_effect": "one_group", "mean_change": ""}),
    "one arm without exit": (
        written(40, lambda row: None if row["arm"] == "support" and row["wave"] == "exit" else row),
        {"average_effect": "one_group", "mean_change": ""},
    ),
    "a covariate that nobody has": (written(40, with_(age="")), {"average_effect": "no_values"}),
    "a covariate that tells the arms apart": (
        written(40, with_(age=lambda row: 1 if row["arm"] == "support" else 0)),
        {"average_effect": "collinear", "mean_change": ""},
    ),
    "one person": (written(1), {"mean_change": "one_value"}),
    "other waves alone": (
        written(9, with_(wave="later", id=lambda row: row["id"] + row["wave"])),
        {"mean_change": "no_values"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_estimated_says_why(tmp_path: Path, name: str) -> None:
    answers, expected = CASES[name]
    results = carried_out(tmp_path, answers)
    hold_whole(results)
    for estimand, reason in expected.items():
        assert reason in reasons(results, estimand), estimand
        assert reason or reasons(results, estimand) == {""}


@pytest.mark.parametrize("design", ["before_after", "waiting_list", "by_need", "randomised"])
@pytest.mark.parametrize("name", CASES)
def test_no_file_breaks_any_design(tmp_path: Path, name: str, design: str) -> None:
    hold_whole(carried_out(tmp_path, CASES[name][0], design=design, more=CLUSTERED + RAKED, register=REGISTER))


@pytest.mark.parametrize("worker", ["the same", ""])
def test_one_cluster_or_none_has_no_interval_by_cluster(tmp_path: Path, worker: str) -> None:
    results = carried_out(tmp_path, written(40, with_(worker=worker)), more=CLUSTERED)
    hold_whole(results)
    found = {each.estimate.method: each.estimate for each in results.figures if each.outcome == "calm"}
    for method in ("cr2", "ancova_cr2", "change_scores_cr2"):
        assert found[method].reason == ("one_cluster" if worker else "no_values")
        assert found[method].interval_low is None
    assert found["t"].reason == ""


@pytest.mark.parametrize("more", ["", "  contrasts: [{wave: exit, arm: support}]\n"])
def test_an_arm_that_is_one_cluster_has_no_interval_by_cluster(tmp_path: Path, more: str) -> None:
    alone = with_(worker=lambda row: "own" if row["arm"] == "support" else f"w{int(row['id'][1:]) % 8}")
    results = carried_out(tmp_path, written(40, alone), more=CLUSTERED + RAKED + more, register=REGISTER)
    hold_whole(results)
    found = {
        each.estimate.method: each.estimate
        for each in results.figures
        if each.outcome == "calm" and each.contrast == "support - advice"
    }
    first = "difference" if more else "ancova"
    for method in (f"{first}_cr2", f"{first}_linearised"):
        assert found[method].value is not None
        assert (found[method].interval_low, found[method].reason) == (None, "one_cluster")


def test_groups_that_covariates_tell_apart_cannot_be_weighted(tmp_path: Path) -> None:
    apart = with_(age=lambda row: (60 if row["arm"] == "support" else 20) + int(row["id"][1:]) % 9)
    results = carried_out(tmp_path, written(40, apart), design="by_need")
    weighing = [each for each in results.figures if each.estimate.method.startswith("inverse_probability")]
    assert {each.estimate.reason for each in weighing} == {"separation"}
    assert "tell the groups apart without error" in message_of(weighing[0])


def test_margins_that_nobody_meets_are_named(tmp_path: Path) -> None:
    register = REGISTER + "q1,west\n"
    results = carried_out(tmp_path, written(40), more=RAKED, register=register)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"no_values"}
    assert "west" in message_of(weighted[0], results.weighting)
    leading = [each.estimate.weights for each in results.figures if each.preferred]
    assert set(leading) == {"none"}
    assert "weights_not_made" in {each.key for each in results.cautions}


def test_people_of_a_category_that_the_register_does_not_know_contradict_it(tmp_path: Path) -> None:
    answers = written(40).replace(",w\n", ",site\n", 1)
    register = "id,site\nq1,1\nq2,2\nq3,2\n"
    results = carried_out(tmp_path, answers, more=RAKED, register=register)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"contradiction"}
    assert "3" in message_of(weighted[0], results.weighting).partition("contradict each other")[2]


def test_weights_without_a_register_cannot_be_made(tmp_path: Path) -> None:
    results = carried_out(tmp_path, written(40).replace(",w\n", ",site\n", 1), more=RAKED)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"no_values"}
    assert "There is no register" in message_of(weighted[0], results.weighting)


@pytest.mark.parametrize(("weight", "reason"), [(0, "no_values"), ("", "no_values"), (2, "")])
def test_people_with_a_weight_of_0_have_none(tmp_path: Path, weight: object, reason: str) -> None:
    results = carried_out(tmp_path, written(40, with_(w=weight)), more=GIVEN, columns=", weight: w")
    hold_whole(results)
    weighted = [each.estimate for each in results.figures if each.estimate.weights == "given"]
    assert {each.reason for each in weighted} == {reason}
    assert ("weights_of_zero" in {each.key for each in results.cautions}) is (weight == 0)


def test_some_weights_of_0_count_as_missing(tmp_path: Path) -> None:
    some = with_(w=lambda row: 0 if int(row["id"][1:]) < 10 else 1)
    results = carried_out(tmp_path, written(40, some), more=GIVEN, columns=", weight: w")
    weighted = next(each.estimate for each in results.figures if each.estimate.weights == "given")
    assert (weighted.n, weighted.missing) == (30, 10)


def test_nothing_is_dropped_silently(tmp_path: Path) -> None:
    answers = written(20) + "p0,later,advice,w0,20,1,1,1,1\n"
    answers = answers.replace("p4,entry,advice", "p4,entry,").replace("p4,exit,advice", "p4,exit,NA")
    answers = answers.replace("p6,exit,advice,w6,22", "p6,exit,advice,w6,23")
    told = {each.key: dict(each.values) for each in carried_out(tmp_path, answers).cautions if not each.outcome}
    assert told["rows_of_other_waves"] == {"rows": 1}
    assert told["without_arm"] == {"people": 1}
    assert told["changed_between_waves"] == {"variable": "age", "people": 1}
    register = REGISTER.replace("p3,", "q3,")
    told = {each.key: dict(each.values) for each in carried_out(tmp_path, answers, register=register).cautions}
    assert told["people_not_in_register"] == {"people": 1}
