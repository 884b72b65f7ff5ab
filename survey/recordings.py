"""The recordings of the interface's own texts, which every study shares: found by their language and words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext

from survey import i18n
from survey.assets import STATIC
from survey.instrument.recordings import FILE, rows_of
from survey.instrument.spoken import key_of

FOLDER = "recordings"
TEXTS = (
    lazy_gettext("Continue"),
    lazy_gettext("Back"),
    lazy_gettext("I prefer not to say"),
    lazy_gettext("Yes, I take part"),
    lazy_gettext("No, I do not want to take part"),
    lazy_gettext("Before you begin"),
    lazy_gettext("You may choose several answers."),
    lazy_gettext("Yes, I have read this"),
    lazy_gettext("Submit my answers"),
    lazy_gettext("Thank you. Your answers have been received."),
    lazy_gettext(
        "This is your receipt, shown only once. Write the code down, print this page or take a picture of it."
    ),
    lazy_gettext("Go to the questions"),
    lazy_gettext("Do you like the sun?"),
    lazy_gettext("Not at all"),
    lazy_gettext("A little"),
    lazy_gettext("A lot"),
    lazy_gettext("Skip this"),
    lazy_gettext("These recordings are spoken by a synthetic voice."),
)
HOW_TO_PRACTISE = (
    lazy_gettext("This is only to try it out. What you press here is not kept."),
    lazy_gettext("Press one answer. Then press “Continue”."),
)
"""Read in one piece."""

"""What is recorded in each language that has a folder of recordings; a test finds those that lack one."""


def init_app(app: Flask) -> None:
    """Give templates ``recording_of``: the address of the recording of an interface text, '' where there is none."""
    asset: Any = app.jinja_env.globals["asset"]

    @lru_cache(maxsize=512)
    def recorded(locale: str, text: str) -> str:
        file = files().get((locale, key_of(text)), "")
        return str(asset(f"{FOLDER}/{file}")) if file else ""

    app.jinja_env.globals["recording_of"] = lambda text: recorded(i18n.babel_locale(), text)


@lru_cache(maxsize=1)
def files() -> dict[tuple[str, str], str]:
    """The files by language and key of their words, read once per process."""
    return {row.key: row.file for row in rows_of(STATIC / FOLDER / FILE)[0]}
