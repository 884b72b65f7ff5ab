"""A small published study and people who answered it: one item that is asked now and about the time before."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from staff_study import CALM, CALM_THEN, person, questionnaire, study

from survey.findings.answering import QUESTIONS
from survey.store import studies
from survey.store.studies import StudyRecord


def published(
    *, minimum_cell: int = 5, waves: tuple[str, ...] = ("post",), items: Sequence[str] = ("calm",), **changes: Any
) -> StudyRecord:
    """The study ``tiny``: a scale of ``items``, all reversed with three answers; the first was asked of then too."""
    told = dataclasses.replace(study("tiny", minimum_cell, waves), **changes)
    more = [dataclasses.replace(CALM, name=name) for name in items if name != CALM.name]
    asked = questionnaire(CALM, CALM_THEN, *more)
    scale = dataclasses.replace(asked.scales[0], items=tuple(items), reverse=tuple(items))
    return studies.publish(told, {wave: dataclasses.replace(asked, scales=(scale,)) for wave in waves})


def answered(
    record: StudyRecord, name: str, answers: Sequence[Mapping[str, Any] | None], *, wave: str = "post", **known: Any
) -> None:
    """One person per entry of ``answers``: what they chose, None for somebody who left everything blank."""
    for number, chosen in enumerate(answers):
        blank = {} if chosen else {"missing": dict.fromkeys(("calm", "calm_then"), "not_answered")}
        person(record, f"{name}-{number}", wave=wave, step="submitted", answers=chosen or {}, **blank, **known)


def dashboard(record: StudyRecord, audience: str = "researcher", language: str = "en", **filters: str) -> Any:
    """What the figure process answers when it is asked for a dashboard."""
    words = {"study": record.name, "audience": audience, "language": language, "filters": filters}
    return QUESTIONS["dashboard"](words)


def chart(found: Any, name: str) -> Any:
    """One chart of a dashboard."""
    return next(each for each in found["charts"] if each["name"] == name)


def is_open(found: Any, filter_name: str) -> dict[str, bool]:
    """Which options of a filter can be chosen."""
    choice = next(each for each in found["choices"] if each["filter"] == filter_name)
    return {option["name"]: option["open"] for option in choice["options"]}
