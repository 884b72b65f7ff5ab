"""Rows that nobody sees take nothing, stand on no page, and only some of them have a value in the end."""

import pytest

from survey.instrument.definition import Question, Questionnaire
from survey.instrument.flow import Flow
from survey.instrument.types import question_type, type_names

NOT_SHOWN = [name for name in type_names() if not question_type(name).is_shown]


@pytest.mark.parametrize("kind", NOT_SHOWN)
def test_what_nobody_sees_takes_nothing_and_stands_on_no_page(kind: str) -> None:
    row = Question(kind, "row", {})
    seen = Question("text", "seen", {"fr": "?"})
    asked = Questionnaire("f", {"fr": "F"}, "1", "fr", (), (row, seen), {})
    assert question_type(kind).clean(row, (), ["1"]) is None
    assert [page.name for page in Flow.of(asked).pages] == ["seen"]


def test_only_what_is_worked_out_or_noted_by_the_server_is_kept_without_being_asked() -> None:
    kept = {name for name in type_names() if question_type(name).is_kept and not question_type(name).is_question}
    assert kept == {"calculate", "end", "hidden", "start", "today"}
