"""The frozen shape of a plan: what is judged, against what, among whom, and how, named before answers arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from survey.instrument.definition import Text

POST_ONLY, BEFORE_AFTER, RANDOMISED = "post_only", "before_after", "randomised"
WAITING_LIST, BY_NEED = "waiting_list", "by_need"
DESIGNS = (POST_ONLY, BEFORE_AFTER, RANDOMISED, WAITING_LIST, BY_NEED)
COMPARING = (RANDOMISED, WAITING_LIST, BY_NEED)
"""The designs that hold arms against each other."""
RANDOM = "random"
ASSIGNED = (RANDOM,)
PRIMARY, SECONDARY, EXPLORATORY = "primary", "secondary", "exploratory"
PARTS = (PRIMARY, SECONDARY, EXPLORATORY)
CLUSTERS = ("household", "worker")
NO_WEIGHTS, GIVEN = "none", "given"
FITTED = ("raking", "post_stratification", "calibration")
"""Weights that are worked out from margins of the register."""
WEIGHT_METHODS = (NO_WEIGHTS, *FITTED, GIVEN)
NO_ADJUSTMENT, HOLM, BENJAMINI_HOCHBERG = "none", "holm", "benjamini_hochberg"
ADJUSTMENTS = {"primary": (HOLM, NO_ADJUSTMENT), "others": (BENJAMINI_HOCHBERG, NO_ADJUSTMENT)}


@dataclass(frozen=True, slots=True)
class Contrast:
    """What is subtracted from what: a wave from another among the same people, or an arm from another at a wave.

    ``from_wave``: None where there is no earlier wave. ``arm``: None for a change of the same people.
    ``reference``: None for the first arm there is.
    """

    wave: str
    from_wave: str | None = None
    arm: str | None = None
    reference: str | None = None

    @property
    def is_comparison(self) -> bool:
        """Whether arms are compared."""
        return self.arm is not None

    @property
    def name(self) -> str:
        """``exit - entry``, ``support - advice``, or the wave alone."""
        if self.arm is not None:
            return f"{self.arm} - {self.reference}" if self.reference else self.arm
        return f"{self.wave} - {self.from_wave}" if self.from_wave else self.wave


@dataclass(frozen=True, slots=True)
class Weights:
    """How those who answered are made like the register. ``trim``: lowest and highest weight over the mean one."""

    method: str = NO_WEIGHTS
    margins: tuple[str, ...] = ()
    trim: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How p-values are adjusted over the primary outcomes, and over the others."""

    primary: str = HOLM
    others: str = BENJAMINI_HOCHBERG


@dataclass(frozen=True, slots=True)
class Plan:
    """What a study will be judged by. An empty ``contrasts`` stands for those of the design.

    ``important_change``: by scale, in score points. ``deltas``: by how many points the lost may have fared otherwise.
    """

    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    exploratory: tuple[str, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    subgroups: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    cluster: str | None = None
    weights: Weights = Weights()
    adjustment: Adjustment = Adjustment()
    level: float = 0.95
    important_change: Mapping[str, float] = field(default_factory=dict)
    deltas: tuple[float, ...] = ()

    def outcomes(self) -> Iterator[tuple[str, str]]:
        """Each planned scale with its part, primary ones first."""
        for part in PARTS:
            for scale in getattr(self, part):
                yield part, scale


@dataclass(frozen=True, slots=True)
class PlanColumns:
    """What the columns of a CSV file are called; None for one that it does not have."""

    participant_id: str
    wave: str
    arm: str | None = None
    household: str | None = None
    worker: str | None = None
    weight: str | None = None
    strata: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedScale:
    """A scale as scored. ``score_range``: None for the mean of its items. ``range``: of an item, None where untold."""

    name: str
    items: tuple[str, ...]
    minimum_answered: int
    score_range: tuple[float, float] | None = None
    reverse: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    label: Text = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Everything PLAN.yaml says. ``waves``: empty for the order in which they first appear in the CSV file."""

    design: str
    columns: PlanColumns
    scales: tuple[PlannedScale, ...]
    plan: Plan
    assigned: str = ""
    waves: tuple[str, ...] = ()


def default_contrasts(design: str, waves: Sequence[str], arms: Sequence[str] = ()) -> tuple[Contrast, ...]:
    """What a design compares unless its plan says otherwise: each later wave with the first, each arm with the first.

    Waiting lists compare arms at the second wave alone: later on nobody waits any more.
    """
    if design == POST_ONLY or not waves:
        return tuple(Contrast(wave) for wave in waves)
    first, later = (waves[0], waves[1:]) if len(waves) > 1 else (None, waves)
    found = [Contrast(wave, first) for wave in later if first]
    compared = later[:1] if design == WAITING_LIST else later
    if design in COMPARING:
        found += [Contrast(wave, first, arm, arms[0]) for wave in compared for arm in arms[1:]]
    return tuple(found) or (Contrast(waves[0]),)


def contrasts_of(plan: Plan, design: str, waves: Sequence[str], arms: Sequence[str] = ()) -> tuple[Contrast, ...]:
    """What a plan compares, each arm with its reference named."""
    first = arms[0] if arms else None
    return tuple(
        replace(each, reference=first) if each.arm is not None and each.reference is None else each
        for each in plan.contrasts
    ) or default_contrasts(design, waves, arms)
