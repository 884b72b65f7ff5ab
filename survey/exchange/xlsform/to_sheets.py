"""Makes a workbook from the tree of an instrument: the sheets it came from, or those that XLSForm asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from survey.exchange.xlsform.headers import Header, read_headers
from survey.exchange.xlsform.languages import DEFAULT
from survey.exchange.xlsform.own_sheet import own_sheet
from survey.exchange.xlsform.trees import entry, map_at, maps_at, text_at
from survey.exchange.xlsform.vocabulary import (
    COLUMNS,
    OWN_BEGINNING,
    OWN_COLUMNS,
    SETTINGS,
    SHEETS,
    SURVEY,
    TRANSLATED,
    type_of,
)
from survey.exchange.xlsform.workbook import Sheet, Workbook
from survey.instrument import columns
from survey.instrument.yaml_tree import Items, Map, Scalar, Tree


def workbook_of(top: Map) -> Workbook:
    """The workbook of an instrument's tree."""
    laid_out = map_at(top, "sheets")
    spoken = _Languages.of(map_at(top, "settings"))
    made: dict[str, Sheet] = {}
    for name, (_, tree) in laid_out.entries.items():
        layout = tree if isinstance(tree, Map) else laid_out
        kept = entry(layout, "rows")
        if isinstance(kept, Items):
            made[name] = _kept(name, kept)
        elif entry(layout, "columns") is not None:
            made[name] = Sheet(name, ())  # its place among the sheets; its rows are written below
    names = {name.strip().lower(): name for name in laid_out.entries}
    others = [name for name in laid_out.entries if name.strip().lower() not in SHEETS]
    if SURVEY not in names and len(others) == 1 and others[0] in made and not made[others[0]].rows:
        names[SURVEY] = others[0]  # a workbook of one sheet, whatever its name
    for kind in SHEETS:
        name = names.get(kind, kind)
        layout = map_at(laid_out, name)
        rows = [map_at(top, SETTINGS)] if kind == SETTINGS else maps_at(top, kind)
        sheet = _Writer(kind, layout, spoken).sheet(name, rows)
        if sheet.rows or entry(layout, "columns") is not None:
            made[name] = sheet
    own = own_sheet(top)
    return Workbook((*made.values(), own) if own else tuple(made.values()))


def _kept(name: str, rows: Items) -> Sheet:
    return Sheet(
        name,
        tuple(
            (number, tuple(cell.text if isinstance(cell, Scalar) else "" for cell in row.items))
            for number, row in enumerate(rows.items, 1)
            if isinstance(row, Items) and row.items
        ),
    )


@dataclass(frozen=True, slots=True)
class _Languages:
    """The header of each language; texts without language belong to the ``plain`` one."""

    headers: dict[str, str]
    plain: str

    @classmethod
    def of(cls, settings: Map) -> _Languages:
        """The languages of a file; none of them has a header where the file has one language without a map."""
        headers = {
            code: text_at(tree, "header")
            for code, (_, tree) in map_at(settings, "languages").entries.items()
            if isinstance(tree, Map)
        }
        return cls(headers, text_at(settings, "default_language"))

    def codes(self, header: Header) -> list[str]:
        """The codes of the languages that a header stands for."""
        if not header.language:
            return [self.plain]
        return [code for code, text in self.headers.items() if text == header.language]


class _Writer:
    """Writes the rows of one sheet under its headers, and adds the headers that rows need and the sheet lacks."""

    def __init__(self, kind: str, layout: Map, spoken: _Languages) -> None:
        self.kind, self.spoken, self.layout = kind, spoken, layout
        listed = entry(layout, "columns")
        texts = listed.items if isinstance(listed, Items) else ()
        self.headers = list(read_headers(kind, [each.text if isinstance(each, Scalar) else "" for each in texts]))

    def sheet(self, name: str, rows: Iterable[Map]) -> Sheet:
        """The sheet of these rows."""
        written = [self._row(row) for row in rows]
        texts = tuple(header.text for header in self.headers)
        found = (tuple(row.get(each, "") for each in range(len(texts))) for row in written)
        filled = tuple((number, cells) for number, cells in enumerate(found, 2) if any(cells))
        return Sheet(name, ((1, texts), *filled) if any(texts) else ())

    def _row(self, row: Map) -> dict[int, str]:
        cells: dict[int, str] = {}
        own = map_at(row, "columns")
        keys = (*COLUMNS[self.kind], *OWN_COLUMNS)
        for key in keys:
            tree = entry(row, key)
            if tree is not None and key in TRANSLATED:
                self._texts(key, tree, cells)
            elif isinstance(tree, Map) and key == "form_title":
                cells[self._place(key, "")] = text_at(tree, self.spoken.plain)
            elif isinstance(tree, Scalar):
                cell = self._cell(key, tree)
                if cell:
                    cells[self._place(key, "")] = cell
        for name, (_, tree) in own.entries.items():
            if isinstance(tree, Scalar):
                self._own(name, tree.text, row, cells)
        return cells

    def _cell(self, key: str, tree: Scalar) -> str:
        """A cell as the sheet said it, where it has not been changed since."""
        if self.kind != SETTINGS:
            return tree.text
        read = map_at(map_at(self.layout, "read_as"), key)
        if read.entries and text_at(read, "value") == tree.text:
            return text_at(read, "cell")
        return self.spoken.headers.get(tree.text, tree.text) if key == "default_language" else tree.text

    def _texts(self, key: str, tree: Tree, cells: dict[int, str]) -> None:
        if isinstance(tree, Scalar):
            plain = self._find(key, "")
            alone = len(self.spoken.headers) == 1 and plain is None
            language = next(iter(self.spoken.headers.values())) if alone else ""
            cells[self._place(key, language)] = tree.text
        elif isinstance(tree, Map):
            for code, (_, text) in tree.entries.items():
                if isinstance(text, Scalar) and text.text:
                    cells[self._place(key, self._header_of(key, code))] = text.text

    def _header_of(self, key: str, code: str) -> str:
        """The language of the header a text stands under; '' where the sheet has a column without language for it."""
        header = self.spoken.headers.get(code, code)
        is_plain = header == DEFAULT or self._find(key, "") is not None or not self.spoken.headers
        return "" if is_plain and code == self.spoken.plain and self._find(key, header) is None else header

    def _own(self, name: str, text: str, row: Map, cells: dict[int, str]) -> None:
        """A column of one's own; one named like a column of XLSForm stands there where it still means the same."""
        known = next((header for header in self.headers if header.own == name), None)
        if known is None:
            known = Header(name, "", "", len(self.headers) + 1)
            self.headers.append(known)
        now = text_at(row, known.key) if known.key else ""
        stale = known.key == "type" and now and type_of(text) != now
        renamed = known.key == "name" and now and text_at(row, "type") not in columns.ENDINGS
        if stale or (renamed and not now.startswith(f"{text}_")):
            return
        cells[known.number - 1] = text

    def _find(self, key: str, language: str) -> Header | None:
        return next((each for each in self.headers if (each.key, each.language) == (key, language)), None)

    def _place(self, key: str, language: str) -> int:
        """The place of a column, added behind the others where the sheet has none."""
        found = self._find(key, language)
        if found is None:
            name = f"{OWN_BEGINNING}{key}" if key in OWN_COLUMNS else key
            text = f"{name}::{language}" if language else name
            found = Header(text, key, language, len(self.headers) + 1)
            self.headers.append(found)
        return found.number - 1
