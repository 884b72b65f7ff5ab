"""Numbers and words on one page, for researchers: what is measured, asked and coded, and the three displays."""

from __future__ import annotations

from flask import Blueprint

from survey.views.joint import (
    candidates,
    concordance,
    coverage,
    directing,
    displays,
    explaining,
    inferring,
    matrix,
    passports,
    quoting,
    slopes,
)

blueprint = Blueprint("joint", __name__, url_prefix="/staff/<study>/joint")

INFERENCE = "/inference/<any(theme, code):subject>/<name>"
PASSPORT = "/passport/<int:number>/<guid>"
CONCORDANCE = "/concordance"
OF_ONE = f"{CONCORDANCE}/<int(max=2147483647):number>"
ADDRESSES = (
    ("/", "shown", displays.shown, "GET"),
    ("/matrix", "matrix", matrix.shown, "GET"),
    ("/coverage", "coverage", coverage.shown, "GET"),
    ("/coverage/candidates", "candidates", candidates.shown, "GET"),
    ("/coverage/candidates.csv", "candidates_table", candidates.table, "GET"),
    ("/slope/", "slopes", slopes.listed, "GET"),
    ("/slope/<int:number>", "slope", slopes.shown, "GET"),
    ("/slope/<int:number>/<scale>.svg", "slope_picture", slopes.picture, "GET"),
    ("/slope/<int:number>.pdf", "slope_paper", slopes.paper, "GET"),
    (INFERENCE, "inference", inferring.shown, "GET"),
    (INFERENCE, "write", inferring.write, "POST"),
    (f"{INFERENCE}/confirm", "confirm", inferring.confirm, "POST"),
    ("/passports", "passports", passports.listed, "GET"),
    (PASSPORT, "passport", passports.shown, "GET"),
    (PASSPORT, "decide", passports.decide, "POST"),
    (CONCORDANCE, "concordance", concordance.shown, "GET"),
    (f"{CONCORDANCE}.csv", "concordance_table", concordance.table, "GET"),
    (f"{CONCORDANCE}/look", "look", concordance.look, "POST"),
    (OF_ONE, "directions", directing.shown, "GET"),
    (OF_ONE, "direct", directing.keep, "POST"),
    (f"{OF_ONE}/correct", "correct", directing.correct, "POST"),
    (f"{OF_ONE}/memo", "memo", explaining.shown, "GET"),
    (f"{OF_ONE}/memo", "write_memo", explaining.write, "POST"),
    ("/quote/<guid>", "quote", quoting.shown, "GET"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
