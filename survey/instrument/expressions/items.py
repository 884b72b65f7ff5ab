"""Lists as expressions see them: ``instance('list')/root/item``, each item with its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from survey.instrument.expressions.values import Node


class Column:
    """One column of an item."""

    __slots__ = ("name", "parent", "text")
    number = 1

    def __init__(self, name: str, text: str, parent: Node | None) -> None:
        """Keep what is given."""
        self.name = name
        self.text = text
        self.parent = parent

    @property
    def order(self) -> tuple[int, ...]:
        """Its place: that of its item, then of its name."""
        above = self.parent.order if self.parent is not None else ()
        return (*above, *self.name.encode("utf-8", "surrogatepass"))

    def children(self, name: str) -> Sequence[Node]:
        """None."""
        return ()


class Item:
    """One row of a list."""

    __slots__ = ("number", "parent", "row")
    name = "item"
    text = ""

    def __init__(self, row: Mapping[str, str], number: int, parent: Node) -> None:
        """Keep what is given."""
        self.row = row
        self.number = number
        self.parent: Node | None = parent

    @property
    def order(self) -> tuple[int, ...]:
        """Its place in the list."""
        return (self.number,)

    def children(self, name: str) -> Sequence[Node]:
        """Its column of that name."""
        if name == "*":
            return [Column(column, text, self) for column, text in self.row.items()]
        text = self.row.get(name)
        return () if text is None else (Column(name, text, self),)


class Items(tuple[Item, ...]):
    """The rows of a list, found by the text of a column without reading them all."""

    _found: dict[str, dict[str, list[Item]]]

    def where(self, column: str, text: str) -> Sequence[Node]:
        """The items whose column has that text."""
        if not hasattr(self, "_found"):
            self._found = {}
        found = self._found.get(column)
        if found is None:
            found = self._found[column] = {}
            for item in self:
                written = item.row.get(column)
                if written is not None:
                    found.setdefault(written, []).append(item)
        return found.get(text, ())


class ItemList:
    """A list: ``instance('list')`` and its ``root`` are the same here, its rows are ``item``."""

    __slots__ = ("items", "name", "parent")
    number = 1
    order: tuple[int, ...] = ()
    text = ""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Make the items of these rows."""
        self.name = "root"
        self.parent: Node | None = None
        self.items = Items(Item(row, number, self) for number, row in enumerate(rows, 1))

    def children(self, name: str) -> Sequence[Node]:
        """Itself as the root of its items, then these."""
        if name in ("item", "*"):
            return self.items
        return (self,) if name == "root" else ()
