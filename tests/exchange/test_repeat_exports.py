"""What is repeated leaves as one more file of a CSV, and as one more sheet of a workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from household_study import ANA, CHILD, FAMILY, FIRST_NAME, VISIT, household, submitted
from openpyxl import load_workbook

from survey.dataset.rows import dataset
from survey.exchange.export import Options, named_tables
from survey.exchange.exports import formats
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.usefixtures("app")

VALUES = Options(reasons=False, language="en")
EVERYTHING = Options(labels=True, language="en")


@pytest.fixture
def record() -> StudyRecord:
    """Two households, of two children and of none."""
    found = household()
    submitted(found, "a", ANA)
    submitted(found, "b", {"family": "Roy", "child": 0})
    return found


def csv_lines(record: StudyRecord, name: str, options: Options = VALUES) -> list[str]:
    """The file of a repeat, the digest of its questionnaire written as Q."""
    digest = record.waves[0].questionnaire_digest[:12]
    table = named_tables(dataset(record))[name]
    return b"".join(formats()["csv"].write(table, options)).decode().replace(digest, "Q").splitlines()


def sheets(record: StudyRecord, options: Options) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(b"".join(formats()["xlsx"].write(dataset(record), options))))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def test_each_instance_is_a_line_of_its_file(record: StudyRecord) -> None:
    # by hand from the answers; a number below nothing has no apostrophe in front
    assert csv_lines(record, "child") == [
        "participant_id,wave,questionnaire,state,child.instance,first_name,years,school,below,worded",
        "a,post,Q,submitted,1,Ana,7,Nord,-3,Ana 7",
        "a,post,Q,submitted,2,Bob,3,,-7,Bob 3",
    ]
    assert csv_lines(record, "visit") == [
        "participant_id,wave,questionnaire,state,child.instance,visit.instance,day,calm",
        "a,post,Q,submitted,1,1,2026-01-10,2",
        "a,post,Q,submitted,1,2,2026-02-11,",
        "a,post,Q,submitted,2,1,,3",
    ]


def test_labels_and_reasons_stand_in_the_same_file(record: StudyRecord) -> None:
    header, first, _second, third = csv.reader(csv_lines(record, "visit", EVERYTHING))
    told = {name: (first[place], third[place]) for place, name in enumerate(header) if place > 7}
    assert told == {
        "wave.label": ("Wave post", "Wave post"),
        "calm.label": ("'=Sometimes", "Always"),
        "day.missing": ("", "not_answered"),
        "calm.missing": ("", ""),
    }


def test_the_main_file_has_one_line_per_submission(record: StudyRecord) -> None:
    text = b"".join(formats()["csv"].write(dataset(record), VALUES)).decode()
    assert [line.rpartition("submitted,")[2] for line in text.splitlines()[1:]] == ["Diallo,2.5", "Roy,"]


def test_the_codebook_tells_the_table_of_each_column(record: StudyRecord) -> None:
    write = formats()["csv"].write_codebook
    assert write is not None
    lines = list(csv.DictReader(io.StringIO(b"".join(write(dataset(record), VALUES)).decode(), newline="")))
    assert [(line["repeat"], line["name"], line["value"]) for line in lines if line["name"] in ("calm", "years")] == [
        ("child", "years", ""),
        ("child/visit", "calm", ""),
        ("child/visit", "calm", "1"),
        ("child/visit", "calm", "2"),
        ("child/visit", "calm", "3"),
    ]


def test_a_workbook_has_a_sheet_for_each_repeat(record: StudyRecord) -> None:
    found = sheets(record, EVERYTHING)
    assert list(found) == ["answers", "labels", "missing", "child", "visit", "codebook"]
    assert len(found["answers"]) == 3
    header, *lines = found["child"]
    assert header[4:10] == ["child.instance", "first_name", "years", "school", "below", "worded"]
    assert [[line[0], *line[4:10]] for line in lines] == [
        ["a", 1, "Ana", 7, "Nord", -3, "Ana 7"],
        ["a", 2, "Bob", 3, None, -7, "Bob 3"],
    ]
    assert [dict(zip(header, line, strict=True))["school.missing"] for line in lines] == [None, "not_asked"]
    assert [line[4:8] for line in found["visit"][1:]] == [
        [1, 1, "2026-01-10", 2],
        [1, 2, "2026-02-11", None],
        [2, 1, None, 3],
    ]


def test_a_sheet_of_values_alone_has_neither_labels_nor_reasons(record: StudyRecord) -> None:
    found = sheets(record, VALUES)
    assert list(found) == ["answers", "child", "visit", "codebook"]
    assert found["visit"][0][-2:] == ["day", "calm"]


def test_names_of_files_and_sheets_never_meet() -> None:
    nodes = (
        replace(CHILD, name="Codebook", children=(FIRST_NAME,)),
        replace(CHILD, name="a" * 31 + "bcd", children=()),
        replace(CHILD, name="a" * 31 + "efg", children=()),
        replace(CHILD, name="Answers", children=()),
        replace(CHILD, name="History", children=()),  # Excel opens no workbook with a sheet of this name
    )
    source = dataset(household(FAMILY, *nodes))
    assert list(named_tables(source, taken=("codebook",))) == [
        "Codebook-2",
        "a" * 31 + "bcd",
        "a" * 31 + "efg",
        "Answers",
        "History",
    ]
    titles = list(sheets(household(FAMILY, *nodes), VALUES))
    assert titles == ["answers", "Codebook-2", "a" * 31, "a" * 29 + "-2", "Answers-2", "History-2", "codebook"]


def test_a_table_of_another_place_has_a_name_of_its_own() -> None:
    older = household(FAMILY, VISIT)
    submitted(older, "a", {"visit": 1, "day[1]": "2026-01-10"})
    assert list(named_tables(dataset(household(FAMILY, CHILD)))) == ["child", "visit", "visit-2"]


def test_a_workbook_left_half_way_leaves_no_file(
    record: StudyRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    pieces = formats()["xlsx"].write(dataset(record), EVERYTHING)
    next(pieces)
    assert list(folder.iterdir()) == []
    pieces.close()  # type: ignore[attr-defined]  # a generator
    assert list(folder.iterdir()) == []
