"""Takes the texts of a PO file into their YAML files: only what still fits, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.exchange.translations.catalog import Entry, Translations
from survey.exchange.translations.splicing import edits_of, spliced
from survey.exchange.translations.texts import TextFile, TextInFile, texts_of
from survey.instrument.problems import Problem
from survey.instrument.report import START
from survey.instrument.yaml_tree import MAXIMUM_BYTES

_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Changed:
    """A file with its new content, and how many of its texts say something else now."""

    file: TextFile
    content: str
    count: int


@dataclass(frozen=True, slots=True)
class Merging:
    """What a PO file changes; ``elsewhere`` counts the texts of files that are not among those named."""

    changed: tuple[Changed, ...]
    problems: tuple[Problem, ...]
    elsewhere: int


def merged(files: Sequence[TextFile], translations: Translations, language: str) -> Merging:
    """The files with the translations in them, and every text of the PO file that no longer fits."""
    places = {text.context: (file, text) for file in files for text in file.texts}
    names = {file.name for file in files}
    problems = [problem for file in files for problem in _no_such_language(file, language, translations.file)]
    fitting: dict[str, str] = {}
    elsewhere = 0
    for entry in translations.entries:
        if entry.context not in places and entry.context.partition(": ")[0] not in names:
            elsewhere += 1
            continue
        if entry.translation:
            found = list(_unfit(entry, places.get(entry.context), language, translations.file))
            problems += found
            if not found:
                fitting[entry.context] = entry.translation
    changed = () if any(each.rule == "unknown-language" for each in problems) else _changes(files, fitting, language)
    problems += [problem for each in changed for problem in _too_large(each)]
    if not fitting and not problems:
        told = "No text of the PO file is translated and belongs to the files named."
        problems.append(Problem(translations.file, 1, 1, "nothing-fits", told, "Name the file or study it came from."))
    return Merging(changed, tuple(problems), elsewhere)


def _no_such_language(file: TextFile, language: str, catalog: str) -> Iterator[Problem]:
    if file.language(language) is None:
        told = f"`{language}` is not a language of {file.path.name}."
        remedy = f"Add it there: `{language}: {{header: …, status: incomplete}}`."
        if file.name.startswith("study "):
            remedy = f"Add `{language}` to its `languages`."
        yield Problem(catalog, START.line, START.column, "unknown-language", told, remedy)


def _unfit(entry: Entry, place: tuple[TextFile, TextInFile] | None, language: str, catalog: str) -> Iterator[Problem]:
    def problem(rule: str, told: str, remedy: str) -> Problem:
        return Problem(catalog, entry.line, START.column, rule, told, remedy)

    again = "Export anew, and translate what has changed."
    if place is None:
        yield problem("source-gone", f"`{entry.context}` is not there any more.", again)
        return
    file, text = place
    source = text.said.get(file.default_language, "")
    if entry.source != source:
        told = f"`{entry.context}` said {_short(entry.source)} and now says {_short(source)}."
        yield problem("source-changed", told, again)
    if text.said.get(language) == entry.translation:
        return  # it stands there already: no reason to refuse the others
    wanted, found = (set(_REFERENCE.findall(each)) for each in (entry.source, entry.translation))
    if wanted != found:
        names = ", ".join(f"${{{name}}}" for name in sorted(wanted ^ found))
        told = f"`{entry.context}`: {names} stands in one of source and translation alone."
        yield problem("lost-reference", told, "Write in the translation the references of the source, as they are.")
    invisible = _INVISIBLE.search(entry.translation)
    if invisible:
        told = f"`{entry.context}` holds the invisible character U+{ord(invisible[0]):04X}."
        yield problem("control-character", told, "Remove it; the page sets the direction of a language.")


def _short(text: str) -> str:
    return f"«{text if len(text) <= 60 else text[:59] + '…'}»"


def _changes(files: Sequence[TextFile], fitting: Mapping[str, str], language: str) -> tuple[Changed, ...]:
    found = []
    for file in files:
        new = {
            text.context: fitting[text.context]
            for text in file.texts
            if text.context in fitting and text.said.get(language) != fitting[text.context]
        }
        if new and file.default_language != language:
            found.append(Changed(file, _with(file, new, language), len(new)))
    return tuple(found)


def _with(file: TextFile, new: Mapping[str, str], language: str) -> str:
    edits = [
        edit
        for text in file.texts
        if text.context in new
        for edit in edits_of(file.content, text.spot, file.default_language, language, new[text.context])
    ]
    content = spliced(file.content, edits)
    wanted = {text.context: _said(text, new, language) for text in file.texts}
    written = {text.context: text.said for text in texts_of(content, file.name, file.default_language)}
    if written != wanted:  # it never happens; if it did, the file on disk would be worth more than the translation
        raise RuntimeError(f"The texts of {file.path} would not be what they should. Nothing was written.")
    return content


def _said(text: TextInFile, new: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {**text.said, language: new[text.context]} if text.context in new else text.said


def _too_large(changed: Changed) -> Iterator[Problem]:
    if len(changed.content.encode()) > MAXIMUM_BYTES:
        told = f"With these texts the file would be larger than {MAXIMUM_BYTES} bytes."
        yield Problem(str(changed.file.path), 1, 1, "file-too-large", told, "Split it into several instruments.")


def write(changed: Sequence[Changed]) -> None:
    """Put the new files in the place of the old ones, each whole or not at all."""
    for each in changed:
        path = each.file.path.resolve()
        partial = path.with_name(f".{path.name}.part")
        try:
            partial.write_bytes(each.content.encode())
            partial.chmod(path.stat().st_mode & 0o777)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
