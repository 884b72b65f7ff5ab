"""The commands that set an installation up and run its fieldwork, in order and with what can go wrong.

They are `jalon keys`, `jalon migrate`, `jalon publish`, `jalon import`, `jalon links`, `jalon open-link`, `jalon wave`.
"""

from __future__ import annotations

import csv
import datetime
import json
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click import Command
from click.testing import CliRunner, Result
from tiny_study import publish_tiny

from survey import create_app, extensions, migrations
from survey.commands import accounts, import_, keys, links, migrate, open_link, publish, wave
from survey.store import audit, studies

Run = Callable[..., Result]

CONFIG = (
    'demonstration = true\n[help]\ntelephone = "01 99 00 00 00"\n[server]\nbase_url = "https://survey.example.org/"\n'
)
REGISTER = "id,arm,language,household,worker,name,email\nA1,advice,fr,F1,W1,Zoé,z@x.org\nA2,support,ar,,,Ali,\n"
INSTRUMENT = """\
settings:
  form_id: calm
  form_title: Calm
  version: "1"
  default_language: en
  languages:
    en: {header: English (en), status: draft}
survey:
  - {type: integer, name: age, label: How old are you?}
"""
STUDY_FILE = """\
name: mini
title: Mini
default_language: en
languages: [en]
time_zone: Europe/Paris
design: post_only
instruments: [calm]
waves:
  - {name: post, label: After, opens: "2026-01-01", closes: "2027-12-31"}
arms:
  - {name: advice, label: Advice}
register:
  participant_id: id
minimum_cell: 10
open_link: true
help: {telephone: "01 99 00 00 00", place: Desk}
expected_minutes: 5
notice: Who we are.
consent: I agree.
retention: {contacts_months: 12, answers_months: 60}
"""


