"""Finds every text of an instrument or study that has a translation, with its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from survey.instrument.columns import MEDIA
from survey.instrument.definition import Language, Text
from survey.instrument.loader import read_source
from survey.instrument.problems import Problem
from survey.instrument.settings import INCOMPLETE
from survey.instrument.study_file import FILE_NAME, read_study_files

OF_ROWS = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
_OF_STUDIES = ("title", "notice", "open_link_notice", "consent")
_NAMED = ("waves", "arms", "events", "sites", "guide")
_MENDED_BY_TRANSLATING = ("missing-translation",)
"""Problems that are no reason to keep a file from its translators."""


class Spot(NamedTuple):
    """Where a text stands: its key, its value, and whether braces or brackets enclose it."""

    key: yaml.ScalarNode
    value: yaml.Node
    in_braces: bool


@dataclass(frozen=True, slots=True)
class TextInFile:
    """A text of a file: what it is called, what it says in each language, where it stands."""

    context: str
    said: Text
    spot: Spot

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""
        return int(self.spot.key.start_mark.line) + 1


@dataclass(frozen=True, slots=True)
class TextFile:
    """An instrument or study as its translators see it; ``content`` is the file as it is."""

    path: Path
    name: str
    default_language: str
    languages: tuple[Language, ...]
    content: str
    texts: tuple[TextInFile, ...]

    def language(self, code: str) -> Language | None:
        """One of its languages, None when it has no such."""
        return next((language for language in self.languages if language.code == code), None)


@dataclass(frozen=True, slots=True)
class TextFiles:
    """What can be translated of a file or study; ``left_out`` are instruments that stand in no folder named."""

    files: tuple[TextFile, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_text_files(path: Path, library: Path, *, with_library: bool) -> TextFiles:
    """An instrument, or a study with its instruments; those of the library only when they are wanted."""
    file = path / FILE_NAME if path.is_dir() else path
    if not (file.name == FILE_NAME or file.name.endswith(f".{FILE_NAME}")):
        return _instrument(file)
    study, _, found = read_study_files(file, library)
    problems = tuple(problem for problem in found if _prevents(problem))
    if study is None or problems:
        return TextFiles((), (), problems)
    languages = tuple(Language(code, code) for code in study.languages)
    own = _text_file(file, f"study {study.name}", study.default_language, languages)
    files, left_out = [own], []
    for name in study.instruments:
        beside = file.parent / f"{name}.yaml"
        if beside.is_file() or with_library:
            files.extend(_instrument(beside if beside.is_file() else library / f"{name}.yaml").files)
        else:
            left_out.append(name)
    return TextFiles(tuple(files), tuple(left_out), ())


def _instrument(path: Path) -> TextFiles:
    source, found = read_source(path)
    problems = tuple(problem for problem in found if _prevents(problem))
    if source is None or problems:
        return TextFiles((), (), problems)
    read = source.questionnaire
    return TextFiles((_text_file(path, read.form_id, read.default_language, read.languages),), (), ())


def _prevents(problem: Problem) -> bool:
    return problem.severity == "error" and problem.rule not in _MENDED_BY_TRANSLATING


def _text_file(path: Path, name: str, default_language: str, languages: tuple[Language, ...]) -> TextFile:
    content = path.read_bytes().decode("utf-8")  # its line ends are kept
    return TextFile(path, name, default_language, languages, content, texts_of(content, name, default_language))


def texts_of(content: str, name: str, default_language: str) -> tuple[TextInFile, ...]:
    """The texts of a file that has been read strictly before, in their order."""
    top = yaml.compose(content, Loader=yaml.CSafeLoader)
    seen: Counter[str] = Counter()
    found = []
    spots = sorted(_spots(top, ()) if top else (), key=lambda each: int(each[1].key.start_mark.index))
    for parts, spot in spots:
        context = ": ".join((name, *parts))
        seen[context] += 1  # a list may have a name twice
        said = _said(spot.value, default_language)
        number = seen[context]
        found.append(TextInFile(context if number == 1 else f"{context} ({number})", said, spot))
    return tuple(found)


def _said(value: yaml.Node, default_language: str) -> Text:
    if isinstance(value, yaml.MappingNode):
        said = {str(key.value): str(text.value).strip() for key, text in value.value}
    else:
        said = {default_language: str(value.value).strip()}
    return {code: text for code, text in said.items() if text}


_Found = tuple[tuple[str, ...], Spot]


def _spots(top: yaml.Node, parts: tuple[str, ...]) -> Iterator[_Found]:
    keys = _entries(top)
    yield from _columns(top, ("form_title",), parts, within="settings")
    for row in _rows(keys.get("choices")):
        of_row = (f"{_word(row, 'list_name')} = {_word(row, 'name')}",)
        yield from _columns(row, ("label",), of_row)
        yield from _media(row, of_row)
    for row in _rows(keys.get("survey")):
        yield from _columns(row, OF_ROWS, (_word(row, "name"),))
        yield from _media(row, (_word(row, "name"),))
    for row in _rows(keys.get("scales")):
        yield from _columns(row, ("label",), (f"scale {_word(row, 'name')}",))
    yield from _columns(top, _OF_STUDIES, parts)
    yield from _columns(top, ("place",), ("help",), within="help")
    for key in _NAMED:
        for row in _rows(keys.get(key)):
            yield from _columns(row, ("label",), (f"{key} {_word(row, 'name')}",))
    for row in _rows(_entries(keys.get("register")).get("profile")):
        name = f"profile {_word(row, 'name')}"
        yield from _columns(row, ("label",), (name,))
        yield from _columns(row, tuple(_entries(_entries(row).get("values"))), (name,), within="values")


def _columns(node: yaml.Node, columns: Sequence[str], parts: tuple[str, ...], *, within: str = "") -> Iterator[_Found]:
    found: yaml.Node | None = _entries(node).get(within) if within else node
    if not isinstance(found, yaml.MappingNode):
        return
    in_braces = is_in_braces(node) or is_in_braces(found)
    for key, value in found.value:
        if key.value in columns:
            yield (*parts, str(key.value)), Spot(key, value, in_braces)


def _media(row: yaml.Node, parts: tuple[str, ...]) -> Iterator[_Found]:
    """Pictures, sounds and films that each language has of its own; one for all is not translated."""
    for found in _columns(row, MEDIA, parts):
        if isinstance(found[1].value, yaml.MappingNode):
            yield found


def is_in_braces(node: yaml.Node) -> bool:
    """Whether braces or brackets enclose what a node holds."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _entries(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _rows(node: yaml.Node | None) -> Iterator[yaml.Node]:
    yield from node.value if isinstance(node, yaml.SequenceNode) else ()


def _word(row: yaml.Node, key: str) -> str:
    node = _entries(row).get(key)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def is_incomplete(file: TextFile, code: str) -> bool:
    """Whether a file says that texts of a language may be missing."""
    language = file.language(code)
    return language is not None and language.status == INCOMPLETE
