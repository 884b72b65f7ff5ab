"""`jalon simulate`: what it says to a person and to a program, where the truth stands, how it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from simulation.fictional import fictional
from tiny_study import publish_tiny

from survey import create_app
from survey.commands import simulate

Run = Callable[..., Result]
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def run(installation: Path) -> Run:
    """Run the command in an installation with a fictional study of twenty people and a real one."""
    with create_app().app_context():
        fictional("post_only", 20)
        publish_tiny()

    return lambda *words: CliRunner().invoke(simulate.command, words, catch_exceptions=False)


def test_it_says_how_many_answered_and_where_the_truth_stands(run: Run, tmp_path: Path) -> None:
    told = run("post_only", "-n", "15")
    truth = tmp_path / "simulated" / "post_only" / "truth.json"
    assert told.output.splitlines() == ["Simulated: 15 at the wave post.", f"The true values: {truth}"]
    assert json.loads(truth.read_text("utf-8"))["people"] == 15


def test_it_says_so_when_there_is_nothing_to_do(run: Run) -> None:
    run("post_only", "-n", "15")
    assert run("post_only", "-n", "15").output.startswith("The study post_only holds these simulated answers already.")


def test_a_program_reads_json(run: Run, tmp_path: Path) -> None:
    truth = tmp_path / "elsewhere.json"
    told = json.loads(run("post_only", "-n", "15", "--truth", str(truth), "--json").output)
    assert told == {"study": "post_only", "submitted": {"post": 15}, "already": False, "truth": str(truth)}
    assert truth.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("tiny", "-n", "1"), "The study tiny is real"),
        (("nowhere", "-n", "1"), "No study is called 'nowhere'"),
        (("post_only", "-n", "21"), "20 have a living link"),
        (("post_only", "-n", "0"), "0 is not in the range"),
        (("post_only", "-n", "5", "--loss", "none"), "'none' is not one of 'seen', 'hidden'"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(run: Run, tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    told = run(*words)
    assert told.exit_code in (1, 2) and why in told.output
    assert not (tmp_path / "simulated").exists()
