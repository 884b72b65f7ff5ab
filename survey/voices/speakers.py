"""The labels of speakers: codes and roles stay as they are, names become S1, S2 and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from survey.voices.labels import ROLE
from survey.voices.stems import bare

CODE = re.compile(r"[^\W\d_]{1,3}[-_ ]?\d{1,4}|(?:speaker|spk|locut(?:eur|rice)|intervenante?)[-_ ]?\w{1,4}|[^\W\d_]")
"""``L1``, ``S01``, ``SPEAKER_00``, ``Q``: more letters may be a name."""
NUMBERED = re.compile(r"^s[-_ ]?0*(\d+)$")
"""``S01`` and ``S1`` would be taken for the same speaker."""
SHORT = frozenset({"int", "enq", "inv", "res", "rep", "mod", "anim"})
ARABIC_ROLE = re.compile(r"(?:ال)?(?:باحث|محاور|مستجوب|مشارك|مقابل|ميسر)[ةه]?|سوال|جواب|انا")
OTHER_ROLE = re.compile(r"respond(?:ent|iente)|répondante?|pregunta|respuesta|answer|researcher|chercheuse?r?")


def is_impersonal(label: str) -> bool:
    """Whether a label is a code or a role, so that it names nobody."""
    said = label.partition("(")[0].strip().lower()
    if CODE.fullmatch(said) or said in SHORT:
        return True
    first, *rest = said.split() or [""]
    is_role = ROLE.fullmatch(first) or OTHER_ROLE.fullmatch(first) or ARABIC_ROLE.fullmatch(bare(first))
    return bool(is_role) and all(len(word) == 1 or word.isdecimal() for word in rest)


def labels_given(labels: Iterable[str]) -> dict[str, str]:
    """What each label of a file becomes; '' is nobody and stays so."""
    there = list(dict.fromkeys(labels))
    given = {label: label for label in there if not label or is_impersonal(label)}
    taken = {NUMBERED.sub(r"s\1", bare(label)) for label in given}
    by_name: dict[str, str] = {}
    number = 0
    for label in there:
        if label in given:
            continue
        if bare(label) not in by_name:
            number += 1
            while f"s{number}" in taken:
                number += 1
            by_name[bare(label)] = f"S{number}"
        given[label] = by_name[bare(label)]
    return given
