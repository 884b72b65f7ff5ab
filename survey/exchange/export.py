"""What every export format shares: its options, and the writers that turn a row into neutral cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from operator import call
from typing import Any, Generic, TypeVar

from survey.dataset import codebook
from survey.dataset.columns import QuestionColumn
from survey.dataset.rows import Dataset, Row, missing_reasons, repeat_tables
from survey.exchange.spreadsheet import neutral
from survey.instrument.columns import exported_name
from survey.instrument.definition import MISSING_REASONS, NOT_ASKED, text_in

Cell = str | int | float | None
Written = TypeVar("Written")

NUMBERS = (int, float)
CODEBOOK = "codebook"
"""What the codebook is called beside the tables, where it is a file or sheet of its own."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an export holds beside the values."""

    labels: bool = False
    reasons: bool = True
    language: str = "fr"
    byte_order_mark: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A format: ``write`` yields a file piece by piece; ``write_codebook`` is None when that file holds it.

    A file that holds the codebook holds the tables of repeats as well; elsewhere each is written as a file of its own.
    """

    identifier: str
    media_type: str
    ending: str
    write: Callable[[Dataset, Options], Iterator[bytes]]
    write_codebook: Callable[[Dataset, Options], Iterator[bytes]] | None = None


def named_tables(source: Dataset, longest: int = 200, taken: Collection[str] = ()) -> dict[str, Dataset]:
    """The table of each repeat by the name it is written under: its own, numbered where that is not free.

    Names differ by more than small and capital letters, because sheets and many folders do not tell these apart.
    """
    named: dict[str, Dataset] = {}
    used = {name.casefold() for name in taken}
    for table in repeat_tables(source):
        name, number = table.repeat[-1][:longest], 1
        while name.casefold() in used:
            number += 1
            ending = f"-{number}"
            name = table.repeat[-1][: longest - len(ending)] + ending
        used.add(name.casefold())
        named[name] = table
    return named


def cell(value: Any) -> Cell:
    """Any answer as a cell: numbers as numbers, texts neutral, several choices in one text, None as nothing."""
    if isinstance(value, str):
        return neutral(value)
    if value is None or isinstance(value, NUMBERS):
        found: int | float | None = value
        return found
    return neutral(" ".join(value))


class _Known(dict[Any, Written]):
    """What is written for each value that is known beforehand; ``otherwise`` writes any other."""

    def __init__(self, known: dict[Any, Written], otherwise: Callable[[Any], Written]) -> None:
        super().__init__(known)
        self.otherwise = otherwise

    def __missing__(self, value: Any) -> Written:
        return self.otherwise(value)


class _Few(dict[Any, Written]):
    """What is written for each text of a column that holds few different ones, made once."""

    def __init__(self, write: Callable[[Any], Written]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, text: Any) -> Written:
        self[text] = made = self.write(text)
        return made


@dataclass(frozen=True, slots=True)
class Tables(Generic[Written]):
    """The columns of one export, in four tables; ``form`` is how the format writes one cell.

    What is done for each cell of each row is prepared here: a hundred thousand rows pass through it.
    """

    source: Dataset
    options: Options
    form: Callable[[Cell], Written]

    def participant_header(self) -> list[Written]:
        """The names of the columns about the participant."""
        return self._header(column.name for column in self.source.participant)

    def value_header(self) -> list[Written]:
        """The names of the questions."""
        return self._header(exported_name(column.name) for column in self.source.questions)

    def label_header(self) -> list[Written]:
        """The names of the columns of labels: of what is known of the participant, then of the questions."""
        known = (f"{column.name}.label" for column in self.source.participant if column.values)
        return self._header(known) + self._header(f"{exported_name(column.name)}.label" for column in self._labelled())

    def missing_header(self) -> list[Written]:
        """The names of the columns of missing reasons."""
        return self._header(f"{exported_name(column.name)}.missing" for column in self.source.questions)

    def participant_cells(self) -> Callable[[Row], list[Written]]:
        """What is known of the participant."""
        writers: list[Callable[[Any], Written]] = [
            self._write if column.is_many_valued else _Few(self._write).__getitem__
            for column in self.source.participant
        ]
        return lambda row: list(map(call, writers, row.participant))

    def value_cells(self) -> Callable[[Row], list[Written]]:
        """The values of a row."""
        names = [column.name for column in self.source.questions]
        writers = [self._value_writer(column) for column in self.source.questions]
        return lambda row: list(map(call, writers, map(row.answers.get, names)))

    def label_cells(self) -> Callable[[Row], list[Written]]:
        """The labels of a row."""
        language, fallback = self.options.language, self.source.record.study.default_language
        places = [place for place, column in enumerate(self.source.participant) if column.values]
        known = [
            _Known(
                {name: self._write(text_in(label, language, fallback)) for name, label in column.values.items()},
                self._write,
            ).__getitem__
            for column in self.source.participant
            if column.values
        ]
        names = [column.name for column in self._labelled()]
        writers = [self._label_writer(column, language, fallback) for column in self._labelled()]

        def cells(row: Row) -> list[Written]:
            told = list(map(call, known, map(row.participant.__getitem__, places)))
            return told + list(map(call, writers, map(row.answers.get, names)))

        return cells

    def missing_cells(self) -> Callable[[Row], list[Written]]:
        """The reasons of a row's missing answers; empty where there is an answer."""
        names = [column.name for column in self.source.questions]
        nothing, reasons = self.form(None), {reason: self.form(reason) for reason in MISSING_REASONS}

        def cells(row: Row) -> list[Written]:
            answers, why = row.answers, missing_reasons(row)
            return [nothing if name in answers else reasons[why.get(name, NOT_ASKED)] for name in names]

        return cells

    def whole_header(self) -> list[Written]:
        """The names of all columns that were asked for, in one table."""
        header = self.participant_header() + self.value_header()
        header += self.label_header() if self.options.labels else []
        return header + (self.missing_header() if self.options.reasons else [])

    def whole_line(self) -> Callable[[Row], list[Written]]:
        """All that was asked for of a row, in one line."""
        parts = [self.participant_cells(), self.value_cells()]
        parts += [self.label_cells()] if self.options.labels else []
        parts += [self.missing_cells()] if self.options.reasons else []

        def line(row: Row) -> list[Written]:
            cells = parts[0](row)
            for part in parts[1:]:
                cells += part(row)
            return cells

        return line

    def codebook_lines(self) -> Iterator[list[Written]]:
        """The codebook as a table, its header first."""
        yield self._header(codebook.HEADERS)
        for entry in codebook.codebook(self.source, self.options.language):
            for line in codebook.lines(entry):
                yield self._header(line)

    def _header(self, names: Any) -> list[Written]:
        return [self._write(name) for name in names]

    def _write(self, value: Any) -> Written:
        return self.form(cell(value))

    def _labelled(self) -> list[QuestionColumn]:
        return [column for column in self.source.questions if column.has_labels]

    def _value_writer(self, column: QuestionColumn) -> Callable[[Any], Written]:
        if column.question.type != "select_one" or column.is_mixed:
            return self._write
        known = {None: self.form(None)} | {
            choice.name: self.form(int(choice.name)) if column.is_coded else self._write(choice.name)
            for choice in column.choices
        }
        return _Known(known, self._write).__getitem__

    def _label_writer(self, column: QuestionColumn, language: str, fallback: str) -> Callable[[Any], Written]:
        labels = {choice.name: text_in(choice.label, language, fallback) or choice.name for choice in column.choices}
        if column.question.type == "select_one" and not column.is_mixed:
            known = {None: self.form(None)} | {name: self._write(label) for name, label in labels.items()}
            return _Known(known, self._write).__getitem__

        def label(value: Any) -> Written:
            if value is None or isinstance(value, NUMBERS):
                return self.form(value)
            names = (value,) if isinstance(value, str) else value
            return self._write(", ".join(labels.get(name, name) for name in names))

        return label
