"""The digits of a page: Western, or Arabic-Indic where the study wants them and the page is in Arabic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import g
from werkzeug.wrappers import Response

from survey import i18n
from survey.instrument.numerals import ARABIC_MARKS, WRITTEN, in_arabic_digits
from survey.instrument.study import ARABIC_DIGITS, Study

_PARTS = re.compile(r"""<!--.*?-->|<(/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|<""", re.S | re.I)
_IN_MARKUP = re.compile(rf"&#?[A-Za-z0-9]{{1,10}};|{WRITTEN}")
_TEXTS = re.compile(
    r"\b(?:aria-label|alt|title|placeholder|data-(?:told|slow|saved|again|offline|stopped|refused|sending|waiting"
    r'|found|failed|name|word))="[^"]*"'
)
"""The attributes that people read or hear."""
_UNTOUCHED = frozenset({"script", "style", "textarea"})
_NOT_TRANSLATED = 'translate="no"'


def use(study: Study) -> None:
    """This page belongs to ``study``."""
    g.digits = study.digits


def are_arabic() -> bool:
    """Whether this page shows its numbers in Arabic-Indic digits."""
    return g.get("digits") == ARABIC_DIGITS and i18n.language().partition("-")[0] == "ar"


def written(response: Response) -> Response:
    """The page in the digits of its study."""
    if are_arabic() and response.mimetype == "text/html":
        response.set_data(in_page(response.get_data(as_text=True)))
    return response


def in_page(page: str) -> str:
    """A page with the numbers of its texts in Arabic-Indic digits; codes and what is typed stay as they are."""
    told: list[str] = []
    inside, depth = "", 0  # the element that is left as it is, and how many of its name are open
    for part in _PARTS.finditer(page):
        text, name = part[0], (part[2] or "").lower()
        if inside:
            depth += 0 if name != inside else -1 if part[1] else 1
            inside = inside if depth else ""
        elif name:
            if not part[1] and (name in _UNTOUCHED or _NOT_TRANSLATED in part[3]):
                inside, depth = name, 1
            text = _TEXTS.sub(lambda found: _numbers(found[0]), text)
        elif not text.startswith("<!--"):
            text = _numbers(text)
        told.append(text)
    return "".join(told)


def in_tree(tree: dict[str, Any]) -> dict[str, Any]:
    """What a page's script is given, with how it writes numbers; the choices it adds are written already."""
    words = {name: [_words(row) for row in rows] for name, rows in tree["lists"].items()}
    return {**tree, "lists": words, "digits": [WRITTEN, ARABIC_MARKS]}


def _words(row: Mapping[str, str]) -> Mapping[str, str]:
    return {**row, "": in_arabic_digits(row.get("", row.get("label", "")))}


def _numbers(text: str) -> str:
    return in_arabic_digits(text, _IN_MARKUP)
