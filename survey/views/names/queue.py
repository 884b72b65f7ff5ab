"""The words that may be names, to be decided upon, and the known names that still stand somewhere."""

from __future__ import annotations

from flask import request

from survey.forms.names import AddNamesForm, TakeOffForm
from survey.store import audit, listed_names
from survey.views.names.frame import SIGNS, page, record_named
from survey.voices import codebook_names, later_names, name_queue

PER_PAGE = 40
MOST_CHANGES = 10


def queue(study: str) -> str:
    """The words that may be names, the most suspicious first."""
    record = record_named(study)
    found = name_queue.queue(record)
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = name_queue.shown(record, found[(at - 1) * PER_PAGE : at * PER_PAGE])
    return page(
        "queue",
        record,
        candidates=shown,
        total=len(found),
        at=at,
        pages=pages,
        in_codebook=codebook_names.in_codebook(record) if at == 1 else (),
        signs=SIGNS,
        counts=listed_names.counts(record.name),
        changes=audit.entries(study=record.name, action="names replaced", limit=MOST_CHANGES)[::-1],
        form=AddNamesForm(formdata=None),
        taking=TakeOffForm(formdata=None),
    )


def known(study: str) -> str:
    """Where names that are known by now still stand."""
    record = record_named(study)
    return page("known", record, standing=later_names.outlook(record).known)
