"""The dashboard of a study: addresses, and what is said while figures are made, fail or cannot be chosen so."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext

from survey.findings.client import FiguresFailed, FiguresStarting
from survey.views.dashboard import downloads, page, results
from survey.views.dashboard.asking import record_named, title_of
from survey.views.dashboard.wishes import WishError

blueprint = Blueprint("dashboard", __name__, url_prefix="/staff")

ADDRESSES = (
    ("/plotly.min.js", "script", downloads.script),
    ("/<study>/dashboard", "dashboard", page.dashboard),
    ("/<study>/dashboard/figures.json", "figures", downloads.figures),
    ("/<study>/dashboard/<chart>.svg", "picture", downloads.picture),
    ("/<study>/dashboard/<chart>.csv", "table", downloads.table),
    ("/<study>/results", "results", results.results),
    ("/<study>/results/figures.json", "results_figures", results.results_figures),
    ("/<study>/results/<chart>.svg", "results_picture", results.results_picture),
    ("/<study>/results/<chart>.csv", "results_table", results.results_table),
)
for rule, endpoint, view in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=["GET"])

PAGES = ("dashboard.dashboard", "dashboard.results")
AGAIN_IN = "2"
"""Seconds after which a page, or whoever asked for a file, comes again."""


@blueprint.errorhandler(WishError)
def not_so(error: WishError) -> Response:
    """The address asks for filters that the study does not have, or for too many."""
    return _told(gettext("These figures cannot be shown"), str(error), 422)


@blueprint.errorhandler(FiguresStarting)
def starting(_error: FiguresStarting) -> Response:
    """The figure process is not there yet: the page comes again by itself."""
    sentence = gettext("This takes a few seconds. The page comes back by itself.")
    response = _told(gettext("The figures are being prepared"), sentence, 200)
    response.headers["Refresh" if response.status_code == 200 else "Retry-After"] = AGAIN_IN
    return response


@blueprint.errorhandler(FiguresFailed)
def failed(_error: FiguresFailed) -> Response:
    """The figure process could not answer."""
    sentence = gettext("Something went wrong while they were made. No answer is lost.")
    response = _told(gettext("The figures cannot be shown now"), sentence, 503)
    response.headers["Retry-After"] = AGAIN_IN
    return response


def _told(title: str, sentence: str, status: int) -> Response:
    """A page with one sentence; plain text where a file was asked for, which never is a page with status 200."""
    if request.endpoint not in PAGES:
        return Response(f"{title}. {sentence}\n", 503 if status == 200 else status, mimetype="text/plain")
    record = record_named((request.view_args or {})["study"])
    told = render_template(
        "staff/dashboard/told.html",
        record=record,
        study_title=title_of(record),
        title=title,
        sentence=sentence,
        status=status,
        again=request.full_path.rstrip("?"),
        everyone=url_for(request.endpoint, study=record.name),
        page_path=request.full_path.rstrip("?"),
    )
    return make_response(told, status)
