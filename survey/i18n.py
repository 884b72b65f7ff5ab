"""The language and direction of a request."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from flask import Flask, g, has_request_context, request, session

from survey.config import LANGUAGES
from survey.extensions import babel

NAMES = {"fr": "Français", "ar": "العربية", "es": "Español", "en": "English"}
"""Each language in its own words; never translated, so that its readers find it."""


def translations_folder() -> Path:
    """The catalogs: inside the installed package, or beside it in a source tree."""
    installed = Path(__file__).with_name("translations")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "translations"


def init_app(app: Flask) -> None:
    """Bind Flask-Babel and give templates the language, its direction and the names of languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_folder())
    babel.init_app(app, default_locale="fr", locale_selector=babel_locale)
    app.context_processor(lambda: {"language": language(), "direction": direction(language()), "language_names": NAMES})


def language() -> str:
    """The language of this request: set by the page, else chosen earlier, else the browser's."""
    if not has_request_context():
        return "fr"
    if "language" not in g:
        chosen = session.get("language")
        g.language = chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "fr")
    return str(g.language)


def use_language(code: str) -> None:
    """Answer this request in ``code`` (a page whose submission has a language calls this first)."""
    g.language = code


def babel_locale() -> str:
    """The catalog of interface texts: the base language (``fr`` for ``fr-x-facile``)."""
    base = language().partition("-")[0]
    return base if base in LANGUAGES else "en"


def direction(code: str) -> str:
    """``rtl`` or ``ltr``."""
    return str(Locale.parse(code.partition("-")[0]).text_direction)


def best_language(offered: tuple[str, ...], own: bool = False) -> str:
    """The language to start with: chosen earlier, else the person's own (the first), else the browser's."""
    chosen = session.get("language")
    if chosen in offered:
        return str(chosen)
    return offered[0] if own else request.accept_languages.best_match(offered, offered[0]) or offered[0]
