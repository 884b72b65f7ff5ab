"""Writes a workbook as XLSX: texts alone, nothing that a spreadsheet program would work out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from survey.exchange.xlsform.workbook import Workbook

_TITLE_LETTERS = 31
MOST_LETTERS = 32_767


def workbook_bytes(workbook: Workbook) -> bytes:
    """The content of the XLSX file."""
    from openpyxl import Workbook as Book  # half a second that reading a workbook does without

    book = Book(write_only=True)
    for sheet in workbook.sheets:
        made = book.create_sheet(sheet.name[:_TITLE_LETTERS])
        made.freeze_panes = "A2"
        written = 0
        for number, texts in sheet.rows:
            while written < number - 1:
                made.append([])
                written += 1
            made.append([_cell(made, text, is_header=number == 1) for text in texts])
            written += 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: str, *, is_header: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # a text that begins with = is a text
    if is_header:
        cell.font = Font(bold=True)
    elif "\n" in text:
        cell.alignment = Alignment(wrap_text=True)
    return cell
