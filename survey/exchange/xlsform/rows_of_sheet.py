"""Reads the rows of the sheets survey and choices into the rows of an instrument."""

from __future__ import annotations

from collections.abc import Sequence

from survey.exchange.xlsform.headers import Header
from survey.exchange.xlsform.texts_of_rows import Spoken, is_media
from survey.exchange.xlsform.trees import scalar, text_at, tree_map
from survey.exchange.xlsform.vocabulary import CHOICES, COLUMNS, OWN_COLUMNS, SURVEY, TRANSLATED, is_nearly, type_of
from survey.exchange.xlsform.workbook import Sheet
from survey.instrument import columns
from survey.instrument.report import Place, Report
from survey.instrument.yaml_tree import Map, Scalar, Tree

_YES = ("yes", "true", "true()")
_NO = ("no", "false", "false()", "")
_TEXTS_OF_A_ROW = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
_EXPRESSIONS = (
    *("required", "relevant", "constraint", "calculation", "trigger", "default", "read_only"),
    *("choice_filter", "repeat_count", "parameters"),
)
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
DISABLED = "disabled"

Cells = list[tuple[Header, str]]


def survey_rows(sheet: Sheet, headers: Sequence[Header], spoken: Spoken, report: Report) -> list[Tree]:
    """The rows of the sheet survey."""
    reader = _SurveyRows(sheet, spoken, report)
    return [reader.row(number, _filled(headers, texts)) for number, texts in sheet.cells() if _filled(headers, texts)]


def choice_rows(sheet: Sheet, headers: Sequence[Header], spoken: Spoken) -> list[Tree]:
    """The rows of the sheet choices; one without list and name is a remark."""
    found: list[Tree] = []
    for number, texts in sheet.cells():
        cells = _filled(headers, texts)
        if cells:
            entries = _entries(cells, sheet.name, number, spoken, CHOICES)
            is_remark = not {"list_name", "name"} & entries.keys()
            found.append(_remark(cells, sheet.name, number) if is_remark else _row(entries, cells, sheet.name, number))
    return found


def _filled(headers: Sequence[Header], texts: Sequence[str]) -> Cells:
    return [(header, text) for header, text in zip(headers, texts, strict=False) if text]


def _entries(cells: Cells, sheet: str, row: int, spoken: Spoken, kind: str) -> dict[str, Tree]:
    """The known columns of a row, in the order of the guide."""
    by_key: dict[str, Cells] = {}
    for header, text in cells:
        if header.key:
            by_key.setdefault(header.key, []).append((header, text))
    found: dict[str, Tree] = {}
    for key in (*COLUMNS[kind], *OWN_COLUMNS):
        if key in TRANSLATED and key in by_key:
            tree = spoken.text(by_key[key], sheet, row, needed=not is_media(key))
            if tree is not None:
                found[key] = tree
        elif key in by_key:
            header, text = by_key[key][0]
            plain = key in OWN_COLUMNS and text.lower() in ("true", "false")
            at = scalar(text.lower() if plain else _straight(text, key), Place(row, header.number, sheet=sheet))
            found[key] = Scalar(at.line, at.column, at.text, plain, sheet=at.sheet)
    return found


def _straight(text: str, key: str) -> str:
    """An expression with straight quotes: spreadsheet programs bend them, and ODK reads them as straight."""
    return text.translate(_STRAIGHT) if key in _EXPRESSIONS else text


def _row(entries: dict[str, Tree], cells: Cells, sheet: str, row: int, kept: Sequence[str] = ()) -> Map:
    """A row with what is one's own, and the cells called ``kept``, under ``columns``."""
    own = {
        header.own: scalar(text, Place(row, header.number, sheet=sheet))
        for header, text in cells
        if not header.key or header.key in kept
    }
    place = Place(row, 1, sheet=sheet)
    return tree_map(entries | ({"columns": tree_map(own, place)} if own else {}), place)


def _remark(cells: Cells, sheet: str, row: int) -> Map:
    place = Place(row, 1, sheet=sheet)
    own = {header.own: scalar(text, Place(row, header.number, sheet=sheet)) for header, text in cells}
    return tree_map({"columns": tree_map(own, place)}, place)


class _SurveyRows:
    """Follows the groups of a survey from its first row to its last."""

    def __init__(self, sheet: Sheet, spoken: Spoken, report: Report) -> None:
        self.sheet = sheet.name
        self.spoken = spoken
        self.report = report
        self.open: list[str] = []
        self.names: dict[str, tuple[str, ...]] = {}

    def row(self, number: int, cells: Cells) -> Map:
        """One row: a question, a begin, an end, or a remark where it has no type or is switched off."""
        said = {header.key or header.own.lower(): text for header, text in cells}
        if said.get(DISABLED, "").lower() in _YES or not {"type", "name", "label"} & said.keys():
            return _remark(cells, self.sheet, number)
        entries = _entries(cells, self.sheet, number, self.spoken, SURVEY)
        kept = []
        kind = type_of(said.get("type", ""))
        if "type" in entries:
            place = entries["type"]
            entries["type"] = scalar(kind, place)
            kept += ["type"] * is_nearly(said["type"])
        if kind in columns.ENDINGS:
            kept += self._end(entries)
        elif kind in columns.BEGINNINGS:
            kept += self._meaningless(entries, columns.REPEAT if kind == columns.BEGIN_REPEAT else columns.GROUP, kind)
            kept += self._name(entries)
            self.open.append(text_at(tree_map(entries, Place(number, 1)), "name"))
        else:
            kept += self._name(entries)
        return _row(entries, cells, self.sheet, number, kept)

    def _end(self, entries: dict[str, Tree]) -> list[str]:
        kept = self._meaningless(entries, columns.END, "the end of a group")
        opened = self.open.pop() if self.open else ""
        name = entries.get("name")
        if isinstance(name, Scalar) and name.text != opened:
            del entries["name"]
            kept.append("name")
        return kept

    def _meaningless(self, entries: dict[str, Tree], allowed: Sequence[str], what: str) -> list[str]:
        """Take out the columns that mean nothing here, with a warning where the cell says more than no."""
        kept = [key for key in entries if key not in allowed]
        for key in kept:
            tree = entries.pop(key)
            if not (isinstance(tree, Scalar) and tree.text.lower() in _NO) and key not in _TEXTS_OF_A_ROW:
                told = f"`{key}` has no meaning on {what}; it is kept and changes nothing."
                remedy = "Remove it, or put it on the begin of the group." if what != "a question" else "Remove it."
                self.report.add(tree, "column-not-here", told, remedy, warning=True)
        return kept

    def _name(self, entries: dict[str, Tree]) -> list[str]:
        """A name that a group higher up or elsewhere has gets a number: here names are unique in a questionnaire."""
        tree = entries.get("name")
        if not isinstance(tree, Scalar):
            return []
        name, way = tree.text, tuple(self.open)
        if name not in self.names:
            self.names[name] = way
            return []
        if self.names[name] == way:
            return []  # twice in one group: nobody can tell which is meant, and the reader says so
        number = next(number for number in range(2, 10_000) if f"{name}_{number}" not in self.names)
        self.names[f"{name}_{number}"] = way
        entries["name"] = scalar(f"{name}_{number}", tree)
        told = f"`{name}` names two rows, in two groups; here it is called `{name}_{number}`."
        self.report.add(tree, "name-given", told, "A workbook written from this gets its name back.", warning=True)
        return ["name"]
