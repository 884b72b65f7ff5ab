"""``jalon import transcripts``: what it prints, what it refuses, and that no name of a person is printed or logged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from voices.interviews import call_them, study_of

from survey import create_app
from survey.commands.import_ import command
from survey.store import audit, transcripts
from survey.store.studies import study_named
from survey.store.transcripts import Interview

Run = Callable[..., Result]
LIST = "file,participant_id,wave,date,language,roles,link,quote\n"


@pytest.fixture
def run(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command among two transcripts in an installation with one participant."""
    monkeypatch.chdir(installation)
    with create_app().app_context():
        call_them(study_of(a=""), a="Zoé Canarypetit")
    Path("one.txt").write_text("L1 : avec Zoé Canarypetit\n\nL2 : oui\n", "utf-8")
    Path("two.srt").write_text("1\n00:00:01,500 --> 00:00:03,000\nL1: bonjour\n", "utf-8")

    def call(*words: str) -> Result:
        return CliRunner().invoke(command, ("transcripts", *words), catch_exceptions=False)

    return call


def kept() -> tuple[Interview, ...]:
    with create_app().app_context():
        return transcripts.interviews(study_named("tiny").id)


def test_files_come_in_with_a_report_line_by_line(run: Run) -> None:
    told = run("tiny", "one.txt", "--participant", "a")
    assert (told.exit_code, told.stdout.splitlines()) == (
        0,
        [
            "one.txt: interview 1, added, 2 turns.",
            "  0: [not-listed] No row of a list names this file: it may not stand beside answers and not be quoted.",
            "  0: [language-not-stated] No language is stated: words are searched for as fr.",
            "  1: [pseudonym] Names replaced: 1.",
            "1 added, 0 described anew, 0 there already.",
        ],
    )
    assert [each.participant_id for each in kept()] == ["a"]


def test_the_list_that_lies_beside_the_files_is_read(run: Run) -> None:
    Path("interviews.csv").write_text(f"{LIST}one.txt,a,post,,fr,,yes,team\ntwo.srt,,,,fr,,no,none\n", "utf-8")
    assert run("tiny", "one.txt", "two.srt").exit_code == 0
    assert {(each.participant_id, each.quote, each.seconds) for each in kept()} == {
        ("a", "team", None),
        (None, "none", 3),
    }


def test_a_list_that_is_given_is_the_only_one(run: Run, tmp_path: Path) -> None:
    Path("interviews.csv").write_text("nonsense", "utf-8")
    (tmp_path / "other").mkdir()
    Path("other/interviews.csv").write_text(f"{LIST}one.txt,a,,,fr,,no,team\n", "utf-8")
    assert run("tiny", "one.txt", "other/interviews.csv").exit_code == 0
    assert [each.quote for each in kept()] == ["team"]


def test_all_problems_are_said_and_nothing_comes_in(run: Run) -> None:
    Path("interviews.csv").write_text(f"{LIST}one.txt,b,,,fr,,no,team\n", "utf-8")
    Path("empty.vtt").write_text("")
    told = run("tiny", "one.txt", "two.srt", "empty.vtt")
    assert told.exit_code == 1
    first, second = told.stdout.splitlines()
    assert first.startswith("empty.vtt: [empty] The file is empty.")
    assert second.startswith("interviews.csv: 2, column 'participant_id': [unknown] 'b' is not known")
    assert "Nothing was imported: 2 problems." in told.stderr
    assert kept() == ()


def test_files_that_are_not_there_are_all_named(run: Run) -> None:
    told = run("tiny", "gone.txt", "lost.txt", "one.txt")
    assert told.exit_code == 1 and kept() == ()
    assert [line.partition(":")[0] for line in told.stdout.splitlines()] == ["gone.txt", "lost.txt"]


def test_an_unknown_study_is_said_plainly(run: Run) -> None:
    told = run("tinny", "one.txt")
    assert told.exit_code == 1 and "No study is called 'tinny'" in told.stderr


def test_it_can_be_read_by_programs(run: Run) -> None:
    found = json.loads(run("tiny", "two.srt", "--json").stdout)
    assert [(each["file"], each["number"], each["change"], each["turns"]) for each in found["interviews"]] == [
        ("two.srt", 1, "added", 1)
    ]
    refused = json.loads(run("tiny", "two.srt", "--participant", "zz", "--json").stdout)
    assert [problem["rule"] for problem in refused["problems"]] == ["unknown"]


def test_again_it_says_that_they_are_there(run: Run) -> None:
    run("tiny", "one.txt", "--participant", "a")
    again = run("tiny", "one.txt", "--participant", "a")
    assert again.stdout.splitlines() == [
        "one.txt: interview 1, there already, 2 turns.",
        "0 added, 0 described anew, 1 there already.",
    ]


def test_no_name_is_printed_or_logged(run: Run) -> None:
    told = run("tiny", "one.txt", "--participant", "a", "--json")
    assert "canary" not in told.output.lower()
    with create_app().app_context():
        assert "canary" not in str(audit.entries()).lower()
