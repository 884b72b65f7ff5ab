"""What a dashboard gives as files: its figures, the picture and the table of a chart, and the script that draws."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request
from flask_babel import gettext

from survey.exchange.chart_table import Cell, chart_table
from survey.store.studies import StudyRecord
from survey.views.dashboard.asking import PATIENT, chart_of, figures_of, picture_of, record_named, wishes_for
from survey.views.dashboard.plotly_script import compressed_script
from survey.views.dashboard.wishes import Wishes

QUICKLY = 3
"""How hard the figures are compressed: to a tenth, in a few milliseconds."""


def figures(study: str) -> Response:
    """The figures that the page is made from, exactly."""
    record = record_named(study)
    found = figures_of(record, wishes_for(record), PATIENT)
    told = json.dumps(found, ensure_ascii=False, allow_nan=False)
    return _packed(gzip.compress(told.encode(), QUICKLY), "application/json")


def picture(study: str, chart: str) -> Response:
    """A chart as SVG, or the sentence that says why there is none."""
    record = record_named(study)
    wishes = wishes_for(record)
    found = chart_of(record, wishes, chart)
    if found["plotly"] is None:
        return _why_not(found)
    return _file(record, wishes, f"{chart}.svg", picture_of(record, wishes, chart), "image/svg+xml")


def table(study: str, chart: str) -> Response:
    """The table of a chart as CSV; what is true of the whole chart stands in columns at its end."""
    record = record_named(study)
    wishes = wishes_for(record)
    found = chart_of(record, wishes, chart)
    if found["why_not"]:
        return _why_not(found)
    same: dict[str, Cell] = {
        gettext("People in this figure"): found["n"],
        gettext("Without an answer"): found["missing"],
        gettext("Unit"): found["unit"],
        gettext("Data as of"): found["as_of"],
        gettext("Filters"): ", ".join(f"{name}={value}" for name, value in wishes.filters.items()),
    }
    columns = [column["label"] for column in found["table"]["columns"]]
    return _file(record, wishes, f"{chart}.csv", chart_table(columns, found["table"]["rows"], same), "text/csv")


def script() -> Response:
    """Plotly's script, for the pages of staff alone; its address changes with its content."""
    return _packed(compressed_script(), "text/javascript")


def _packed(compressed: bytes, kind: str) -> Response:
    """Something long, compressed for every browser that can read it so."""
    if request.accept_encodings.quality("gzip"):
        response = Response(compressed, mimetype=kind)
        response.content_encoding = "gzip"
    else:
        response = Response(gzip.decompress(compressed), mimetype=kind)
    response.vary.add("Accept-Encoding")
    return response


def _file(record: StudyRecord, wishes: Wishes, ending: str, content: str, kind: str) -> Response:
    name = "-".join((record.name, *wishes.filters.values(), ending))
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _why_not(chart: Mapping[str, Any]) -> Response:
    return Response(chart["why_not"] or chart["sentence"], 422, mimetype="text/plain")
