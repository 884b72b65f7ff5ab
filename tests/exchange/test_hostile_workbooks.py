"""Hostile workbooks end in little memory, with one clear sentence; converted in processes of their own.

How many seconds they take is measured by ``python -m benchmarks hostile``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.hostile_workbooks import (
    WORKBOOKS,
    deep_repeats,
    million_blank_rows,
    million_columns,
    with_links,
    with_macros,
    written,
)
from survey.exchange.xlsform.workbook import read_workbook
from survey.exchange.xlsform.xform import xform_of
from survey.instrument.loader import read_instrument
from survey.instrument.report import Report

MEGABYTES = 200  # what is promised of `jalon convert`, its own start included
PATIENCE = 120
MEASURE = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
told = process.stdout.read().decode()
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, told]))
"""


def convert(workbook: Path, to: Path) -> tuple[int, float, list[dict[str, str]]]:
    """The exit code of `jalon convert`, its most megabytes, and what it told.

    A small process starts it: the memory of whoever starts a process counts as that of the process.
    """
    jalon = [
        sys.executable,
        "-c",
        "from survey.commands import main; main()",
        "convert",
        str(workbook),
        str(to),
        "--json",
    ]
    ended = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *jalon], capture_output=True, check=True, timeout=PATIENCE
    )
    code, megabytes, told = json.loads(ended.stdout)
    return code, megabytes, json.loads(told)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_ends_with_a_clear_sentence(name: str, tmp_path: Path) -> None:
    make, rules = WORKBOOKS[name]
    code, megabytes, problems = convert(written(tmp_path, make()), tmp_path / "out.yaml")
    assert [problem["rule"] in rules for problem in problems] == [True]
    assert problems[0]["what"] and problems[0]["remedy"]
    assert (code, (tmp_path / "out.yaml").exists()) == (1, False)
    assert megabytes < MEGABYTES


def test_a_million_blank_rows_are_passed_over(tmp_path: Path) -> None:
    code, megabytes, problems = convert(written(tmp_path, million_blank_rows()), tmp_path / "out.yaml")
    assert (code, problems) == (0, [])
    assert [question.name for question in read_instrument(tmp_path / "out.yaml").questions()] == ["a"]
    assert megabytes < MEGABYTES


def test_a_million_columns_end(tmp_path: Path) -> None:
    code, megabytes, problems = convert(written(tmp_path, million_columns()), tmp_path / "out.yaml")
    assert code == 1 and problems[0]["rule"] in ("workbook-too-slow", "workbook-too-large")
    assert megabytes < MEGABYTES


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    code, megabytes, problems = convert(written(tmp_path, with_links()), tmp_path / "out.yaml")
    assert (code, problems) == (0, [])
    assert megabytes < MEGABYTES


def test_what_would_keep_pyxform_busy_for_minutes_is_not_shown_to_it(tmp_path: Path) -> None:
    path = written(tmp_path, deep_repeats())
    report, workbook = Report(str(path)), read_workbook(path, Report(str(path)))
    assert workbook is not None
    assert xform_of(workbook, "form", report, warning=True) is None and xform_of(workbook, "form", report) is None
    assert [problem.rule for problem in report.problems] == ["xform-not-tried", "xform-too-slow"]


@pytest.mark.parametrize("name", ["form.xlsm", "form.xlsx"])
def test_macros_are_left_out_with_a_warning(name: str, tmp_path: Path) -> None:
    code, _, problems = convert(written(tmp_path, with_macros(), name), tmp_path / "out.yaml")
    assert (code, [problem["rule"] for problem in problems]) == (0, ["workbook-with-macros"])
    assert "macros" not in (tmp_path / "out.yaml").read_text("utf-8")
