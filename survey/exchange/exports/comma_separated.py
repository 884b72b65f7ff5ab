"""CSV as RFC 4180 says: UTF-8, commas, CRLF, decimal points; streamed while the rows are read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import closing

from survey.dataset.rows import Dataset, rows
from survey.exchange.export import Cell, Export, Options, Tables

PIECE = 32 * 1024
"""Characters that are gathered before they are handed on."""
_QUOTED = re.compile(r"[,;\t\r\n]")


def field(cell: Cell) -> str:
    """A cell as it stands in a line: in quotes where a quote, a line end or what may separate cells asks for them."""
    if isinstance(cell, str):
        if '"' in cell:
            return '"' + cell.replace('"', '""') + '"'
        return f'"{cell}"' if _QUOTED.search(cell) else cell
    return "" if cell is None else str(cell)


def write(source: Dataset, options: Options) -> Iterator[bytes]:
    """One line per submission or instance: who it is, values, then labels and missing reasons when asked for."""
    return _encoded(_lines(source, options), options)


def write_codebook(source: Dataset, options: Options) -> Iterator[bytes]:
    """The codebook as a file of its own."""
    return _encoded(Tables(source, options, field).codebook_lines(), options)


def _lines(source: Dataset, options: Options) -> Iterator[list[str]]:
    tables = Tables(source, options, field)
    yield tables.whole_header()
    line = tables.whole_line()
    with closing(rows(source)) as found:
        for row in found:
            yield line(row)


def _encoded(lines: Iterable[list[str]], options: Options) -> Iterator[bytes]:
    if options.byte_order_mark:
        yield codecs.BOM_UTF8
    gathered: list[str] = []
    left = 0  # so that the header goes out before the first row is read
    for line in lines:
        text = ",".join(line)
        gathered.append(text)
        left -= len(text)
        if left < 0:
            yield _together(gathered)
            gathered, left = [], PIECE
    if gathered:
        yield _together(gathered)


def _together(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()


EXPORT = Export(
    identifier="csv", media_type="text/csv; charset=utf-8", ending="csv", write=write, write_codebook=write_codebook
)
