"""Makes the tree of an instrument from a workbook: what is written as YAML, and what is checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from survey.exchange.xlsform.headers import Header, read_headers
from survey.exchange.xlsform.own_sheet import NAME, with_own_sheet
from survey.exchange.xlsform.rows_of_sheet import choice_rows, survey_rows
from survey.exchange.xlsform.texts_of_rows import Spoken, languages_tree, spoken_languages
from survey.exchange.xlsform.trees import forbidden, items, scalar, texts, tree_map
from survey.exchange.xlsform.vocabulary import CHOICES, NEEDED, READ_BY_OTHERS, SETTINGS, SHEETS, SURVEY
from survey.exchange.xlsform.workbook import Sheet, Workbook
from survey.instrument.report import START, Place, Report, meant
from survey.instrument.yaml_tree import Map, Tree

_FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_FIRST_VERSION = "1"
_NOWHERE = Sheet("", ())
MOST_OTHER_CELLS = 20_000


def tree_of(workbook: Workbook, path: Path, language: str, report: Report) -> Map | None:
    """The tree of a workbook; ``language`` is that of texts whose columns name none. None without a survey sheet."""
    survey = workbook.sheet(SURVEY) or _only(workbook, report)
    if survey is None:
        return None
    sheets = {SURVEY: survey} | {name: workbook.sheet(name) or _NOWHERE for name in (CHOICES, SETTINGS)}
    headers = {name: read_headers(name, sheet.headers) for name, sheet in sheets.items()}
    complete = {name: _has_columns(name, sheets[name], headers[name], report) for name in SHEETS}  # all are told
    if not all(complete.values()):
        return None
    for sheet in sheets.values():
        _tell_left_out(sheet, report)
    values = _settings_cells(sheets[SETTINGS], headers[SETTINGS], report)
    default = values.get("default_language", ("", START))[0]
    spoken = spoken_languages((headers[SURVEY], headers[CHOICES]), default, language)
    rows = survey_rows(survey, headers[SURVEY], spoken, report)
    choices = choice_rows(sheets[CHOICES], headers[CHOICES], spoken)
    settings, read_as = _settings(values, path, spoken)
    sheets_tree = _sheets(workbook, survey, headers, read_as, report)
    found: dict[str, Tree] = {"settings": settings}
    if choices:
        found["choices"] = items(choices, Place(1, 1, sheet=sheets[CHOICES].name))
    found["survey"] = items(rows, Place(1, 1, sheet=survey.name))
    found["sheets"] = sheets_tree
    kept = workbook.sheet(NAME)
    return with_own_sheet(tree_map(found, START), kept, report) if kept else tree_map(found, START)


def _tell_left_out(sheet: Sheet, report: Report) -> None:
    """Characters that no file may hold are left out of a text, never in silence."""
    for number, texts_of_row in sheet.rows:
        for column, text in enumerate(texts_of_row, 1):
            if forbidden(text):
                shown = ", ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(forbidden(text)))
                told = f"{shown} is left out of this text: it is invisible and changes how the rest is read."
                remedy = "Nothing need be done: the page sets the direction of each language."
                place = Place(number, column, sheet=sheet.name)
                report.add(place, "character-left-out", told, remedy, warning=True)


def _only(workbook: Workbook, report: Report) -> Sheet | None:
    """The one sheet of a workbook, whatever its name; a missing survey sheet is told otherwise."""
    if len(workbook.sheets) == 1:
        return workbook.sheets[0]
    names = [sheet.name for sheet in workbook.sheets]
    told = f"The workbook has no sheet `survey`; it has {', '.join(f'`{name}`' for name in names) or 'none'}."
    near = {name.strip().lower(): name for name in names}
    remedy = meant(SURVEY, near, "Name the sheet with the questions `survey`.")
    report.add(START, "missing-sheet", told, remedy.replace("Did you mean", "Rename it:").replace("?", "."))
    return None


def _has_columns(kind: str, sheet: Sheet, headers: Sequence[Header], report: Report) -> bool:
    """Whether a sheet has the columns it needs; of one that it has twice the second is kept, and means nothing."""
    missing = False
    for key in NEEDED[kind] if sheet.rows or kind == SURVEY else ():
        if all(header.key != key for header in headers):
            told = f"The sheet `{sheet.name}` has no column `{key}`."
            near = meant(key, [header.text for header in headers if not header.key], f"Add `{key}` to the first row.")
            missing = True
            report.add(Place(1, 1, sheet=sheet.name), "missing-column", told, near.replace("mean", f"mean `{key}` by"))
    seen: dict[tuple[str, str], str] = {}
    for header in headers:
        (read,) = read_headers(kind, (header.text,))
        place = Place(1, header.number, sheet=sheet.name)
        if read.key and not header.key and (read.key, read.language) in seen:
            told = f"The columns `{seen[read.key, read.language]}` and `{header.text}` are the same one."
            report.add(place, "duplicate-column", told, "Keep one of the two.")
        seen.setdefault((read.key, read.language), header.text)
    return not missing


def _settings_cells(sheet: Sheet, headers: Sequence[Header], report: Report) -> dict[str, tuple[str, Place]]:
    """The first row of settings: each cell by its key, ``columns:`` and its header for one's own."""
    found: dict[str, tuple[str, Place]] = {}
    for number, texts_of_row in sheet.cells()[:1]:
        for header in headers[: len(texts_of_row)]:
            key = header.key or f"columns:{header.own}"
            found[key] = (texts_of_row[header.number - 1], Place(number, header.number, sheet=sheet.name))
    for number, _ in sheet.cells()[1:2]:
        told = "Only the first row of settings is read."
        report.add(Place(number, 1, sheet=sheet.name), "row-without-meaning", told, "Remove the others.", warning=True)
    return {key: cell for key, cell in found.items() if cell[0]}


