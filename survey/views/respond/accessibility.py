"""The accessibility statement: what was tested, what was not, and whom to tell what does not work."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from babel import Locale
from babel.lists import format_list
from flask import redirect, render_template, request
from flask_babel import format_date
from werkzeug.wrappers import Response

from survey import accessibility, i18n
from survey.config import LANGUAGES
from survey.help_line import help_line
from survey.views.respond.visit import chosen_language, remember_language


def statement() -> str:
    """The facts that the tests are held to."""
    names = Locale.parse(i18n.babel_locale()).languages
    return render_template(
        "respond/accessibility.html",
        offered=LANGUAGES,
        facts=accessibility,
        languages=_listed(names[code] for code in LANGUAGES),
        widths=_listed(accessibility.WIDTHS),
        zooms=_listed(accessibility.ZOOMS),
        version=version("jalon"),
        stated_on=format_date(accessibility.STATED_ON, "long"),
        **help_line(),
    )


def choose_language() -> Response:
    """The statement in another language."""
    code = chosen_language(LANGUAGES)
    if code:
        remember_language(code)
    return redirect(request.path, 303)


def _listed(parts: Iterable[object]) -> str:
    """Several words as a sentence of the page's language joins them."""
    return format_list([str(part) for part in parts], locale=i18n.babel_locale())
