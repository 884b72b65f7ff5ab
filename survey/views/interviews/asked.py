"""What the pages of interviews share: the study that is asked for, who asks, and what is searched for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from flask import abort, request
from flask_babel import gettext
from flask_login import current_user

from survey import i18n
from survey.instrument.definition import Text, text_in
from survey.privacy.search_filters import Viewer
from survey.store import studies, transcripts
from survey.store.studies import StudyRecord, UnknownStudyError
from survey.store.transcripts import Interview
from survey.voices import search

LONGEST_QUERY = 200
LONGEST_PAGE = 9
"""Digits of a page's number."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words that are searched for ('' when there are none that can be), and what is to be said about them."""

    typed: str
    words: str
    told: str = ""


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def interview(record: StudyRecord, number: int) -> Interview:
    """The interview of an address, for researchers; there is no such page when there is no such interview."""
    found = transcripts.interview(record.id, number)
    if found is None:
        abort(404)
    return found


def role() -> str:
    """The role of who is signed in."""
    return str(current_user.account.role)


def viewer() -> Viewer:
    """Who is signed in, as a search must know it."""
    return Viewer(role(), str(current_user.account.name))


def page() -> int:
    """The number of the page that is asked for, the first where none is; what is no number is no page."""
    sent = request.args.get("page", "1")
    if not (sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_PAGE and int(sent)):
        abort(404)
    return int(sent)


def text(record: StudyRecord, said: Text) -> str:
    """What a study says, in the language of the page."""
    return text_in(said, i18n.language(), record.study.default_language)


def query() -> Query:
    """What is searched for: characters that nobody writes are taken out, what is too long is not searched for."""
    sent = request.args.get("q", "")
    seen = "".join(" " if unicodedata.category(each) in ("Cc", "Cs", "Cn") else each for each in sent)
    typed = " ".join(seen.split())
    if len(typed) > LONGEST_QUERY:
        told = gettext("Search for at most %(most)d characters at once.", most=LONGEST_QUERY)
        return Query(typed[:LONGEST_QUERY], "", told)
    if typed and not search.sought_in(typed):
        return Query(typed, "", gettext("Write at least one word or one number."))
    return Query(typed, typed)
