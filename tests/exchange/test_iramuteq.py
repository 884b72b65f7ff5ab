"""Interviews as texts for IRaMuTeQ: lines of stars as its documentation has them, signs of its own nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from kept_interviews import interview
from sqlalchemy import select
from staff_study import person, published

from survey import extensions
from survey.exchange.coded.iramuteq import StarredTexts, starred_texts
from survey.exchange.coded.thirds import by_interview
from survey.privacy import coded_view
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

SAID = (
    ("L1", "interviewer", "Et depuis ?", 0),
    ("L2", "respondent", "Mieux.", 1),
    ("L3", "", "Bonjour.", 2),
    ("L2", "respondent", "Je dors\nla nuit.", 3),
)


def written(record: StudyRecord, thirds: Any = (), **chosen: Any) -> StarredTexts:
    return starred_texts(coded_view.everything(record), by_interview(thirds), **chosen)


def lines(found: StarredTexts) -> list[str]:
    return found.content.decode().split("\n")


def test_a_text_is_all_that_respondents_say_in_one_interview(app: Flask) -> None:
    record = published()
    interview(record, 3, SAID, wave_id=record.waves[0].id)
    found = written(record)
    assert lines(found) == [
        "**** *interview_3 *wave_post *role_respondent *language_fr",
        "Mieux.",
        "Je dors la nuit.",
        "",
    ]
    assert (found.texts, found.told) == (1, {"no-role": 1})


def test_with_everybody_each_role_has_a_text_of_its_own(app: Flask) -> None:
    record = published()
    interview(record, 1, SAID)
    found = written(record, roles=("respondent", "interviewer", "other"), stated_only=False)
    stars = [line for line in lines(found) if line.startswith("****")]
    assert stars == [
        f"**** *interview_1 *role_{role} *language_fr" for role in ("interviewer", "respondent", "unstated")
    ]
    assert found.told == {}


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("**** *role_admin", "role admin"),
        ("-*theme dit", "- theme dit"),
        ("cela coûte 5 $ ou 4 £", "cela coûte 5 ou 4"),
        ('« oui », “non”, "peut-être"', "oui , non , peut-être"),
        ("l’été d‘ici", "l'été d'ici"),
        ("il _rire_ encore", "il rire encore"),
        ("e\u0301te\u0301", "été"),
        ("un\r\ndeux\ttrois\u2028quatre", "un deux trois quatre"),
        ("\ufeffdébut", "début"),
        ("سلام عليكم", "سلام عليكم"),
    ],
)
def test_signs_that_mean_something_else_there_are_taken_out(app: Flask, said: str, plain: str) -> None:
    record = published()
    interview(record, 1, [("L2", "respondent", said, None)])
    assert lines(written(record))[1:] == [plain, ""]


def test_what_was_taken_out_and_what_will_be_is_counted(app: Flask) -> None:
    record = published()
    interview(record, 1, [("L2", "respondent", "« l’été » * سلام", None)])
    interview(record, 2, [("L1", "interviewer", "Alors ?", None)])
    assert written(record).told == {"apostrophe": 1, "foreign": 4, "no-words": 1, "replaced": 3}


THIRDS = (
    {"key": "well_being.score.follow_up.low", "interviews": [1, 2]},
    {"key": "well_being.change..high", "interviews": [1]},
)
"""As the figure process tells them."""


def linked(record: StudyRecord) -> None:
    """Interview 1 with a person, whose consent says link."""
    person(record, "a")
    with extensions.answers.reading() as session:
        key = session.scalar(select(Participant.id))
    interview(record, 1, SAID, link=True, participant_id=key)


def test_thirds_are_variables_where_the_consent_says_link_and_nowhere_else(app: Flask) -> None:
    record = published()
    linked(record)
    interview(record, 2, SAID)
    stars = [line for line in lines(written(record, THIRDS)) if line.startswith("****")]
    assert stars == [
        "**** *interview_1 *role_respondent *language_fr *wellBeingChange_high *wellBeingFollowUp_low",
        "**** *interview_2 *role_respondent *language_fr",
    ]


def test_names_that_would_become_the_same_stay_apart(app: Flask) -> None:
    record = published()
    linked(record)
    thirds = [{"key": f"{scale}.score.exit.low", "interviews": [1]} for scale in ("été", "ete", "_")]
    assert lines(written(record, thirds))[0].split("*language_fr ")[1].split() == [
        "*exit_low",
        "*eteExit_low",
        "*eteExit2_low",
    ]
