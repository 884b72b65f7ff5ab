"""What an analysis returns: an Estimate with its uncertainty, a Finding with its values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

NO_VALUES = "no_values"
ONE_VALUE = "one_value"
TOO_FEW = "too_few"
ALL_EQUAL = "all_equal"
ONE_DIRECTION = "one_direction"
ONE_GROUP = "one_group"
ONE_CLUSTER = "one_cluster"
COLLINEAR = "collinear"
SEPARATION = "separation"
NO_CONVERGENCE = "no_convergence"
CONTRADICTION = "contradiction"
REASONS = (
    NO_VALUES,
    ONE_VALUE,
    TOO_FEW,
    ALL_EQUAL,
    ONE_DIRECTION,
    ONE_GROUP,
    ONE_CLUSTER,
    COLLINEAR,
    SEPARATION,
    NO_CONVERGENCE,
    CONTRADICTION,
)
"""Why a figure is absent: nothing was answered, one answer has no spread, the formula needs more, every value is the
same, every change goes the same way; a group to compare with is empty, all stand in one cluster, a covariate follows
from the others, a covariate tells the outcome apart without error, the search found no end, margins contradict."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure with its uncertainty, and everything a reader needs to judge it.

    estimand: what is estimated, a fixed name such as ``mean_change``.
    value, standard_error, interval_low, interval_high: in ``unit``; None when it cannot be told, never NaN.
    standard_error: None also where the interval is not made from one (noncentral t, Fisher's z).
    level: confidence of the interval, 0.95 for 95 %. n: how many count. missing: how many do not.
    standardiser: the standard deviation that a standardised change was divided by, None elsewhere.
    degrees_of_freedom, p_value: of the test that belongs to the interval; None where there is none.
    assumptions: what must hold for the interval to mean what it says, as fixed names such as ``independent_people``.
    cautions: what a reader must be warned of, as fixed names such as ``few_clusters``.
    reason: why a figure is absent, one of ``REASONS``; '' when none is.
    """

    estimand: str
    value: float | None
    standard_error: float | None = None
    interval_low: float | None = None
    interval_high: float | None = None
    level: float
    n: int
    missing: int
    missing_policy: str
    method: str
    unit: str
    standardiser: float | None = None
    weights: str = "none"
    design: str = "none"
    degrees_of_freedom: float | None = None
    p_value: float | None = None
    assumptions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        figures = (
            *(self.value, self.standard_error, self.interval_low, self.interval_high),
            *(self.standardiser, self.degrees_of_freedom, self.p_value),
        )
        if any(figure is not None and not math.isfinite(figure) for figure in figures):
            raise ValueError(f"{self.estimand}: a figure is not finite; leave it None and give the reason.")
        absent = None in (self.value, self.interval_low, self.interval_high)
        if absent and self.reason not in REASONS:
            raise ValueError(f"{self.estimand}: a figure is absent; give one of the reasons {', '.join(REASONS)}.")

    def as_row(self) -> dict[str, Cell]:
        """The fields under their own names, always the same ones in the same order: a row of a table."""
        row: dict[str, Cell] = {part.name: getattr(self, part.name) for part in fields(self)}
        return row | {"assumptions": " ".join(self.assumptions), "cautions": " ".join(self.cautions)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands out, as a key and its values; the sentence in each language is made elsewhere.

    ``str()`` gives plain English for a notebook.

    >>> print(Finding("change_up", {"change": 4.25, "interval_low": 1.5, "n": 40}))
    change up: change 4.25, interval low 1.5, n 40
    """

    key: str
    values: Mapping[str, Cell] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{_plain(name)} {_told(value)}" for name, value in self.values.items())
        return f"{_plain(self.key)}: {told}" if told else _plain(self.key)


def check_level(level: float) -> None:
    """Refuse a confidence level that is no share: 95 % is 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; write it as a share between 0 and 1, 0.95 for 95 %.")


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _told(value: Cell) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, float):
        return f"{value:.4g}"
    return _plain(str(value))
