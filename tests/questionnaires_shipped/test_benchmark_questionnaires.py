"""The questionnaires that are measured and replayed are what the measures say they are."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from survey.instrument.checks import check_paths
from survey.instrument.definition import Group, Questionnaire
from survey.instrument.loader import read_instrument
from survey.instrument.study_file import read_study

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "survey" / "questionnaires"
BENCHMARKS = ROOT / "benchmarks"
MEASURED = ("mood", "page31", "five_pages")


def page_sizes(questionnaire: Questionnaire) -> list[int]:
    return [len(group.children) for group in questionnaire.survey if isinstance(group, Group)]


@pytest.mark.parametrize("name", MEASURED)
def test_benchmark_has_no_error(name: str) -> None:
    problems = check_paths([BENCHMARKS / name / f"{name}.yaml", BENCHMARKS / name / "study.yaml"], LIBRARY)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_mood_items_are_the_columns_of_the_real_answers(real_data: Path) -> None:
    with (real_data / "mood" / "answers.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    mood = read_instrument(BENCHMARKS / "mood" / "mood.yaml")
    assert [question.name for question in mood.questions()] == columns[5:]
    assert [(scale.name, scale.items[0], scale.items[-1], len(scale.items)) for scale in mood.scales] == [
        ("pleasant", "active", "warmhearted", 21),
        ("unpleasant", "afraid", "upset", 20),
    ]


def test_mood_study_knows_every_arm_and_session(real_data: Path) -> None:
    with (real_data / "mood" / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    study, _ = read_study(BENCHMARKS / "mood", LIBRARY)
    assert {row["arm"] for row in rows} == {arm.name for arm in study.arms}
    assert {row["session"] for row in rows} == {site.name for site in study.sites}
    assert {row["wave"] for row in rows} == {wave.name for wave in study.waves}


def test_the_two_measured_questionnaires_ask_the_same_31_questions() -> None:
    one, five = (read_instrument(BENCHMARKS / name / f"{name}.yaml") for name in ("page31", "five_pages"))
    assert [replace(question, instrument="") for question in one.questions()] == [
        replace(question, instrument="") for question in five.questions()
    ]
    assert page_sizes(one) == [31]
    assert page_sizes(five) == [7, 6, 6, 6, 6]
    kinds = [(question.type, "likert" in question.appearance) for question in one.questions()]
    assert kinds == [("select_one", True)] * 24 + [("select_one", False)] * 4 + [("text", False)] * 3
