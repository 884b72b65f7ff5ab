"""``jalon export`` and ``jalon release``: private files, never half of one, each act logged."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from household_study import ANA, household, submitted
from staff_study import person, published

from survey import create_app
from survey.commands import export, release
from survey.exchange.exports import comma_separated
from survey.findings.client import end as end_figure_process
from survey.store import audit

Run = Callable[..., Result]


@pytest.fixture
def run(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command in an installation with one study and one submission."""
    monkeypatch.chdir(installation)
    with create_app().app_context():
        person(published(), "a", step="submitted", answers={"calm": "2"}, missing={"age": "refused"})

    def call(command: click.Command, *words: str) -> Result:
        return CliRunner().invoke(command, words, catch_exceptions=False)

    yield call
    end_figure_process()


def logged(action: str) -> list[audit.Entry]:
    with create_app().app_context():
        return audit.entries(action=action)


def test_an_export_is_a_file_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    assert run(export.command, "tiny", "--labels", "--language", "en", "--output", "out.csv").exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["participant_id"], row["calm"], row["calm.label"], row["age.missing"]) == (
        "a",
        "2",
        "'=Sometimes",
        "refused",
    )
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_an_export_can_go_to_standard_output(run: Run) -> None:
    answer = run(export.command, "tiny", "--no-reasons", "--output", "-")
    assert answer.stdout.splitlines()[1].startswith("a,register,")


def test_a_workbook_is_chosen_by_its_format(run: Run, tmp_path: Path) -> None:
    assert run(export.command, "tiny", "--format", "xlsx", "--output", "out.xlsx").exit_code == 0
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_each_export_is_logged(run: Run) -> None:
    run(export.command, "tiny", "--wave", "post", "--output", "-")
    (entry,) = logged("answers exported")
    assert entry.actor.startswith("command line") and (entry.study, entry.detail["wave"]) == ("tiny", "post")


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("kept")
    answer = run(export.command, "tiny", "--output", "out.csv")
    assert answer.exit_code == 1 and "exists already" in answer.output
    assert (tmp_path / "out.csv").read_text() == "kept"
    assert logged("answers exported") == []


def test_half_an_export_is_not_left_behind(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(comma_separated, "rows", breaks)
    with pytest.raises(ZeroDivisionError):
        run(export.command, "tiny", "--output", "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_the_codebook_of_a_csv_is_written_beside_it(run: Run, tmp_path: Path) -> None:
    run(export.command, "tiny", "--codebook", "--language", "en", "--output", "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("participant_id")
    assert "calm,1,Never" in (tmp_path / "out.codebook.csv").read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "out.codebook.csv").stat().st_mode) == 0o600


@pytest.fixture
def household_exported(run: Run) -> Run:
    """The same installation, with a household of two children instead."""
    with create_app().app_context():
        submitted(household(), "b", ANA)
    return run


def test_each_repeat_of_a_csv_is_written_beside_it(household_exported: Run, tmp_path: Path) -> None:
    answer = household_exported(export.command, "tiny", "--codebook", "--language", "en", "--output", "out.csv")
    assert answer.stderr.split() == [
        word for name in ("out", "out.child", "out.visit", "out.codebook") for word in ("Written:", f"{name}.csv")
    ]
    with (tmp_path / "out.child.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["participant_id"], row["child.instance"], row["first_name"]) for row in csv.DictReader(file)]
    assert rows == [("b", "1", "Ana"), ("b", "2", "Bob")]
    assert stat.S_IMODE((tmp_path / "out.visit.csv").stat().st_mode) == 0o600
    assert len(logged("answers exported")) == 1


def test_nothing_is_written_where_the_file_of_a_repeat_exists(household_exported: Run, tmp_path: Path) -> None:
    (tmp_path / "out.visit.csv").write_text("kept")
    answer = household_exported(export.command, "tiny", "--output", "out.csv")
    assert answer.exit_code == 1 and "out.visit.csv exists already" in answer.output
    assert [path.name for path in tmp_path.glob("out*")] == ["out.visit.csv"]


def test_standard_output_says_which_repeats_it_lacks(household_exported: Run) -> None:
    answer = household_exported(export.command, "tiny", "--output", "-")
    assert "Not written: the repeats child, visit." in answer.stderr and "Ana" not in answer.stdout


def test_a_workbook_holds_its_codebook(run: Run, tmp_path: Path) -> None:
    run(export.command, "tiny", "--codebook", "--format", "xlsx", "--output", "out.xlsx")
    assert [path.name for path in tmp_path.glob("out*")] == ["out.xlsx"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("other", "--output", "-"), "No study is called 'other'"),
        (("tiny", "--wave", "never", "--output", "-"), "no wave 'never'"),
        (("tiny", "--language", "xx", "--output", "-"), "It has: fr, en"),
        (("tiny", "--output", "nowhere/out.csv"), "cannot be written"),
        (("tiny", "--codebook", "--output", "-"), "give --output a name"),
    ],
)
def test_a_mistake_is_told_plainly(run: Run, words: tuple[str, ...], told: str) -> None:
    answer = run(export.command, *words)
    assert answer.exit_code != 0 and told in answer.output


def test_figures_are_released_from_the_command_line(run: Run) -> None:
    answer = run(release.command, "tiny", "--json")
    assert json.loads(answer.stdout)["flow"] == [
        {"wave": "post", "origin": "register", "released": False},
        {"wave": "post", "origin": "open", "released": False},
    ]
    assert "post, register: not shown anew" in run(release.command, "tiny").stdout
