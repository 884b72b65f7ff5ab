"""Many comparisons and sample sizes, held against R's ``p.adjust`` and ``power.t.test``."""

from __future__ import annotations

import pytest
from r.comparing import expected, hold_equal

from analysis.comparison.multiplicity import adjusted_p_values
from analysis.power import power_compared, power_paired, sample_size_compared, sample_size_paired

SETS: dict[str, list[float | None]] = {
    "planned": [0.011, 0.02, 0.04],
    "ties": [0.03, 0.03, 0.001, 0.2, 0.2, 0.9],
    "ends": [0, 1, 0.5, 0.049, 0.0501],
    "gaps": [0.01, None, 0.04, 0.03],
}


@pytest.mark.parametrize("name", SETS)
def test_adjusted_p_values_are_those_of_r(name: str) -> None:
    found = {
        f"{r}_{at}": p
        for r, way in (("holm", "holm"), ("BH", "benjamini_hochberg"))
        for at, p in enumerate(adjusted_p_values(SETS[name], way), 1)
    }
    hold_equal(found, expected("planning", name))


@pytest.mark.parametrize("power", [0.8, 0.95])
@pytest.mark.parametrize("difference", [0.2, 0.5, 0.8])
def test_sample_sizes_are_those_of_r(difference: float, power: float) -> None:
    found: dict[str, float | None] = {
        f"paired_{difference:g}_{power:g}": sample_size_paired(difference, 1, power=power).exact,
        f"compared_{difference:g}_{power:g}": sample_size_compared(difference, 1, power=power).exact,
    }
    hold_equal(found, expected("planning", "sizes"))


@pytest.mark.parametrize("significance", [0.05, 0.01])
@pytest.mark.parametrize("n", [5, 20, 100])
def test_powers_are_those_of_r(n: int, significance: float) -> None:
    found: dict[str, float | None] = {
        f"paired_{n}_{significance:g}": power_paired(n, 4, 10, level=1 - significance),
        f"compared_{n}_{significance:g}": power_compared(n, n, 4, 10, level=1 - significance),
    }
    hold_equal(found, expected("planning", "powers"))


@pytest.mark.parametrize(("smaller", "larger"), [(20, 60), (35, 50)])
def test_powers_of_unequal_groups_are_those_of_r(smaller: int, larger: int) -> None:
    found: dict[str, float | None] = {f"unequal_{smaller}_{larger}": power_compared(smaller, larger, 4, 10)}
    hold_equal(found, expected("planning", "powers"))
