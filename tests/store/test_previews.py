"""What was answered goes on with another version of a questionnaire; in a preview alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from tiny_study import QUESTIONNAIRE, STUDY, publish_tiny

from survey.instrument.definition import Choice, Question, Value
from survey.store import participants, previews, studies, submissions, visits
from survey.store.documents import SentPage
from survey.store.studies import StudyRecord
from survey.store.submissions import Submission
from survey.store.visits import Visit

NEVER: Choice = Choice("never", {"fr": "Jamais"})
YES, NO = QUESTIONNAIRE.choices["yes_no"]


def answered(record: StudyRecord, **answers: Value) -> str:
    """The link of somebody who has answered one page."""
    token = participants.create_open_participant(record, record.waves[0], "fr", "k" * 22)
    visits.begin(visit(token), "fr", mode="preview")
    sent = SentPage("calm", tuple(answers), answers, {}, {})
    submissions.save_page(submission(token), sent, "fr", 0)
    return token


def visit(token: str) -> Visit:
    """Whom a link belongs to."""
    found = visits.visit_by_token(token)
    if found is None:
        raise LookupError(token)
    return found


def submission(token: str) -> Submission:
    """What was filled in behind a link."""
    found = visit(token).submission
    if found is None:
        raise LookupError(token)
    return found


def republished(*questions: Question, choices: tuple[Choice, ...] = (YES, NO)) -> StudyRecord:
    """The tiny study, fictional, with other questions."""
    asked = replace(QUESTIONNAIRE, survey=questions, choices={"yes_no": choices})
    return studies.publish(replace(STUDY, fictional=True), {"entry": asked})


CALM = QUESTIONNAIRE.survey[0]
OTHER = Question("text", "other", {"fr": "Autre ?"})


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        (Question("select_one", "calm", {"fr": "Calme ?"}, list_name="yes_no"), "1"),
        (Question("select_multiple", "calm", {"fr": "Calme ?"}, list_name="yes_no"), ("1",)),
        (Question("text", "calm", {"fr": "Calme ?"}), "1"),
        (Question("integer", "calm", {"fr": "Calme ?"}), 1),
        (Question("date", "calm", {"fr": "Calme ?"}), None),
        (Question("image", "calm", {"fr": "Calme ?"}), None),
        (Question("note", "calm", {"fr": "Calme."}), None),
    ],
)
def test_an_answer_is_read_as_the_question_takes_it_now(app: Flask, question: Question, kept: Value | None) -> None:
    token = answered(publish_tiny(fictional=True), calm="1")
    assert previews.carry_over(republished(question, OTHER)) == 1
    carried = submission(token)
    assert carried.flow.questionnaire.survey == (question, OTHER)
    assert carried.document.answers == ({} if kept is None else {"calm": kept})


def test_a_choice_that_is_gone_is_no_answer_any_more(app: Flask) -> None:
    token = answered(publish_tiny(fictional=True), calm="1")
    previews.carry_over(republished(replace(CALM, label={"fr": "Calme ?"}), choices=(NO, NEVER)))
    assert submission(token).document.answers == {}


def test_an_answer_comes_back_with_its_question(app: Flask) -> None:
    token = answered(publish_tiny(fictional=True), calm="1")
    previews.carry_over(republished(OTHER))
    assert submission(token).document.answers == {} and submission(token).document.aside == {"calm": "1"}
    assert previews.carry_over(republished(CALM, OTHER)) == 1
    assert submission(token).document.answers == {"calm": "1"}
    assert previews.carry_over(republished(CALM, OTHER)) == 0


def test_real_answers_keep_their_questionnaire(app: Flask) -> None:
    record = publish_tiny()
    answered(record, calm="1")
    with pytest.raises(ValueError, match="tiny is no preview"):
        previews.carry_over(record)
