"""Which words have the look of a speaker's name, code or role, and which are the beginning of a sentence."""

from __future__ import annotations

import re

LONGEST_LABEL = 40
MOST_WORDS = 4

ROLE = re.compile(
    r"enquêt(eur|rice|ée?)|interview(eur|euse|ée?|er|ee)|animat(eur|rice)|participant[ea]?|mod[ée]rat(or|eur|rice)"
    r"|speaker|locut(eur|rice)|moi|entrevista(dor|do|da)a?|hablante|moderadora?|question|réponse|q|r"
)
TITLE = re.compile(r"mr?|mrs|ms|dr|pr|me|mme|mlle|sra?|srta|d|ste?")
PARTICLE = re.compile(r"d[eu]s?|d|l[ae]s?|los|e[lt]?|y|al|v[ao]n|der|del|bin|ibn|ben")
WORD = re.compile(r"[^\W\d_][\w'’/&-]*|\d{1,4}")
CODE = re.compile(r"[^\W\d_]{0,12}[-_ ]?\d{1,4}")
DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction, which Arabic files put around a label."""


def label_of(written: str) -> str:
    """A label as it is kept: without white space and marks of direction around it, single spaces within."""
    return " ".join(DIRECTION.sub("", written).split())


def shape_of(code: str) -> str:
    """What a code has in common with the others of its file: ``SPEAKER_00`` and ``SPEAKER_01`` are one shape."""
    return re.sub(r"\d", "0", code)


def is_code(label: str) -> bool:
    """``L1``, ``SPEAKER_00``, ``INT``: a label that is hardly a word of a sentence."""
    return CODE.fullmatch(label) is not None or (len(label) > 1 and label.isupper())


def is_label(label: str) -> bool:
    """Whether it has the look of a name, a code or a role: capitals, digits, or a script without capitals."""
    words = label.partition("(")[0].split()
    if not words or len(words) > MOST_WORDS or len(label) > LONGEST_LABEL or not any(map(str.isalpha, label)):
        return False
    if ROLE.fullmatch(words[0].lower()) and all(WORD.fullmatch(word) for word in words[1:]):
        return True
    inner = range(1, len(words) - 1)
    return all(
        _is_name_word(word) or (place in inner and PARTICLE.fullmatch(word.lower()) is not None)
        for place, word in enumerate(words)
    )


def _is_name_word(word: str) -> bool:
    if word.endswith("."):
        stem = word[:-1]
        return TITLE.fullmatch(stem.lower()) is not None or (len(stem) == 1 and stem.isupper())
    if not WORD.fullmatch(word):
        return False
    return not word[0].islower() or (word[-1].isdigit() and CODE.fullmatch(word) is not None)
