"""One item: draws follow the graded response model, reversed or not."""

from __future__ import annotations

import statistics

import pytest

from survey.simulation.chance import chance
from survey.simulation.items import Item, drawn, expected_share, share_of

ITEM = Item("calm", "wellbeing", False, ("1", "2", "3", "4", "5"), 1.8, (-3.0, -1.0, 0.8, 2.7), reversed=False)
REVERSED = Item("sad", "wellbeing", False, ("1", "2", "3", "4", "5"), 1.8, (-3.0, -1.0, 0.8, 2.7), reversed=True)


@pytest.mark.parametrize("item", [ITEM, REVERSED], ids=["as it is", "reversed"])
def test_draws_have_the_expected_share(item: Item) -> None:
    luck = chance("draws")
    shares = [share_of(item, drawn(item, 0.6, luck)) for _draw in range(20_000)]
    assert statistics.fmean(shares) == pytest.approx(
        expected_share(item, 0.6), abs=4 * statistics.stdev(shares) / len(shares) ** 0.5
    )


def test_a_higher_trait_is_a_better_answer_also_reversed() -> None:
    assert expected_share(ITEM, 1.0) > expected_share(ITEM, -1.0)
    assert expected_share(REVERSED, 1.0) == pytest.approx(expected_share(ITEM, 1.0))
    assert drawn(ITEM, 9.0, chance("high")) == 4 and drawn(REVERSED, 9.0, chance("high")) == 0
