"""What XLSForm has no place for stands in a sheet of its own, as JSON: scales, titles in languages, reviews."""

from __future__ import annotations

import json
from typing import Any

from survey.exchange.xlsform.trees import entry, items, map_at, maps_at, scalar, text_at, tree_map
from survey.exchange.xlsform.workbook import Sheet
from survey.instrument.report import Place, Report
from survey.instrument.yaml_tree import Items, Map, Scalar, Tree, turned_into

NAME = "jalon"
HEADERS = ("key", "json")
KEYS = ("form_title", "languages", "scales")
MOST_NESTED = 8


def own_sheet(top: Map) -> Sheet | None:
    """The sheet of what would be lost otherwise; None where nothing would."""
    settings = map_at(top, "settings")
    title = entry(settings, "form_title")
    kept: dict[str, Any] = {}
    if isinstance(title, Map):
        kept["form_title"] = _plain(title)
    languages = map_at(settings, "languages")
    if "form_title" in kept or any(
        text_at(map_at(languages, code), "status") == "reviewed" for code in languages.entries
    ):
        kept["languages"] = _plain(languages)
    if maps_at(top, "scales"):
        kept["scales"] = _plain(entry(top, "scales"))
    if not kept:
        return None
    rows = ((key, json.dumps(value, ensure_ascii=False)) for key, value in kept.items())
    return Sheet(NAME, ((1, HEADERS), *enumerate(rows, 2)))


def with_own_sheet(top: Map, sheet: Sheet, report: Report) -> Map:
    """The tree with what the sheet keeps."""
    settings, entries = dict(map_at(top, "settings").entries), dict(top.entries)
    for number, cells in sheet.cells():
        place = Place(number, 1, sheet=sheet.name)
        key, text = (*cells, "", "")[:2]
        tree = _read(text, place) if key in KEYS else None
        if tree is None:
            told = f"`{key[:80]}` is not something that this sheet keeps."
            report.add(place, "wrong-own-sheet", told, "Remove the row, or write the workbook again.", warning=True)
        elif key == "scales":
            entries["scales"] = (scalar(key, place), tree)
        else:
            settings[key] = (scalar(key, place), _with_cell(key, tree, map_at(top, "settings")))
    where = map_at(top, "settings")
    entries["settings"] = (scalar("settings", where), Map(where.line, where.column, settings, sheet=where.sheet))
    return Map(top.line, top.column, entries, sheet=top.sheet)


def _with_cell(key: str, tree: Tree, settings: Map) -> Tree:
    """A title in languages, that of the default language as its own cell says it."""
    cell = entry(settings, "form_title")
    if key != "form_title" or not isinstance(tree, Map) or not isinstance(cell, Scalar):
        return tree
    code = text_at(settings, "default_language")
    return Map(tree.line, tree.column, {**tree.entries, code: (scalar(code, cell), cell)}, sheet=tree.sheet)


def _plain(tree: Tree | None) -> Any:
    if isinstance(tree, Map):
        return {key: _plain(value) for key, (_, value) in tree.entries.items()}
    if isinstance(tree, Items):
        return [_plain(each) for each in tree.items]
    if isinstance(tree, Scalar) and turned_into(tree) in ("a number", "true or false"):
        return json.loads(tree.text.lower())
    return tree.text if tree is not None else ""


def _read(text: str, place: Place) -> Tree | None:
    try:
        return _tree(json.loads(text), place, 0)
    except (ValueError, RecursionError):
        return None


def _tree(plain: Any, place: Place, depth: int) -> Tree:
    if depth > MOST_NESTED:
        raise ValueError("nested too deeply")
    if isinstance(plain, dict):
        return tree_map({key: _tree(value, place, depth + 1) for key, value in plain.items()}, place)
    if isinstance(plain, list):
        return items((_tree(value, place, depth + 1) for value in plain), place)
    if isinstance(plain, str):
        return scalar(plain, place)
    return Scalar(place.line, place.column, json.dumps(plain), True, sheet=place.sheet)
