"""Writes texts as a PO file for translators, and reads one back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from survey.exchange.translations.texts import TextFile
from survey.instrument.languages import is_language
from survey.instrument.problems import Problem
from survey.instrument.report import START

MOST_BYTES = 5_000_000
_HEADER = """\
# {name}: from its default language into {language}.
# Keep what stands in ${{}} as it is. Entries marked fuzzy are not taken.
#"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a PO file: where it belongs, what was translated, and the translation."""

    context: str
    source: str
    translation: str
    line: int


@dataclass(frozen=True, slots=True)
class Translations:
    """A PO file as read: its language ('' when it names none), its texts, and how many of them are fuzzy."""

    file: str
    language: str
    entries: tuple[Entry, ...]
    fuzzy: int


def catalog_text(files: Sequence[TextFile], language: str) -> bytes:
    """The PO file of all texts of files that have another default language; nothing is marked as finished."""
    name = files[0].name
    catalog = Catalog(
        locale=language.partition("-")[0],
        project=name,
        version="1",
        header_comment=_HEADER.format(name=name, language=language),
        language_team=language,  # PO's own `Language` has no room for fr-x-facile
        fuzzy=False,
    )
    for file in files:
        for text in file.texts:
            source = text.said.get(file.default_language)
            if source and file.default_language != language:
                place = [(file.path.name, text.line)]
                added = catalog.add(source, text.said.get(language, ""), place, context=text.context)
                added.flags.clear()  # babel takes 10 % or {x} for a format of Python's
    written = io.BytesIO()
    write_po(written, catalog, width=100)
    return written.getvalue()


def read_catalog(path: Path) -> tuple[Translations | None, tuple[Problem, ...]]:
    """The texts of a PO file, or why it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, (_problem(path, "file-too-large", f"The file is larger than {MOST_BYTES} bytes."),)
        content = path.read_bytes()
    except OSError as error:
        return None, (_problem(path, "file-not-found", f"The file cannot be read: {error.strerror}."),)
    try:
        content.decode("utf-8")
        catalog = read_po(io.BytesIO(content), charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, LookupError, IndexError) as error:
        told = f"This is no PO file in UTF-8: {error}."
        return None, (_problem(path, "not-a-catalog", told),)
    messages = [message for message in catalog if message.id]
    entries = tuple(_entry(message) for message in messages if not message.fuzzy)
    return Translations(str(path), _language(catalog), entries, len(messages) - len(entries)), ()


def _entry(message: Message) -> Entry:
    source, translation = (
        text if isinstance(text, str) else "" if text is None else text[0] for text in (message.id, message.string)
    )
    return Entry(message.context or "", _tidy(source), _tidy(translation or ""), message.lineno or 1)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _language(catalog: Catalog) -> str:
    team, locale = str(catalog.language_team or ""), str(catalog.locale_identifier or "").replace("_", "-")
    return team if is_language(team) else locale if is_language(locale) else ""


def _problem(path: Path, rule: str, told: str) -> Problem:
    remedy = "Name a PO file that `jalon translations export` has made."
    return Problem(str(path), START.line, START.column, rule, told, remedy)
