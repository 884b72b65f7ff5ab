"""A Finding of the library as a sentence: why there are no weights, where a result tips."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.results import Cell, Finding
from survey.findings.telling.message_texts import MESSAGE_TEXTS
from survey.findings.telling.tongue import Tongue

KIND, NO_MODEL = "finding:", "no_model"
SHARES, SIGNED = ("share",), ("change", "tipping_point")


def message_told(tongue: Tongue, finding: Finding, labels: Mapping[str, str] | None = None) -> str:
    """The sentence of a Finding in a language; raises ``KeyError`` for a key without one.

    ``labels``: what a study calls the names that stand in the values, by the name of the value.
    """
    key = NO_MODEL if finding.key.startswith(NO_MODEL) else finding.key
    named = {**finding.values, **(labels or {})}
    said = {name: _told(tongue, name, value) for name, value in named.items()}
    return tongue.gettext(MESSAGE_TEXTS[f"{KIND}{key}"]) % said


def _told(tongue: Tongue, name: str, value: Cell) -> str:
    if value is None or isinstance(value, str):
        return tongue.quoted(value) if value else ""
    if name in SHARES:
        return tongue.percent(value)
    if name in SIGNED:
        return tongue.signed(value)
    return tongue.number(value, 0 if value == int(value) else 1)
