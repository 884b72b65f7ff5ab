"""What a source is called, and where it is read: interviews have numbers from 1 up, open answers from -1 down."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext


def source_name(number: int) -> str:
    """What an interview, or the answers to a question, are called."""
    if number < 0:
        return gettext("Open answers %(number)d", number=-number)
    return gettext("Interview %(number)d", number=number)


def source_address(study: str, number: int, turn: int | None = None, query: str | None = None) -> str:
    """Where it is read, at one of its turns; open answers are read in their grid, on the page of that answer."""
    anchor = None if turn is None else f"turn-{turn}"
    if number < 0:
        return url_for("open_answers.shown", study=study, number=-number, turn=turn, _anchor=anchor)
    return url_for("interviews.read", study=study, number=number, q=query, _anchor=anchor)


def turn_name(number: int, turn: int) -> str:
    """Which turn is meant, for those who listen to a list of links."""
    if number < 0:
        return gettext("(open answers %(number)d, answer %(turn)d)", number=-number, turn=turn)
    return gettext("(interview %(number)d, turn %(turn)d)", number=number, turn=turn)
