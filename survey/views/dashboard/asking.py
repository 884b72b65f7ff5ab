"""Asks the figure process on behalf of whoever looks: the one way from these pages to figures."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, request
from flask_login import current_user

from survey import i18n
from survey.findings import client
from survey.instrument.definition import text_in
from survey.privacy import access
from survey.store import studies
from survey.store.studies import StudyRecord, UnknownStudyError
from survey.views.dashboard.wishes import Wishes, read_wishes

AT_ONCE, PATIENT = 0.3, 10.0
"""Seconds to wait for the process to start: a page tells so and comes again, a file cannot."""


def record_named(name: str) -> StudyRecord:
    """The study, or the page that says there is none."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def title_of(record: StudyRecord) -> str:
    """The study's title in the language of the page."""
    return text_in(record.study.title, i18n.language(), record.study.default_language)


def wishes_for(record: StudyRecord) -> Wishes:
    """What the address of this request asks for."""
    return read_wishes(record.study, request.args.to_dict())


def figures_of(record: StudyRecord, wishes: Wishes, wait: float = AT_ONCE) -> Mapping[str, Any]:
    """The dashboard as the signed-in role may see it, without its pictures."""
    return client.ask("page", wait=wait, **_words(record, wishes))


def compressed_figures_of(record: StudyRecord, wishes: Wishes) -> bytes:
    """The same dashboard whole, pictures included, as compressed JSON."""
    return base64.b64decode(client.ask("figures", wait=PATIENT, **_words(record, wishes))["gzip"])


def chart_of(record: StudyRecord, wishes: Wishes, name: str) -> Mapping[str, Any]:
    """One chart of that dashboard, or the page that says there is none of this name."""
    charts: Sequence[Mapping[str, Any]] = figures_of(record, wishes, PATIENT)["charts"]
    return next((chart for chart in charts if chart["name"] == name), None) or abort(404)


def picture_of(record: StudyRecord, wishes: Wishes, name: str) -> str:
    """The picture of a chart as SVG."""
    form = "narrow svg" if wishes.narrow else "svg"
    svg: str = client.ask("chart", wait=PATIENT, chart=name, form=form, **_words(record, wishes))["svg"]
    return svg


def standing_of(record: StudyRecord, interview: int) -> Sequence[Mapping[str, Any]]:
    """Where the person of an interview stands, scale by scale; for researchers, where the interview may be linked."""
    told = client.ask("standing", wait=AT_ONCE, study=record.name, interview=interview, language=i18n.language())
    found: Sequence[Mapping[str, Any]] = told["standing"]
    return found


def _words(record: StudyRecord, wishes: Wishes) -> dict[str, Any]:
    return {
        "study": record.name,
        "audience": access.audience(current_user.account.role),
        "language": i18n.language(),
        "filters": dict(wishes.filters),
    }
