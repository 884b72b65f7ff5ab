"""The markup of a field: written by its template, and kept where only a few states are possible."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from flask import Flask
from markupsafe import Markup

from survey.forms.answer_field import Shown
from survey.forms.asked import Asked
from survey.forms.sheet import AskedRow, RepeatRow

MOST_KEPT = 8192
"""About 1.5 kB each: a questionnaire of 60 questions in four languages has some 1,700 states."""


class Macro(Protocol):
    """A template's ``render`` macro."""

    def __call__(self, asked: Asked, field: Shown | None, alone: bool) -> str:
        """The markup of one question."""


def init_app(app: Flask) -> None:
    """Give templates ``field_markup(asked, field, alone)``, and ``rows_one_by_one(rows, alone)``.

    The latter writes a page of questions alone, and '' where there is a repeat or an answer that is no longer offered.
    """

    @lru_cache(maxsize=64)
    def macro(template: str) -> Macro:
        found: Macro = app.jinja_env.get_template(f"fields/{template}.html").module.render  # type: ignore[attr-defined]  # a macro is an attribute
        return found

    kept: dict[tuple[Asked, bool, tuple[str, ...], bool, str], str] = {}

    def field_markup(asked: Asked, field: Shown | None, alone: bool) -> Markup:
        return Markup(written(asked, field, alone))  # noqa: S704 - a template's own output, escaped there

    def written(asked: Asked, field: Shown | None, alone: bool) -> str:
        if field is None:
            return macro("note")(asked, None, alone)
        if field.words is not None:
            return macro("read_only")(asked, field, alone)
        if field.errors or field.was or not asked.lasts or not asked.offered.issuperset(field.typed):
            return macro(field.field.template)(asked, field, alone)
        key = (asked, alone, field.typed, field.refused, field.key)
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            found = kept[key] = macro(field.field.template)(asked, field, alone)
        return found

    def rows_one_by_one(rows: Sequence[AskedRow | RepeatRow], alone: bool) -> Markup:
        plain = [row for row in rows if row.instances is None and not (row.field and row.field.was)]
        if len(plain) < len(rows):
            return Markup()
        return Markup("\n".join([written(row.asked, row.field, alone) for row in plain]))  # noqa: S704 - as above

    app.jinja_env.globals.update(field_markup=field_markup, rows_one_by_one=rows_one_by_one)
