"""A form that ODK refuses is still read: each mistake is told at its sheet and row, with what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from exchange.sheets import Table, workbook

from survey.exchange.xlsform.convert import convert
from survey.exchange.xlsform.reading import read_questionnaire

REAL = Path(os.environ["JALON_REAL_DATA"]) / "xlsforms" if "JALON_REAL_DATA" in os.environ else None
HEAD = ["type", "name", "label"]
LIST = [["list_name", "name", "label"], ["often", "1", "Never"], ["often", "2", "Always"]]
ONE = ["text", "a", "One"]


def form(*rows: list[Any], head: list[str] | None = None, choices: Table = LIST, **others: Table) -> dict[str, Table]:
    return {"survey": [head or HEAD, *rows], "choices": choices, **others}


MISTAKES: list[tuple[str, dict[str, Table], str, str, str, str]] = [
    (
        "unknown type",
        form(ONE, ["numeric", "b", "Two"]),
        "[survey]:3:1",
        "unknown-type",
        "`numeric` is not a type",
        "`integer`",
    ),
    ("misspelt type", form(["txet", "b", "Two"]), "[survey]:2:1", "unknown-type", "`txet`", "Did you mean `text`?"),
    (
        "missing list",
        form(["select_one oftn", "a", "One"]),
        "[survey]:2:1",
        "unknown-list",
        "`oftn` has no choice",
        "`often`",
    ),
    ("no list", form(["select_one", "a", "One"]), "[survey]:2:1", "missing-list", "names no list", "select_one LIST"),
    (
        "a name twice",
        form(ONE, ONE),
        "[survey]:3:2",
        "duplicate-name",
        "`a` already names the row at line 2",
        "of its own",
    ),
    (
        "group not closed",
        form(["begin group", "g", "G"], ONE),
        "[survey]:2:1",
        "unbalanced-group",
        "never closed",
        "end_group",
    ),
    (
        "repeat not closed",
        form(["begin_repeat", "g", "G"], ONE),
        "[survey]:2:1",
        "unbalanced-group",
        "never closed",
        "end_repeat",
    ),
    ("group not opened", form(ONE, ["end group"]), "[survey]:3:1", "unbalanced-group", "closes nothing", "begin_group"),
    (
        "repeat closed as a group",
        form(["begin_repeat", "g", "G"], ONE, ["end_group"]),
        "[survey]:4:1",
        "unbalanced-group",
        "closes the repeat `g`",
        "end_repeat",
    ),
    ("no name", form(["text", None, "One"]), "[survey]:2:1", "missing-key", "has no `name`", "Add"),
    ("no type", form([None, "a", "One"]), "[survey]:2:1", "missing-key", "has no `type`", "Add"),
    ("a name with a space", form(["text", "my name", "One"]), "[survey]:2:2", "wrong-name", "`my name`", "letters"),
    ("no label", form(["text", "a", None]), "[survey]:2:1", "missing-label", "`a` has no label", "Add"),
    (
        "unknown reference",
        form(ONE, ["text", "b", "Two", "${aa} = 'x'"], head=[*HEAD, "relevant"]),
        "[survey]:3:4",
        "unknown-reference",
        "`${aa}` names no question",
        "`a`",
    ),
    (
        "broken expression",
        form(ONE, ["text", "b", "Two", "${a} ="], head=[*HEAD, "relevant"]),
        "[survey]:3:4",
        "wrong-expression",
        "ends too early",
        "guide",
    ),
    (
        "a choice twice",
        form(["select_one often", "a", "One"], choices=[*LIST, ["often", "2", "Ever"]]),
        "[choices]:4:2",
        "duplicate-choice",
        "`often` has the choice `2` twice",
        "of its own",
    ),
    (
        "a choice without name",
        form(["select_one often", "a", "One"], choices=[*LIST, ["often", None, "Ever"]]),
        "[choices]:4:1",
        "missing-key",
        "has no `name`",
        "Add",
    ),
    (
        "a choice without label",
        form(["select_one often", "a", "One"], choices=[*LIST, ["often", "3"]]),
        "[choices]:4:1",
        "missing-key",
        "has no `label`",
        "Add",
    ),
    (
        "no survey sheet",
        {"questions": [HEAD, ONE], "choices": LIST},
        ":1:1",
        "missing-sheet",
        "`questions`",
        "`survey`",
    ),
    (
        "misspelt survey sheet",
        {"surveys": [HEAD, ONE], "choices": LIST},
        ":1:1",
        "missing-sheet",
        "`surveys`",
        "Rename",
    ),
    (
        "no type column",
        form(ONE, head=["kind", "name", "label"]),
        "[survey]:1:1",
        "missing-column",
        "no column `type`",
        "Add",
    ),
    (
        "misspelt column",
        form(ONE, head=["type", "nmae", "label"]),
        "[survey]:1:1",
        "missing-column",
        "`name`",
        "`nmae`",
    ),
    (
        "a column twice",
        form(ONE, head=["type", "name", "label", "label"]),
        "[survey]:1:4",
        "duplicate-column",
        "`label`",
        "one",
    ),
    (
        "two spellings of a column",
        form(ONE, head=["type", "name", "label", "relevant", "relevance"]),
        "[survey]:1:5",
        "duplicate-column",
        "`relevance`",
        "one",
    ),
    ("an empty survey", form(), "[survey]:1:1", "empty-survey", "no row", "Add"),
    (
        "a wrong trigger",
        form(ONE, ["text", "b", "Two", "a"], head=[*HEAD, "trigger"]),
        "[survey]:3:4",
        "wrong-trigger",
        "`a`",
        "${",
    ),
    (
        "a file by its path",
        form(["select_one_from_file ../a.csv", "a", "One"]),
        "[survey]:2:1",
        "wrong-file",
        "../a.csv",
        "FILE",
    ),
]
HALF = {"survey": [["type", "name", "label::English (en)", "label::Français (fr)"], ["text", "a", "One", None]]}


def expected_problems(path: Path) -> list[tuple[str, str, str, str]]:
    found = read_questionnaire(path, "en").problems
    return [
        (str(problem).removeprefix(str(path)), problem.rule, problem.what, problem.remedy)
        for problem in found
        if problem.severity == "error"
    ]


@pytest.mark.parametrize(
    ("sheets", "place", "rule", "what", "remedy"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_a_mistake_is_told_at_its_sheet_and_row(
    sheets: dict[str, Table], place: str, rule: str, what: str, remedy: str, tmp_path: Path
) -> None:
    ((told, found, words, mend),) = expected_problems(workbook(tmp_path / "form.xlsx", sheets))
    assert (told.startswith(f"{place}: error"), found) == (True, rule)
    assert what in words and remedy in mend


def test_all_mistakes_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "form.xlsx", form(["txet", "a", "One"], ["select_one no", "b", "Two"], ["text", None, "Three"])
    )
    converted = convert(path, ".yaml")
    assert [(problem.line, problem.rule) for problem in converted.problems if problem.severity == "error"] == [
        (2, "unknown-type"),
        (3, "unknown-list"),
        (4, "missing-key"),
    ]
    assert converted.files == {}
    assert convert(path, ".yaml", despite_problems=True).files.keys() == {".yaml"}


def test_a_half_translated_language_is_incomplete(tmp_path: Path) -> None:
    (problem,) = read_questionnaire(workbook(tmp_path / "form.xlsx", HALF)).problems
    assert (problem.rule, problem.severity) == ("incomplete-language", "warning")
    assert "`fr` is incomplete: texts missing: 2" in problem.what  # the label, and the title, which has no language


def test_the_title_alone_has_no_language_in_a_sheet(tmp_path: Path) -> None:
    whole = {"survey": [HALF["survey"][0], ["text", "a", "One", "Un"]]}
    (problem,) = read_questionnaire(workbook(tmp_path / "form.xlsx", whole)).problems
    assert (problem.rule, "texts missing: 1" in problem.what) == ("incomplete-language", True)


def test_a_form_that_odk_alone_refuses_is_told_at_its_row_and_kept(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "form.xlsx", form(ONE, ["begin_group", "meta", "M"], ["text", "b", "Two"], ["end_group"])
    )
    to_yaml, to_xform = convert(path, ".yaml", "en"), convert(path, ".xml", "en")
    (warned,), (refused,) = (
        [each for each in made.problems if each.rule == "xform-refused"] for made in (to_yaml, to_xform)
    )
    assert (warned.severity, refused.severity) == ("warning", "error")
    assert "meta" in refused.what and refused.remedy
    assert (to_yaml.files.keys(), to_xform.files) == ({".yaml"}, {})


def test_what_makes_pyxform_stumble_is_told_like_its_own_complaints(tmp_path: Path) -> None:
    head = ["type", "name", "label", "bind::odk::length::x"]
    path = workbook(tmp_path / "form.xlsx", form(["text", "a", "One", "5"], head=head))
    found = [problem for problem in convert(path, ".xml", "en").problems if problem.severity == "error"]
    assert [problem.rule for problem in found] in ([], ["xform-refused"])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("form.xlsx", b"type,name,label\ntext,a,One\n", "not-a-workbook"),
        ("form.xls", b"\xef\xbb\xbftype;name\n", "not-a-workbook"),
    ],
)
def test_a_table_of_text_named_like_a_workbook_is_told(name: str, content: bytes, rule: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    ((place, found, _, remedy),) = expected_problems(tmp_path / name)
    assert (place.startswith(":1:1: error"), found, "save it as XLSX" in remedy) == (True, rule, True)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [rule for _, rule, _, _ in expected_problems(tmp_path / "none.xlsx")] == ["file-not-found"]


def test_a_workbook_with_the_ending_of_the_other_kind_is_read_with_a_warning(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx", form(ONE, choices=[]))
    (problem,) = read_questionnaire(path.rename(tmp_path / "form.xls"), "en").problems
    assert (problem.rule, problem.severity, problem.remedy) == ("workbook-misnamed", "warning", "Name it form.xlsx.")


@pytest.mark.skipif(not REAL, reason="JALON_REAL_DATA is not set")
@pytest.mark.parametrize(
    ("name", "rows", "rule", "remedy"),
    [
        ("wrong-missing-list.xls", [21], "unknown-list", "Add choices with `list_name: amenity`."),
        ("wrong-unknown-type.xls", [2, 3, 4, 5], "unknown-type", "Write `integer` for whole numbers"),
    ],
)
def test_the_wrong_real_forms_are_refused_with_place_and_remedy(
    name: str, rows: list[int], rule: str, remedy: str
) -> None:
    assert REAL is not None
    path = REAL / name
    converted = convert(path, ".yaml")
    found = [problem for problem in converted.problems if problem.rule == rule]
    assert [(problem.file, problem.line) for problem in found] == [(f"{path}[survey]", row) for row in rows]
    assert all(problem.remedy.startswith(remedy) for problem in found)
    assert converted.files == {}