@pytest.fixture
def run(databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command of an installation whose databases are empty and migrated."""
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("JALON_INSTANCE", str(instance)),
        ("JALON_KEYS", str(tmp_path / "keys.toml")),
        ("JALON_DATABASE_URL", databases[0]),
        ("JALON_CONTACTS_URL", databases[1]),
    ):
        monkeypatch.setenv(name, text)
    monkeypatch.delenv("JALON_BASE_URL", raising=False)

    def call(command: Command, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(command, words, input=typed, catch_exceptions=False)

    assert call(keys.command, "new").exit_code == 0
    yield call
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture
def tiny(run: Run, tmp_path: Path) -> Run:
    """The same with the tiny study published and its register in register.csv."""
    inside(publish_tiny)
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    return run


def inside(act: Callable[[], Any]) -> Any:
    """What ``act`` returns inside the application."""
    with create_app().app_context():
        return act()


def found(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_new_keys_are_their_owner_s_alone_and_never_overwritten(run: Run, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "keys.toml").stat().st_mode) == 0o600
    again = run(keys.command, "new")
    assert (again.exit_code, "exists already" in again.output) == (1, True)
    assert run(keys.command, "new", "no/such/folder/keys").exit_code == 1


def test_migrating_again_changes_nothing(run: Run) -> None:
    newest = {history: migrations.revisions(history)[-1] for history in (migrations.ANSWERS, migrations.CONTACTS)}
    assert found(run(migrate.command, "--json")) == {
        history: {"before": revision, "now": revision} for history, revision in newest.items()
    }


def test_an_empty_database_is_migrated_and_until_then_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("JALON_DATABASE_URL", "JALON_CONTACTS_URL"):
        monkeypatch.setenv(variable, f"sqlite:///{tmp_path / variable}")
    refused = run(accounts.command, "list")
    assert (refused.exit_code, "run `jalon migrate`" in refused.output) == (1, True)
    assert (
        f"answers: brought from an empty database to revision {migrations.revisions(migrations.ANSWERS)[-1]}"
        in run(migrate.command).output
    )
    assert run(accounts.command, "list").exit_code == 0


def test_publishing_says_what_is_new(run: Run, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY_FILE)
    (tmp_path / "calm.yaml").write_text(INSTRUMENT)
    first = found(run(publish.command, "study.yaml", "--json"))
    again = found(run(publish.command, ".", "--json"))
    (tmp_path / "calm.yaml").write_text(INSTRUMENT.replace("How old", "How young"))
    changed = found(run(publish.command, "study.yaml", "--json"))
    assert [each["waves"][0]["questionnaire"] for each in (first, again, changed)] == ["new", "unchanged", "changed"]
    assert first["waves"][0]["digest"] == again["waves"][0]["digest"] != changed["waves"][0]["digest"]


def test_a_wrong_study_is_not_published(run: Run, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY_FILE.replace("post_only", "post_olny"))
    (tmp_path / "calm.yaml").write_text(INSTRUMENT)
    result = run(publish.command, "study.yaml")
    assert result.exit_code == 1
    assert "study.yaml:6:" in result.output and "Nothing was published." in result.output
    assert inside(studies.all_studies) == []


def test_a_register_is_imported_and_again_changes_nothing(tiny: Run) -> None:
    first = found(tiny(import_.command, "register", "tiny", "register.csv", "--json"))
    assert first == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "invitations": 2,
        "already": False,
        "superseded": False,
    }
    assert "imported already" in tiny(import_.command, "register", "tiny", "register.csv").output


def test_wrong_rows_are_all_said_and_nothing_is_imported(tiny: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.csv").write_text(REGISTER.replace("support", "suport") + "A1,advice,fr,,,,\n", encoding="utf-8")
    result = tiny(import_.command, "register", "tiny", "wrong.csv")
    assert result.exit_code == 1
    assert "row 3, column 'arm'" in result.output and "row 4, column 'id'" in result.output
    told = json.loads(tiny(import_.command, "register", "tiny", "wrong.csv", "--json").stdout)
    assert [(problem["row"], problem["column"]) for problem in told["problems"]] == [(3, "arm"), (4, "id")]
    assert "2 added" in tiny(import_.command, "register", "tiny", "register.csv").output


def test_links_are_written_withdrawn_and_renewed(tiny: Run, tmp_path: Path) -> None:
    tiny(import_.command, "register", "tiny", "register.csv")
    assert found(tiny(links.command, "tiny", "--wave", "entry", "--json"))["count"] == 2
    path = tmp_path / "links-tiny-entry.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = {
        row["participant_id"]: row["link"] for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    }
    assert before["A1"].startswith("https://survey.example.org/r/")
    assert tiny(links.command, "tiny", "--wave", "entry").exit_code == 1
    tiny(links.command, "tiny", "--wave", "entry", "--withdraw", "A1")
    tiny(links.command, "tiny", "--wave", "entry", "--renew", "A2")
    printed = tiny(links.command, "tiny", "--wave", "entry", "--output", "-").stdout
    (row,) = csv.DictReader(printed.splitlines())
    assert row["participant_id"] == "A2" and row["link"] != before["A2"]


def test_links_are_never_printed_unasked(tiny: Run, tmp_path: Path) -> None:
    tiny(import_.command, "register", "tiny", "register.csv")
    assert "/r/" not in tiny(links.command, "tiny", "--wave", "entry").output
    assert "/r/" not in tiny(links.command, "tiny", "--wave", "entry", "--renew", "A1").output


def test_links_may_begin_with_another_address(tiny: Run) -> None:
    tiny(import_.command, "register", "tiny", "register.csv")
    words = ("tiny", "--wave", "entry", "--output", "-", "--base-url", "https://other.org/")
    assert "https://other.org/r/" in tiny(links.command, *words).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("elsewhere", "--wave", "entry"), "No study is called 'elsewhere'. Published: tiny."),
        (("tiny", "--wave", "exit"), "has no wave 'exit'"),
        (("tiny", "--wave", "entry", "--renew", "Z9"), "Nobody called 'Z9'"),
        (("tiny", "--wave", "entry", "--output", "no/such/folder"), "cannot be written"),
    ],
)
def test_what_is_unknown_is_said_plainly(tiny: Run, words: Sequence[str], said: str) -> None:
    result = tiny(links.command, *words)
    assert (result.exit_code, said in result.output, "Traceback" in result.output) == (1, True, False)


def test_the_open_link_is_printed_and_switched(tiny: Run) -> None:
    told = found(tiny(open_link.command, "tiny", "--json"))
    assert told["on"] is True
    assert told["links"]["entry"].startswith("https://survey.example.org/o/")
    assert "is off." in tiny(open_link.command, "tiny", "--off").output
    assert found(tiny(open_link.command, "tiny", "--on", "--json")) == told
    shared = found(tiny(open_link.command, "tiny", "--kiosk", "--json"))
    assert shared["links"].keys() == told["links"].keys()
    assert not set(shared["links"].values()) & set(told["links"].values())


def test_a_wave_is_shown_opened_and_closed(tiny: Run) -> None:
    assert found(tiny(wave.command, "tiny", "entry", "--json"))["open"] is False
    assert found(tiny(wave.command, "tiny", "entry", "--open", "--json"))["open"] is True
    assert "is closed" in tiny(wave.command, "tiny", "entry", "--close").output
    assert len(inside(lambda: audit.entries(action="wave times set"))) == 2


def test_days_are_whole_days_of_the_study_s_zone(tiny: Run) -> None:
    told = found(tiny(wave.command, "tiny", "entry", "--opens", "2026-03-01", "--closes", "2026-03-31", "--json"))
    assert (told["opens_at"], told["closes_at"]) == ("2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00")


def test_a_wave_that_was_to_open_later_is_closed_now(tiny: Run) -> None:
    tomorrow = (datetime.date.today() + datetime.timedelta(days=2)).isoformat()
    tiny(wave.command, "tiny", "entry", "--opens", tomorrow)
    told = found(tiny(wave.command, "tiny", "entry", "--close", "--json"))
    assert (told["open"], told["opens_at"]) == (False, None)


@pytest.mark.parametrize(
    "words",
    [("--open", "--close"), ("--open", "--opens", "2026-01-01"), ("--opens", "2026-02-01", "--closes", "2026-01-01")],
)
def test_times_that_contradict_each_other_are_refused(tiny: Run, words: Sequence[str]) -> None:
    assert tiny(wave.command, "tiny", "entry", *words).exit_code == 2


def test_without_settings_a_command_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "instance" / "config.toml").unlink()
    result = run(migrate.command)
    assert (result.exit_code, "docs/operators.md" in result.output, "Traceback" in result.output) == (1, True, False)
