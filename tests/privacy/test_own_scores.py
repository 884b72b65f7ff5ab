"""One person's own scores: the rule of the scale, too few answers, and what counts as a change since the first time."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from mood_study import mood

from survey.instrument.definition import Scale
from survey.instrument.flow import Flow
from survey.privacy.own_scores import own_scores
from survey.store.documents import Document
from survey.store.submissions import SUBMITTED, Submission

ITEMS = ("calm", "sad", "trust", "hope")


def submission(answers: dict[str, Any], *, items: tuple[str, ...] = ITEMS, top: float = 100) -> Submission:
    """What somebody submitted: four items from 0 to 3, ``sad`` reversed, three of them needed."""
    scale = Scale("mood", {"fr": "Humeur"}, items, max(1, len(items) - 1), (0, top), "none", ("sad",))
    alone = Scale("mood", {"fr": "Humeur"}, items, 1, (0, top), "none")
    questionnaire = mood(ITEMS, scale if "sad" in items else alone, options=4)
    moment = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    return Submission(1, Flow.of(questionnaire), SUBMITTED, "fr", Document(answers=answers), 1, moment, "", moment)


def of_items(calm: int, sad: int, trust: int, hope: int) -> Submission:
    return submission({"calm": str(calm), "sad": str(sad), "trust": str(trust), "hope": str(hope)})


def test_the_score_is_that_of_the_rule() -> None:
    (own,) = own_scores(of_items(3, 0, 3, 0))  # by hand: shares 1, 1 (reversed), 1, 0; their mean is 3/4
    assert (own.now, own.low, own.high, own.first, own.change) == (75.0, 0.0, 100.0, None, "")
    assert own.step == pytest.approx(100 / 12)  # one of four answers moved by one of three steps


def test_too_few_answers_give_no_score_and_nought_is_an_answer() -> None:
    assert own_scores(submission({"calm": "3", "sad": "0"}))[0].now is None
    assert own_scores(submission({"calm": "0", "sad": "3", "trust": "0"}))[0].now == 0.0


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (of_items(2, 1, 2, 2), "same"),
        (of_items(3, 1, 2, 2), "same"),  # one answer, one step
        (of_items(3, 0, 2, 2), "higher"),  # two
        (of_items(2, 2, 1, 2), "lower"),
        (submission({"calm": "3"}), ""),
    ],
)
def test_one_answer_that_moved_one_step_is_about_the_same(now: Submission, change: str) -> None:
    assert own_scores(now, of_items(2, 1, 2, 2))[0].change == change


def test_a_scale_of_one_question_changes_with_its_answer() -> None:
    first = submission({"calm": "1"}, items=("calm",))
    assert own_scores(submission({"calm": "2"}, items=("calm",)), first)[0].change == "higher"
    assert own_scores(submission({"calm": "1"}, items=("calm",)), first)[0].change == "same"


def test_another_range_is_another_scale() -> None:
    answers = dict.fromkeys(ITEMS, "2")
    assert own_scores(submission(answers), submission(answers, top=10))[0].first is None


def test_an_answer_outside_its_list_gives_no_score_instead_of_an_error() -> None:
    assert own_scores(submission(dict.fromkeys(ITEMS, "9"))) == ()
    assert own_scores(submission(dict.fromkeys(ITEMS, "often"))) == ()
