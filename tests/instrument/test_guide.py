"""The authors' guide has examples that load, and names every key, type, function and appearance."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from survey.dataset.columns import Version, instance_columns, question_columns, repeats
from survey.instrument import columns, register_columns, study_file
from survey.instrument.checks import check_paths
from survey.instrument.definition import Questionnaire, Value
from survey.instrument.flow import Flow
from survey.instrument.loader import read_instrument
from survey.instrument.plan import DESIGNS
from survey.instrument.study_file import read_study
from survey.instrument.types import question_type, type_names

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "questionnaires.md").read_text(encoding="utf-8")
INSTRUMENT, HOUSEHOLD, STUDY = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_examples_make_a_study_without_a_problem(tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    assert check_paths([tmp_path], tmp_path) == []
    study, questionnaires = read_study(tmp_path, tmp_path)
    assert set(questionnaires) == {"entry", "exit"}
    assert study.register.profile[0].values["30+"]["en"] == "30 or older"


@pytest.fixture
def household(tmp_path: Path) -> Questionnaire:
    """The example about repeats, which has no problem."""
    file = tmp_path / "household.yaml"
    file.write_text(HOUSEHOLD, encoding="utf-8")
    assert check_paths([file], tmp_path) == []
    return read_instrument(file)


@pytest.mark.parametrize(
    ("answers", "pages", "small"),
    [
        ({}, ["child~1", "child", "visits"], "0"),
        ({"child": 0}, ["child", "visits"], "0"),
        (
            {"child": 2, "child_age[1]": 7, "child_age[2]": 3, "visits": 2},
            ["child~1", "child~2", "child", "visits", "visit_day~1", "visit_helped~1", "visit_day~2", "visit_helped~2"],
            "1",
        ),
    ],
)
def test_repeats_lead_as_the_guide_says(
    household: Questionnaire, answers: Mapping[str, Value], pages: list[str], small: str
) -> None:
    flow = Flow.of(household)
    state = flow.state(answers)
    assert [stop.address for stop in flow.stops(state) if flow.is_shown(stop, state)] == pages
    assert state.calculated() == {"small_children": small}


def test_repeats_are_exported_as_the_guide_says(household: Questionnaire) -> None:
    versions = [Version("digest", household)]
    tables = {
        "/".join(repeat): [column.name for column in (*instance_columns(repeat), *question_columns(versions, repeat))]
        for repeat in ((), *repeats(versions))
    }
    assert tables == {
        "": ["small_children", "visits"],
        "child": ["child.instance", "child_name", "child_age"],
        "visit": ["visit.instance", "visit_day", "visit_helped"],
    }
    assert question_columns(versions)[0].dtype == "Int64"
    assert all(f"`{name}`" in GUIDE for repeat, names in tables.items() if repeat for name in names)


def test_a_study_can_repeat_questions(household: Questionnaire, tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text(INSTRUMENT, encoding="utf-8")
    both = STUDY.replace("instruments: [calm]", "instruments: [calm, household]")
    (tmp_path / "study.yaml").write_text(both, encoding="utf-8")
    assert check_paths([tmp_path], tmp_path) == []
    _, questionnaires = read_study(tmp_path, tmp_path)
    assert repeats([Version("exit", questionnaires["exit"])]) == (("child",), ("visit",))


WORDS = sorted(
    {
        *columns.SETTINGS,
        *columns.LANGUAGE,
        *columns.FILE,
        *columns.CHOICE,
        *columns.SCALE,
        *columns.SETTINGS_OF_XLSFORM,
        *columns.ROW,
        *columns.BEGINNINGS,
        *columns.ENDINGS,
        *columns.FROM_FILE,
        *study_file.KEYS,
        *register_columns.MAPPED,
        *register_columns.COLUMNS,
        *register_columns.CONTACT,
        *DESIGNS,
        *type_names(),
        *(word for name in type_names() for word in question_type(name).appearances + question_type(name).parameters),
    }
)


@pytest.mark.parametrize("word", WORDS)
def test_the_guide_names(word: str) -> None:
    assert re.search(rf"`[^`\n]*(?<![a-z_-]){re.escape(word)}(?![a-z_])[^`\n]*`", GUIDE) or word.endswith("(")
    assert word in GUIDE
