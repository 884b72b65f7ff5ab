"""Numbers and words on one page, for researchers: what is measured, asked and coded, and the three displays."""

from __future__ import annotations

from flask import Blueprint

from survey.views.joint import displays, inferring, matrix, quoting

blueprint = Blueprint("joint", __name__, url_prefix="/staff/<study>/joint")

INFERENCE = "/inference/<any(theme, code):subject>/<name>"
ADDRESSES = (
    ("/", "shown", displays.shown, "GET"),
    ("/matrix", "matrix", matrix.shown, "GET"),
    (INFERENCE, "inference", inferring.shown, "GET"),
    (INFERENCE, "write", inferring.write, "POST"),
    (f"{INFERENCE}/confirm", "confirm", inferring.confirm, "POST"),
    ("/quote/<guid>", "quote", quoting.shown, "GET"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
