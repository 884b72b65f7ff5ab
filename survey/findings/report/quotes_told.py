"""The quotes of a report in one language: each with who said it, and the matrix of codes and groups."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from survey.findings.report.file import ReportFile, Told
from survey.findings.report.quote_matrix import QuoteMatrix
from survey.findings.telling.tongue import Tongue
from survey.i18n import NAMES
from survey.privacy import joint_groups, passports
from survey.privacy.passports import Attribution
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class QuoteTold:
    """A quote with its key, and who said it: an interview, or what may be said of the person."""

    key: str
    text: str
    language: str
    who: str


@dataclass(frozen=True, slots=True)
class CellTold:
    """How many people of a group hold a code, and a quote of theirs."""

    people: str
    quote: QuoteTold | None


@dataclass(frozen=True, slots=True)
class LineTold:
    """A code with how many hold it; ``inferred``: how words and numbers go together, as somebody inferred."""

    name: str
    people: str
    cells: tuple[CellTold, ...]
    inferred: str


@dataclass(frozen=True, slots=True)
class MatrixTold:
    """The quote matrix; ``columns``: what each group is called, and how many of it were interviewed."""

    columns: tuple[tuple[str, str], ...]
    lines: tuple[LineTold, ...]


def quote_told(record: StudyRecord, key: str, file: ReportFile, tongue: Tongue) -> QuoteTold:
    """A quote as the file of the report keeps it."""
    told = file.quotes[key]
    return QuoteTold(key, told["text"], told["language"], _who(record, told, tongue))


def matrix_told(
    record: StudyRecord, matrix: QuoteMatrix, file: ReportFile, tongue: Tongue, inferred: Mapping[str, str]
) -> MatrixTold:
    """The quote matrix with the names of its groups; ``inferred``: of codes, by their keys."""
    labels = joint_groups.labels(record.study, matrix.by, tongue.language, NAMES)
    labels[""] = tongue.gettext("not known, or not to be told")
    columns = tuple(
        (labels[group], tongue.ngettext("%(num)s person interviewed", "%(num)s people interviewed", people))
        for group, people in matrix.groups
    )
    lines = tuple(
        LineTold(
            line.name,
            tongue.number(line.people, 0),
            tuple(
                CellTold(
                    tongue.ngettext("%(num)s person", "%(num)s people", cell.people),
                    quote_told(record, cell.quote.key, file, tongue) if cell.quote else None,
                )
                for cell in line.cells
            ),
            inferred.get(line.guid, ""),
        )
        for line in matrix.lines
    )
    return MatrixTold(columns, lines)


def _who(record: StudyRecord, told: Told, tongue: Tongue) -> str:
    if told["interview"]:
        return tongue.gettext("Interview %(number)d", number=int(told["interview"]))
    facts = passports.facts_in(record, Attribution(json.loads(told["attribution"]), 0), tongue.language)
    return tongue.gettext(", ").join([tongue.gettext("A person who was supported"), *facts])
