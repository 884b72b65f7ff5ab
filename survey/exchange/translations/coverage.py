"""How far each language of instruments and studies has come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from survey.exchange.translations.texts import TextFile
from survey.instrument.languages import falls_back
from survey.instrument.problems import Problem
from survey.instrument.report import START


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts of a file there are in a language, out of all; ``status`` is what the file says of it."""

    file: str
    language: str
    status: str
    translated: int
    texts: int

    @property
    def missing(self) -> int:
        """How many texts are not there yet."""
        return self.texts - self.translated


def coverage(files: Sequence[TextFile]) -> tuple[Coverage, ...]:
    """Each language of each file; studies give their languages no status."""
    return tuple(
        Coverage(
            str(file.path),
            language.code,
            "" if file.name.startswith("study ") else language.status,
            sum(bool(text.said.get(language.code)) for text in file.texts),
            sum(bool(text.said) for text in file.texts),
        )
        for file in files
        for language in file.languages
    )


def half_translated(files: Sequence[TextFile], languages: Collection[str]) -> Iterator[Problem]:
    """Each language of a study that lacks texts somewhere: people would read them in another language."""
    for found in coverage(files):
        if found.missing and found.language in languages and not falls_back(found.language, languages):
            told = f"`{found.language}` lacks {found.missing} of {found.texts} texts."
            remedy = (
                "Have them translated, take the language out of the study, or publish with --despite-missing-texts."
            )
            yield Problem(found.file, START.line, START.column, "half-translated", told, remedy)
