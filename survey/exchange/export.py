"""What every export format shares: its options, and the writers that turn a row into neutral cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from survey.dataset import codebook
from survey.dataset.columns import QuestionColumn
from survey.dataset.rows import Dataset, Row, missing_reasons
from survey.exchange.spreadsheet import neutral
from survey.instrument.definition import NOT_ASKED, text_in

Cell = str | int | float | None
Writer = Callable[[Any], Cell]


@dataclass(frozen=True, slots=True)
class Options:
    """What an export holds beside the values."""

    labels: bool = False
    reasons: bool = True
    language: str = "fr"
    byte_order_mark: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A format: ``write`` yields a file piece by piece; ``write_codebook`` is None when that file holds it."""

    identifier: str
    media_type: str
    ending: str
    write: Callable[[Dataset, Options], Iterator[bytes]]
    write_codebook: Callable[[Dataset, Options], Iterator[bytes]] | None = None


class _Names(dict[str, Cell]):
    """The cell of each known name; a name no list has any more is written as it is."""

    def __missing__(self, name: Any) -> Cell:
        return cell(name)


def cell(value: Any) -> Cell:
    """Any answer as a cell: numbers as numbers, texts neutral, several choices in one text."""
    if value is None or isinstance(value, int | float):
        return value
    return neutral(value if isinstance(value, str) else " ".join(value))


def value_writer(column: QuestionColumn) -> Writer:
    """What turns an answer to the question into its cell."""
    if column.question.type != "select_one" or column.is_mixed:
        return cell
    known = ((choice.name, int(choice.name) if column.is_coded else neutral(choice.name)) for choice in column.choices)
    return _Names(known).__getitem__


def label_writer(column: QuestionColumn, language: str, fallback: str) -> Writer:
    """What turns an answer to the question into the labels of what was chosen."""
    labels = {choice.name: text_in(choice.label, language, fallback) or choice.name for choice in column.choices}

    def label(value: Any) -> Cell:
        if value is None or isinstance(value, int | float):
            return value
        names = (value,) if isinstance(value, str) else value
        return neutral(", ".join(labels.get(name, name) for name in names))

    return label


@dataclass(frozen=True, slots=True)
class Tables:
    """The writers of one export: each makes the header, or the cells of a row, of one group of columns."""

    source: Dataset
    options: Options

    def participant_header(self) -> list[str]:
        """The names of the columns about the participant."""
        return [neutral(column.name) for column in self.source.participant]

    def value_header(self) -> list[str]:
        """The names of the questions."""
        return [neutral(column.name) for column in self.source.questions]

    def label_header(self) -> list[str]:
        """The names of the columns of labels: of what is known of the participant, then of the questions."""
        known = [f"{column.name}.label" for column in self.source.participant if column.values]
        return [neutral(name) for name in (*known, *(f"{column.name}.label" for column in self._labelled()))]

    def missing_header(self) -> list[str]:
        """The names of the columns of missing reasons."""
        return [neutral(f"{column.name}.missing") for column in self.source.questions]

    def participant_cells(self) -> Callable[[Row], list[Cell]]:
        """What is known of the participant."""
        return lambda row: [None if text is None else neutral(text) for text in row.participant]

    def value_cells(self) -> Callable[[Row], list[Cell]]:
        """The values of a row."""
        writers = [(column.name, value_writer(column)) for column in self.source.questions]

        def cells(row: Row) -> list[Cell]:
            answers = row.answers
            return [write(answers[name]) if name in answers else None for name, write in writers]

        return cells

    def label_cells(self) -> Callable[[Row], list[Cell]]:
        """The labels of a row."""
        language, fallback = self.options.language, self.source.record.study.default_language
        known = [
            (place, {name: neutral(text_in(label, language, fallback)) for name, label in column.values.items()})
            for place, column in enumerate(self.source.participant)
            if column.values
        ]
        writers = [(column.name, label_writer(column, language, fallback)) for column in self._labelled()]

        def cells(row: Row) -> list[Cell]:
            told: list[Cell] = [labels.get(row.participant[place] or "") for place, labels in known]
            return told + [write(row.answers.get(name)) for name, write in writers]

        return cells

    def missing_cells(self) -> Callable[[Row], list[Cell]]:
        """The reasons of a row's missing answers; empty where there is an answer."""
        names = [column.name for column in self.source.questions]

        def cells(row: Row) -> list[Cell]:
            answers, reasons = row.answers, missing_reasons(row)
            return [None if name in answers else reasons.get(name, NOT_ASKED) for name in names]

        return cells

    def codebook_lines(self) -> Iterator[Sequence[str]]:
        """The codebook as a table, its header first."""
        yield [neutral(name) for name in codebook.HEADERS]
        for entry in codebook.codebook(self.source, self.options.language):
            for line in codebook.lines(entry):
                yield [neutral(text) for text in line]

    def _labelled(self) -> list[QuestionColumn]:
        return [column for column in self.source.questions if column.has_labels]
