"""What stands in the place of a name: ``[P7]`` for a participant, ``[lieu 3]`` for a place, in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from survey.store.listed_names import KINDS

PHONE, E_MAIL, NUMBER, ADDRESS = "phone", "e-mail", "number", "address"
_SHAPES = (*KINDS, PHONE, E_MAIL, NUMBER, ADDRESS)
_IN_THEIR_ORDER = {
    "en": ("person", "place", "organisation", "name", "phone", "e-mail", "number", "address"),
    "fr": ("personne", "lieu", "organisation", "nom", "téléphone", "courriel", "numéro", "adresse"),
    "es": ("persona", "lugar", "organización", "nombre", "teléfono", "correo", "número", "dirección"),
    "ar": ("شخص", "مكان", "منظمة", "اسم", "هاتف", "بريد", "رقم", "عنوان"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(_SHAPES, words, strict=True)) for language, words in _IN_THEIR_ORDER.items()
}
"""The word of each kind in the language of an interview; the number behind it is the same in all of them."""
MARK = re.compile(
    r"\[(?:[PS]\d+|(?:"
    + "|".join(sorted({word for each in WORDS.values() for word in each.values()}))
    + r")(?: \d+)?)\]"
)
"""A mark that stands in a text already: nothing in it is a name."""


class Found(NamedTuple):
    """What is replaced that is no participant: its kind, and its number where it was listed.

    ``everywhere``: also where its capital is that of a sentence.
    """

    kind: str
    number: int | None = None
    everywhere: bool = False


def mark_of(found: Found, language: str) -> str:
    """What stands in its place in an interview of this language."""
    word = WORDS.get(language, WORDS["en"])[found.kind]
    return f"[{word}]" if found.number is None else f"[{word} {found.number}]"
