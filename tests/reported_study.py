"""A small study with people at both waves, for reports: 24 who rise, stay or fall, six who were lost."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from findings.answered import published
from findings.test_waves import at_both, once

from survey.findings.answering import QUESTIONS
from survey.instrument.plan import Plan
from survey.store.studies import StudyRecord

PAIRS = 2 * [*itertools.product("123", "123"), ("3", "2"), ("3", "1"), ("2", "1")]
"""24 people: 12 of them rise, 6 stay, 6 fall; «3» is the lowest score, as the item is turned."""
MEAN_CHANGE = 200 / 12
"""By hand: (-100 + 2 x -50 + 3 x 0 + 4 x 50 + 2 x 100) / 12."""
LOST = 6
CHANGE = "forest.wellbeing/contrast:exit<entry/estimand:mean_change/method:t/weights:none"
"""How keys of the mean change begin."""


def reported(arms: Sequence[str] = ("",), **changes: Any) -> StudyRecord:
    """The study with its people, each kind of pair once in each of two ``arms``."""
    told = {"design": "before_after", "plan": Plan(primary=("wellbeing",)), **changes}
    record = published(waves=("entry", "exit"), **told)
    for number, arm in enumerate(arms):
        half = PAIRS[number * len(PAIRS) // len(arms) : (number + 1) * len(PAIRS) // len(arms)]
        at_both(record, "ab"[number], half, **({"arm": arm} if arm else {}))
    for number in range(LOST):
        once(record, f"lost-{number}", "entry", "2")
    return record


def released(arms: Sequence[str] = ("",), **changes: Any) -> StudyRecord:
    """The study with figures that staff may see."""
    record = reported(arms, **changes)
    release(record)
    return record


def release(record: StudyRecord) -> None:
    """Release its figures."""
    told = QUESTIONS["release"]({"study": record.name, "actor": "ana"})
    if not told["released"]:
        raise RuntimeError("nothing was released")
