"""The words of a report in one language: who was interviewed, each code with its quotes, each inference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.findings.report.basis import Basis
from survey.findings.report.file import ReportFile
from survey.findings.report.quotes_told import MatrixTold, QuoteTold, matrix_told, quote_told
from survey.findings.report.words import QuotedCode, ReportWords
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_, Tongue
from survey.privacy import measures
from survey.privacy.inference_ground import Standing
from survey.store.inferences import THEME
from survey.store.studies import StudyRecord

KINDS: Mapping[str, str] = {
    "confirms": N_("Words and numbers say the same"),
    "completes": N_("Words tell what numbers do not measure"),
    "expands": N_("Words explain the numbers"),
    "contradicts": N_("Words and numbers contradict each other"),
}


@dataclass(frozen=True, slots=True)
class CodeTold:
    """A code, how many of the interviewed hold it, and its quotes."""

    name: str
    held: str
    quotes: tuple[QuoteTold, ...]


@dataclass(frozen=True, slots=True)
class InferenceTold:
    """What was inferred, by whom and when; ``about``: the code it is about; ``stale``: that it must be read again."""

    about: str
    kind: str
    text: str
    by: str
    on: str
    stale: str


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """What is measured, in words."""

    label: str
    codes: tuple[CodeTold, ...]
    inferences: tuple[InferenceTold, ...]


@dataclass(frozen=True, slots=True)
class WordsTold:
    """All of it; ``inferences``: those about codes; ``matrix``: the quote matrix, in a report for researchers."""

    about: Sequence[str]
    themes: tuple[ThemeTold, ...]
    inferences: tuple[InferenceTold, ...]
    matrix: MatrixTold | None


def words_told(basis: Basis, file: ReportFile, texts: Texts) -> WordsTold | None:
    """The words; None where a report has none."""
    words, tongue = basis.words, texts.tongue
    if not words.themes:
        return None
    labels = {each.name: each.label for each in measures.measures(basis.record, tongue.language)}
    labels[""] = tongue.gettext("Coded, and mapped to nothing that is measured")
    themes = tuple(
        ThemeTold(
            labels.get(theme.name, theme.name),
            tuple(_code(basis.record, code, words, file, tongue) for code in theme.codes),
            tuple(_inferences(words, theme.name, tongue)),
        )
        for theme in words.themes
    )
    kinds = {
        each.inference.name: tongue.gettext(KINDS[each.inference.kind])
        for each in words.inferences
        if each.inference.subject != THEME
    }
    matrix = matrix_told(basis.record, words.matrix, file, tongue, kinds) if words.matrix else None
    return WordsTold(tuple(_about(basis, file, tongue)), themes, tuple(_of_codes(words, tongue)), matrix)


def _about(basis: Basis, file: ReportFile, tongue: Tongue) -> Iterator[str]:
    yield (
        tongue.ngettext("%(num)s person interviewed", "%(num)s people interviewed", basis.words.interviewed)
        + tongue.gettext("; ")
        + tongue.gettext("people are counted, not passages")
    )
    if not basis.is_exact:
        yield tongue.gettext("Every quote was read before it was released, and says of the person what many share.")
    if file.override:
        yield tongue.gettext(
            "Inferences that must be read again are printed as they are. %(name)s answers for it: %(reason)s",
            name=file.override["by"],
            reason=file.override["reason"],
        )


def _code(record: StudyRecord, code: QuotedCode, words: ReportWords, file: ReportFile, tongue: Tongue) -> CodeTold:
    held = tongue.gettext(
        "%(people)s of %(all)s people interviewed",
        people=tongue.number(code.people, 0),
        all=tongue.number(words.interviewed, 0),
    )
    return CodeTold(code.name, held, tuple(quote_told(record, each, file, tongue) for each in code.quotes))


def _inferences(words: ReportWords, theme: str, tongue: Tongue) -> Iterator[InferenceTold]:
    for each in words.inferences:
        if each.inference.subject == THEME and each.inference.name == theme:
            yield _inference(each, tongue)


def _of_codes(words: ReportWords, tongue: Tongue) -> Iterator[InferenceTold]:
    names = {code.guid: code.name for theme in words.themes for code in theme.codes}
    for each in words.inferences:
        if each.inference.subject != THEME:
            yield _inference(each, tongue, names.get(each.inference.name, ""))


def _inference(found: Standing, tongue: Tongue, about: str = "") -> InferenceTold:
    said = found.inference
    return InferenceTold(
        about=tongue.gettext("%(label)s: %(value)s", label=about, value="") if about else "",
        kind=tongue.gettext(KINDS[said.kind]),
        text=said.text,
        by=said.author,
        on=tongue.day(said.made_at.date()),
        stale=tongue.gettext("to be read again") if found.difference.is_stale else "",
    )
