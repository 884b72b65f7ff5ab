"""One person's score and the column of scores follow one rule."""

from __future__ import annotations

import math
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scales.rule import ScoringRule, score
from analysis.scales.scores import scores

MOOD = ScoringRule(
    items=("calm", "hope", "sad"),
    item_ranges={"calm": (0, 3), "hope": (0, 3), "sad": (0, 3)},
    minimum_answered=2,
    reverse=("sad",),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # By hand: calm, hope and 3 - sad; mean of the answered ones, times 100 / 3.
        ({"calm": 3, "hope": 3, "sad": 0}, 100.0),
        ({"calm": 0, "hope": 0, "sad": 3}, 0.0),
        ({"calm": 1, "hope": 2, "sad": 3}, 100 / 3),
        ({"calm": 1, "hope": 2}, 50.0),
        ({"calm": None, "hope": 0, "sad": 3}, 0.0),
        ({"calm": 3}, None),
        ({"calm": None, "hope": None, "sad": None}, None),
        ({}, None),
    ],
)
def test_the_score_is_the_mean_of_the_answered_items(answers: dict[str, float | None], expected: float | None) -> None:
    found = score(answers, MOOD)
    assert found is None if expected is None else found == pytest.approx(expected, abs=1e-12)
    column = scores(pd.DataFrame([answers], columns=["calm", "hope", "sad"], dtype=float), MOOD)
    assert column.isna().tolist() == [expected is None]


def test_items_of_different_ranges_count_alike() -> None:
    rule = ScoringRule(("calm", "sleep"), {"calm": (1, 5), "sleep": (0, 10)}, minimum_answered=2, score_range=(1, 5))
    assert score({"calm": 5, "sleep": 5}, rule) == 4.0  # shares 1 and 0.5: 1 + 0.75 * 4


def test_questions_that_are_no_items_are_left_alone() -> None:
    table = pd.DataFrame({"calm": [3], "hope": [3], "sad": [0], "comment": ["fine"]}, index=["p-7"])
    assert scores(table, MOOD).to_dict() == {"p-7": 100.0}


def test_nobody_has_no_scores() -> None:
    assert scores(pd.DataFrame({"calm": [], "hope": [], "sad": []}), MOOD).tolist() == []


@pytest.mark.parametrize("answer", [4, -1, float("nan"), float("inf")])
def test_an_answer_outside_its_range_is_refused(answer: float) -> None:
    with pytest.raises(ValueError, match="calm: the answer .* is outside 0 to 3"):
        score({"calm": answer, "hope": 1}, MOOD)


def test_a_column_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="Column calm: 2 answers are outside 0 to 3"):
        scores(pd.DataFrame({"calm": [4, -1, 3], "hope": [1, 1, 1], "sad": [1, 1, 1]}), MOOD)


def test_a_column_that_is_absent_is_named() -> None:
    with pytest.raises(ValueError, match="Column sad: there are 0"):
        scores(pd.DataFrame({"calm": [1], "hope": [1]}), MOOD)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"items": ()}, "needs items"),
        ({"items": ("calm", "calm", "sad")}, "each named once"),
        ({"minimum_answered": 0}, "it goes from 1 to 3"),
        ({"minimum_answered": 4}, "it goes from 1 to 3"),
        ({"reverse": ("anger",)}, "no item of the scale: anger"),
        ({"item_ranges": {"calm": (0, 3), "hope": (0, 3)}}, "without a range: sad"),
        ({"item_ranges": {"calm": (0, 3), "hope": (3, 0), "sad": (0, 3)}}, "hope is 3 to 0"),
        ({"score_range": (5, 5)}, "score_range is 5 to 5"),
        ({"score_range": (0, float("inf"))}, "score_range is 0 to inf"),
    ],
)
def test_a_rule_that_does_not_fit_together_is_refused(changed: dict[str, object], told: str) -> None:
    parts: dict[str, object] = {
        "items": MOOD.items,
        "item_ranges": MOOD.item_ranges,
        "minimum_answered": 2,
        "reverse": ("sad",),
    }
    with pytest.raises(ValueError, match=told):
        ScoringRule(**(parts | changed))  # type: ignore[arg-type]  # wrong on purpose


@st.composite
def rules(draw: st.DrawFn) -> ScoringRule:
    """Scales of one to six items, each with a range of its own."""
    items = tuple(f"item_{number}" for number in range(draw(st.integers(1, 6))))
    lows = {item: draw(st.integers(-3, 3)) for item in items}
    return ScoringRule(
        items=items,
        item_ranges={item: (low, low + draw(st.integers(1, 10))) for item, low in lows.items()},
        minimum_answered=draw(st.integers(1, len(items))),
        score_range=draw(st.sampled_from([(0.0, 100.0), (1.0, 5.0), (-1.0, 1.0)])),
        reverse=tuple(item for item in items if draw(st.booleans())),
    )


@st.composite
def rules_and_people(draw: st.DrawFn) -> tuple[ScoringRule, list[dict[str, int | None]]]:
    """A scale and what up to five people answered to it, blanks among it."""
    rule = draw(rules())
    answers = {
        item: st.none() | st.integers(int(rule.item_ranges[item][0]), int(rule.item_ranges[item][1]))
        for item in rule.items
    }
    return rule, draw(st.lists(st.fixed_dictionaries(answers), max_size=5))


@given(rules_and_people())
@settings(max_examples=100, deadline=None)
def test_columns_score_as_one_person_does_to_the_last_digit(
    case: tuple[ScoringRule, list[dict[str, int | None]]],
) -> None:
    rule, people = case
    together = scores(pd.DataFrame(people, columns=list(rule.items), dtype=object), rule)
    one_by_one = [score(answers, rule) for answers in people]
    assert [None if math.isnan(found) else found for found in together] == one_by_one


@given(rules_and_people())
@settings(max_examples=50, deadline=None)
def test_a_score_stays_in_its_range(case: tuple[ScoringRule, list[dict[str, int | None]]]) -> None:
    rule, people = case
    low, high = rule.score_range
    found = [score(answers, rule) for answers in people]
    assert [one for one in found if one is not None and not low - 1e-9 <= one <= high + 1e-9] == []


def test_scoring_one_person_loads_no_library() -> None:
    told = "import sys, analysis.scales.rule; print(sorted({'numpy', 'pandas', 'scipy'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
