"""A person's own scores in plain words, with a small picture of lines and marks; nobody else sees them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from survey import i18n
from survey.forms.numbers import local_number
from survey.instrument.definition import text_in
from survey.instrument.isolation import isolated, own_words
from survey.privacy.own_scores import HIGHER, LOWER, SAME, OwnScore, own_scores
from survey.store import visits
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond.proof import WRONG, Answer, Proven, is_code_of, with_code
from survey.views.respond.visit import show

LINE_START, LINE_LENGTH = 14, 272
"""Where the line of a scale begins in its picture, and how long it is; the picture is 300 wide."""
MANY_POINTS = 20
"""From so many points on, a score is told without decimals."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scale as it is shown: in words, and where its marks stand in the picture (None where there is none)."""

    label: str
    low: str
    high: str
    now: str
    first: str
    told: str
    change: str
    now_at: float | None
    first_at: float | None


@with_code
def scores(proven: Proven) -> Answer:
    """What one's answers say now and, with the code of the first receipt, since the first time."""
    visit, submission, typed = proven.visit, proven.submission, request.form.get("first", "")
    if not visit.study.feedback:
        return show("scores", visit.study, rows=[], code=proven.typed, token=proven.token, asks=False)
    earlier = visits.first_submitted(visit)
    # The letter of a later wave may lie in other hands: what was said before has a code of its own.
    known = earlier is not None and bool(typed.strip()) and is_code_of(earlier[1], typed)
    is_wrong = earlier is not None and bool(typed.strip()) and not known
    found = own_scores(submission, earlier[1] if earlier is not None and known else None)
    code, fallback = i18n.language(), visit.study.default_language
    page = show(
        "scores",
        visit.study,
        rows=[_row(each, code, fallback) for each in found],
        code=proven.typed,
        first=typed if known else "",
        token=proven.token,
        asks=earlier is not None and not known,
        typed=typed,
        error=gettext("This is not the code of your first receipt. It has 10 letters and numbers.") if is_wrong else "",
        then=_wave(visit, earlier) if known else "",
    )
    return (page, WRONG) if is_wrong else page


def _wave(visit: Visit, earlier: tuple[str, Submission] | None) -> str:
    name = "" if earlier is None else earlier[0]
    label = next((wave.label for wave in visit.study.waves if wave.name == name), {})
    return own_words(text_in(label, i18n.language(), visit.study.default_language), i18n.language())


def _row(own: OwnScore, code: str, fallback: str) -> Row:
    def told(value: float | None) -> str:
        return "" if value is None else local_number(round(value, 0 if own.high - own.low >= MANY_POINTS else 1))

    return Row(
        label=isolated(text_in(own.label, code, fallback), code),
        low=told(own.low),
        high=told(own.high),
        now=told(own.now),
        first=told(own.first),
        told=_told(own, told(own.now), told(own.first)),
        change=_change(own),
        now_at=_place(own, own.now),
        first_at=_place(own, own.first),
    )


def _told(own: OwnScore, now: str, first: str) -> str:
    if own.now is None:
        return gettext("You left too many of these questions open to work this out. That is all right.")
    if own.first is None:
        return gettext("Now: %(now)s.", now=now)
    return gettext("The first time: %(first)s. Now: %(now)s.", first=first, now=now)


def _change(own: OwnScore) -> str:
    words = {
        SAME: gettext("About the same as the first time."),
        HIGHER: gettext("Higher than the first time."),
        LOWER: gettext("Lower than the first time."),
    }
    return words.get(own.change, "")


def _place(own: OwnScore, value: float | None) -> float | None:
    """Where a score stands in the picture; from right to left the line begins at the right."""
    if value is None:
        return None
    share = (value - own.low) / (own.high - own.low)
    if i18n.direction(i18n.language()) == "rtl":
        share = 1 - share
    return round(LINE_START + share * LINE_LENGTH, 1)
