"""What is measured, asked in interviews and coded, held against each other: the model of every joint display."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.instrument.guide import GuideQuestion
from survey.privacy.measures import Measure
from survey.store import codes
from survey.store.codes import Code

NEVER_ASKED, NEVER_CODED, NOT_MEASURED, UNMAPPED = "never_asked", "never_coded", "not_measured", "unmapped"
UNKNOWN_CODE, UNKNOWN_LINK = "unknown_code", "unknown_link"
BETWEEN = " / "
"""Between the names of a path of codes, as in «money / rent»."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something without its counterpart: the rule, and the measure, guide question, code or name it is about."""

    rule: str
    measure: Measure | None = None
    question: GuideQuestion | None = None
    code: Code | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A scale or a question outside scales, with the questions of the guide about it and the codes that speak to it."""

    measure: Measure
    questions: tuple[GuideQuestion, ...]
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows; the columns, which are the questions of the guide and the codes that mark; and what is missing."""

    rows: tuple[Row, ...]
    questions: tuple[GuideQuestion, ...]
    codes: tuple[Code, ...]
    gaps: tuple[Gap, ...]

    def of(self, rule: str) -> tuple[Gap, ...]:
        """The gaps of one rule."""
        return tuple(each for each in self.gaps if each.rule == rule)

    def row(self, name: str) -> Row | None:
        """The row of a scale or question."""
        return next((each for each in self.rows if each.measure.name == name), None)

    @property
    def unmapped(self) -> tuple[Code, ...]:
        """The codes that speak to nothing that is measured."""
        return tuple(each.code for each in self.of(UNMAPPED) if each.code is not None)


def matrix(measured: Sequence[Measure], guide: Sequence[GuideQuestion], book: Sequence[Code]) -> Matrix:
    """The matrix of a study."""
    columns = tuple(code for code in book if not code.is_category)
    rows = tuple(
        Row(
            each,
            tuple(question for question in guide if each.names & set(question.about)),
            tuple(code for code in columns if each.names & set(code.links)),
        )
        for each in measured
    )
    known = frozenset(name for each in measured for name in each.names)
    return Matrix(rows, tuple(guide), columns, tuple(_gaps(rows, known, guide, book)))


def coded(question: GuideQuestion, book: Sequence[Code]) -> tuple[tuple[Code, ...], tuple[str, ...]]:
    """The codes that a question of the guide names, and those of its names that no code, or several codes, have."""
    found: list[Code] = []
    unknown: list[str] = []
    named = _by_name(book)
    for name in question.codes:
        meant = named.get(name.casefold(), ())
        if len(meant) == 1:
            found.append(meant[0])
        else:
            unknown.append(name)
    return tuple(found), tuple(unknown)


def _by_name(book: Sequence[Code]) -> Mapping[str, tuple[Code, ...]]:
    """Codes by key, by path and by name; a name that several codes have stands for all of them."""
    named: dict[str, tuple[Code, ...]] = {}
    for code in book:
        for name in {code.guid, BETWEEN.join(codes.path(book, code.id)).casefold(), code.name.casefold()}:
            named[name] = (*named.get(name, ()), code)
    return named


def _gaps(
    rows: Iterable[Row], known: frozenset[str], guide: Sequence[GuideQuestion], book: Sequence[Code]
) -> Iterator[Gap]:
    for row in rows:
        if not row.questions:
            yield Gap(NEVER_ASKED, measure=row.measure)
        if not row.codes:
            yield Gap(NEVER_CODED, measure=row.measure)
    for question in guide:
        if not known & set(question.about):
            yield Gap(NOT_MEASURED, question=question)
        yield from (Gap(UNKNOWN_CODE, question=question, name=name) for name in coded(question, book)[1])
    for code in book:
        if not code.is_category and not known & set(code.links):
            yield Gap(UNMAPPED, code=code)
        yield from (Gap(UNKNOWN_LINK, code=code, name=name) for name in code.links if name not in known)
