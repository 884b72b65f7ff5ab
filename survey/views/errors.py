"""A plain page for every error: no trace, no path, nothing stored."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from survey.help_line import help_line


def init_app(app: Flask) -> None:
    """Answer every error with the same plain page."""
    app.register_error_handler(HTTPException, told)
    app.register_error_handler(CSRFError, told)
    app.register_error_handler(InternalServerError, told)


def told(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    """The page of an error, in the language of the request."""
    status = error.code or 500
    remedy = _without_cookie() if isinstance(error, CSRFError) and not request.cookies else _remedy(status)
    page = render_template("errors/error.html", title=_title(status), remedy=remedy, **help_line())
    kept = ("Allow", "Retry-After")
    headers = {name: value for name, value in error.get_headers() if name in kept} if error.response is None else {}
    return page, status, headers


def _title(status: int) -> str:
    titles = {
        400: gettext("This page could not be read"),
        403: gettext("This is not allowed"),
        404: gettext("There is no such page"),
        405: gettext("This page could not be read"),
        413: gettext("This page is too large"),
        429: gettext("Too many tries"),
    }
    return titles.get(status, gettext("Something went wrong on our side"))


def _without_cookie() -> str:
    return gettext("Nothing was stored. Allow cookies for this site, then try again.")


def _remedy(status: int) -> str:
    if status == 413:
        return gettext("Nothing was stored. Go back and shorten what you wrote.")
    if status == 429:
        return gettext("Wait a while, an hour at most, then try again.")
    if status >= 500:
        return gettext("What you sent before is kept. Try again in a few minutes.")
    return gettext("Nothing was stored. Go back, or open your link again.")
