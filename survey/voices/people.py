"""Who speaks, as lists of speakers in a file say it: their signs, names and roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.voices.encoding import composed
from survey.voices.labels import label_of
from survey.voices.stems import bare
from survey.voices.transcript import Repair

INTERVIEWER = re.compile(
    r"interview(?:er|eur|euse)|investigator|researcher|moderator|enquet(?:eur|rice)|cherche(?:ur|use)|animat(?:eur|rice)"
    r"|entrevistadora?|investigadora?|moderadora?|(?:باحث|محاور)[ةه]?"
)
RESPONDENT = re.compile(
    r"respondent|interviewee?|informante?|participante?|subject|target_adult|enquetee?|repondante?|temoin"
    r"|entrevistad[oa]|respondiente|(?:مستجوب|مشارك)[ةه]?"
)


class Person(NamedTuple):
    """One entry of a list of speakers; name and role are '' where the file gives none."""

    sign: str
    name: str
    role: str
    place: int


@dataclass(frozen=True, slots=True)
class People:
    """The speakers of a file: labels by sign, roles by label, what is to be told; unlisted signs are told once."""

    labels: dict[str, str]
    roles: dict[str, str]
    repairs: list[Repair] = field(default_factory=list)

    def label(self, sign: str, place: int) -> str:
        """How somebody with this sign is called; '' is nobody in particular."""
        if sign and sign not in self.labels:
            self.labels[sign] = label_of(composed(sign))
            what = f"“{self.labels[sign]}” speaks and is not on the file's list of speakers; kept."
            self.repairs.append(Repair(place, "speaker-unlisted", what))
        return self.labels.get(sign, "")


def people_of(listed: Iterable[Person]) -> People:
    """These speakers: each is called by the name, else by the sign; those whose names are alike by their signs."""
    by_sign: dict[str, Person] = {}
    for person in listed:
        by_sign.setdefault(person.sign, person)
    names = {sign: label_of(composed(person.name)) for sign, person in by_sign.items()}
    alike = Counter(bare(name) for name in names.values() if name)
    taken = {bare(sign) for sign in by_sign}
    people = People({}, {})
    for sign, name in names.items():
        is_shared = bool(name) and (alike[bare(name)] > 1 or bare(name) in taken - {bare(sign)})
        label = label_of(composed(sign)) if is_shared or not name else name
        people.labels[sign] = label
        role = role_of(by_sign[sign].role) or role_of(name)
        if role:
            people.roles[label] = role
        if is_shared:
            what = f"Several speakers are called “{name}”; this one is kept apart as “{label}”."
            people.repairs.append(Repair(by_sign[sign].place, "speakers-alike", what))
    return people


def role_of(written: str) -> str:
    """``Investigator`` asks, ``informant`` answers; '' for whatever says neither."""
    word = "_".join(bare(composed(written)).split())
    if INTERVIEWER.fullmatch(word):
        return "interviewer"
    return "respondent" if RESPONDENT.fullmatch(word) else ""


def spoken_by(signs: Sequence[str], people: People, place: int) -> str:
    """The label of those who say the same words at once."""
    return " + ".join(filter(None, (people.label(sign, place) for sign in signs)))
