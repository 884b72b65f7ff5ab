"""``jalon schema`` describes what the checker takes: never stricter, and wrong files are marked."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from instrument.sound_plans import SOUND
from instrument.test_broken import MISTAKES

from survey.commands.schema import command
from survey.instrument.checks import check_paths

TESTS = Path(__file__).parent.parent
SHIPPED = TESTS.parent / "survey" / "questionnaires"
BROKEN = TESTS / "broken"
EXAMPLE = TESTS.parent / "docs" / "examples" / "plan" / "PLAN.yaml"
FILES = sorted([*SHIPPED.rglob("*.yaml"), *(TESTS / "questionnaires").glob("*.yaml"), EXAMPLE])
MARKED = [
    "choice-without-label.yaml",
    "constraint-on-a-group.yaml",
    "count-of-a-group.yaml",
    "empty-survey.yaml",
    "label-a-list.yaml",
    "label-per-column.yaml",
    "list-on-a-text.yaml",
    "malformed-parameter.yaml",
    "media-path.yaml",
    "missing-list.yaml",
    "missing-name.yaml",
    "missing-settings.yaml",
    "missing-type.yaml",
    "missing-version.yaml",
    "not-a-boolean.yaml",
    "not-a-language.yaml",
    "reviewed-by-nobody.yaml",
    "scale-empty.yaml",
    "scale-item-twice.yaml",
    "scale-minimum-quoted.yaml",
    "scale-without-source.yaml",
    "survey-not-a-list.yaml",
    "unknown-key.yaml",
    "unknown-parameter.yaml",
    "unknown-setting.yaml",
    "unknown-top-key.yaml",
    "unknown-type.yaml",
    "unquoted-choice-name.yaml",
    "unquoted-date.yaml",
    "unquoted-no.yaml",
    "wrong-name.yaml",
    "wrong-status.yaml",
    "missing-help.study.yaml",
    "missing-telephone.study.yaml",
    "retention-nought.study.yaml",
    "small-minimum-cell.study.yaml",
    "unknown-design.study.yaml",
    "unknown-key.study.yaml",
    "unknown-plan.study.yaml",
    "unknown-register-key.study.yaml",
    "unquoted-date.study.yaml",
    "plan-adjustment-unknown.study.yaml",
    "plan-assigned-unknown.study.yaml",
    "plan-cluster-unknown.study.yaml",
    "plan-contrast-a-word.study.yaml",
    "plan-contrast-unknown-key.study.yaml",
    "plan-contrast-without-wave.study.yaml",
    "plan-deltas-absent.study.yaml",
    "plan-deltas-words.study.yaml",
    "plan-important-change-negative.study.yaml",
    "plan-level-of-percent.study.yaml",
    "plan-trim-one-number.study.yaml",
    "plan-weights-unknown.study.yaml",
    "plan-weights-without-margins.study.yaml",
    "empty-column.plan.yaml",
    "plan-empty-text.study.yaml",
    "column-unknown-key.plan.yaml",
    "columns-missing.plan.yaml",
    "columns-without-wave.plan.yaml",
    "plan-missing.plan.yaml",
    "scale-without-items.plan.yaml",
    "scales-empty.plan.yaml",
    "unknown-design.plan.yaml",
    "unknown-key.plan.yaml",
]


def printed(kind: str) -> dict[str, Any]:
    """What the command prints."""
    ended = CliRunner().invoke(command, [kind])
    assert ended.exit_code == 0
    found: dict[str, Any] = json.loads(ended.output)
    return found


KINDS = ("instrument", "study", "plan")
SCHEMAS = {kind: printed(kind) for kind in KINDS}


def marks(file: Path) -> list[str]:
    """What an editor marks in a file."""
    kind = next((kind for kind in KINDS if file.name.lower().endswith(f"{kind}.yaml")), "instrument")
    read = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return [error.message for error in jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(read)]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_json_schema(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])


def test_an_instrument_is_meant_unless_told_otherwise() -> None:
    assert json.loads(CliRunner().invoke(command, []).output) == SCHEMAS["instrument"]
    assert CliRunner().invoke(command, ["form"]).exit_code == 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_sound_file_is_left_alone(file: Path) -> None:
    assert marks(file) == []


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_plan_is_left_alone(text: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    assert marks(file) == []


def test_it_is_never_stricter_than_the_checker() -> None:
    names = sorted({row[0] for row in MISTAKES})
    sound = [
        BROKEN / name
        for name in names
        if all(problem.severity == "warning" for problem in check_paths([BROKEN / name], TESTS / "questionnaires"))
    ]
    assert len(sound) > 20
    assert {file.name: marks(file) for file in sound if marks(file)} == {}


@pytest.mark.parametrize("name", MARKED)
def test_a_wrong_file_is_marked(name: str) -> None:
    assert marks(BROKEN / name)


def test_types_and_keys_are_offered_with_their_words() -> None:
    row = SCHEMAS["instrument"]["properties"]["survey"]["items"]
    assert {"integer", "begin_group", "end_repeat"} <= set(row["properties"]["type"]["anyOf"][0]["enum"])
    assert row["properties"]["relevant"]["description"] == "A condition: the row is asked only where it holds."
    assert "likert" in str([each for each in row["allOf"] if "select_one" in str(each["if"])])
