"""Numbers and words on one page, for researchers: what is measured, asked and coded, and the three displays."""

from __future__ import annotations

from flask import Blueprint

from survey.views.joint import concordance, directing, displays, explaining, inferring, matrix

blueprint = Blueprint("joint", __name__, url_prefix="/staff/<study>/joint")

INFERENCE = "/inference/<any(theme, code):subject>/<name>"
CONCORDANCE = "/concordance"
OF_ONE = f"{CONCORDANCE}/<int(max=2147483647):number>"
ADDRESSES = (
    ("/", "shown", displays.shown, "GET"),
    ("/matrix", "matrix", matrix.shown, "GET"),
    (INFERENCE, "inference", inferring.shown, "GET"),
    (INFERENCE, "write", inferring.write, "POST"),
    (f"{INFERENCE}/confirm", "confirm", inferring.confirm, "POST"),
    (CONCORDANCE, "concordance", concordance.shown, "GET"),
    (f"{CONCORDANCE}.csv", "concordance_table", concordance.table, "GET"),
    (f"{CONCORDANCE}/look", "look", concordance.look, "POST"),
    (OF_ONE, "directions", directing.shown, "GET"),
    (OF_ONE, "direct", directing.keep, "POST"),
    (f"{OF_ONE}/correct", "correct", directing.correct, "POST"),
    (f"{OF_ONE}/memo", "memo", explaining.shown, "GET"),
    (f"{OF_ONE}/memo", "write_memo", explaining.write, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
