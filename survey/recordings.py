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
    lazy_gettext("Choose your language"),
    lazy_gettext("Keep this link. With it you can stop, and go on later or on another device."),
    lazy_gettext("Do not show it to anyone: whoever has it can read and change your answers until you submit them."),
    lazy_gettext("You can change each of them. Then press “Submit my answers”."),
    lazy_gettext("You can change each of them. Then press “Send my changes”."),
    lazy_gettext("Send my changes"),
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
NUMBERS = tuple(str(number) for number in range(11))
"""The points of a scale from 0 to 10."""


def spoken_in(language: str) -> tuple[str, ...]:
    """What is recorded in a language, which is that of the request; a test finds what lacks a recording."""
    return (*map(str, TEXTS), " ".join(map(str, HOW_TO_PRACTISE)), *NUMBERS, i18n.NAMES[language])


def init_app(app: Flask) -> None:
    """Give templates ``recording_of``: the address of the recording of an interface text, '' where there is none.

    ``recording_in`` is the same in another language than that of the page.
    """
    asset: Any = app.jinja_env.globals["asset"]

    @lru_cache(maxsize=512)
    def recorded(locale: str, text: str) -> str:
        file = files().get((locale, key_of(text)), "")
        return str(asset(f"{FOLDER}/{file}")) if file else ""

    def recording_of(text: str) -> str:
        return recorded(i18n.babel_locale(), str(text))

    app.jinja_env.globals.update(recording_of=recording_of, recording_in=recorded)


@lru_cache(maxsize=1)
def files() -> dict[tuple[str, str], str]:
    """The files by language and key of their words, read once per process."""
    return {row.key: row.file for row in rows_of(STATIC / FOLDER / FILE)[0]}
