"""The quote matrix of a report: codes in rows, groups of the interviewed in columns, people and a quote in cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.results import Cell
from survey.findings.report.quoted import WORDS, Quoted, of_passage
from survey.i18n import NAMES
from survey.privacy import joint_groups, joint_matrix, joint_words
from survey.privacy.joint_words import Passage, Words
from survey.store import codes
from survey.store.codes import Code
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many people of a group hold a code, and one of their quotes, where there is one that may be told."""

    people: int
    quote: Quoted | None


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A code with how many hold it, on the whole and in each group."""

    guid: str
    name: str
    people: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class QuoteMatrix:
    """The whole matrix; ``groups``: the key of each column, '' for those of no group, and how many people it holds."""

    by: str
    groups: tuple[tuple[str, int], ...]
    lines: tuple[MatrixLine, ...]

    def numbers(self) -> Iterator[tuple[str, Cell]]:
        """How many people, under keys."""
        for group, people in self.groups:
            yield self._key(group), people
        for line in self.lines:
            for (group, _people), cell in zip(self.groups, line.cells, strict=True):
                yield self._key(line.guid, group), cell.people

    def quotes(self) -> Iterator[Quoted]:
        """The quotes that are printed in it."""
        return (cell.quote for line in self.lines for cell in line.cells if cell.quote is not None)

    def _key(self, *places: str) -> str:
        *codes_of, group = places
        return "/".join((WORDS, "matrix", *codes_of, f"{self.by}:{group}")) + "#people"


def quote_matrix(
    record: StudyRecord, marking: Sequence[Code], book: Sequence[Code], found: Words
) -> QuoteMatrix | None:
    """The matrix by waves, else by what the study declares first; None where no code is held by anybody."""
    by = joint_groups.crossings(record.study)[0]
    values = tuple(joint_groups.labels(record.study, by, record.study.default_language, NAMES))
    groups = joint_words.groups(record, found.interviews, by, values)
    lines = []
    for code in marking:
        passages = found.of({code.id})
        if passages:
            name = joint_matrix.BETWEEN.join(codes.path(book, code.id))
            cells = tuple(MatrixCell(people, _quoted(mine)) for people, mine in joint_groups.across(passages, groups))
            lines.append(MatrixLine(code.guid, name, len(joint_words.people(passages)), cells))
    if not lines:
        return None
    named = zip((group.key for group in groups), joint_groups.sizes(found, groups), strict=True)
    return QuoteMatrix(by, tuple(named), tuple(lines))


def _quoted(passages: Sequence[Passage]) -> Quoted | None:
    quotable = next((each for each in passages if each.quote is not None), None)
    return of_passage(quotable) if quotable else None
