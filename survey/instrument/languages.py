"""Which codes name a language: ISO 639-1, or three letters, with subtags as in BCP 47."""

from __future__ import annotations

import re
from collections.abc import Collection

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_TWO_LETTERS = frozenset(_ISO_639_1.split())
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pes", "pnb", "prs", "ps")
    + ("pbt", "pbu", "sd", "skr", "syr", "ug", "ur", "yi")
)
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def is_language(code: str) -> bool:
    """Whether a text is a language code such as ``fr``, ``ar``, ``fr-x-facile`` or ``kab``."""
    base = code.partition("-")[0]
    return bool(_CODE.fullmatch(code)) and (len(base) == 3 or base in _TWO_LETTERS)


def falls_back(code: str, languages: Collection[str]) -> bool:
    """Whether a language is another wording of one of these, such as ``fr-x-facile``: what it lacks is read there."""
    base, variant, _ = code.partition("-x-")
    return bool(variant) and base in languages


def is_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left."""
    return code.partition("-")[0] in _RIGHT_TO_LEFT
