"""A plan is read from a study and from a file of its own, whole and strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from instrument.sound_plans import SMALLEST, SOUND
from plan_example import FOLDER, tables

from survey.commands.check import command
from survey.instrument.checks import check_paths
from survey.instrument.plan import Adjustment, Contrast, Plan, PlanColumns, PlannedScale, Weights
from survey.instrument.plan_file import read_plan_file
from survey.instrument.problems import DefinitionError
from survey.instrument.report import MOST_PROBLEMS
from survey.instrument.study_file import read_study

TESTS = Path(__file__).parent.parent
LIBRARY = TESTS / "questionnaires"
BROKEN = TESTS / "broken"


def written(folder: Path, text: str) -> Path:
    """A file that holds this text."""
    file = folder / "PLAN.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_says_everything() -> None:
    found = read_plan_file(FOLDER / "PLAN.yaml")
    assert found.columns == PlanColumns("person", "wave", arm="arm", household="household", worker="worker")
    assert (found.design, found.assigned, found.waves) == ("randomised", "", ("entry", "exit"))
    assert found.scales[0] == PlannedScale(
        name="wellbeing",
        items=("w1", "w2", "w3", "w4", "w5"),
        minimum_answered=4,
        score_range=(0, 100),
        reverse=("w2",),
        range=(1, 5),
        label={"und": "Wellbeing"},
    )
    assert found.plan == Plan(
        primary=("wellbeing",),
        secondary=("trust",),
        exploratory=("hope",),
        contrasts=(Contrast("exit", "entry"), Contrast("exit", "entry", "support", "advice")),
        subgroups=("household_type",),
        covariates=("age_band",),
        cluster="worker",
        weights=Weights("raking", ("age_band", "household_type"), (0.3, 3)),
        important_change={"wellbeing": 10},
        deltas=(0, -5, -10),
    )


@pytest.mark.parametrize("name", ["DATA.csv", "REGISTER.csv"])
def test_the_people_of_the_example_are_those_that_were_made_up(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == tables()[name]


def test_the_smallest_plan_has_what_everyone_expects(tmp_path: Path) -> None:
    found = read_plan_file(written(tmp_path, SMALLEST))
    assert found.plan == Plan(("mood",), level=0.95, adjustment=Adjustment("holm", "benjamini_hochberg"))
    assert (found.waves, found.scales[0].score_range, found.scales[0].range) == ((), None, None)


def test_a_label_may_be_one_text_per_language(tmp_path: Path) -> None:
    text = SMALLEST.replace("name: mood", "name: mood, label: {fr: Humeur, en: Mood}, source: ours")
    scale = read_plan_file(written(tmp_path, text)).scales[0]
    assert (scale.label, scale.source) == ({"fr": "Humeur", "en": "Mood"}, "ours")


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_plan_has_no_problem(text: str, tmp_path: Path) -> None:
    assert [str(problem) for problem in check_paths([written(tmp_path, text)], LIBRARY)] == []


def test_a_wrong_plan_is_refused_with_all_its_problems(tmp_path: Path) -> None:
    text = SMALLEST.replace("primary: [mood]", "primary: [moood], level: 95, cluster: worker, subgroups: [m]")
    with pytest.raises(DefinitionError) as refused:
        read_plan_file(written(tmp_path, text))
    assert sorted(problem.rule for problem in refused.value.problems) == [
        "missing-column",
        "unknown-scale",
        "unknown-variable",
        "wrong-level",
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "design: [\n"])
def test_what_is_no_map_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        read_plan_file(written(tmp_path, text))


def test_the_command_knows_a_plan_by_its_keys(tmp_path: Path) -> None:
    file = tmp_path / "whatever.yaml"
    file.write_text(SMALLEST, encoding="utf-8")
    assert CliRunner().invoke(command, [str(file)]).exit_code == 0
    file.write_text(SMALLEST.replace("minimum_answered: 1", "minimum_answered: 2"), encoding="utf-8")
    ended = CliRunner().invoke(command, [str(file)])
    assert (ended.exit_code, "[wrong-scale]" in ended.output) == (1, True)


def test_a_study_says_its_plan_in_the_same_words(tmp_path: Path) -> None:
    text = (BROKEN / "plan-level-of-percent.study.yaml").read_text("utf-8").replace("level: 95", "level: 0.9")
    text = text.replace("before_after", "waiting_list\nassigned: random")
    text += (
        "  contrasts: [{wave: exit, from: entry, arm: support}]\n  covariates: [age_band]\n  cluster: worker\n"
        "  weights: {method: calibration, margins: [arm, age_band]}\n"
    )
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    study, _ = read_study(tmp_path, LIBRARY)
    assert study.assigned == "random"
    assert study.plan == Plan(
        ("mood",),
        contrasts=(Contrast("exit", "entry", "support"),),
        covariates=("age_band",),
        cluster="worker",
        weights=Weights("calibration", ("arm", "age_band")),
        level=0.9,
    )


@pytest.mark.parametrize(
    ("part", "remedy"),
    [
        ("  primary: [moood]\n", "Did you mean `mood`?"),
        ("  primary: [mood]\n  covariates: [tranche]\n", "Write `age_band`, its name."),
        ("  primary: [mood]\n  weights: {method: given}\n", "A study has no such column: write raking, say."),
        ("  primary: [mood]\n  weights: {method: raking, margins: [arm], trim: [1]}\n", "Write [0.3, 3], say."),
    ],
)
def test_a_mistake_comes_with_what_to_do(part: str, remedy: str, tmp_path: Path) -> None:
    text = (BROKEN / "plan-level-of-percent.study.yaml").read_text("utf-8").partition("plan:\n")[0]
    (tmp_path / "study.yaml").write_text(f"{text}plan:\n{part}", encoding="utf-8")
    assert [problem.remedy for problem in check_paths([tmp_path], LIBRARY)] == [remedy]


def test_nobody_reads_thousands_of_problems(tmp_path: Path) -> None:
    names = ", ".join(f"s{number}" for number in range(2000))
    problems = check_paths([written(tmp_path, SMALLEST.replace("[mood]", f"[{names}]"))], LIBRARY)
    assert len(problems) == MOST_PROBLEMS
