"""The pages of names in interviews: what may be one, what would be replaced, what was."""

from __future__ import annotations

from flask import Blueprint

from survey.views.names import deciding, queue

blueprint = Blueprint("names", __name__, url_prefix="/staff/<study>/names")

ADDRESSES = (
    ("/", "queue", queue.queue, "GET"),
    ("/known", "known", queue.known, "GET"),
    ("/preview", "preview", deciding.preview, "POST"),
    ("/decide", "decide", deciding.decide, "POST"),
    ("/replace", "replace", deciding.replace, "POST"),
    ("/take-off", "take_off", deciding.take_off, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
