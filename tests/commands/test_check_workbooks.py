"""``jalon check`` reads workbooks too: each problem with its sheet, its row and its cell under its header."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from exchange.sheets import Table, workbook

from survey.commands.check import command

REAL = Path(os.environ["JALON_REAL_DATA"]) / "xlsforms" if "JALON_REAL_DATA" in os.environ else None
HEAD = ["type", "name", "label::English (en)", "relevant"]


def check(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def form(path: Path, *rows: list[Any], **others: Table) -> Path:
    return workbook(path, {"survey": [HEAD, *rows], **others})


def test_a_sound_workbook_ends_with_nought(tmp_path: Path) -> None:
    ended = check(form(tmp_path / "form.xlsx", ["text", "a", "One"]))
    assert (ended.exit_code, ended.output) == (0, "")


def test_a_problem_names_its_cell_and_the_header_above_it(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", ["text", "a", "One"], ["txet", "b", "Two"], ["note", "c", "Three", "${aa} = 1"])
    ended = check(path)
    assert (ended.exit_code, ended.output.splitlines()) == (
        1,
        [
            f"{path}[survey]:3:1: error [unknown-type] A3 type: `txet` is not a type. Did you mean `text`?",
            f"{path}[survey]:4:4: error [unknown-reference] D4 relevant: `${{aa}}` names no question of this file. "
            "Did you mean `a`?",
        ],
    )


def test_json_holds_the_cell_and_one_about_a_whole_row_names_none(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", ["text", "a"], ["text", "wrong name", "Two"])
    told = json.loads(check(path, "--json").output)
    assert [(problem["line"], problem["rule"], problem["cell"]) for problem in told] == [
        (2, "missing-label", ""),
        (3, "wrong-name", "B3 name"),
    ]


def test_what_odk_alone_refuses_is_told_at_its_row_as_a_warning(tmp_path: Path) -> None:
    ended = check(form(tmp_path / "form.xlsx", ["begin_group", "meta", "M"], ["text", "b", "Two"], ["end_group"]))
    assert (ended.exit_code, "warning [xform-refused]" in ended.output) == (0, True)


def test_a_language_is_named_where_no_column_names_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx", {"survey": [["type", "name", "label"], ["text", "a", "Et/ou ?"]]})
    assert "(fr)" in check(path, "--language", "fr").output
    assert check(path, "--language", "French").exit_code == 2


def test_a_workbook_is_known_by_its_content_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    renamed = form(tmp_path / "form.xlsx", ["text", "a", "One"]).rename(tmp_path / "form.yaml")
    (tmp_path / "table.xlsx").write_text("type,name\n", encoding="utf-8")
    assert check(renamed).exit_code == 0
    told = json.loads(check(tmp_path / "table.xlsx", tmp_path / "none.xls", "--json").output)
    assert [problem["rule"] for problem in told] == ["not-a-workbook", "file-not-found"]


@pytest.mark.skipif(not REAL, reason="JALON_REAL_DATA is not set")
@pytest.mark.parametrize(
    ("name", "cells", "rule", "remedy"),
    [
        ("wrong-missing-list.xls", ["A21 type"], "unknown-list", "Add choices with `list_name: amenity`."),
        ("wrong-unknown-type.xls", [f"A{row} type" for row in range(2, 6)], "unknown-type", "`integer`"),
    ],
)
def test_the_wrong_real_forms_are_refused(name: str, cells: list[str], rule: str, remedy: str, tmp_path: Path) -> None:
    assert REAL is not None
    ended = check(shutil.copy(REAL / name, tmp_path), "--json")
    found = [problem for problem in json.loads(ended.output) if problem["rule"] == rule]
    assert (ended.exit_code, [problem["cell"] for problem in found]) == (1, cells)
    assert all(remedy in problem["remedy"] for problem in found)


@pytest.mark.skipif(not REAL, reason="JALON_REAL_DATA is not set")
def test_the_ten_sound_forms_have_no_error() -> None:
    assert REAL is not None
    sound = [path for path in sorted(REAL.iterdir()) if not path.name.startswith("wrong-")]
    ended = check(*sound, "--json")
    assert (len(sound), ended.exit_code) == (10, 0)
    assert not [problem for problem in json.loads(ended.output) if problem["severity"] == "error"]
