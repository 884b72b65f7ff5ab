"""The pages on which an interview is coded: its turns, one of them, one mark; marking, undoing, being done."""

from __future__ import annotations

from flask import Blueprint

from survey.views.coding import marking, reading, readings

blueprint = Blueprint("coding", __name__, url_prefix="/staff")

CODING = "/<study>/interviews/<int(signed=True, max=2147483647):number>/coding"
"""Below zero are open answers; larger numbers are no number of an interview, nor of any database."""
ADDRESSES = (
    (CODING, "shown", reading.shown, "GET"),
    (f"{CODING}/turns/<int(max=2147483647):turn>", "turn", reading.turn, "GET"),
    (f"{CODING}/marks/<guid>", "mark_of", reading.mark_of, "GET"),
    (f"{CODING}/mark", "mark", marking.mark, "POST"),
    (f"{CODING}/say", "say", marking.say, "POST"),
    (f"{CODING}/unmark", "unmark", marking.unmark, "POST"),
    (f"{CODING}/undo", "undo", marking.undo, "POST"),
    (f"{CODING}/finish", "finish", readings.finish, "POST"),
    (f"{CODING}/look", "look", readings.look, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
