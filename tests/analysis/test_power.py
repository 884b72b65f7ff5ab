"""How many people a study must ask: by hand, at the edges, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.power import Clusters, power_compared, power_paired, sample_size_compared, sample_size_paired


def test_loss_and_clusters_are_added_by_hand() -> None:
    # R: power.t.test(delta = 0.5, power = 0.8, type = "paired", strict = TRUE) needs 33.367 people. Ten per household,
    # of whom 80 % stay, icc 0.05: 1 + (10 × 0.8 - 1) × 0.05 = 1.35; 33.367 × 1.35 = 45.05, so 46; 46 / 0.8 = 57.5,
    # so 58.
    found = sample_size_paired(0.5, 1, lost=0.2, clusters=Clusters(10, 0.05))
    assert (found.design_effect, found.analysed, found.asked, found.clusters) == (pytest.approx(1.35), 46, 58, 6)
    assert (found.cautions, found.larger_asked) == (("few_clusters",), None)


def test_unequal_clusters_cost_more() -> None:
    # By hand (Eldridge 2006): 1 + ((1 + 0.6²) × 20 - 1) × 0.05 = 2.31.
    assert Clusters(20, 0.05, 0.6).design_effect() == pytest.approx(2.31)
    assert Clusters(1, 0.3).design_effect() == 1


def test_a_cluster_of_less_than_one_person_costs_nothing() -> None:
    # One of two stays, each alone: nobody has a neighbour left, and nothing is gained either.
    assert Clusters(1, 0.5).design_effect(0.5) == 1


def test_the_entry_score_spares_people() -> None:
    # sd √(1 - 0.6²) = 0.8 sd: about 0.64 times as many, but for one degree of freedom.
    plain = sample_size_compared(5, 20)
    less = sample_size_compared(5, 20, entry_correlation=0.6)
    assert less.exact == pytest.approx(0.64 * plain.exact, rel=0.02)
    assert power_compared(less.exact, less.exact, 5, 16, covariates=1) == pytest.approx(0.8, abs=1e-9)


def test_unequal_groups_need_more_in_all() -> None:
    equal, unequal = sample_size_compared(5, 20), sample_size_compared(5, 20, ratio=3, lost=0.1)
    assert unequal.larger_asked is not None
    assert unequal.analysed < equal.analysed < unequal.larger_asked
    assert power_compared(unequal.exact, 3 * unequal.exact, 5, 20) == pytest.approx(0.8, abs=1e-9)


@given(difference=st.floats(0.05, 5), power=st.floats(0.5, 0.99), level=st.sampled_from([0.9, 0.95, 0.99]))
@settings(max_examples=40, deadline=None)
def test_the_sample_reaches_its_power_and_one_less_does_not(difference: float, power: float, level: float) -> None:
    found = sample_size_paired(difference, 1, power=power, level=level)
    assert power_paired(found.analysed, difference, 1, level=level) >= power - 1e-9
    if found.analysed > 2:
        assert power_paired(found.analysed - 1, difference, 1, level=level) < power


@pytest.mark.parametrize("direction", [1, -1])
def test_the_direction_of_the_change_does_not_matter(direction: int) -> None:
    assert sample_size_paired(5 * direction, 20).exact == pytest.approx(sample_size_paired(5, 20).exact)


def test_a_change_far_beyond_error_is_sure() -> None:
    assert power_paired(1_000, 50, 10) == pytest.approx(1)
    assert sample_size_paired(1_000, 1).analysed == 2


def test_power_far_out_in_a_tail_is_not_lost() -> None:
    # R: power.t.test(n = 24435, delta = 0.15029290569568704, sd = 1, sig.level = 0.01, strict = TRUE): 1.
    assert power_paired(24_435, 0.15029290569568704, 1, level=0.99) == pytest.approx(1)


def test_one_person_finds_nothing() -> None:
    assert power_paired(1, 5, 10) == 0


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"change": 0}, "the difference is not 0"),
        ({"sd_of_change": 0}, "the sd is above 0"),
        ({"power": 0.04}, "which chance alone reaches"),
        ({"power": 1}, "and 1"),
        ({"lost": 1}, "lost is 1"),
        ({"level": 95}, "write it as a share"),
        ({"change": 1e-9}, "a thousand million people"),
    ],
)
def test_plans_that_cannot_be_are_refused(values: dict[str, float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        sample_size_paired(**({"change": 5.0, "sd_of_change": 20.0} | values))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(("values", "told"), [({"ratio": 0.5}, "1 or more"), ({"entry_correlation": 1}, "between -1")])
def test_comparisons_that_cannot_be_are_refused(values: dict[str, float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        sample_size_compared(5, 20, **values)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("values", [(0.5, 0.1, 0), (10, 1.2, 0), (10, 0.1, -1)])
def test_clusters_that_cannot_be_are_refused(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="size is 1 or more"):
        Clusters(*values)


def test_a_row_has_fixed_columns() -> None:
    row = sample_size_compared(5, 20, clusters=Clusters(10, 0.02)).as_row()
    assert list(row)[:5] == ["comparison", "power", "level", "difference", "sd"]
    assert row["cautions"] == ""
