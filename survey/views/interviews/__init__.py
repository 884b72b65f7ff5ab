"""The pages of interviews: their list, one to read, a search, release, upload."""

from __future__ import annotations

from flask import Blueprint

from survey.privacy.interview_view import reads_interviews
from survey.views.interviews import moving, passages, reading, releasing, searching, speakers, uploading
from survey.views.interviews.clock_times import clock_time, duration
from survey.views.interviews.rules import rule_title

blueprint = Blueprint("interviews", __name__, url_prefix="/staff")

NUMBER = "/<study>/interviews/<int(max=2147483647):number>"
"""Larger numbers are no number of an interview, nor of any database."""
ADDRESSES = (
    ("/<study>/interviews/", "listed", reading.listed, "GET"),
    (f"{NUMBER}", "read", reading.read, "GET"),
    ("/<study>/interviews/search", "found", searching.found, "GET"),
    ("/<study>/interviews/passages", "passages", passages.listed, "GET"),
    (f"{NUMBER}/release", "release", releasing.release, "POST"),
    (f"{NUMBER}/withhold", "withhold", releasing.withhold, "POST"),
    (f"{NUMBER}/whose", "whose", moving.whose, "GET"),
    (f"{NUMBER}/whose", "move", moving.move, "POST"),
    (f"{NUMBER}/speakers", "speakers", speakers.speakers, "GET"),
    (f"{NUMBER}/speakers", "state", speakers.state, "POST"),
    ("/<study>/interviews/upload", "choose", uploading.choose, "GET"),
    ("/<study>/interviews/upload", "upload", uploading.upload, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])

blueprint.add_app_template_filter(clock_time)
blueprint.add_app_template_filter(duration)
blueprint.add_app_template_filter(rule_title)
blueprint.app_context_processor(lambda: {"reads_interviews": reads_interviews})
