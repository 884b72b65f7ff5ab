"""Which code a language has that a sheet calls ``Français (fr)``, ``english`` or ``Dari``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

from survey.instrument.languages import is_language

DEFAULT = "default"
UNKNOWN = "und"  # BCP 47: a language that is not known
_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*$")
_NAMED_IN = ("en", "fr", "es", "ar", "pt")
_NAMED_BY_THEMSELVES = (
    *("de", "it", "nl", "pl", "ru", "uk", "tr", "fa", "ps", "sw", "am", "so", "ti", "ku", "bn", "hi", "ur"),
    *("my", "th", "vi", "id", "ht", "ro", "el", "he", "zh", "ja", "ko"),
)


def code_of(header: str) -> str:
    """The code of a language that a header names: the one in parentheses, else that of its name."""
    found = _CODE.search(header)
    written = (found[1] if found else header).strip().replace("_", "-")
    base, dash, rest = written.partition("-")
    code = f"{base.lower()}{dash}{rest}"
    if is_language(code) and (found or len(base) == 2 or base.islower()) and (found or len(code) < 4 or dash):
        return code
    name = _CODE.sub("", header).strip().casefold()
    return _codes().get(name) or f"{UNKNOWN}-x-{_letters(name)}"


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub("[^a-z0-9]", "", plain)[:8] or "other"


@cache
def _codes() -> dict[str, str]:
    """The code of each language by its names, in a few languages and in itself."""
    found: dict[str, str] = {"farsi": "fa", "dari": "prs", "myanmar": "my"}
    for reader in _NAMED_IN:
        for code, name in Locale(reader).languages.items():
            if is_language(code.replace("_", "-")):
                found.setdefault(name.casefold(), code.replace("_", "-"))
    for code in _NAMED_BY_THEMSELVES:
        found.setdefault(str(Locale(code).languages.get(code, code)).casefold(), code)
    return found
