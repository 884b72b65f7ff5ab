"""What was read of an exchanged project, before anything is made of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(slots=True)
class FileCode:
    """A code of the file; ``parent``: the key of the one it stands in, '' at the root."""

    guid: str
    name: str
    is_codable: bool
    parent: str
    description: str = ""


@dataclass(slots=True)
class FileCoding:
    """A selection marked with a code."""

    guid: str
    reader: str
    made_at: datetime.datetime | None
    code: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FileSelection:
    """A part of a text, by its places as the program counts them, and what the file calls it."""

    guid: str
    name: str
    start: int
    end: int
    reader: str
    made_at: datetime.datetime | None
    codings: list[FileCoding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FileText:
    """A text with its selections: ``content`` stands in the file itself, ``path`` leads to it."""

    guid: str
    name: str
    path: str
    content: str = ""
    is_inline: bool = False
    selections: list[FileSelection] = field(default_factory=list)


@dataclass(slots=True)
class FileProject:
    """Everything of a project that can be taken in."""

    readers: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: list[FileCode] = field(default_factory=list)
    sources: list[FileText] = field(default_factory=list)
    notes: dict[str, FileText] = field(default_factory=dict)
