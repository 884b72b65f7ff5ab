"""Reads ``settings``: who a file is, its languages and how far they are, and XLSForm's other settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.instrument import columns
from survey.instrument.definition import Language
from survey.instrument.languages import is_language
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import Report, meant
from survey.instrument.yaml_tree import Map

_FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
INCOMPLETE = "incomplete"
STATUSES = ("draft", "reviewed", INCOMPLETE)
_YES = ("yes", "true", "true()")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one file, and the tree they were read from."""

    tree: Map
    form_id: str
    default_language: str
    languages: tuple[Language, ...]
    others: Mapping[str, str]

    @property
    def allow_choice_duplicates(self) -> bool:
        """Whether a list may have a choice name twice, as lists that are filtered do."""
        return self.others.get("allow_choice_duplicates", "").lower() in _YES

    def reader(self, report: Report) -> Reader:
        """A reader that knows the languages of the file."""
        codes = tuple(language.code for language in self.languages)
        incomplete = tuple(language.code for language in self.languages if language.status == INCOMPLETE)
        return Reader(report, codes, self.default_language, incomplete)

    def tell_incomplete(self, reader: Reader) -> None:
        """Warn of each language that lacks texts, once."""
        languages = value_of(self.tree, "languages")
        for code, count in sorted(reader.missing.items()):
            told = f"The language `{code}` is incomplete: texts missing: {count}."
            remedy = f"People read them in `{self.default_language}` until they are there."
            if code == self.default_language:
                remedy = "It is the default language: add them, or name another as `default_language`."
            place = place_of(languages, code) if isinstance(languages, Map) else self.tree
            reader.report.add(place, "incomplete-language", told, remedy, warning=True)


def read_settings(top: Map, reader: Reader) -> Settings:
    """The settings of a file; every problem goes to the reader's report."""
    settings = reader.map(value_of(top, "settings"), "`settings`") or Map(top.line, top.column, {})
    if "settings" in top.entries:
        reader.required(settings, ("form_id", "form_title", "version", "default_language"), "`settings`")
    reader.keys(settings, (*columns.SETTINGS, *columns.SETTINGS_OF_XLSFORM), "`settings`", columns.SETTINGS_LATER)
    reader.texts(value_of(settings, "columns"), "`columns`")
    default = _default_language(settings, reader)
    others = {name: reader.text(value_of(settings, name), f"`{name}`") for name in columns.SETTINGS_OF_XLSFORM}
    return Settings(
        tree=settings,
        form_id=reader.name(value_of(settings, "form_id"), "`form_id`", _FORM_ID),
        default_language=default,
        languages=_languages(settings, reader, default),
        others={name: text for name, text in others.items() if text},
    )


def _default_language(settings: Map, reader: Reader) -> str:
    tree = value_of(settings, "default_language")
    code = reader.text(tree, "`default_language`")
    if tree is not None and code and not is_language(code):
        told = f"`{code}` is not a language code."
        reader.report.add(tree, "not-a-language", told, "Write a code such as fr, ar, es or en.")
    return code


def _languages(settings: Map, reader: Reader, default: str) -> tuple[Language, ...]:
    tree = value_of(settings, "languages")
    if tree is None:
        return (Language(default, default),) if default else ()
    languages = reader.map(tree, "`languages`")
    if languages is None:
        return ()
    if default and default not in languages.entries:
        told = f"The default language `{default}` is not among `languages`."
        reader.report.add(place_of(settings, "default_language"), "unknown-language", told, f"Add `{default}:` there.")
    return tuple(language for code in languages.entries if (language := _language(code, languages, reader)) is not None)


def _language(code: str, languages: Map, reader: Reader) -> Language | None:
    key, value = languages.entries[code]
    reader.quoted(key)
    if not is_language(code):
        told = f"`{code}` is not a language code."
        reader.report.add(key, "not-a-language", told, "Write a code such as fr, ar, es or en.")
        return None
    tree = reader.map(value, f"The language `{code}`")
    if tree is None:
        return None
    reader.keys(tree, columns.LANGUAGE, f"the language `{code}`")
    reader.required(tree, ("header", "status"), f"The language `{code}`")
    status = reader.text(value_of(tree, "status"), "`status`")
    if status and status not in STATUSES:
        told = f"`{status}` is not a status."
        reader.report.add(place_of(tree, "status"), "wrong-status", told, meant(status, STATUSES))
    reviewed_by = reader.text(value_of(tree, "reviewed_by"), "`reviewed_by`")
    reviewed_on = reader.date(value_of(tree, "reviewed_on"), "`reviewed_on`")
    if status == "reviewed":
        reader.required(tree, ("reviewed_by", "reviewed_on"), f"The reviewed language `{code}`")
    header = reader.text(value_of(tree, "header"), "`header`")
    return Language(code, header, status or "draft", reviewed_by, reviewed_on.isoformat() if reviewed_on else "")
