"""Whoever writes another program's word for a type, or a sheet's, is told ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.instrument import columns
from survey.instrument.loader import read_source
from survey.instrument.other_words import TYPES
from survey.instrument.types import type_names

HEAD = 'settings: {form_id: t, form_title: T, version: "1", default_language: en}\nsurvey:\n'


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("trigger", "Write `acknowledge`."),
        ("numeric", "Write `integer` for whole numbers, `decimal` for others."),
        ("string", "Write `text`."),
        ("datetime", "Write `dateTime`."),
        ("select one yn", "Write `select_one yn`."),
        ("Select_One yn", "Write `select_one yn`."),
        ("select all that apply from yn", "Write `select_multiple yn`."),
        ("radio yn", "Write `select_one yn`."),
        ("dropdown", "Write `select_one LIST`."),
        ("begin group", "Write `begin_group`."),
        ("Begin Repeat", "Write `begin_repeat`."),
        ("Text", "Did you mean `text`?"),
    ],
)
def test_the_word_that_is_meant_is_told(written: str, remedy: str, tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(f"{HEAD}  - {{type: {written}, name: a, label: A}}\n", encoding="utf-8")
    told = [(problem.line, problem.remedy) for problem in read_source(path)[1] if problem.rule == "unknown-type"]
    assert told == [(3, remedy)]


def test_no_other_word_is_a_type_of_ours_and_each_means_one() -> None:
    meant = {*type_names(), *columns.BEGINNINGS, *columns.XLSFORM_TYPES}
    assert not set(TYPES) & set(type_names())
    assert set(TYPES.values()) <= meant


def test_a_group_begun_with_a_space_is_a_group_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    rows = ("type: begin group, name: g", "type: text, name: a, label: A", "type: end group")
    path.write_text(HEAD + "".join(f"  - {{{row}}}\n" for row in rows), encoding="utf-8")
    assert {problem.rule for problem in read_source(path)[1]} == {"unknown-type"}
