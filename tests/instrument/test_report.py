"""The nearest spelling is found among many names, and found quickly."""

import pytest

from survey.instrument.report import meant

MANY = [f"question_{number}_about_work" for number in range(450)]


@pytest.mark.parametrize(
    ("typed", "known", "answer"),
    [
        ("lable", ["name", "label", "hint"], "Did you mean `label`?"),
        ("LIKERT", ["likert"], "Did you mean `likert`?"),
        ("xyz", ["fr", "ar"], "Allowed: fr, ar."),
        ("xyz", [], "Allowed: none."),
        ("qeustion_400_about_work", MANY, "Did you mean `question_400_about_work`?"),
        ("question_400_abuot_work", MANY, "Did you mean `question_400_about_work`?"),
        ("a" * 10_000, ["a"], "Allowed: a."),
    ],
)
def test_the_nearest_spelling(typed: str, known: list[str], answer: str) -> None:
    assert meant(typed, known) == answer
