"""The quotes of a report in one language: each with who said it, and the matrix of codes and groups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.findings.report.file import ReportFile, Told
from survey.findings.report.quote_matrix import QuoteMatrix
from survey.findings.report.quoted import Quoted
from survey.findings.telling.tongue import N_, Tongue
from survey.i18n import NAMES
from survey.privacy import counter_quote, joint_groups, passports
from survey.privacy.passports import Attribution
from survey.store.studies import StudyRecord

VOICES: Mapping[str, str] = {
    counter_quote.SAME: N_("The same"),
    counter_quote.CONTRARY: N_("The contrary"),
    counter_quote.BOTH: N_("Both"),
    counter_quote.UNDIRECTED: N_("Neither way"),
    counter_quote.NOTHING: N_("Nothing of it"),
}


@dataclass(frozen=True, slots=True)
class QuoteTold:
    """A quote with its key, and who said it: an interview, or what may be said of the person.

    ``echo``: how many people say what beside it; ``contrary`` and ``drawn``: what is held against it.
    """

    key: str
    text: str
    language: str
    who: str
    echo: tuple[str, ...] = ()
    contrary: QuoteTold | None = None
    drawn: QuoteTold | None = None


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


def quote_told(record: StudyRecord, quote: Quoted, file: ReportFile, tongue: Tongue) -> QuoteTold:
    """A quote as the file of the report keeps it, with what is printed under it."""
    told = file.quotes[quote.key]
    against = (quote_told(record, each, file, tongue) if each else None for each in (quote.contrary, quote.drawn))
    return QuoteTold(
        quote.key, told["text"], told["language"], _who(record, told, tongue), tuple(_echo(quote, tongue)), *against
    )


def _echo(quote: Quoted, tongue: Tongue) -> Iterator[str]:
    for voice, people in quote.echo.items():
        if people or voice in counter_quote.ALWAYS:
            label = tongue.gettext(VOICES[voice])
            yield tongue.gettext("%(label)s: %(value)s", label=label, value=tongue.number(people, 0))


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
                    quote_told(record, cell.quote, file, tongue) if cell.quote else None,
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
