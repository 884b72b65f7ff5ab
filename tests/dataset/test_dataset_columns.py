"""Which columns a dataset has when questionnaires differ."""

from __future__ import annotations

import dataclasses

import pytest
from staff_study import AGE, CALM, HELPED, WORDS, questionnaire, study

from survey.dataset.columns import (
    PARTICIPANT_COLUMNS,
    PROFILE,
    Version,
    is_whole,
    participant_columns,
    question_columns,
)
from survey.instrument.columns import reserved
from survey.instrument.definition import Choice


def test_questions_follow_the_newest_and_others_stand_after_their_neighbour() -> None:
    newest = Version("new", questionnaire(AGE, WORDS))
    older = Version("old", questionnaire(AGE, CALM, WORDS, HELPED))
    assert [column.name for column in question_columns([newest, older])] == ["age", "calm", "words", "helped"]


def test_a_column_knows_the_versions_that_ask_it() -> None:
    newest, older = Version("new", questionnaire(AGE)), Version("old", questionnaire(AGE, CALM))
    asked = {
        column.name: [version.digest for version in column.versions] for column in question_columns([newest, older])
    }
    assert asked == {"age": ["new", "old"], "calm": ["old"]}


def test_choices_are_those_of_all_versions() -> None:
    more = dataclasses.replace(questionnaire(CALM), choices={"often": (Choice("3", {}), Choice("9", {}))})
    (column,) = question_columns([Version("new", questionnaire(CALM)), Version("old", more)])
    assert [choice.name for choice in column.choices] == ["1", "2", "3", "9"]


def test_a_type_that_changed_makes_a_text_column() -> None:
    written = dataclasses.replace(AGE, type="text")
    (column,) = question_columns([Version("new", questionnaire(AGE)), Version("old", questionnaire(written))])
    assert (column.is_mixed, column.dtype) == (True, "string")


def test_choices_named_by_whole_numbers_make_numbers() -> None:
    columns = {column.name: column for column in question_columns([Version("one", questionnaire(CALM, HELPED))])}
    assert (columns["calm"].dtype, columns["helped"].is_coded) == ("Int64", False)


@pytest.mark.parametrize(
    ("name", "whole"),
    [("0", True), ("-1", True), ("12", True), ("01", False), ("٣", False), ("1.5", False), ("-", False)],
)
def test_whole_numbers_are_those_a_spreadsheet_writes(name: str, whole: bool) -> None:
    assert is_whole(name) is whole


@pytest.mark.parametrize("name", PARTICIPANT_COLUMNS)
def test_no_question_can_be_called_like_a_column_of_the_participant(name: str) -> None:
    assert reserved(name)


def test_pseudonyms_of_groups_stay_away_unless_asked_for() -> None:
    assert not {"household", "worker"} & {column.name for column in participant_columns(study())}
    assert {"household", "worker"} <= {column.name for column in participant_columns(study(), clusters=True)}


def test_a_profile_meets_no_question_and_no_column_beside_one() -> None:
    assert reserved(PROFILE.removesuffix("."))
