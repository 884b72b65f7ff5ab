"""A ranking: every choice once, each with a place of its own, or nothing at all."""

import pytest

from survey.instrument.definition import Choice, Question
from survey.instrument.types import Mistake, question_type

LIST = (Choice("home", {"fr": "Logement"}), Choice("work", {"fr": "Travail"}), Choice("rest", {"fr": "Repos"}))
RANK = question_type("rank")
QUESTION = Question("rank", "needs", {"fr": "Par ordre"}, list_name="needs")


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        (["home 2", "work 1", "rest 3"], ("work", "home", "rest")),
        (["home ٢", "work ۱", "rest ٣"], ("work", "home", "rest")),
        (["rest", "home", "work"], ("rest", "home", "work")),
        (["", " "], None),
        ([], None),
    ],
)
def test_places_make_an_order(typed: list[str], order: tuple[str, ...] | None) -> None:
    assert RANK.clean(QUESTION, LIST, typed) == order


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (["home 1", "work 1", "rest 2"], "same_place"),
        (["home 1", "work 2"], "place_missing"),
        (["home 1", "work 3"], "place_missing"),
        (["home 1", "work 2", "rest 4"], "not_in_list"),
        (["home 0", "work 1", "rest 2"], "not_in_list"),
        (["home first", "work 2", "rest 3"], "not_in_list"),
        (["garden 1", "work 2", "rest 3"], "not_in_list"),
        (["home", "work"], "place_missing"),
        (["home 1", "home 2", "rest 3"], "place_missing"),
        (["home 1", "home 2", "work 3", "rest 3"], "same_place"),
    ],
)
def test_ties_gaps_and_strangers_are_told_apart(typed: list[str], rule: str) -> None:
    with pytest.raises(Mistake) as mistake:
        RANK.clean(QUESTION, LIST, typed)
    assert mistake.value.rule == rule
