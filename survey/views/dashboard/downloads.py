"""What a dashboard gives as files: its figures, the picture and the table of a chart, and the script that draws."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Response, current_app, request, send_file
from flask_babel import gettext

from survey.exchange.chart_table import Cell, chart_table
from survey.store.studies import StudyRecord
from survey.views.dashboard.asking import chart_of, compressed_figures_of, picture_of, record_named, wishes_for
from survey.views.dashboard.cards import in_one_line
from survey.views.dashboard.plotly_script import compressed_script, script_file
from survey.views.dashboard.wishes import Wishes

FOLDER = "run"
"""Where an installation keeps what can be made again, beside its databases."""


def figures(study: str) -> Response:
    """The figures that the page is made from, exactly."""
    record = record_named(study)
    return packed(compressed_figures_of(record, wishes_for(record)), "application/json")


def picture(study: str, chart: str) -> Response:
    """A chart as SVG, or the sentence that says why there is none."""
    record = record_named(study)
    wishes = wishes_for(record)
    found = chart_of(record, wishes, chart)
    if found["plotly"] is None:
        return why_not(found)
    return file_of(record, wishes, f"{chart}.svg", picture_of(record, wishes, chart), "image/svg+xml")


def table(study: str, chart: str) -> Response:
    """The table of a chart as CSV; what is true of the whole chart stands in columns at its end."""
    record = record_named(study)
    wishes = wishes_for(record)
    found = chart_of(record, wishes, chart)
    return why_not(found) if found["why_not"] else table_file(record, wishes, chart, found)


def table_file(record: StudyRecord, wishes: Wishes, chart: str, found: Mapping[str, Any]) -> Response:
    """A table as a file."""
    same: dict[str, Cell] = {
        gettext("People in this figure"): found["n"],
        gettext("Without an answer"): found["missing"],
        gettext("Unit"): found["unit"],
        gettext("Data as of"): found["as_of"],
        gettext("Filters"): ", ".join(f"{name}={value}" for name, value in wishes.filters.items()),
    }
    if found["marks"]:
        same[gettext("Interviews")] = in_one_line(found["marks"])
    columns = [column["label"] for column in found["table"]["columns"]]
    return file_of(record, wishes, f"{chart}.csv", chart_table(columns, found["table"]["rows"], same), "text/csv")


def script() -> Response:
    """Plotly's script, for the pages of staff alone; its address changes with its content."""
    packed = bool(request.accept_encodings.quality("gzip"))
    file = compressed_script(Path(current_app.instance_path) / FOLDER) if packed else script_file()
    response = send_file(file, mimetype="text/javascript", conditional=False, etag=False)
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def packed(compressed: bytes, kind: str) -> Response:
    """Something long, compressed for every browser that can read it so."""
    if request.accept_encodings.quality("gzip"):
        response = Response(compressed, mimetype=kind)
        response.content_encoding = "gzip"
    else:
        response = Response(gzip.decompress(compressed), mimetype=kind)
    response.vary.add("Accept-Encoding")
    return response


def file_of(record: StudyRecord, wishes: Wishes, ending: str, content: str, kind: str) -> Response:
    """A file to keep, named after its study and its filters."""
    name = "-".join((record.name, *wishes.filters.values(), ending))
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def why_not(chart: Mapping[str, Any]) -> Response:
    """The sentence in place of a file that there is not."""
    return Response(chart["why_not"] or chart["sentence"], 422, mimetype="text/plain")
