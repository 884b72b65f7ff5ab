"""Thirty people at two sites, four of them interviewed: nobody in the low third, which is the gap that was planted.

Thirds are of ten people each: 0 and 1 point, 2 and 4, 5 and 6. At each number of points, two people are at the south.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from findings.thirds_study import ANSWERS, ITEMS, interviewed
from staff_study import CALM, CALM_THEN, person, questionnaire, study

from survey.instrument.candidates import Candidates
from survey.instrument.definition import Choice, Question
from survey.instrument.study import Arm
from survey.store import studies
from survey.store.studies import StudyRecord

SITES = (Arm("north", {"fr": "Nord", "en": "North"}), Arm("south", {"fr": "Sud", "en": "South"}))
PLACES = ("n", "n", "n", "s", "s")
NAMES = {"n": "north", "s": "south"}
AGAIN = Question("select_one", "again", {"fr": "Un entretien ?", "en": "An interview?"}, list_name="yes_no")
YES_NO = (Choice("yes", {"fr": "Oui", "en": "Yes"}), Choice("no", {"fr": "Non", "en": "No"}))
ASKED = Candidates("again", "yes")
HEARD = ("n2-0", "s4-0", "n5-1", "s6-0")
"""Two in the middle third and two in the high one, two at each site."""


def heard_thirty(
    heard: tuple[str, ...] = HEARD, willing: Collection[str] = (), asked: Candidates | None = ASKED
) -> StudyRecord:
    """The study with its people, ``n0-0`` to ``n6-2`` and ``s0-0`` to ``s6-1``: place, points, number.

    ``heard``: whose interview there is, all of them linked. ``willing``: who may be asked for an interview.
    """
    record = _published(asked)
    for points, chosen in ANSWERS.items():
        for at, place in enumerate(PLACES):
            name = f"{place}{points}-{at - PLACES.index(place)}"
            answers = {**dict(zip(ITEMS, chosen, strict=True)), "calm_then": "2", **_agreed(name in willing)}
            person(record, name, step="submitted", answers=answers, site=NAMES[place], arm="advice")
    for number, who in enumerate(heard, 1):
        interviewed(record, number, who, link=True)
    return record


def _agreed(is_willing: bool) -> Mapping[str, str]:
    return {"again": "yes" if is_willing else "no"}


def _published(asked: Candidates | None) -> StudyRecord:
    told = dataclasses.replace(study("tiny", 5), sites=SITES, filters=("site",), candidates=asked)
    more = [dataclasses.replace(CALM, name=name) for name in ITEMS if name != CALM.name]
    whole = questionnaire(CALM, CALM_THEN, *more, AGAIN)
    scale = dataclasses.replace(whole.scales[0], items=ITEMS, reverse=ITEMS)
    whole = dataclasses.replace(whole, scales=(scale,), choices={**whole.choices, "yes_no": YES_NO})
    return studies.publish(told, {"post": whole})
