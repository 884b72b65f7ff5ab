"""A report in one language, as its page is written from: every sentence, picture, table and number."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from survey.findings import kept
from survey.findings.localised import localised
from survey.findings.report.basis import Basis
from survey.findings.report.file import ReportFile
from survey.findings.report.limits import limits_of
from survey.findings.report.methods import Passage, methods_of
from survey.findings.report.numbers import OF_RESULTS
from survey.findings.report.pictures import picture_of
from survey.findings.report.printed import Printed, printed
from survey.findings.report.words_told import WordsTold, words_told
from survey.findings.results_page.told import charts_in, told_page
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue

DIGITS = 7
"""Of a number in the appendix; the file for machines has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A picture with its sentence and table, or a table alone, or why neither is shown."""

    name: str
    title: str
    sentence: str
    about: Sequence[str]
    picture: Markup
    table: Printed | None
    is_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome."""

    name: str
    label: str
    part: str
    sentence: str
    cautions: Sequence[str]
    assumptions: Sequence[str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers of the appendix under one beginning of their keys."""

    key: str
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that the page of a report holds."""

    tongue: Tongue
    title: str
    study: str
    claim: str
    plan: str
    made_on: str
    as_of: str
    fictional: bool
    file: ReportFile
    seal: str
    is_exact: bool
    cell: str
    cautions: Sequence[str]
    outcomes: tuple[Outcome, ...]
    methods: tuple[Passage, ...]
    flow: Part
    who: tuple[Part, ...]
    words: WordsTold | None
    limits: Sequence[str]
    appendix: tuple[Told, ...]


def told_report(basis: Basis, file: ReportFile, language: str, *, on_paper: bool = False) -> Report:
    """A report in a language; ``on_paper``: as WeasyPrint needs it."""
    texts = Texts(kept.columns(basis.record), Tongue(language))
    tongue = texts.tongue
    told = told_page(basis.page, texts, file.as_of or None)
    drawn = {chart.name: picture_of(chart, texts, on_paper=on_paper) for chart in charts_in(basis.page)}
    drawn[basis.flow.name] = picture_of(basis.flow, texts, on_paper=on_paper)
    flow = localised(basis.flow, texts, basis.record, None)
    return Report(
        tongue=tongue,
        title=told["title"],
        study=texts.text(basis.record.study.title),
        claim=told["claim"],
        plan=told["plan"],
        made_on=tongue.day(datetime.datetime.fromisoformat(file.made_at).date()),
        as_of=tongue.day(basis.as_of) if basis.as_of else "",
        fictional=basis.record.study.fictional,
        file=file,
        seal=file.seal,
        is_exact=basis.is_exact,
        cell=tongue.number(basis.record.study.minimum_cell, 0),
        cautions=told["cautions"],
        outcomes=tuple(_outcome(each, drawn, tongue) for each in told["outcomes"]),
        methods=methods_of(basis, texts),
        flow=_part(flow, drawn, tongue),
        who=tuple(_part(each, drawn, tongue) for each in told["who"]),
        words=words_told(basis, file, texts),
        limits=limits_of(basis, told, texts),
        appendix=appendix_of(file),
    )


def _outcome(told: Mapping[str, Any], drawn: Mapping[str, Markup], tongue: Tongue) -> Outcome:
    names = [each.name for each in dataclasses.fields(Outcome) if each.name != "parts"]
    parts = tuple(_part(each, drawn, tongue) for each in told["parts"])
    return Outcome(**{name: told[name] for name in names}, parts=parts)


def _part(told: Mapping[str, Any], drawn: Mapping[str, Markup], tongue: Tongue) -> Part:
    table = told["table"]
    return Part(
        name=told["name"],
        title=told["title"],
        sentence=told["sentence"],
        about=[told["method"]] if told["method"] else [],
        picture=drawn.get(told["name"], Markup()),
        table=printed(told["title"], table, tongue) if table["rows"] else None,
        is_withheld=bool(told["why_not"]),
    )


def appendix_of(file: ReportFile) -> tuple[Told, ...]:
    """Every number that is shown, under its key: the beginning of a key once, then what follows its ``#``."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, value in file.numbers.items():
        if value is not None and not key.startswith(OF_RESULTS):
            start, _, column = key.partition("#")
            number = f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
            found.setdefault(start, []).append((column, number))
    return tuple(Told(start, tuple(numbers)) for start, numbers in found.items())
