"""`jalon erase`, `jalon retention` and `jalon log`: ask first, say what went, and leave a trace."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from staff_study import person, published

from survey import create_app, extensions
from survey.commands import erase, log, notices, retention
from survey.store import attachments, sent_files, studies
from survey.store import notices as kept_notices
from survey.store.attachments import NewFile, Owner, Room
from survey.store.erasure import participant_with_code
from survey.store.notices import Notice
from survey.store.tables.submissions import SubmissionRow

Run = Callable[..., Result]
LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
CODE = "0123456789"


@pytest.fixture
def run(installation: Path) -> Run:
    """Run a command in an installation with one study and one submission, whose receipt has ``CODE``."""
    with create_app().app_context():
        person(published(), "a", step="submitted")
        with extensions.answers.writing() as session:
            (row,) = session.query(SubmissionRow)
            row.receipt_digest = extensions.keyring.receipt_digest(row.id, CODE)

    def call(command: click.Command, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(command, words, input=typed, catch_exceptions=False)

    return call


def found(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def is_there() -> bool:
    with create_app().app_context():
        return participant_with_code(studies.study_named("tiny"), CODE) is not None


def test_erasing_asks_first(run: Run) -> None:
    answer = run(erase.command, "tiny", "a", typed="n\n")
    assert answer.exit_code == 1 and "a, post: 1 submissions, 1 links ended" in answer.stderr
    assert is_there()
    assert "Erased of a: 1 submissions, 1 links ended." in run(erase.command, "tiny", "a", typed="y\n").stdout
    assert not is_there()


@pytest.mark.parametrize("typed", [CODE, "٠١٢٣٤ ٥٦٧٨٩", "o1234-56789"])
def test_the_code_of_a_receipt_names_the_participant(run: Run, typed: str) -> None:
    told = found(run(erase.command, "tiny", "--code", typed, "--yes", "--json"))
    assert (told["participant"], told["waves"], told["submissions"]) == ("a", ["post"], 1)
    assert not is_there()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tiny",), "one of both"),
        (("tiny", "a", "--code", CODE), "one of both"),
        (("tiny", "b"), "Nobody in the study tiny is called 'b'"),
        (("tiny", "a", "--wave", "never"), "no wave 'never'"),
        (("other", "a"), "No study is called 'other'"),
        (("tiny", "--code", "9876543210"), "No receipt of tiny has this code"),
        (("tiny", "--code", "x"), "No receipt of tiny has this code"),
    ],
)
def test_a_mistake_in_erasing_is_told_plainly(run: Run, words: tuple[str, ...], told: str) -> None:
    answer = run(erase.command, *words, "--yes")
    assert answer.exit_code != 0 and told in answer.output
    assert is_there()


def test_erasing_again_finds_nothing_and_asks_nothing(run: Run) -> None:
    run(erase.command, "tiny", "a", "--yes")
    assert "nothing left" in run(erase.command, "tiny", "a").stdout


def test_retention_tells_days_and_rows(run: Run) -> None:
    told = run(retention.command, "tiny", "--apply").stdout
    assert "answers: kept 60 months, no due day while a wave has no closing day" in told
    assert "logs: kept 12 months, due on" in told
    assert is_there()


def test_retention_erases_what_is_due_after_asking(run: Run) -> None:
    with create_app().app_context():
        record = studies.study_named("tiny")
        studies.set_wave_times(record.waves[0], None, LONG_AGO, study="tiny", actor="test")
    before = found(run(retention.command, "tiny", "--json"))["answers"]
    assert (before["due_on"], before["is_due"], before["rows"]["submissions"], before["erased"]) == (
        "2006-01-02",
        True,
        1,
        None,
    )
    assert run(retention.command, "tiny", "--erase", typed="n\n").exit_code == 1 and is_there()
    told = found(run(retention.command, "tiny", "--apply", "--yes", "--json"))
    assert told["answers"]["erased"]["submissions"] == 1
    again = found(run(retention.command, "tiny", "--apply", "--yes", "--json"))
    assert sum(again["answers"]["erased"].values()) == 0 and again["answers"]["months"] == 60
    assert not is_there()


def test_notices_are_told_word_for_word(run: Run) -> None:
    assert run(notices.command, "tiny").stdout == "Nobody has agreed to a notice yet.\n"
    read = Notice("fr", "Nous.\n\nJ’accepte.")
    with create_app().app_context(), extensions.answers.writing() as session:
        record = studies.study_named("tiny")
        kept_notices.keep(session, record.id, read)
        kept_notices.keep(session, record.id, read)
    (told,) = found(run(notices.command, "tiny", read.digest[:6], "--json"))
    assert (told["digest"], told["language"], told["text"]) == (read.digest, "fr", read.text)
    assert "Nous.\n\nJ’accepte." in run(notices.command, "tiny").stdout
    assert CliRunner().invoke(notices.command, ["tiny", "zz"]).exit_code == 1


def test_retention_deletes_what_no_answer_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_files, "LONGEST_ON_ITS_WAY", datetime.timedelta(0))
    with create_app().app_context():
        lost = NewFile("photo", "jpg", 3, [b"abc"])
        attachments.keep(Owner("tiny", "a", "post", 1), lost, Room(most=1, together=3))
        attachments.keep(Owner("tiny", "z", "post", 999), lost, Room(most=1, together=3))
    assert found(run(retention.command, "tiny", "--json"))["unnamed_files_deleted"] == 0
    assert "files that no answer names, deleted: 2" in run(retention.command, "tiny", "--erase").stdout
    assert "no answer names" not in run(retention.command, "tiny", "--erase").stdout


def test_the_log_says_when_who_and_what(run: Run) -> None:
    run(erase.command, "tiny", "a", "--yes")
    told = found(run(log.command, "tiny", "--json"))
    assert [entry["what"] for entry in told] == ["study published", "participant erased"]
    assert told[1]["who"].startswith("command line") and told[1]["detail"]["participant"] == "a"
    assert datetime.datetime.fromisoformat(told[1]["at"]).utcoffset() == datetime.timedelta(0)
    line = run(log.command, "tiny", "--last", "1").stdout
    assert line.startswith(told[1]["at"][:10]) and "participant erased: " in line and "participant a" in line
    assert "study published" not in line
