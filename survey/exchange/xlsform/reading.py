"""Reads a questionnaire from whatever it is written in: YAML, or a workbook in XLSForm."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from survey.exchange.xlsform.cells_named import with_cells
from survey.exchange.xlsform.from_sheets import tree_of
from survey.exchange.xlsform.workbook import Workbook, is_workbook, read_workbook
from survey.instrument.loader import read_source, source_of
from survey.instrument.problems import Problem
from survey.instrument.report import START, Report, TooManyProblemsError
from survey.instrument.source import Source
from survey.instrument.yaml_tree import Map, read_tree

YAML_ENDINGS = (".yaml", ".yml")
XFORM_ENDING = ".xml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a file: its cells, its tree, its questionnaire, and every problem and warning."""

    problems: tuple[Problem, ...]
    tree: Map | None = None
    source: Source | None = None
    workbook: Workbook | None = None


def read_questionnaire(path: Path, language: str = "") -> Reading:
    """Read a file; ``language`` is that of texts whose columns name none, where the file is a workbook."""
    report = Report(str(path))
    if path.suffix.lower() == XFORM_ENDING:
        what = "The file is an XForm: it has lost the names of lists, remarks and own columns, and is not read."
        report.add(START, "xform-not-read", what, "Give the workbook or the YAML file that it was made from.")
        return Reading(report.sorted())
    if not is_workbook(path):
        return _read_yaml(path)
    workbook, tree = None, None
    with suppress(TooManyProblemsError):  # the report ends by saying so
        workbook = read_workbook(path, report)
        tree = tree_of(workbook, path, language, report) if workbook else None
    if tree is None:
        return Reading(with_cells(report.sorted(), workbook), workbook=workbook)
    source, problems = source_of(lambda: tree, report)
    return Reading(with_cells(problems, workbook), tree, source, workbook)


def _read_yaml(path: Path) -> Reading:
    source, problems = read_source(path)
    tree = read_tree(path, Report(str(path)))
    return Reading(problems, tree if isinstance(tree, Map) else None, source)
