"""Every problem of a questionnaire that is a workbook, ODK's own complaint among them."""

from __future__ import annotations

from pathlib import Path

from survey.exchange.xlsform.cells_named import with_cells
from survey.exchange.xlsform.reading import read_questionnaire
from survey.exchange.xlsform.xform import xform_of
from survey.instrument.problems import Problem
from survey.instrument.report import Report, has_errors


def check_workbook(path: Path, language: str = "") -> tuple[Problem, ...]:
    """Every problem and warning; a form without error is shown to pyxform too, whose complaint is a warning.

    ``language`` is that of texts whose column names none.
    """
    reading = read_questionnaire(path, language)
    report = Report(str(path))
    if reading.workbook is not None and not has_errors(reading.problems):
        xform_of(reading.workbook, path.stem, report, warning=True)
    return tuple(sorted({*reading.problems, *with_cells(report.problems, reading.workbook)}))
