"""Numbers and words on one page, for researchers: what is measured, asked and coded, and the three displays."""

from __future__ import annotations

from flask import Blueprint

from survey.views.joint import matrix

blueprint = Blueprint("joint", __name__, url_prefix="/staff/<study>/joint")

ADDRESSES = (("/matrix", "matrix", matrix.shown, "GET"),)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
