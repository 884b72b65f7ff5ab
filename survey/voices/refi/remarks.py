"""What the format has no place for, in words that people read and that come back exactly: notes and descriptions."""

from __future__ import annotations

import json
import re

from survey.store.codes import Code
from survey.store.codings import Said

_HEAD = re.compile(r"\[(?:weight ([+-]?[0-2]))?(, )?(key quote)?\](?:\n|$)")
_PART = re.compile(r"^\[(include|exclude|links)\] ?", re.MULTILINE)
_MEANT = re.compile(r"^(\\*\[(?:include|exclude|links)\])", re.MULTILINE)
_KEPT = re.compile(r"^\\(\\*\[(?:include|exclude|links)\])", re.MULTILINE)


def note_of(said: Said) -> str:
    """Weight, key quote and memo of a coding as a note; '' where there is nothing to note."""
    told = ["weight 0" if said.weight == 0 else f"weight {said.weight:+d}"] if said.weight is not None else []
    told += ["key quote"] if said.is_key else []
    if not told and not _HEAD.match(said.memo):
        return said.memo
    return f"[{', '.join(told)}]" + (f"\n{said.memo}" if said.memo else "")


def said_in(note: str) -> Said:
    """What a note says of a coding, but for its code; that of another program is a memo."""
    head = _HEAD.match(note)
    if head is None or bool(head.group(2)) != bool(head.group(1) and head.group(3)):
        return Said(0, memo=note.strip())
    weight = None if head.group(1) is None else int(head.group(1))
    return Said(0, weight, head.group(3) is not None, note[head.end() :].strip())


def description_of(code: Code) -> str:
    """The definition of a code, with its examples and links below it."""
    parts = [_quoted(code.definition)] if code.definition else []
    parts += [f"[include] {_quoted(code.include)}"] if code.include else []
    parts += [f"[exclude] {_quoted(code.exclude)}"] if code.exclude else []
    parts += [f"[links] {json.dumps(code.links, ensure_ascii=False)}"] if code.links else []
    return "\n".join(parts)


def described(description: str) -> dict[str, str]:
    """Definition, include, exclude and links of a description; that of another program is a definition."""
    found = {"definition": "", "include": "", "exclude": "", "links": ""}
    name, at = "definition", 0
    for part in _PART.finditer(description):
        found[name], name, at = description[at : part.start()], part.group(1), part.end()
    found[name] = description[at:]
    return {name: _KEPT.sub(r"\1", text).strip() for name, text in found.items()}


def links_in(text: str) -> tuple[str, ...]:
    """The links of a description; those that cannot be read are none."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(map(str, found)) if isinstance(found, list) else ()


def _quoted(text: str) -> str:
    """A text in which nothing is taken for the beginning of a part."""
    return _MEANT.sub(r"\\\1", text)
