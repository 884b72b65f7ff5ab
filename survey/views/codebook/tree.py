"""The codebook as a page shows it: codes under each other, with what was marked as far as one may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.privacy import coding_view
from survey.privacy.coding_view import Counted
from survey.store import codes
from survey.store.codes import Code
from survey.views.codebook import asked, speaking


@dataclass(frozen=True, slots=True)
class Link:
    """A scale or question that a code speaks to; ``is_known`` is false where the study has none of this name."""

    name: str
    label: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One code with those under it. ``is_first``, ``is_last``: among those that stand under the same one."""

    code: Code
    counted: Counted
    links: tuple[Link, ...]
    children: tuple[Node, ...]
    is_first: bool
    is_last: bool


def shown(study: str) -> str:
    """The codebook of a study."""
    record = asked.record_named(study)
    book = codes.codebook(record.id)
    known = speaking.labels(speaking.offered(record))
    counted = coding_view.counted(record, asked.coder())
    return asked.page("shown", record, nodes=_nodes(book, known, counted), count=len(book))


def paths(book: Sequence[Code]) -> Mapping[int, str]:
    """The names from the root to each code, as one text: «money / rent»."""
    found: dict[int, str] = {}
    for code in book:  # parents come before their children
        found[code.id] = code.name if code.parent is None else f"{found[code.parent]} / {code.name}"
    return found


def under(book: Sequence[Code], code: int) -> frozenset[int]:
    """A code and all that stand under it."""
    found = {code}
    for each in book:
        if each.parent in found:
            found.add(each.id)
    return frozenset(found)


def _nodes(book: Sequence[Code], known: Mapping[str, str], counted: Mapping[int, Counted]) -> tuple[Node, ...]:
    beside: dict[int | None, list[Code]] = {}
    for code in book:
        beside.setdefault(code.parent, []).append(code)
    made: dict[int, Node] = {}
    for code in reversed(book):  # children before their parents
        siblings = beside[code.parent]
        made[code.id] = Node(
            code,
            counted.get(code.id, Counted()),
            tuple(Link(name, known.get(name, name), name in known) for name in code.links),
            tuple(made[child.id] for child in beside.get(code.id, ())),
            code is siblings[0],
            code is siblings[-1],
        )
    return tuple(made[code.id] for code in beside.get(None, ()))
