"""The page of what is measured, asked and coded: one matrix, and everything in it that lacks its counterpart."""

from __future__ import annotations

from survey.instrument.study_file import FILE_NAME
from survey.views.joint import asked


def shown(study: str) -> str:
    """The matrix of a study."""
    record = asked.record_named(study)
    found, _book = asked.model(record)
    return asked.page("matrix", record, matrix=found, file=FILE_NAME)
