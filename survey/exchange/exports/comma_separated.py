"""CSV as RFC 4180 says: UTF-8, commas, CRLF, decimal points; streamed while the rows are read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from survey.dataset.rows import Dataset, rows
from survey.exchange.export import Cell, Export, Options, Tables

PIECE = 64 * 1024
"""Characters that are gathered before they are handed on."""


def write(source: Dataset, options: Options) -> Iterator[bytes]:
    """One line per submission: participant, values, then labels and missing reasons when asked for."""
    return _encoded(_lines(source, options), options)


def write_codebook(source: Dataset, options: Options) -> Iterator[bytes]:
    """The codebook as a file of its own."""
    return _encoded(Tables(source, options).codebook_lines(), options)


def _lines(source: Dataset, options: Options) -> Iterator[Sequence[Cell]]:
    tables = Tables(source, options)
    header, parts = tables.participant_header() + tables.value_header(), []
    if options.labels:
        header += tables.label_header()
        parts.append(tables.label_cells())
    if options.reasons:
        header += tables.missing_header()
        parts.append(tables.missing_cells())
    yield header
    participant, values = tables.participant_cells(), tables.value_cells()
    with closing(rows(source)) as found:
        for row in found:
            line = participant(row) + values(row)
            for part in parts:
                line += part(row)
            yield line


def _encoded(lines: Iterable[Sequence[Cell]], options: Options) -> Iterator[bytes]:
    if options.byte_order_mark:
        yield codecs.BOM_UTF8
    gathered = io.StringIO(newline="")
    writer = csv.writer(gathered, lineterminator="\r\n")
    for number, line in enumerate(lines):
        writer.writerow(line)
        if number == 0 or gathered.tell() > PIECE:  # the header goes out before the first row is read
            yield gathered.getvalue().encode()
            gathered.seek(0)
            gathered.truncate()
    if gathered.tell():
        yield gathered.getvalue().encode()


EXPORT = Export(
    identifier="csv", media_type="text/csv; charset=utf-8", ending="csv", write=write, write_codebook=write_codebook
)
