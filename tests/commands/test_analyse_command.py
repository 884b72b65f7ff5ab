"""``jalon analyse`` carries a plan out on any CSV file, and ``jalon power`` tells how many people to ask."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from house.source_tree import ROOT

from survey.commands import main

GUIDE = (ROOT / "docs" / "analyse.md").read_text("utf-8")
EXAMPLE = ROOT / "docs" / "examples" / "plan"
FIRST = ["outcome", "wave", "contrast", "estimand", "method", "value", "low", "high", "level", "n", "n_missing"]
FIRST += ["weights", "planned"]
PLAN = """\
design: before_after
columns: {participant_id: person, wave: wave}
waves: [entry, exit]
scales:
  - {name: calm, items: [calm], minimum_answered: 1, range: [0, 10]}
plan:
  primary: [calm]
"""
ANSWERS = """\
person,wave,calm
a,entry,2
b,entry,3
c,entry,7
d,entry,4
a,exit,4
b,exit,4
c,exit,NA
d,exit,7
e,exit,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the worked example and a smaller plan."""
    for name in ("PLAN.yaml", "DATA.csv", "REGISTER.csv"):
        shutil.copy(EXAMPLE / name, tmp_path / name)
    (tmp_path / "small.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "small.csv").write_text(ANSWERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def strict(text: str) -> Any:
    """JSON as its standard has it: NaN is none."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("line", re.findall(r"^jalon (?:analyse PLAN|power).*$", GUIDE, re.M))
def test_the_lines_of_the_guide_can_be_typed(folder: Path, line: str) -> None:
    done = run(*shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert done.stdout


def test_the_guide_shows_what_is_printed(folder: Path) -> None:
    blocks = re.findall(r"^```text\n(.*?)```", GUIDE, re.M | re.S)
    assert run("power", "--difference", "5", "--sd", "20", "--lost", "0.3").stdout == blocks[1]
    lines = (folder / "DATA.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "DATA.csv").write_text("".join([*lines[:6], lines[5], *lines[6:]]), encoding="utf-8")
    done = run("analyse", "PLAN.yaml", "DATA.csv")
    assert (done.exit_code, done.stderr) == (1, blocks[0])


def test_objects_begin_with_the_promised_keys(folder: Path) -> None:
    done = run("analyse", "small.yaml", "small.csv", "--json")
    rows = strict(done.stdout)
    assert done.exit_code == 0
    assert all(list(row)[:13] == FIRST for row in rows)
    change = rows[0]
    # R: t.test(c(4, 4, 7), c(2, 3, 4), paired = TRUE)
    assert change["value"] == pytest.approx(2)
    assert (change["low"], change["high"]) == (pytest.approx(-0.4841377118), pytest.approx(4.4841377118))
    assert (change["n"], change["n_missing"]) == (3, 2)
    assert (change["contrast"], change["estimand"], change["weights"]) == ("exit - entry", "mean_change", "none")
    assert "3 people count" in done.stderr


def test_without_json_a_table_and_the_cautions_are_printed(folder: Path) -> None:
    done = run("analyse", "small.yaml", "small.csv")
    assert done.stdout.startswith("What changed\n")
    assert re.search(
        r"^\* calm +exit - entry +all +mean_change +t +none +2 +-0\.484 to 4\.48 +3 +2 ", done.stdout, re.M
    )
    assert "calm: As few as 3 people count" in done.stdout
    # By hand: change on entry has the slope 1/2, so the lost one, at 7, is expected to change by 2 + 4/2
    assert "calm, exit - entry: 2.5 (-1.7 to 6.7) if those who were lost changed 0 points beside" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["PLAN.yaml"], 2, "name the CSV file of answers"),
        (["nights", "--register", "REGISTER.csv"], 2, "A study has its register"),
        (["nowhere.yaml", "DATA.csv"], 1, "nowhere.yaml"),
        (["PLAN.yaml", "nowhere.csv"], 1, "nowhere.csv cannot be read"),
        (["PLAN.yaml", "DATA.csv", "--register", "nowhere.csv"], 1, "nowhere.csv cannot be read"),
        (["PLAN.yaml", "PLAN.yaml"], 1, "There is no such column"),
    ],
)
def test_what_cannot_be_read_is_told(folder: Path, words: list[str], code: int, told: str) -> None:
    done = run("analyse", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr


def test_power_tells_groups_and_clusters() -> None:
    words = ("--difference", "5", "--sd", "20", "--compared", "--cluster-size", "10", "--icc", "0.02")
    found = strict(run("power", *words, "--json").stdout)
    # R: power.t.test(delta = 5, sd = 20, power = 0.8, strict = TRUE)$n is 252.1281; 1 + 9 * 0.02 is 1.18
    assert found["exact"] == pytest.approx(252.1281, abs=1e-3)
    assert (found["analysed"], found["clusters"]) == (298, 60)
    assert "Clusters in all: 60." in run("power", *words).stdout
    few = run("power", "--difference", "20", "--sd", "20", "--compared", "--ratio", "2", "--cluster-size", "10")
    assert "the larger one: 25" in few.stdout  # twice the 12.45 that are needed in the smaller one
    assert "Fewer than 40 clusters" in few.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--difference", "0", "--sd", "20"], "the difference is not 0"),
        (["--difference", "5", "--sd", "20", "--correlation", "0.5"], "--correlation belongs to --compared"),
        (["--difference", "5", "--sd", "20", "--ratio", "2"], "--ratio belongs to --compared"),
        (["--difference", "5", "--sd", "20", "--lost", "1"], "lost is 1"),
    ],
)
def test_power_refuses_what_cannot_be(words: list[str], told: str) -> None:
    done = run("power", *words)
    assert done.exit_code == 2
    assert told in done.output
