"""The pages about codes: the codebook, how far coders agree, reading again, and the consensus of an interview."""

from __future__ import annotations

from flask import Blueprint

from survey.views.codebook import again, agreement, apart, changing, consensus, tree

blueprint = Blueprint("codebook", __name__, url_prefix="/staff")

CODE = "/<study>/codebook/<int(max=2147483647):code>"
"""Larger numbers are no key of any database."""
SOURCE = "<int(signed=True, max=2147483647):number>"
"""Open answers are numbered below zero."""
CONSENSUS = f"/<study>/interviews/{SOURCE}/consensus"
ADDRESSES = (
    ("/<study>/codebook/", "shown", tree.shown, "GET"),
    ("/<study>/codebook/new", "new", changing.new, "GET"),
    ("/<study>/codebook/new", "add", changing.add, "POST"),
    (CODE, "choose", changing.choose, "GET"),
    (CODE, "change", changing.change, "POST"),
    (f"{CODE}/move", "move", changing.move, "POST"),
    (f"{CODE}/merge", "merge", changing.merge, "POST"),
    (f"{CODE}/remove", "remove", changing.remove, "POST"),
    ("/<study>/agreement/", "agreement", agreement.agreement, "GET"),
    ("/<study>/agreement/figures.csv", "agreement_table", agreement.table, "GET"),
    (f"/<study>/agreement/{SOURCE}", "apart", apart.apart, "GET"),
    ("/<study>/agreement/again", "again", again.again, "GET"),
    ("/<study>/agreement/again", "begin_again", again.begin_again, "POST"),
    (CONSENSUS, "consensus", consensus.consensus, "GET"),
    (f"{CONSENSUS}/agree", "agree", consensus.agree, "POST"),
    (f"{CONSENSUS}/alike", "agree_alike", consensus.agree_alike, "POST"),
    (f"{CONSENSUS}/other", "agree_other", consensus.agree_other, "POST"),
    (f"{CONSENSUS}/disagree", "disagree", consensus.disagree, "POST"),
    (f"{CONSENSUS}/finish", "finish_consensus", consensus.finish_consensus, "POST"),
)
for rule, endpoint, view, method in ADDRESSES:
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
