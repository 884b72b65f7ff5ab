"""Conditions as people read them: the tree of an expression made into clauses, as far as there are words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from survey.fieldwork.paper.clauses import Clauses, Picked
from survey.fieldwork.paper.deciding import decided
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of

Kind = Literal["always", "never", "clause", "all", "any", "unknown"]
_JOINED: dict[str, Kind] = {"and": "all", "or": "any"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words, or why it needs none or has none.

    ``parts`` are those of "all" and "any"; ``is_whole`` is False when one that must hold too has no words.
    """

    kind: Kind
    text: Markup | Picked = Markup()
    parts: tuple[Condition, ...] = ()
    is_whole: bool = True

    @property
    def is_said(self) -> bool:
        """Whether there is something to read."""
        return self.kind in ("clause", "all", "any")


ALWAYS, NEVER, UNKNOWN = Condition("always"), Condition("never"), Condition("unknown", is_whole=False)


def condition(tree: Tree, clauses: Clauses, *, holds: bool = True) -> Condition:
    """A condition in words; with ``holds`` False its contrary."""
    fixed = decided(tree, clauses.known)
    if fixed is not None:
        return ALWAYS if fixed is holds else NEVER
    if tree[0] in _JOINED:
        parts = [condition(part, clauses, holds=holds) for part in parts_of(tree)]
        return joined(_JOINED[tree[0] if holds else "or" if tree[0] == "and" else "and"], parts, clauses)
    if tree[:2] in (("call", "not"), ("call", "boolean")) and len(tree) == 3:
        return condition(tree[2], clauses, holds=holds == (tree[1] == "boolean"))
    found = clauses.of(tree, holds=holds)
    if found is None:
        return UNKNOWN
    if isinstance(found, bool):
        return ALWAYS if found else NEVER
    if isinstance(found, tuple):
        return joined("any", [Condition("clause", each) for each in found], clauses)
    return Condition("clause", found)


def joined(kind: Kind, parts: Sequence[Condition], clauses: Clauses) -> Condition:
    """Several conditions of which all must hold, or any."""
    neutral, deciding = (ALWAYS, NEVER) if kind == "all" else (NEVER, ALWAYS)
    flat = [inner for part in parts for inner in (part.parts if part.kind == kind else (part,))]
    whole = all(part.is_whole for part in parts)
    if deciding in flat:
        return deciding
    if kind == "any" and not whole:
        return UNKNOWN  # what has no words might be what holds
    said = _merged([part for part in flat if part.is_said], clauses, kind)
    said = [part for place, part in enumerate(said) if part not in said[:place]]
    if not said:
        return neutral if whole else UNKNOWN
    if len(said) == 1:
        return Condition(said[0].kind, said[0].text, said[0].parts, whole and said[0].is_whole)
    return Condition(kind, parts=tuple(said), is_whole=whole)


def _merged(parts: list[Condition], clauses: Clauses, kind: Kind) -> list[Condition]:
    """``a or b`` of one question as one clause; of contraries, those that must all hold."""
    merged: list[Condition] = []
    for part in parts:
        picked = part.text
        if isinstance(picked, Picked) and picked.holds == (kind == "any"):
            same = next((each for each in merged if picked.is_like(each.text)), None)
            if same is not None and isinstance(same.text, Picked):
                merged[merged.index(same)] = Condition("clause", same.text.with_more(picked), is_whole=part.is_whole)
                continue
        merged.append(part)
    return merged


def said(found: Condition, clauses: Clauses) -> Markup:
    """A condition as one part of a sentence."""
    if found.kind == "clause":
        return clauses.said(found.text)
    inner = [said(part, clauses) for part in found.parts]
    return clauses.words.all_of(inner) if found.kind == "all" else clauses.words.one_of(inner)


def lines(found: Condition, clauses: Clauses) -> tuple[Markup, ...]:
    """A condition as one line for each of its parts."""
    parts = found.parts if found.kind in ("all", "any") else (found,)
    return tuple(said(part, clauses) for part in parts)


def is_plain(found: Condition) -> bool:
    """Whether it has few enough parts for one sentence."""
    return found.kind == "clause" or (len(found.parts) == 2 and all(part.kind == "clause" for part in found.parts))
