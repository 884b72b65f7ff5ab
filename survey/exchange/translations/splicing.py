"""Changes single texts of a YAML file and leaves every other byte of it as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from survey.exchange.translations.texts import Spot, is_in_braces
from survey.instrument.yaml_tree import Scalar, turned_into

_BREAKS = re.compile("[\x85\u2028\u2029]")  # line ends for YAML, also inside quotes
_IN_BLOCK = ("|", ">")
_DEEPER = 2


class Edit(NamedTuple):
    """What stands from one character of a file up to another, and what shall stand there."""

    start: int
    end: int
    text: str


def spliced(content: str, edits: Sequence[Edit]) -> str:
    """The file with all its edits made."""
    line_end = "\r\n" if "\r\n" in content else "\n"
    for edit in sorted(edits, reverse=True):
        content = content[: edit.start] + edit.text.replace("\n", line_end) + content[edit.end :]
    return content


def edits_of(content: str, spot: Spot, default_language: str, language: str, text: str) -> list[Edit]:
    """What makes the text at a spot say something in a language."""
    if not isinstance(spot.value, yaml.MappingNode):
        return _made_a_map(content, spot, default_language, language, text)
    for key, value in spot.value.value:
        if key.value == language:
            return [_replaced(content, key, value, text, in_braces=_in_braces(spot))]
    return [_added(content, spot, language, text)]


def _in_braces(spot: Spot) -> bool:
    return spot.in_braces or is_in_braces(spot.value)


def _replaced(content: str, key: yaml.Node, value: yaml.ScalarNode, text: str, *, in_braces: bool) -> Edit:
    start, end = _span(content, value)
    indent = key.start_mark.column + _DEEPER
    if value.style in _IN_BLOCK:
        lines = content[start:end].splitlines()[1:]
        indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), indent)
    return Edit(start, end, written(text, value.style or "", in_braces=in_braces, indent=indent))


def _added(content: str, spot: Spot, language: str, text: str) -> Edit:
    """A language that the text has not yet, after the last one it has."""
    last_key, last = spot.value.value[-1]
    in_braces = _in_braces(spot)
    end = _span(content, last)[1]
    column = last_key.start_mark.column
    style = last.style if last.style not in _IN_BLOCK else ""
    entry = f"{_key(language)}: {written(text, style or '', in_braces=in_braces, indent=column + _DEEPER)}"
    if in_braces:
        return Edit(end, end, f", {entry}")
    at = _line_end(content, end)
    return Edit(at, at, f"\n{' ' * column}{entry}")


def _made_a_map(content: str, spot: Spot, default_language: str, language: str, text: str) -> list[Edit]:
    """One plain text becomes a map of two."""
    value = spot.value
    start, end = _span(content, value)
    source, style = str(value.value).strip(), (value.style or "") if isinstance(value, yaml.ScalarNode) else ""
    keys = (_key(default_language), _key(language))
    if spot.in_braces:
        said = [written(each, style, in_braces=True, indent=0) for each in (source, text)]
        return [Edit(start, end, "{" + ", ".join(f"{key}: {each}" for key, each in zip(keys, said, strict=True)) + "}")]
    column = spot.key.start_mark.column + _DEEPER
    margin, indent = f"\n{' ' * column}", column + _DEEPER
    several = style in _IN_BLOCK or "\n" in content[start:end]
    own = written(source, style, in_braces=False, indent=indent) if several else content[start:end]
    other = f"{margin}{keys[1]}: {written(text, style, in_braces=False, indent=indent)}"
    colon = content.index(":", spot.key.end_mark.index) + 1
    head = Edit(colon, end, f"{margin}{keys[0]}: {own}")
    at = _line_end(content, end)
    return [Edit(head.start, end, head.text + other)] if at == end else [head, Edit(at, at, other)]


def _span(content: str, node: yaml.Node) -> tuple[int, int]:
    """Where a value begins and ends, without the line ends behind it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start, start + len(content[start:end].rstrip())


def _line_end(content: str, at: int) -> int:
    found = re.compile(r"\r?\n|\Z").search(content, at)
    return found.start() if found else len(content)


def _key(language: str) -> str:
    return language if not turned_into(Scalar(1, 1, language, True)) else f'"{language}"'


def written(text: str, style: str, *, in_braces: bool, indent: int) -> str:
    """A text as YAML, in the style it has when that can say it, without quotes or within them otherwise."""
    way = (each for each in _ways(text, style, in_braces, indent) if _is_read_as(each, text, in_braces=in_braces))
    return next(way, _quoted(text))


def _ways(text: str, style: str, in_braces: bool, indent: int) -> Iterator[str]:
    several = "\n" in text and not in_braces
    if several or (style in _IN_BLOCK and not in_braces):
        margin = " " * indent
        yield "|\n" + "\n".join(margin + line if line else "" for line in text.split("\n"))
    if "\n" not in text:
        if style == "'":
            yield "'" + text.replace("'", "''") + "'"
        if style != '"' and not turned_into(Scalar(1, 1, text, True)):
            yield text


def _quoted(text: str) -> str:
    shown = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def _is_read_as(shown: str, text: str, *, in_braces: bool) -> bool:
    try:
        read = yaml.compose(f"{{k: {shown}}}" if in_braces else f"k: {shown}\nl: m\n", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(read, yaml.MappingNode) or len(read.value) != (1 if in_braces else 2):
        return False
    value = read.value[0][1]
    return isinstance(value, yaml.ScalarNode) and str(value.value).strip() == text
