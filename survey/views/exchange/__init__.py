"""The page on which coded interviews leave for other programs and come back."""

from __future__ import annotations

from flask import Blueprint

from survey.views.exchange import bringing, offering

blueprint = Blueprint("exchange", __name__, url_prefix="/staff")

ADDRESSES = (
    ("/<study>/exchange/", "offered", offering.offered, "GET"),
    ("/<study>/exchange/file", "download", offering.download, "POST"),
    ("/<study>/exchange/", "bring", bringing.bring, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
