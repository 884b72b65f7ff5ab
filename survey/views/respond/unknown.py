"""The pages of what cannot go on: a link that leads nowhere, a closed wave, a browser without cookies."""

from __future__ import annotations

from urllib.parse import quote

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from survey.config import LANGUAGES
from survey.help_line import help_line
from survey.instrument.study import Study
from survey.views.respond.visit import chosen_language, remember_language, show


def unknown_page() -> Response | tuple[str, int]:
    """The same for unknown, malformed and withdrawn links."""
    code = chosen_language(LANGUAGES)
    if code:
        remember_language(code)
        return redirect(quote(request.path), 303)
    return render_template("respond/unknown.html", offered=LANGUAGES, **help_line()), 404


def cookies_page() -> tuple[str, int]:
    """What to do when the browser keeps no cookie: asked again, it would send none either."""
    return render_template("respond/cookies.html", address=quote(request.path), **help_line()), 400


def erased_page(study: Study) -> Response | tuple[str, int]:
    """What this link gave was erased, and it is over."""
    code = chosen_language(study.languages)
    if code:
        remember_language(code)
        return redirect(quote(request.path), 303)
    return show("erased", study), 410


def closed_page(study: Study) -> Response | tuple[str, int]:
    """Not open yet, or not any more; what was sent before is kept."""
    code = chosen_language(study.languages)
    if code:
        remember_language(code)
        return redirect(quote(request.path), 303)
    return show("closed", study), 403
