"""The interface texts: every one in every language, nothing left over, placeholders and plurals right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from house.source_tree import PACKAGE, ROOT

from survey.config import LANGUAGES

MAPPINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
METHODS = [(mapping["pattern"], mapping["method"]) for mapping in MAPPINGS]
LAZY = {f"lazy_{name}": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
TEMPLATE = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}", re.S)
FATHATAN = "\N{ARABIC FATHATAN}"
MARKUP = re.compile(r"<[^>]*>|[\w-]+=\"[^\"<>]*\"|&\w+;|&#\d+;", re.S)

Key = tuple[str | None, str]


@cache
def source() -> dict[Key, str | tuple[str, ...]]:
    """Every text of the source by context and singular."""
    found: dict[Key, str | tuple[str, ...]] = {}
    extracted = extract_from_dir(ROOT, METHODS, {}, DEFAULT_KEYWORDS | LAZY)
    for _file, _line, message, _comments, context in extracted:
        key = (context, message if isinstance(message, str) else message[0])
        # One singular is at times asked alone and elsewhere with its plural: the plural holds both.
        if not isinstance(found.get(key), tuple):
            found[key] = message
    return found


@cache
def catalog(language: str) -> Catalog:
    """The catalog of a language."""
    path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def key_of(message: Message) -> Key:
    """A message's context and singular."""
    return (message.context, message.id if isinstance(message.id, str) else message.id[0])


def pairs(language: str) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Each message with its source texts and its translations."""
    for message in catalog(language):
        if message.id:
            sources = [message.id] if isinstance(message.id, str) else list(message.id)
            texts = [message.string] if isinstance(message.string, str) else list(message.string)
            yield message, sources, texts


def test_texts_are_found_in_the_source() -> None:
    assert len(source()) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language: str) -> None:
    known = {key_of(message) for message, _sources, texts in pairs(language) if all(text.strip() for text in texts)}
    assert sorted(str(key) for key in source().keys() - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_holds_nothing_that_the_source_does_not_say(language: str) -> None:
    left_over = {key_of(message) for message, _sources, _texts in pairs(language)} - source().keys()
    assert sorted(str(key) for key in left_over) == []
    assert list(catalog(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in catalog(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    wrong = []
    for message, sources, texts in pairs(language):
        wanted = {name for text in sources for name in PLACEHOLDER.findall(text)}
        for number, text in enumerate(texts):
            held = set(PLACEHOLDER.findall(text))
            # A form for exactly one or two may say the number in words; the last form stands for every other number.
            counted = {"num"} if len(sources) > 1 and number < len(texts) - 1 else set()
            if not wanted - counted <= held <= wanted:
                wrong.append(f"{sources[0]}: {text}")
        wrong += [f"{sources[0]}: {error}" for error in message.check(catalog(language))]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_there(language: str) -> None:
    expected = get_plural(language)
    assert (catalog(language).num_plurals, catalog(language).plural_expr) == (
        expected.num_plurals,
        expected.plural_expr,
    )
    plural = [(sources[0], len(texts)) for _message, sources, texts in pairs(language) if len(sources) > 1]
    assert [text for text, forms in plural if forms != expected.num_plurals] == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_say_nothing_untranslated(path: Path) -> None:
    bare = MARKUP.sub(" ", TEMPLATE.sub(" ", path.read_text("utf-8")))
    assert set(re.findall(r"[^\W\d_]{2,}", bare)) - {"Jalon"} == set()


def test_arabic_counts_from_eleven_to_ninety_nine_in_the_accusative() -> None:
    """«11 شخصًا», yet «100 شخص»: the last form is that of eleven and more, the one before it that of whole hundreds."""
    plural = get_plural("ar")
    assert "n%100>=0 && n%100<=2 ? 4 : 5" in plural.plural_expr
    swapped = [
        message.id[0]
        for message in catalog("ar")
        if isinstance(message.id, tuple) and message.string[4].count(FATHATAN) > message.string[5].count(FATHATAN)
    ]
    assert swapped == []
