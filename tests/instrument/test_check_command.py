"""``jalon check`` prints every problem and says by its exit code whether the files can be used."""

import json
from pathlib import Path

from click.testing import CliRunner

from survey.commands.check import command

TESTS = Path(__file__).parent.parent
LIBRARY = ["--library", str(TESTS / "questionnaires")]


def test_files_without_problems_end_with_nought() -> None:
    ended = CliRunner().invoke(command, [str(TESTS / "questionnaires"), *LIBRARY])
    assert (ended.exit_code, ended.output) == (0, "")


def test_an_error_ends_with_one_and_is_printed_on_one_line() -> None:
    file = TESTS / "broken" / "unknown-type.yaml"
    ended = CliRunner().invoke(command, [str(file), *LIBRARY])
    assert ended.exit_code == 1
    assert ended.output == f"{file}:3:12: error [unknown-type] `txet` is not a type. Did you mean `text`?\n"


def test_a_warning_alone_ends_with_nought() -> None:
    ended = CliRunner().invoke(command, [str(TESTS / "broken" / "crowded-page.yaml"), *LIBRARY])
    assert ended.exit_code == 0
    assert "warning [crowded-page]" in ended.output


def test_json_holds_every_field_of_a_problem() -> None:
    file = TESTS / "broken" / "unknown-type.yaml"
    ended = CliRunner().invoke(command, [str(file), "--json", *LIBRARY])
    assert ended.exit_code == 1
    assert json.loads(ended.output) == [
        {
            "file": str(file),
            "line": 3,
            "column": 12,
            "rule": "unknown-type",
            "what": "`txet` is not a type.",
            "remedy": "Did you mean `text`?",
            "severity": "error",
            "cell": "",
        }
    ]


def test_a_whole_folder_is_checked() -> None:
    ended = CliRunner().invoke(command, [str(TESTS / "broken"), "--json", *LIBRARY])
    files = {Path(problem["file"]).name for problem in json.loads(ended.output)}
    assert files == {file.name for file in (TESTS / "broken").iterdir()}
