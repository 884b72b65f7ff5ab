"""``jalon answers``: what it prints, and that no word of an answer is among it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from open_answers_study import asking, said

from survey import create_app
from survey.commands.answers import command


@pytest.fixture(autouse=True)
def answered(installation: Path) -> None:
    with create_app().app_context():
        said(asking(), a="Canarymot", b="deux")


def run(*words: str) -> str:
    done = CliRunner().invoke(command, ("tiny", *words), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_it_tells_the_sources_and_no_word_of_an_answer() -> None:
    assert run() == "1: why (post): 2 answers; 2 new\n"
    assert run() == "1: why (post): 2 answers\n"


def test_it_tells_a_program_the_same() -> None:
    counts = {"number": -1, "turns": 2, "added": 2, "corrected": 0, "taken_out": 0, "moved": 0, "dropped": 0}
    assert json.loads(run("--json")) == {"sources": [{"wave": "post", "question": "why", **counts}]}
