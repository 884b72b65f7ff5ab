"""The words of a report: codes with how many hold them, quotes that may be printed, and what was inferred."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.results import Cell
from survey.findings import joint_display
from survey.findings.report.file import ReportError, Told
from survey.findings.report.quote_matrix import QuoteMatrix, quote_matrix
from survey.findings.report.quoted import QUOTE, WORDS, Quoted, beside_its_contrary
from survey.privacy import counter_quote, inference_ground, joint_matrix, joint_words, measures, passports
from survey.privacy.inference_ground import Standing
from survey.privacy.joint_matrix import Matrix, Row
from survey.privacy.joint_words import Words
from survey.privacy.passports import Passport
from survey.store import codes
from survey.store.codes import Code
from survey.store.studies import StudyRecord

OF_A_CODE = 2
"""Quotes of each code that a report for researchers prints."""


@dataclass(frozen=True, slots=True)
class QuotedCode:
    """A code, how many of the interviewed hold it, and its quotes."""

    guid: str
    name: str
    people: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class QuotedTheme:
    """A scale or question with the codes that speak to it; ``name`` is '' for the codes that speak to nothing."""

    name: str
    codes: tuple[QuotedCode, ...]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """All of them; ``interviewed``: people; ``version``: of everything that is coded, '' where no word is told.

    ``matrix``: for researchers alone.
    """

    interviewed: int = 0
    themes: tuple[QuotedTheme, ...] = ()
    inferences: tuple[Standing, ...] = ()
    version: str = ""
    matrix: QuoteMatrix | None = None

    def numbers(self) -> Iterator[tuple[str, Cell]]:
        """How many people, under keys."""
        if self.version:
            yield f"{WORDS}#interviewed", self.interviewed
        for theme in self.themes:
            for code in theme.codes:
                yield "/".join(filter(None, (WORDS, theme.name, code.guid))) + "#people", code.people
                for each in code.quotes:
                    yield from each.numbers()
        yield from self.matrix.numbers() if self.matrix else ()

    def quotes(self) -> Mapping[str, Told]:
        """Every quote by its key."""
        cited = [each for theme in self.themes for code in theme.codes for each in code.quotes]
        printed = [each for quote in cited for each in quote.printed()]
        printed += self.matrix.quotes() if self.matrix else ()
        return {each.key: each.told() for each in printed}

    def inferred(self) -> Mapping[str, Told]:
        """Every inference by what it is about."""
        return {
            f"{each.inference.subject} {each.inference.name}": {
                "kind": each.inference.kind,
                "text": each.inference.text,
                "by": each.inference.author,
                "at": each.inference.made_at.isoformat(timespec="seconds"),
                "stale": "yes" if each.difference.is_stale else "",
            }
            for each in self.inferences
        }


def exact_words(record: StudyRecord) -> ReportWords:
    """For researchers: of what every reading that was begun is done, quotes whose consent lets them be quoted."""
    book = codes.codebook(record.id)
    matrix, found = _matrix(record, book), joint_words.settled(record)
    said_of = counter_quote.directions(found)

    def quoted(code: Code) -> tuple[Quoted, ...]:
        mine = [each for each in found.of({code.id}) if each.quote is not None]
        return tuple(beside_its_contrary(record, found, said_of, each) for each in mine[:OF_A_CODE])

    figures = joint_display.answer({"study": record.name, "language": record.study.default_language, "filters": {}})
    return ReportWords(
        len(found.people),
        tuple(_themes(matrix, book, found, quoted)),
        tuple(inference_ground.standing(record, matrix, figures)),
        _version(found),
        quote_matrix(record, matrix.codes, book, found),
    )


def released_words(record: StudyRecord) -> ReportWords:
    """For the team: the quotes that were released, and how many of the interviewed hold their codes."""
    book = codes.codebook(record.id)
    matrix, found = _matrix(record, book), joint_words.settled(record)
    of_code: dict[int, list[Passport]] = {}
    for each in passports.released(record):
        of_code.setdefault(each.coding.said.code, []).append(each)

    def quoted(code: Code) -> tuple[Quoted, ...]:
        return tuple(map(_released, of_code.get(code.id, ())))

    themes = tuple(_themes(matrix, book, found, quoted, only=of_code.keys()))
    return ReportWords(len(found.people), themes, (), _version(found)) if themes else ReportWords()


def of_words(key: str) -> bool:
    """Whether a number belongs to the words."""
    return key.startswith((f"{WORDS}/", f"{WORDS}#"))


def refuse_stale(words: ReportWords) -> None:
    """Raise ReportError where an inference no longer stands on what it was written on."""
    stale = [each.inference for each in words.inferences if each.difference.is_stale]
    if stale:
        named = ", ".join(f"{each.subject} {each.name}" for each in stale)
        raise ReportError(
            f"What these inferences stand on has changed since they were written: {named}. Read them again on the page "
            "“Numbers and words”. To print them as they are, say who answers for it and why: --actor NAME and "
            "--stale REASON."
        )


def _matrix(record: StudyRecord, book: Sequence[Code]) -> Matrix:
    return joint_matrix.matrix(measures.measures(record, record.study.default_language), record.study.guide, book)


def _themes(
    matrix: Matrix,
    book: Sequence[Code],
    found: Words,
    quoted: Callable[[Code], tuple[Quoted, ...]],
    *,
    only: Collection[int] | None = None,
) -> Iterator[QuotedTheme]:
    rows: list[Row | None] = [*matrix.rows, None]
    for row in rows:
        mine = matrix.unmapped if row is None else row.codes
        told = tuple(
            QuotedCode(
                code.guid,
                joint_matrix.BETWEEN.join(codes.path(book, code.id)),
                len(joint_words.people(found.of({code.id}))),
                quoted(code),
            )
            for code in mine
            if only is None or code.id in only
        )
        if told:
            yield QuotedTheme(row.measure.name if row else "", told)


def _released(each: Passport) -> Quoted:
    facts = each.attribution.facts if each.attribution else {}
    about = each.interview
    return Quoted(QUOTE + each.coding.guid, each.coding.quote, about.digest, about.language, 0, facts)


def _version(found: Words) -> str:
    """A digest of who was interviewed and what was marked."""
    marked = sorted((each.coding.guid, each.interview.digest, each.coding.said.code) for each in found.passages)
    people = sorted((each.number, each.digest, each.quote) for each in found.interviews)
    return hashlib.sha256(json.dumps([people, marked]).encode()).hexdigest()
