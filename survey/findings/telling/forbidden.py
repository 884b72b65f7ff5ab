"""The words that only a design which drew lots may use: stems of effect, impact and cause in each language.

A text of ours on a page, a chart, a report or an export of any other study holds none of them, not even in a denial:
whoever reads fast reads «effect». What a study says of itself, in its title say, is its author's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

STEMS: Mapping[str, tuple[str, ...]] = {
    "en": (r"effect", r"impact", r"caus(?!tic)", r"\bresult(?:s|ed)? from\b", r"\bthanks to\b", r"\bled to\b"),
    "fr": (r"\beffets?\b", r"efficac", r"impact", r"\bcaus", r"\bgrâce à\b", r"\bprovoqu", r"\bentraîn"),
    "es": (
        r"efecto",
        r"efectiv(?!o\b.*pag)",
        r"eficac",
        r"eficaz",
        r"impact",
        r"\bcaus",
        r"\bgracias a\b",
        r"\bprovoc",
    ),
    "ar": (
        r"\b(?:ال|وال|بال|لل|و|ب|ل)?(?:أثر|آثار|تأثير|مؤثر|أثرت)",
        r"\b(?:ال|وال|بال|لل|و|ب|ل)?(?:سبب|أسباب|تسبب|مسبب)",
        r"بفضل",
    ),
}
"""Beginnings of words, without vowel signs in Arabic."""
HARMLESS: Mapping[str, tuple[str, ...]] = {
    "en": (r"\bbecause\b", r"\beffective (?:n|sample)\b", r"\bin effect\b", r"\beffectively\b"),
    "fr": (r"\ben effet\b", r"\beffectu\w*", r"\beffectif\w*", r"\bà cause d[eu'’]\w*", r"\ben tout état de cause\b"),
    "es": (r"\ben efectivo\b", r"\ben efecto\b", r"\ba causa de\b", r"\befectu\w*"),
    "ar": (r"بسبب", r"سبب غياب", r"(?:ذكر|عن) السبب", r"على الأثر", r"إثر"),
}
"""Words that begin so, and claim nothing: «effectuer», «en effet», «à cause de», «because», «بسبب»."""
MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200e\u200f\u2066-\u2069]")
"""Vowel signs, the stretching of letters, and marks of direction."""


def forbidden_in(text: str, language: str) -> tuple[str, ...]:
    """The forbidden words in a text of a language, each as it stands there.

    >>> forbidden_in("What changed, and the effect of it", "en"), forbidden_in("En effet, « effectuer »", "fr")
    (('effect',), ())
    """
    plain = MARKS.sub("", unicodedata.normalize("NFC", text)).casefold()
    for harmless in HARMLESS[language]:
        plain = re.sub(harmless, " ", plain)
    return tuple(found.group() for stem in STEMS[language] for found in re.finditer(stem, plain))
