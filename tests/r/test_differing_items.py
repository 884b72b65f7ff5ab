"""Items that differ between languages and waves, held against R."""

from __future__ import annotations

import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.scales.differing_items import DifferingItem, differing_items

SIX = [f"i{number}" for number in range(1, 7)]
PARTS = ("chi_square", "degrees_of_freedom", "p_value", "nagelkerke", "mcfadden")


def figures(prefix: str, item: DifferingItem) -> dict[str, float | None]:
    """An item under the names of R's table: 15 figures of the steps, two of each group."""
    row = item.as_row()
    found = {
        f"{prefix}_{step}_{part}": row[f"{step}_{part}"]
        for step in ("uniform", "nonuniform", "either")
        for part in PARTS
    }
    for name, estimate in zip(item.names, item.groups, strict=True):
        found |= {
            f"{prefix}_log_odds_{name}": estimate.value,
            f"{prefix}_log_odds_se_{name}": estimate.standard_error,
        }
    return found


@pytest.mark.parametrize("place", range(6))
def test_likelihood_ratios_by_language_are_those_of_r(place: int) -> None:
    # R: MASS::polr(factor(item) ~ standing * group), and the smaller models
    item = differing_items(read("items_that_differ"), SIX, "language").items[place]
    hold_equal(figures(SIX[place], item), expected("differing_items", "items_that_differ"), within=ITERATIVE)


@pytest.mark.parametrize("place", [1, 3])
def test_matching_by_the_total_is_that_of_r(place: int) -> None:
    item = differing_items(read("items_that_differ"), SIX, "language", match="total").items[place]
    told = expected("differing_items", "items_that_differ")
    hold_equal(figures(f"total_{SIX[place]}", item), told, within=ITERATIVE)


def test_matching_by_anchors_is_that_of_r() -> None:
    found = differing_items(read("items_that_differ"), SIX, "language", anchors=["i1", "i3", "i5", "i6"])
    told = expected("differing_items", "items_that_differ")
    hold_equal(figures("anchored_i3", found.items[2]), told, within=ITERATIVE)


@pytest.mark.parametrize("place", range(6))
def test_likelihood_ratios_by_wave_are_those_of_r(place: int) -> None:
    found = differing_items(read("gaps_in_items"), SIX, "wave", reverse=["i3", "i6"])
    told = expected("differing_items", "gaps_in_items")
    hold_equal(figures(SIX[place], found.items[place]), told, within=ITERATIVE)


def test_the_two_items_made_to_differ_are_found_and_no_other() -> None:
    found = {item.item: item for item in differing_items(read("items_that_differ"), SIX, "language").items}
    assert found["i2"].size == "large" and found["i2"].uniform.p_value < 1e-6
    assert found["i4"].nonuniform.p_value < 1e-6 < found["i4"].uniform.p_value
    assert [found[item].size for item in ("i1", "i3", "i5", "i6")] == ["negligible"] * 4
