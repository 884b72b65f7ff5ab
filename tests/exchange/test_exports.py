"""Exports: what a file holds, and that nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from sqlalchemy import event
from staff_study import AGE, CALM, person, published, questionnaire

from survey import extensions
from survey.dataset.rows import dataset
from survey.exchange.export import Options
from survey.exchange.exports import formats
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.usefixtures("app")

VALUES = Options(reasons=False, language="en")
EVERYTHING = Options(labels=True, language="en")


def csv_rows(record: StudyRecord, options: Options = VALUES, **choice: Any) -> list[dict[str, str]]:
    text = b"".join(formats()["csv"].write(dataset(record, **choice), options)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheets(record: StudyRecord, options: Options = EVERYTHING) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(b"".join(formats()["xlsx"].write(dataset(record), options))))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def test_the_formats_are_found_by_listing_the_folder() -> None:
    assert sorted(formats()) == ["csv", "files", "xlsx"]


def test_values_are_exact() -> None:
    record = published()
    said = {"calm": "2", "helped": ["friend", "family"], "age": 0, "words": 'Il dit "oui",\nنعم'}
    person(record, "a", step="submitted", answers=said)
    (row,) = csv_rows(record)
    assert [row[name] for name in ("calm", "calm_then", "helped", "age", "words")] == [
        "2",
        "",
        "friend family",
        "0",
        'Il dit "oui",\nنعم',
    ]


def test_lines_end_as_rfc_4180_says() -> None:
    record = published(post=questionnaire(AGE))
    person(record, "a", step="submitted", answers={"age": -2.5})
    text = b"".join(formats()["csv"].write(dataset(record), VALUES)).decode()
    assert text.count("\r\n") == 2 and text.endswith(",submitted,-2.5\r\n")


def test_a_byte_order_mark_stands_there_only_when_asked_for() -> None:
    record = published()
    with_mark = next(formats()["csv"].write(dataset(record), Options(byte_order_mark=True)))
    without = next(formats()["csv"].write(dataset(record), Options()))
    assert (with_mark, without[:14]) == (b"\xef\xbb\xbf", b"participant_id")


def test_labels_and_reasons_stand_in_columns_of_their_own() -> None:
    record = published()
    person(
        record,
        "a",
        step="submitted",
        arm="advice",
        answers={"calm": "1", "helped": ["family", "friend"], "age": 5},
        missing={"calm_then": "refused", "words": "not_asked"},
    )
    (row,) = csv_rows(record, EVERYTHING)
    told = {name: row[name] for name in row if "." in name}
    assert told == {
        "arm.label": "Advice",
        "site.label": "",
        "wave.label": "Wave post",
        "calm.label": "Never",
        "calm_then.label": "",
        "helped.label": "Family, A friend",
        "calm.missing": "",
        "calm_then.missing": "refused",
        "helped.missing": "",
        "age.missing": "",
        "words.missing": "not_asked",
    }


def test_a_question_named_like_a_column_of_the_export_gets_a_name_of_its_own() -> None:
    record = published(post=questionnaire(replace(AGE, name="status"), replace(AGE, name="age_label")))
    person(record, "a", step="submitted", answers={"status": 3, "age_label": 4}, missing={})
    (row,) = csv_rows(record, Options(language="en"))
    assert (row["status_answer"], row["age_label_answer"], row["status_answer.missing"]) == ("3", "4", "")
    assert [line[0] for line in sheets(record)["codebook"] if "answer" in line[0]] == [
        "status_answer",
        "age_label_answer",
    ]


def test_a_question_another_version_asks_is_not_asked() -> None:
    older = published(post=questionnaire(AGE, CALM))
    person(older, "a", step="submitted", answers={"age": 30}, missing={"calm": "not_answered"})
    newer = published(post=questionnaire(AGE))
    person(newer, "b", step="submitted", answers={"age": 31})
    assert [row["calm.missing"] for row in csv_rows(newer, Options())] == ["not_answered", "not_asked"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t1", "＝1", "'=1"])
def test_formulas_are_neutral_in_both_formats(text: str) -> None:
    record = published()
    person(record, text, step="submitted", site=text, answers={"calm": "2", "words": text, "helped": [text]})
    (row,) = csv_rows(record, EVERYTHING)
    assert [row[name] for name in ("participant_id", "site", "words", "helped")] == ["'" + text] * 4
    assert row["calm.label"] == "'=Sometimes"
    assert sheets(record)["answers"][1][0] == "'" + text


def test_numbers_stay_numbers_in_a_workbook() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "3", "age": -4, "helped": ["friend"]})
    header, row = sheets(record)["answers"]
    known = dict(zip(header, row, strict=True))
    assert (known["calm"], known["age"], known["helped"], known["calm_then"]) == (3, -4, "friend", None)


def test_a_workbook_has_its_four_sheets() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"}, missing={"age": "refused"})
    found = sheets(record)
    assert list(found) == ["answers", "labels", "missing", "codebook"]
    labels = dict(zip(*found["labels"], strict=True))
    reasons = dict(zip(*found["missing"], strict=True))
    assert (labels["participant_id"], labels["calm.label"]) == ("a", "'=Sometimes")
    assert (reasons["participant_id"], reasons["age.missing"]) == ("a", "refused")
    assert ["calm", 1] not in [line[:2] for line in found["codebook"]]
    assert ["calm", "2", "'=Sometimes"] in [line[:3] for line in found["codebook"]]


def test_a_workbook_of_values_alone_has_no_other_sheet_of_rows() -> None:
    assert list(sheets(published(), VALUES)) == ["answers", "codebook"]


def test_control_characters_do_not_break_a_workbook() -> None:
    record = published()
    person(record, "a", step="submitted", answers={"words": "a\x0bb"})
    header, row = sheets(record, VALUES)["answers"]
    assert dict(zip(header, row, strict=True))["words"] == "a\ufffdb"


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "_x0041_", "a_x000D_b", "_x005F_", "_x41_"])
def test_a_text_stays_the_text_it_is_in_a_workbook(text: str) -> None:
    record = published()
    person(record, "a", step="submitted", site=text, answers={"words": text, "age": 7})
    person(record, "b", step="submitted", site=text, answers={"words": "b", "age": 8})
    book = load_workbook(io.BytesIO(b"".join(formats()["xlsx"].write(dataset(record), VALUES))))
    header, first, second = list(book["answers"])
    place = [cell.value for cell in header].index("words")
    site = [cell.value for cell in header].index("site")
    assert {cell.data_type for cell in (first[place], first[site], second[site])} == {"s"}
    assert [unescape(cell.value) for cell in (first[place], first[site], second[site])] == [text] * 3
    assert (second[0].value, second[place].value, second[place - 1].value) == ("b", "b", 8)


def test_a_workbook_left_half_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    record = published()
    person(record, "a", step="submitted", answers={"words": "a"})
    person(record, "b", step="submitted")
    monkeypatch.setattr("survey.exchange.export.neutral", _fails_on_b)
    with pytest.raises(ZeroDivisionError):
        list(formats()["xlsx"].write(dataset(record), VALUES))
    assert list(folder.iterdir()) == []


def _fails_on_b(text: str) -> str:
    if text == "b":
        raise ZeroDivisionError
    return text


def test_the_codebook_of_a_csv_is_a_file_of_its_own() -> None:
    write_codebook = formats()["csv"].write_codebook
    assert write_codebook is not None
    text = b"".join(write_codebook(dataset(published()), VALUES)).decode()
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [line["label"] for line in lines if line["name"] == "calm"] == ["Calm", "Never", "'=Sometimes", "Always"]
    assert [line["label"] for line in lines if line["name"] == "words"] == ["'=Your words"]


def test_pseudonyms_of_groups_leave_only_when_asked_for() -> None:
    record = published()
    person(record, "a", step="submitted", household="h7", worker="w3")
    assert "worker" not in csv_rows(record)[0]
    assert csv_rows(record, clusters=True)[0]["worker"] == "w3"


def test_the_header_goes_out_before_any_row_is_read(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    source = dataset(record)
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(str(arguments[2]))

    event.listen(extensions.answers.engine, "before_cursor_execute", note)
    pieces = formats()["csv"].write(source, VALUES)
    first = next(pieces)
    assert first.startswith(b"participant_id,origin") and not statements
    pieces.close()  # type: ignore[attr-defined]  # a generator


def test_pieces_are_handed_on_before_they_grow() -> None:
    record = published()
    for number in range(60):
        person(record, f"p{number:03}", step="submitted", answers={"words": "x" * 9000})
    pieces = [len(piece) for piece in formats()["csv"].write(dataset(record), VALUES)]
    assert sum(pieces) > 500_000
    assert max(pieces) < 64 * 1024 + 10_000  # what is gathered, and one row
