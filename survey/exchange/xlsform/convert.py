"""Turns a questionnaire into another kind of file: YAML, a workbook, an XForm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from survey.exchange.xlsform.reading import YAML_ENDINGS, Reading, read_questionnaire
from survey.exchange.xlsform.to_sheets import workbook_of
from survey.exchange.xlsform.workbook import ENDINGS, Workbook
from survey.exchange.xlsform.write_workbook import workbook_bytes
from survey.exchange.xlsform.xform import xform_of
from survey.exchange.xlsform.yaml_text import yaml_text
from survey.instrument.problems import Problem
from survey.instrument.report import Report, TooManyProblemsError, has_errors
from survey.instrument.yaml_tree import Map

READ = (*YAML_ENDINGS, *ENDINGS)
WRITTEN = (*YAML_ENDINGS, ".xlsx", ".xml")


@dataclass(frozen=True, slots=True)
class Converted:
    """What is to be written, by ending of the file's name, and every problem; nothing where there is an error."""

    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]


def convert(read_from: Path, ending: str, language: str = "", *, despite_problems: bool = False) -> Converted:
    """Convert a file into the kind that ``ending`` names; ``language`` is that of texts whose column names none."""
    reading = read_questionnaire(read_from, language)
    report = Report(str(read_from))
    problems = set(reading.problems)
    stopped = has_errors(problems) and not (despite_problems and ending != ".xml")
    files: Mapping[str, bytes] = {}
    if reading.tree is not None and not stopped:
        with suppress(TooManyProblemsError):  # the report ends by saying so
            files = _WRITERS[ending](reading, reading.tree, read_from.stem, report)
    return Converted(tuple(sorted(problems | set(report.problems))), files)


def _yaml(reading: Reading, tree: Map, name: str, report: Report) -> Mapping[str, bytes]:
    """The YAML; a workbook without a mistake is shown to pyxform too, whose complaint is a warning here."""
    if reading.workbook is not None and not has_errors(reading.problems):
        xform_of(reading.workbook, name, report, warning=True)
    return {".yaml": yaml_text(tree).encode("utf-8")}


def _xlsx(reading: Reading, tree: Map, name: str, report: Report) -> Mapping[str, bytes]:
    return {".xlsx": workbook_bytes(workbook_of(tree))}


def _xml(reading: Reading, tree: Map, name: str, report: Report) -> Mapping[str, bytes]:
    workbook: Workbook = reading.workbook or workbook_of(tree)
    made = xform_of(workbook, name, report)
    if made is None:
        return {}
    beside = {".itemsets.csv": made.itemsets.encode("utf-8")} if made.itemsets else {}
    return {".xml": made.text.encode("utf-8")} | beside


_Writer = Callable[[Reading, Map, str, Report], Mapping[str, bytes]]
_WRITERS: Mapping[str, _Writer] = {**dict.fromkeys(YAML_ENDINGS, _yaml), ".xlsx": _xlsx, ".xml": _xml}
