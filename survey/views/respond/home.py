"""The first page of the server: type the code of one's link, or sign in."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey.config import LANGUAGES
from survey.help_line import help_line
from survey.views.respond.visit import chosen_language, plain_token, remember_language


def home() -> str:
    """Ask for the code of a link."""
    return render_template("respond/home.html", offered=LANGUAGES, **help_line())


def enter() -> Response:
    """Go to the page of the link; a code that cannot be one gives the same page as an unknown link."""
    code = chosen_language(LANGUAGES)
    if code:
        remember_language(code)
        return redirect(url_for("respond.home"), 303)
    token = plain_token(request.form.get("code", "")) or "-"
    return redirect(url_for("respond.start", token=token), 303)
