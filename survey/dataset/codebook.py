"""The codebook: what each column holds, in one language, with the status of that language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from survey.dataset.columns import DIGEST_SHOWN, IDENTIFIES, QuestionColumn
from survey.dataset.rows import Dataset, repeat_tables
from survey.instrument.columns import exported_name
from survey.instrument.definition import MISSING_REASONS, Scale, text_in
from survey.instrument.types import question_type


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of the dataset; ``values`` are the names it can hold, each with its label.

    ``repeat`` is the repeat in whose table it stands, after those around it; '' in the table of the submissions.
    """

    name: str
    label: str
    type: str = ""
    dtype: str = "string"
    values: tuple[tuple[str, str], ...] = ()
    paper: str = ""
    scales: tuple[str, ...] = ()
    reversed_in: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    then_test: str = ""
    instrument: str = ""
    sensitive: bool = False
    missing_reasons: tuple[str, ...] = ()
    questionnaires: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    repeat: str = ""


def codebook(source: Dataset, language: str) -> Iterator[Entry]:
    """One entry per column, in the order of the columns, with labels in ``language``; then those of each repeat."""
    fallback = source.record.study.default_language
    for column in source.participant:
        values = tuple((name, text_in(label, language, fallback)) for name, label in column.values.items())
        yield Entry(column.name, text_in(column.label, language, fallback), dtype=column.dtype, values=values)
    for question in source.questions:
        yield _entry(question, language, fallback)
    for table in repeat_tables(source):
        for entry in codebook(table, language):
            if entry.name not in IDENTIFIES:
                yield replace(entry, repeat="/".join(table.repeat))


def _entry(column: QuestionColumn, language: str, fallback: str) -> Entry:
    question = column.question
    kind = question_type(question.type)
    newest = column.versions[0].questionnaire
    scales = [scale for scale in newest.scales if {question.name, question.then_test} & set(scale.items)]
    return Entry(
        name=exported_name(question.name),
        label=text_in(question.label, language, fallback),
        type=question.type,
        dtype=column.dtype,
        values=tuple(kind.codebook(question, column.choices, language, fallback)),
        paper=kind.paper(question),
        scales=tuple(scale.name for scale in scales),
        reversed_in=tuple(scale.name for scale in scales if _is_reversed(scale, column)),
        sources=tuple(dict.fromkeys(scale.source for scale in scales)),
        then_test=question.then_test,
        instrument=question.instrument,
        sensitive=question.sensitive,
        missing_reasons=MISSING_REASONS,
        questionnaires=tuple(version.digest[:DIGEST_SHOWN] for version in column.versions),
        languages=tuple((each.code, each.status) for each in newest.languages),
    )


def _is_reversed(scale: Scale, column: QuestionColumn) -> bool:
    return bool({column.question.name, column.question.then_test} & set(scale.reverse))


HEADERS = (
    "name",
    "value",
    "label",
    "type",
    "dtype",
    "paper",
    "scales",
    "reversed_in",
    "sources",
    "then_test",
    "instrument",
    "sensitive",
    "missing_reasons",
    "questionnaires",
    "languages",
    "repeat",
)
"""The columns of the codebook as a table."""


def lines(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The entry as a table: one line for the column, without value, then one line per value."""
    yield (
        entry.name,
        "",
        entry.label,
        entry.type,
        entry.dtype,
        entry.paper,
        " ".join(entry.scales),
        " ".join(entry.reversed_in),
        "; ".join(entry.sources),
        entry.then_test,
        entry.instrument,
        "yes" if entry.sensitive else "no",
        " ".join(entry.missing_reasons),
        " ".join(entry.questionnaires),
        " ".join(f"{code}:{status}" for code, status in entry.languages),
        entry.repeat,
    )
    blank = ("",) * (len(HEADERS) - 4)
    for value, label in entry.values:
        yield (entry.name, value, label, *blank, entry.repeat)
