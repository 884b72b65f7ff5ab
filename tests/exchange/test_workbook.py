"""A workbook leaves while its rows are read, is sound for every reader, and leaves nothing behind when given up."""

from __future__ import annotations

import io
import random
import tracemalloc
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

import pandas
import pytest
from openpyxl import load_workbook
from sqlalchemy import QueuePool, event
from staff_study import person, published

from survey import extensions
from survey.dataset.rows import Dataset, Row, dataset, rows
from survey.exchange.export import Options
from survey.exchange.exports import formats, workbook
from survey.store import extracts
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.usefixtures("app")

EVERYTHING = Options(labels=True, language="en")
SHEETS = ["answers", "labels", "missing", "codebook"]
LONGEST = workbook.PIECE + 64 * 1024
"""What is enough for a piece, and what one row of 9,000 characters and the compressor's own store add at most."""


def people(number: int, words: int = 9000, study: str = "tiny") -> StudyRecord:
    """A study of so many people, whose words do not compress to less than half."""
    record, chance = published(study), random.Random(1)
    for place in range(number):
        said = {"calm": "2", "words": chance.randbytes(words // 2).hex()}
        person(record, f"p{place:03}", step="submitted", answers=said)
    return record


def pieces_of(record: StudyRecord) -> Generator[bytes, None, None]:
    found = formats()["xlsx"].write(dataset(record), EVERYTHING)
    assert isinstance(found, Generator)
    return found


def test_the_first_piece_leaves_before_any_row_is_read() -> None:
    record = people(1)
    pieces = pieces_of(record)
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(str(arguments[2]))

    event.listen(extensions.answers.engine, "before_cursor_execute", note)
    assert next(pieces).startswith(b"PK") and not statements
    assert b"".join(pieces)
    assert len([each for each in statements if "FROM submission" in each]) == 1


def test_pieces_leave_while_rows_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Row] = []

    def counted(source: Dataset) -> Generator[Row, None, None]:
        for row in rows(source):
            read.append(row)
            yield row

    monkeypatch.setattr(workbook, "rows", counted)
    known = [len(read) for _piece in pieces_of(people(60))]
    before_the_last = [number for number in known if number < 60]
    assert known[0] == 0 and len(before_the_last) > 5 and before_the_last == sorted(set(before_the_last))


def test_what_waits_never_grows() -> None:
    lengths = [len(piece) for piece in pieces_of(people(60))]
    assert sum(lengths) > 60 * 4500  # hexadecimal digits of chance take half a byte each
    assert max(lengths) < LONGEST


def test_memory_does_not_grow_with_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracts, "BATCH", 10)

    def peak(record: StudyRecord) -> int:
        size = sum(map(len, pieces_of(record)))  # what is made once is made here
        tracemalloc.start()
        assert sum(map(len, pieces_of(record))) == pytest.approx(size, rel=0.01)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few, many = peak(people(30, study="few")), peak(people(300, study="many"))
    assert many - few < 270 * 4500 / 10  # a tenth of what more was written


def test_every_reader_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(b"".join(pieces_of(people(3, words=10))))
    codes = ["p000", "p001", "p002"]
    assert load_workbook(file).sheetnames == SHEETS
    unread = load_workbook(file, read_only=True)
    assert [row[0].value for row in unread["answers"].rows] == ["participant_id", *codes]
    unread.close()
    tables = pandas.read_excel(file, sheet_name=None)
    assert list(tables) == SHEETS
    assert all(list(tables[name]["participant_id"]) == codes for name in SHEETS[:3])
    assert [sheet.freeze_panes for sheet in load_workbook(file)] == ["B2"] * 4


def test_the_archive_is_sound_and_of_the_kind_that_spreadsheets_read() -> None:
    with ZipFile(io.BytesIO(b"".join(pieces_of(people(3))))) as archive:
        assert archive.testzip() is None
        parts = archive.infolist()
    assert {part.compress_type for part in parts} == {ZIP_DEFLATED}
    assert {part.extract_version for part in parts} == {20}  # 45 would be ZIP64, which Excel refuses in a stream
    assert [part.filename for part in parts][-4:] == [f"xl/worksheets/sheet{number}.xml" for number in range(1, 5)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder


def in_use() -> tuple[int, int]:
    """Open files of this process, and connections taken from the pool."""
    pool = extensions.answers.engine.pool
    assert isinstance(pool, QueuePool)
    return len(list(Path("/proc/self/fd").iterdir())), pool.checkedout()


@pytest.mark.parametrize("taken", [1, 3, 6])
def test_a_download_that_is_given_up_leaves_nothing_open(taken: int, temporary: Path) -> None:
    record = people(60)
    list(pieces_of(record))
    before, pieces = in_use(), pieces_of(record)
    for _piece in range(taken):
        next(pieces)
        assert list(temporary.iterdir()) == []  # what is kept meanwhile has no name either
    assert taken == 1 or in_use() > before
    pieces.close()
    assert (in_use(), list(temporary.iterdir())) == (before, [])


def test_a_workbook_that_breaks_off_is_none(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, got = people(60), list[bytes]()
    list(pieces_of(record))
    before = in_use()
    monkeypatch.setattr("survey.exchange.export.neutral", _fails_on_the_last)
    with pytest.raises(ZeroDivisionError):
        got.extend(pieces_of(record))  # what came before the mistake is kept
    assert len(got) > 5 and not is_zipfile(io.BytesIO(b"".join(got)))
    assert (in_use(), list(temporary.iterdir())) == (before, [])


def _fails_on_the_last(text: str) -> str:
    if text == "p059":
        raise ZeroDivisionError
    return text
