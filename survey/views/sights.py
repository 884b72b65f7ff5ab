"""Notes, before a page is made, that it shows a researcher where the people of interviews stand."""

from __future__ import annotations

from flask import Flask, request
from flask_login import current_user

from survey.privacy import shown_scores
from survey.store import studies
from survey.store.studies import UnknownStudyError

SHOWING = shown_scores.OF_ALL | shown_scores.OF_ONE | {shown_scores.SEARCH}


def init_app(app: Flask) -> None:
    """Look at every request, after the guard of every address."""
    app.before_request(note)


def note() -> None:
    """Note what the page of this request shows."""
    asked = request.view_args or {}
    if request.endpoint not in SHOWING or not current_user.is_authenticated:
        return
    try:
        record = studies.study_named(asked["study"])
    except UnknownStudyError:
        return
    account = current_user.account
    reader = (account.role, account.name)
    shown_scores.note(record, reader, request.endpoint, request.args, int(asked.get("number", 0)))
