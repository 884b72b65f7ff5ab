"""The language and direction of a request."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request, session
from markupsafe import Markup

from survey.config import LANGUAGES
from survey.extensions import babel
from survey.instrument.languages import is_right_to_left

NAMES = {"fr": "Français", "ar": "العربية", "es": "Español", "en": "English"}
"""Each language in its own words; never translated, so that its readers find it."""
EASY = {
    "fr-x-facile": "Français facile",
    "ar-x-sahl": "العربية السهلة",
    "es-x-facil": "Español fácil",
    "en-x-easy": "Easy English",
}
"""Wordings for those who read little, each a language of its own; what it lacks is read in its base language."""
_NAMED = NAMES | EASY


def translations_folder() -> Path:
    """The catalogs: inside the installed package, or beside it in a source tree."""
    installed = Path(__file__).with_name("translations")
    return installed if installed.is_dir() else Path(__file__).parent.parent / "translations"


def init_app(app: Flask) -> None:
    """Bind Flask-Babel and give templates the language, its direction and the names of languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_folder())
    babel.init_app(app, default_locale="fr", locale_selector=babel_locale)
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by Jinja's extension
    app.jinja_env.globals["_"] = _in_macro
    app.context_processor(_of_the_page)


@lru_cache(maxsize=16)
def catalog(locale: str) -> NullTranslations:
    """The interface texts of a language, read once per process: a page looks up ten of them."""
    return Translations.load(str(translations_folder()), [locale])


def _of_the_page() -> dict[str, object]:
    """What a template knows of its language, found once for all of its texts."""
    code = language()
    said = partial(_in_template, catalog(babel_locale()))
    return {"language": code, "direction": direction(code), "language_names": _NAMED, "_": said}


def _in_macro(text: str, /, **values: object) -> Markup:
    """An interface text in a macro that is imported: it does not see what the page knows."""
    return _in_template(catalog(babel_locale()), text, **values)


def _in_template(texts: NullTranslations, text: str, /, **values: object) -> Markup:
    """An interface text as templates write it: what stands for a value is escaped."""
    return _pattern(texts, text) % values if values else _whole(texts, text)


@lru_cache(maxsize=4096)
def _whole(texts: NullTranslations, text: str) -> Markup:
    return _pattern(texts, text) % {}


@lru_cache(maxsize=4096)
def _pattern(texts: NullTranslations, text: str) -> Markup:
    return Markup(texts.gettext(text))  # noqa: S704 - a catalog's own text, as Jinja's extension has it


def _gettext(text: str) -> str:
    return str(catalog(babel_locale()).gettext(text))


def _ngettext(singular: str, plural: str, number: int) -> str:
    return str(catalog(babel_locale()).ngettext(singular, plural, number))


def language() -> str:
    """The language of this request: set by the page, else chosen earlier, else the browser's."""
    if not has_request_context():
        return "fr"
    if "language" not in g:
        chosen = str(session.get("language", "")).partition("-")[0]
        g.language = chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "fr")
    return str(g.language)


def use_language(code: str) -> None:
    """Answer this request in ``code`` (a page whose submission has a language calls this first)."""
    g.language = code


def babel_locale() -> str:
    """The catalog of interface texts: the base language (``fr`` for ``fr-x-facile``)."""
    base = language().partition("-")[0]
    return base if base in LANGUAGES else "en"


@lru_cache(maxsize=64)
def direction(code: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if is_right_to_left(code) else "ltr"


def best_language(offered: tuple[str, ...], own: bool = False) -> str:
    """The language to start with: chosen earlier, else the person's own (the first), else the browser's."""
    chosen = session.get("language")
    if chosen in offered:
        return str(chosen)
    return offered[0] if own else request.accept_languages.best_match(offered, offered[0]) or offered[0]