def _settings(values: dict[str, tuple[str, Place]], path: Path, spoken: Spoken) -> tuple[Map, Map]:
    """``settings``, and what was read otherwise than the cell says: ``{key: {cell, value}}``."""
    place = Place(2, 1, sheet=SETTINGS) if values else START
    default = values.get("default_language", ("", place))[0]
    name = re.sub(r"[^A-Za-z0-9_.-]+", "_", path.stem)[:60] or "questionnaire"
    name = name if _FORM_ID.fullmatch(name) else f"form_{name}"
    given = values.get("form_id", ("", place))[0]
    form_id = given if _FORM_ID.fullmatch(given) else re.sub(r"[^A-Za-z0-9_.-]+", "_", given)[:60]
    read = {
        "form_id": form_id if _FORM_ID.fullmatch(form_id) else name,
        "form_title": values.get("form_title", (given or name, place))[0],
        "version": values.get("version", (_FIRST_VERSION, place))[0],
        "default_language": spoken.plain,
    }
    read_as = {
        key: texts({"cell": values.get(key, ("", place))[0], "value": value}, place)
        for key, value in read.items()
        if values.get(key, ("", place))[0] != value
    }
    found: dict[str, Tree] = {key: scalar(value, values.get(key, ("", place))[1]) for key, value in read.items()}
    spoken.missing.update(code for code in spoken.codes.values() if code != spoken.plain)  # the title is one text
    languages = languages_tree(spoken, default, place)
    if languages is not None:
        found["languages"] = languages
    own = {}
    for key, (text, at) in values.items():
        if key.startswith("columns:"):
            own[key.partition(":")[2]] = scalar(text, at)
        elif key not in read:
            found[key] = scalar(text, at)
    if own:
        found["columns"] = tree_map(own, place)
    return tree_map(found, place), tree_map(read_as, place)


def _sheets(
    workbook: Workbook, survey: Sheet, headers: dict[str, tuple[Header, ...]], read_as: Map, report: Report
) -> Map:
    """How the workbook was laid out: headers in their order, and the sheets that are not read."""
    found: dict[str, Tree] = {}
    left = MOST_OTHER_CELLS
    for sheet in workbook.sheets:
        place = Place(1, 1, sheet=sheet.name)
        name = SURVEY if sheet is survey else sheet.name.strip().lower()
        if name in SHEETS:
            shown: dict[str, Tree] = {"columns": items((scalar(each.text, place) for each in headers[name]), place)}
            if name == SETTINGS and read_as.entries:
                shown["read_as"] = read_as
            found[sheet.name] = tree_map(shown, place)
            continue
        if name == NAME:
            continue
        left -= sum(len(cells) for _, cells in sheet.rows)
        if left < 0:
            told = f"The sheet `{sheet.name}` is not kept: the workbook holds more than {MOST_OTHER_CELLS} other cells."
            report.add(place, "sheet-left-out", told, "Keep it in a file of its own.", warning=True)
            continue
        if name in READ_BY_OTHERS:
            told = f"The sheet `{sheet.name}` is kept for ODK, and is not read here."
            report.add(place, "sheet-not-read", told, "Nothing needs to be done for it.", warning=True)
        found[sheet.name] = tree_map({"rows": items(_kept(sheet), place)}, place)
    if SETTINGS not in found and read_as.entries and not any(each.name.lower() == SETTINGS for each in workbook.sheets):
        found[SETTINGS] = tree_map({"read_as": read_as}, START)
    return tree_map(found, START)


def _kept(sheet: Sheet) -> list[Tree]:
    """The rows of a sheet that is not read, blank ones as empty lists, so that each keeps its number."""
    cells = dict(sheet.rows)
    last = max(cells, default=0)
    return [
        items((scalar(text, place) for text in cells.get(number, ())), place)
        for number in range(1, last + 1)
        for place in (Place(number, 1, sheet=sheet.name),)
    ]
