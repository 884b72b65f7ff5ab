"""``jalon report`` and ``jalon verify``: files of one report, the log, what is refused, how it ends."""

from __future__ import annotations

import json
import re
import shlex
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from findings.test_waves import once
from house.source_tree import ROOT
from reported_study import CHANGE, released

from survey.application_context import application
from survey.commands import main
from survey.findings.report.verifying import CHANGED, MATCHES, WRONG
from survey.store import studies

GUIDE = (ROOT / "docs" / "report.md").read_text("utf-8")


@pytest.fixture
def study(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a study whose figures are released; the folder that commands work in."""
    with application():
        released()
    folder = installation / "reports"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def log() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("log", "tiny", "--json").stdout)
    return [each for each in found if each["what"].startswith("report")]


def test_several_files_of_one_command_are_one_report_and_its_owner_alone_reads_them(study: Path) -> None:
    done = run("report", "tiny", "--language", "en", "-o", "a.html", "-o", "a.json", "--actor", "Ana")
    assert done.exit_code == 0 and done.stderr.splitlines() == ["Written: a.html", "Written: a.json"]
    file = json.loads(Path("a.json").read_text("utf-8"))
    assert file["kind"] == "released" and file["seal"] in Path("a.html").read_text("utf-8")
    assert {stat.S_IMODE(path.stat().st_mode) for path in study.iterdir()} == {0o600}
    (entry,) = log()
    told = {name: entry["detail"][name] for name in ("kind", "seal", "files", "language", "by")}
    assert told == {"kind": "released", "seal": file["seal"], "files": "html json", "language": "en", "by": "Ana"}


def test_a_report_is_verified_and_both_acts_are_logged(study: Path) -> None:
    assert run("report", "tiny", "--exact", "-o", "a.json").exit_code == 0
    done = run("verify", "a.json")
    assert done.exit_code == 0 and done.stdout.splitlines()[0].endswith(": matches.")
    assert [each["what"] for each in log()] == ["report made", "report verified"]
    found = json.loads(run("verify", "a.json", "--json").stdout)
    assert (found["verdict"], found["wrong"], found["changed"], found["altered"]) == ("matches", [], [], "")


def test_a_number_that_was_altered_ends_with_1_and_is_told_old_and_new(study: Path) -> None:
    run("report", "tiny", "-o", "a.json")
    told = json.loads(Path("a.json").read_text("utf-8"))
    told["numbers"][f"{CHANGE}#n"] = 25
    Path("a.json").write_text(json.dumps(told), encoding="utf-8")
    done = run("verify", "a.json")
    assert done.exit_code == 1
    assert f"wrong    {CHANGE}#n: 25 in the report, now 24" in done.stdout.splitlines()
    assert "The file was altered after it was made" in done.stdout
    found = json.loads(run("verify", "a.json", "--json").stdout)
    assert found["wrong"] == [{"key": f"{CHANGE}#n", "what": "other number", "report": 25, "now": 24}]


def test_answers_that_came_since_end_with_0_and_are_told(study: Path) -> None:
    run("report", "tiny", "--exact", "-o", "a.json")
    with application():
        once(studies.study_named("tiny"), "new", "entry", "1")
    done = run("verify", "a.json")
    assert done.exit_code == 0 and ": answers changed since." in done.stdout
    assert "changed  people#n: 30 in the report, now 31" in done.stdout.splitlines()


def test_the_same_report_is_written_as_pdf(study: Path) -> None:
    done = run("report", "tiny", "-o", "a.pdf", "-o", "a.json")
    assert done.exit_code == 0 and Path("a.pdf").read_bytes().startswith(b"%PDF-")


def test_without_weasyprint_nothing_is_written_or_logged(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as Python does for a package that is not there
    done = run("report", "tiny", "-o", "a.json", "-o", "a.pdf")
    assert done.exit_code == 1 and "pip install jalon[pdf]" in done.output
    assert list(study.iterdir()) == [] and log() == []


def test_the_commands_of_the_guide_do_what_it_says(study: Path) -> None:
    with application():
        released(name="nights", open_link=False)
    lines = re.findall(r"^jalon (.*)$", GUIDE, re.M)
    assert len(lines) == 4
    for line in lines:
        done = run(*shlex.split(line))
        assert done.exit_code == 0, f"{line}: {done.output}"
    assert sorted(path.name for path in study.iterdir()) == [
        *("exact.html", "exact.json", "report.html", "report.json", "report.pdf")
    ]
    assert all(json.loads(Path(f"{name}.json").read_text("utf-8"))["kind"] for name in ("exact", "report"))


def test_the_guide_explains_every_field_of_the_file_and_every_verdict(study: Path) -> None:
    run("report", "tiny", "-o", "a.json")
    rows = [row for row in GUIDE.splitlines() if row.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert {*json.loads(Path("a.json").read_text("utf-8")), MATCHES, CHANGED, WRONG} <= told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nothing", "-o", "a.html"], 1, "nothing"),
        (["tiny", "-o", "a.docx"], 2, "a.docx must end with .html, .pdf or .json."),
        (["tiny", "-o", "a.html", "--language", "pt"], 2, "tiny has no 'pt'. It has: fr, en."),
        (["tiny", "-o", "a.json", "--mixed"], 2, "--mixed belongs to --exact"),
        (["tiny", "-o", "a.json", "-o", "./a.json"], 2, "Two of these files are one"),
        (["tiny", "-o", "there.json"], 1, "there.json exists already. Nothing was written"),
        (["tiny", "-o", "a.json", "-o", "there.json/a.html"], 1, "cannot be written"),
        (["tiny", "-o", "a.json", "--actor", "a" * 201], 2, "at most 200 characters"),
        (["tiny"], 2, "Missing option"),
    ],
)
def test_what_cannot_be_reported_is_said(study: Path, words: list[str], code: int, told: str) -> None:
    Path("there.json").touch()
    done = run("report", *words)
    assert done.exit_code == code and told in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{}", "This is no report of Jalon"),
        ("nothing", "This file is no JSON"),
        ('{"format": "jalon report", "version": 1}', "'numbers' is lacking."),
    ],
)
def test_a_file_that_is_no_report_is_refused(study: Path, content: str, told: str) -> None:
    Path("a.json").write_text(content, encoding="utf-8")
    done = run("verify", "a.json")
    said = " ".join(done.output.split())
    assert done.exit_code == 1 and said.startswith("Error: a.json: This ") and told in said


def test_a_report_of_a_study_that_is_not_here_is_refused(study: Path) -> None:
    run("report", "tiny", "-o", "a.json")
    text = Path("a.json").read_text("utf-8").replace('"study": "tiny"', '"study": "other"')
    Path("a.json").write_text(text, encoding="utf-8")
    done = run("verify", "a.json")
    assert done.exit_code == 1
    assert "is a report of the study 'other', which this installation does not have." in " ".join(done.output.split())


def test_a_file_that_is_not_there_is_said(study: Path) -> None:
    for name in ("lacking.json", "."):
        done = run("verify", name)
        assert done.exit_code == 1 and f"{name} cannot be read" in done.output
