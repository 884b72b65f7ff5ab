"""The parts of the people that a plan looks at: everybody of one value of one variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.sampling.covariates import categories_of
from survey.findings.planned.people import ARM, PlannedTable
from survey.findings.planned.results import Subgroup
from survey.instrument.plan import Plan

MOST_VALUES = 30
"""A variable of more values, such as an age in years, makes no subgroups."""


@dataclass(frozen=True, slots=True)
class Part:
    """A variable with one of its values, None for everyone, and who has it.

    ``is_arm``: the variable is the arm itself, so that nothing can be compared within.
    """

    name: Subgroup | None
    people: NDArray[np.bool_]
    is_arm: bool = False


def parts_of(table: PlannedTable, plan: Plan) -> tuple[Part, ...]:
    """Everyone, then each value of each variable in the order of the plan, values in that of the alphabet."""
    return (Part(None, np.ones(len(table.people), dtype=bool)), *_subgroups(table, plan))


def _subgroups(table: PlannedTable, plan: Plan) -> Iterator[Part]:
    for variable in plan.subgroups:
        values = values_of(table, variable)
        if len(values) > MOST_VALUES:
            continue
        told = categories_of(table.people, variable)
        is_arm = variable == ARM or (ARM in table.people.columns and told.equals(categories_of(table.people, ARM)))
        yield from (Part((variable, value), (told == value).to_numpy(dtype=bool), is_arm) for value in values)


def values_of(table: PlannedTable, variable: str) -> tuple[str, ...]:
    """The values of a variable that somebody has; none where it has no column."""
    if variable not in table.people.columns:
        return ()
    return tuple(sorted(set(categories_of(table.people, variable).dropna())))
