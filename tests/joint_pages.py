"""A walk through the pages on which numbers and words meet; the interview that it looks at is coded by ``me``."""

from __future__ import annotations

from typing import Any

from survey.store import codings
from survey.store.quote_reviews import KEPT_BACK, Ground, NewReview, keep
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview


def look_at_passports(seen: Any, record: StudyRecord, interview: Interview, me: str) -> None:
    """The list of quotes, one of them, and what is decided about it."""
    joint = f"/staff/{record.name}/joint"
    seen.get(f"{joint}/passports")
    mine = next(each for each in codings.of_interview(interview) if each.coder == me)
    passport = f"{joint}/passport/{interview.number}/{mine.guid}"
    seen.get(passport)
    seen.send("decided nothing", passport, note="⟦12⟧")
    keep(record, interview, NewReview(mine.guid, KEPT_BACK, "⟦12⟧", 0), Ground("0" * 64, "team", {}), me)
    seen.get(passport)
    seen.get(f"{joint}/passports")
