"""The markup of a field: written by its template, and kept where only a few states are possible."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from flask import Flask
from markupsafe import Markup

from survey.forms.answer_field import Shown
from survey.forms.asked import Asked

MOST_KEPT = 8192
"""About 1.5 kB each: a questionnaire of 60 questions in four languages has some 1,700 states."""


class Macro(Protocol):
    """A template's ``render`` macro."""

    def __call__(self, asked: Asked, field: Shown | None, alone: bool) -> str:
        """The markup of one question."""


def init_app(app: Flask) -> None:
    """Give templates ``field_markup(asked, field, alone)``."""

    @lru_cache(maxsize=64)
    def macro(template: str) -> Macro:
        found: Macro = app.jinja_env.get_template(f"fields/{template}.html").module.render  # type: ignore[attr-defined]  # a macro is an attribute
        return found

    kept: dict[tuple[Asked, bool, tuple[str, ...], bool, str], str] = {}

    def field_markup(asked: Asked, field: Shown | None, alone: bool) -> Markup:
        if field is None:
            return Markup(macro("note")(asked, None, alone))  # noqa: S704 - a template's own output, escaped there
        if field.words is not None:
            return Markup(macro("read_only")(asked, field, alone))  # noqa: S704 - as above
        if field.errors or field.was or not asked.lasts or not asked.offered.issuperset(field.typed):
            return Markup(macro(field.field.template)(asked, field, alone))  # noqa: S704 - as above
        key = (asked, alone, field.typed, field.refused, field.name)
        written = kept.get(key)
        if written is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            written = kept[key] = macro(field.field.template)(asked, field, alone)
        return Markup(written)  # noqa: S704 - as above

    app.jinja_env.globals["field_markup"] = field_markup
