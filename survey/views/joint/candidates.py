"""Who agreed to be asked for an interview: a list for researchers, on a page and as CSV, each look in the log."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext

from survey import i18n
from survey.exchange.chart_table import chart_table
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.instrument.study_file import FILE_NAME
from survey.store import audit
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking

AGAIN_IN = "2"
MOST = 50
"""Candidates on the page; the file holds all of them."""
BETWEEN = "; "


def shown(study: str) -> Response | str:
    """The first candidates; whoever looks is in the log."""
    record = asked.record_named(study)
    try:
        found = _asked(record, asking.AT_ONCE)
    except FiguresStarting:
        told = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_page(record, told=told), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _page(record, told=gettext("Figures cannot be shown now."))
    candidates = found["candidates"]
    if candidates:
        audit.record_act(asked.reader(), "candidates seen", record.name, {"candidates": min(len(candidates), MOST)})
    return _page(record, candidates=candidates, why_not=found["why_not"])


def table(study: str) -> Response:
    """All candidates as CSV, which is logged."""
    record = asked.record_named(study)
    try:
        found = _asked(record, asking.PATIENT)
    except (FiguresStarting, FiguresFailed):
        told = gettext("Figures cannot be shown now.")
        return Response(told, 503, mimetype="text/plain", headers={"Retry-After": AGAIN_IN})
    rows = [
        (each["participant_id"], BETWEEN.join(each["fills"]), BETWEEN.join(each["stands"]))
        for each in found["candidates"]
    ]
    audit.record_act(asked.reader(), "candidates downloaded", record.name, {"candidates": len(rows)})
    columns = (gettext("Participant"), gettext("Gaps they would fill"), gettext("Thirds they stand in"))
    response = Response(chart_table(columns, rows, {}), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{record.name}-candidates.csv")
    return response


def _asked(record: StudyRecord, wait: float) -> dict[str, Any]:
    return client.ask("candidates", wait=wait, study=record.name, language=i18n.language())


def _page(record: StudyRecord, **shown: Any) -> str:
    found = {"told": "", "candidates": [], "why_not": "", **shown}
    return asked.page("candidates", record, most=MOST, file=FILE_NAME, **found)
