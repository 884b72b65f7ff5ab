"""Every quote as one row of a table: where, when and by whom it was said, its code, its coder, its words in context.

Of scores it holds thirds, never the scores: ``docs/decisions/thirds_beside_quotes.md``.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from survey.exchange.coded.thirds import Thirds, third_of
from survey.exchange.export import Cell, cell
from survey.exchange.exports.comma_separated import field
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.transcripts import StoredTurn
from survey.voices.coded import Coded, CodedInterview, checked, place_in_text, starts_of
from survey.voices.excerpts import around
from survey.voices.times import clock

CONTEXT = 160
"""Characters before and after a quote, cut at words."""
BETWEEN_CODES = " > "
NOBODY: Thirds = MappingProxyType({})
"""Nobody's third is told."""
COLUMNS = (
    "interview",
    "participant_id",
    "wave",
    "language",
    "speaker",
    "role",
    "time",
    "code_key",
    "code",
    "coder",
    "reading",
    "weight",
    "key_quote",
    "memo",
    "start",
    "end",
    "digest",
    "quote",
    "before",
    "after",
)


class LongQuoteError(ValueError):
    """A workbook cannot hold a cell this long: nothing was written."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An interview as its quotes need it: its whole text, where each turn begins in it, the turns by their place."""

    coded: CodedInterview
    text: str
    starts: Mapping[int, int]
    turns: Mapping[int, StoredTurn]


def header(scores: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of the columns, those of chosen scores at the end."""
    return (*COLUMNS, *scores)


def rows(coded: Coded, scores: Sequence[str] = (), thirds: Thirds = NOBODY) -> Iterator[tuple[Cell, ...]]:
    """One row for each coding, by interview and place; raises ``QuoteLostError`` where its words are not there.

    ``scores``: of which of them the third is told, as far as ``thirds`` has it.
    """
    paths, keys = _paths(coded.codes), {each.id: each.guid for each in coded.codes}
    by_interview = coded.by_interview()
    for each in coded.interviews:
        made = by_interview.get(each.interview.id, ())
        if made:
            read = _read(each)
            texts = {place: turn.text for place, turn in read.turns.items()}
            stands = tuple(third_of(each.interview, thirds, name) for name in scores)
            for coding in sorted(made, key=lambda one: (one.passage, paths[one.said.code], one.coder, one.layer)):
                checked(texts, coding)
                code = coding.said.code
                yield (*_row(read, coding, keys[code], paths[code]), *stands)


def comma_separated(
    coded: Coded, scores: Sequence[str] = (), thirds: Thirds = NOBODY, *, byte_order_mark: bool = False
) -> bytes:
    """The table as CSV: UTF-8, commas, CRLF; a cell that begins like a formula has an apostrophe before it."""
    lines = [",".join(field(cell(each)) for each in row) for row in (header(scores), *rows(coded, scores, thirds))]
    return (codecs.BOM_UTF8 if byte_order_mark else b"") + ("\r\n".join(lines) + "\r\n").encode()


def workbook(coded: Coded, scores: Sequence[str] = (), thirds: Thirds = NOBODY) -> bytes:
    """The table as a workbook of one sheet; raises ``LongQuoteError``."""
    from survey.exchange.exports.workbook import LONGEST_CELL, sheet_alone  # it loads numpy, which pages do without

    return sheet_alone("quotes", list(_fitting([header(scores), *rows(coded, scores, thirds)], LONGEST_CELL)))


def _fitting(table: Sequence[Sequence[Cell]], longest: int) -> Iterator[list[Cell]]:
    for row in table:
        cells = [cell(each) for each in row]
        if any(isinstance(each, str) and len(each) > longest for each in cells):
            raise LongQuoteError(
                f"A quote of interview {row[0]} is longer than a cell of a workbook can be: write the table as CSV."
            )
        yield cells


def _paths(codes: Sequence[Code]) -> Mapping[int, str]:
    """The names from the root to each code; parents stand before their children."""
    found: dict[int, str] = {}
    for each in codes:
        found[each.id] = each.name if each.parent is None else f"{found[each.parent]}{BETWEEN_CODES}{each.name}"
    return found


def _read(coded: CodedInterview) -> _Read:
    return _Read(coded, coded.text, starts_of(coded.turns), {turn.position: turn for turn in coded.turns})


def _row(read: _Read, coding: Coding, key: str, path: str) -> tuple[Cell, ...]:
    interview, said = read.coded.interview, coding.said
    start, end = place_in_text(read.starts, coding.passage)
    turn, beside = read.turns[coding.passage.first_turn], around(read.text, start, end, most=CONTEXT)
    return (
        interview.number,
        read.coded.participant_id,
        interview.wave,
        interview.language,
        turn.speaker or None,
        turn.role or None,
        None if turn.start is None else clock(turn.start),
        key,
        path,
        coding.coder or None,
        coding.layer,
        said.weight,
        int(said.is_key),
        said.memo or None,
        start,
        end,
        interview.digest,
        read.text[start:end],
        beside.before or None,
        beside.after or None,
    )
