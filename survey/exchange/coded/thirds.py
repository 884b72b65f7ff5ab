"""The thirds in which linked people stand, as the files hold them that put words and scores side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from survey.store.transcripts import Interview

Thirds = Mapping[int, Mapping[str, str]]
"""By the number of an interview: what its person stands on (``wellbeing exit``, ``wellbeing change``), and where."""


def by_interview(answered: Iterable[Mapping[str, Any]]) -> Thirds:
    """The thirds as the figure process tells them, each with its interviews, by interview instead."""
    found: dict[int, dict[str, str]] = {}
    for each in answered:
        scale, of, wave, third = each["key"].rsplit(".", 3)
        for number in each["interviews"]:
            found.setdefault(number, {})[" ".join(part for part in (scale, wave or of) if part)] = third
    return found


def third_of(interview: Interview, thirds: Thirds, name: str) -> str | None:
    """In which third the person of an interview stands; None where the consent does not say link, or nobody is told."""
    return thirds.get(interview.number, {}).get(name) if interview.link else None
