"""Run alone, in a limited process: prints the cells of a workbook as JSON, or why it cannot be read."""

from __future__ import annotations

import datetime
import json
import resource
import signal
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

SECONDS = 1.0  # of computing; ten thousand choices take seven tenths of it on a busy machine
MEMORY = 110 * 1024 * 1024
MOST_BYTES = 16_000_000
MOST_PARTS = 2_000
MOST_BYTES_OF_A_PART = 24_000_000
MOST_BYTES_OF_A_SHEET = 400_000_000
MOST_BLANK_ROWS = 60  # a longer run of blank rows ends a sheet, as it does for pyxform
MOST_BLANK_COLUMNS = 20
MOST_COLUMNS = 300
MOST_ROWS = 20_000
MOST_LETTERS = 6_000_000

ZIP, COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Refused(Exception):  # noqa: N818  # read by its rule, which the other process puts into words
    """The workbook is not read; the rule says why."""


def main(path: str) -> None:
    """Print the sheets of the workbook at ``path``."""
    _limit()
    try:
        told: dict[str, Any] = _workbook(Path(path))
    except Refused as refused:
        told = {"refused": str(refused)}
    except MemoryError:
        told = {"refused": "workbook-too-large"}
    except Exception as error:  # whatever a broken file makes a library raise, the answer is one sentence
        told = {"refused": _rule_of(error), "because": f"{type(error).__name__}: {error}"[:300]}
    sys.stdout.write(json.dumps(told))


def _limit() -> None:
    def end(*_: object) -> None:
        raise Refused("workbook-too-slow")

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))  # where a library does not come back to Python in time
    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    warnings.simplefilter("ignore")


def _rule_of(error: Exception) -> str:
    name = type(error).__name__
    if name in ("EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden"):
        return "workbook-with-entities"
    return "workbook-encrypted" if "encrypted" in str(error).lower() else "workbook-broken"


def _workbook(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused("workbook-too-large")
    if content.startswith(ZIP):
        return {"kind": "xlsx", "macros": _look_at(path), "sheets": list(_xlsx(path))}
    if content.startswith(COMPOUND):
        if ENCRYPTED in content:
            raise Refused("workbook-encrypted")
        return {"kind": "xls", "macros": False, "sheets": list(_xls(content))}
    raise Refused("not-a-workbook")


def _look_at(path: Path) -> bool:
    """Refuse an archive by what it says of itself; whether it holds macros."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        raise Refused("workbook-too-large")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("workbook-encrypted")
    if "[Content_Types].xml" not in names:
        raise Refused("not-a-workbook")
    for part in parts:
        is_sheet = part.filename.startswith("xl/worksheets/")
        if part.file_size > (MOST_BYTES_OF_A_SHEET if is_sheet else MOST_BYTES_OF_A_PART):
            raise Refused("workbook-too-large")
    return any(name.endswith("vbaProject.bin") for name in names)


def _xlsx(path: Path) -> Iterator[dict[str, Any]]:
    for name in ("numpy", "lxml", "lxml.etree"):
        sys.modules[name] = None  # type: ignore[assignment]  # not imported: each costs time and memory
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    class LazySheet(ReadOnlyWorksheet):
        """A sheet whose size is not looked for: without a dimension tag that would read all of it."""

        def _get_size(self) -> None: ...

    class LazyReader(ExcelReader):
        """A reader of cells: no themes, no properties, no sheet before its rows are asked for."""

        def read_worksheets(self) -> None:
            book: Any = self.wb
            book._sheets = [
                LazySheet(self.wb, sheet.name, relation.target, self.shared_strings)
                for sheet, relation in self.parser.find_sheets()
                if relation.target in self.valid_files and "chartsheet" not in relation.Type
            ]

        def read_theme(self) -> None: ...

        def read_properties(self) -> None: ...

        def read_custom(self) -> None: ...

    with path.open("rb") as file:  # opened here, so that no ending of a name is refused
        reader: Any = LazyReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read()
        letters = Letters()
        for sheet in reader.wb._sheets:
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            yield {"name": sheet.title, "rows": _rows(([_text(value) for value in row] for row in rows), letters)}


def _xls(content: bytes) -> Iterator[dict[str, Any]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, logfile=sys.stderr, on_demand=True)
    letters = Letters()
    for name in book.sheet_names():
        sheet = book.sheet_by_name(name)
        rows = (
            [_old_text(cell.value, cell.ctype, book.datemode) for cell in sheet.row(number)[:MOST_COLUMNS]]
            for number in range(sheet.nrows)
        )
        yield {"name": name, "rows": _rows(rows, letters)}
        book.unload_sheet(name)


class Letters:
    """How many letters have been read, with a limit."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0

    def add(self, texts: Sequence[str]) -> None:
        """Count the letters of a row."""
        self.count += sum(map(len, texts))
        if self.count > MOST_LETTERS:
            raise Refused("workbook-too-large")


def _rows(rows: Iterable[list[str]], letters: Letters) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with their numbers, up to a long run of blank ones."""
    found: list[tuple[int, list[str]]] = []
    blank = 0
    for number, texts in enumerate(rows, 1):
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blank += 1
            if blank > MOST_BLANK_ROWS:
                break
            continue
        blank = 0
        letters.add(texts)
        found.append((number, texts))
        if len(found) > MOST_ROWS:
            raise Refused("workbook-too-large")
    return found


def _text(value: Any) -> str:
    """A cell of an XLSX as pyxform reads it, its no-break spaces kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _old_text(value: Any, kind: int, datemode: int) -> str:
    """A cell of an XLS as pyxform reads it: booleans and dates by the type of the cell."""
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_NUMBER
    from xlrd.xldate import xldate_as_tuple

    if isinstance(value, str):
        return value.strip()
    if kind == XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == XL_CELL_NUMBER:
        return str(int(value)) if int(value) == value else str(value)
    if kind == XL_CELL_DATE:
        parts = xldate_as_tuple(value, datemode)
        return str(datetime.time(*parts[3:]) if parts[:3] == (0, 0, 0) else datetime.datetime(*parts))
    return str(value).strip()


if __name__ == "__main__":
    main(sys.argv[1])
