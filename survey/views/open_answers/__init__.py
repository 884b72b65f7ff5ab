"""The pages of open answers: their list, which brings new ones in, and the grid of one question."""

from __future__ import annotations

from flask import Blueprint

from survey.views.open_answers import listing, marking, shown
from survey.views.open_answers.addresses import source_address, source_name, turn_name

blueprint = Blueprint("open_answers", __name__, url_prefix="/staff")

HOME = "/<study>/open-answers/"
NUMBER = f"{HOME}<int(max=2147483647):number>"
"""Larger numbers are no number of a source, nor of any database."""
ADDRESSES = (
    (HOME, "listed", listing.listed, "GET"),
    (HOME, "bring_in", listing.bring_in, "POST"),
    (NUMBER, "shown", shown.shown, "GET"),
    (f"{NUMBER}/mark", "mark", marking.mark, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])

NAMES = {"source_address": source_address, "source_name": source_name, "turn_name": turn_name}
blueprint.app_context_processor(lambda: NAMES)
