"""What the plan of a study gives: every figure under a stable key, and beside it what a reader must know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.change.entry_and_change import EntryAndChange
from analysis.change.important_change import ImportantChange
from analysis.change.reliable_change import ReliableChange
from analysis.change.sign import SignTest
from analysis.comparison.balance import Balance
from analysis.missing import Pairs
from analysis.results import Cell, Estimate, Finding
from analysis.sampling.attrition import Attrition
from analysis.sampling.flow import Flow
from analysis.sampling.r_indicator import RIndicator
from analysis.sampling.representativeness import Representativeness
from analysis.sampling.retention import Retention
from analysis.sampling.tipping import Tipping
from analysis.scales.differing_items import DifferingItems
from analysis.tables import EstimateTable
from survey.findings.planned.numbers import numbers_of, of_estimate, of_table
from survey.instrument.plan import Plan

EVERYONE = "all"
Subgroup = tuple[str, str]
"""A variable and one of its values."""
OF_CHANGE = (
    *("entry_and_change", "signs", "reliable_change", "important_change"),
    *("retention", "attrition", "tipping", "then_test"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFigure:
    """One figure of one contrast of one outcome.

    ``wave``, ``from_wave``: '' where only one wave is looked at. ``contrast``: ``exit - entry``, ``support - advice``,
    or the wave alone. ``part``: of the outcome in the plan. ``planned``: whether the plan holds outcome and contrast.
    ``preferred``: the figure that the page leads with and whose p value is adjusted; its ``adjusted_p_value`` is None
    where it has no p value. ``adjustment``: the way, '' for figures that are not preferred.
    """

    outcome: str
    wave: str
    from_wave: str
    contrast: str
    subgroup: Subgroup | None
    part: str
    planned: bool
    estimate: Estimate
    preferred: bool = False
    adjusted_p_value: float | None = None
    adjustment: str = ""

    @property
    def within(self) -> str:
        """``site=north``, or ``all``."""
        return EVERYONE if self.subgroup is None else "=".join(self.subgroup)

    @property
    def key(self) -> str:
        """``wellbeing/exit from entry/support - advice/average_effect/ancova_hc3/none/all``."""
        when = f"{self.wave} from {self.from_wave}" if self.from_wave else self.wave
        told = self.estimate
        return "/".join((self.outcome, when, self.contrast, told.estimand, told.method, told.weights, self.within))

    def as_row(self) -> dict[str, Cell]:
        """The figure under fixed names, always the same ones in the same order."""
        told = self.estimate
        return {
            "outcome": self.outcome,
            "wave": self.wave,
            "contrast": self.contrast,
            "estimand": told.estimand,
            "method": told.method,
            "value": told.value,
            "low": told.interval_low,
            "high": told.interval_high,
            "level": told.level,
            "n": told.n,
            "n_missing": told.missing,
            "weights": told.weights,
            "planned": self.planned,
            "key": self.key,
            "subgroup": self.within,
            "part": self.part,
            "unit": told.unit,
            "standard_error": told.standard_error,
            "degrees_of_freedom": told.degrees_of_freedom,
            "p_value": told.p_value,
            "adjusted_p_value": self.adjusted_p_value,
            "assumptions": " ".join(told.assumptions),
            "cautions": " ".join(told.cautions),
            "reason": told.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """When the plan was locked, by whom; ``matches``: whether the plan of today is the one that was locked.

    ``late``: the waves whose first answer was stored before.
    """

    digest: str
    at: str
    by: str
    matches: bool = True
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What a reader must be warned of: a fixed name, the outcome it is about ('' for all), values, and what is why."""

    key: str
    outcome: str = ""
    values: Mapping[str, Cell] = field(default_factory=dict)
    finding: Finding | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What tells it from others: its key, the outcome, then the waves or the variable that it is about."""
        told = [self.values[name] for name in ("wave", "from_wave", "variable") if name in self.values]
        return (self.key, self.outcome, *(str(value) for value in told))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold:
    """What stands beside the change of one outcome between two waves.

    ``pairs``: both scores of everyone who has both, for drawing alone; they are no published numbers. ``tipping``: None
    unless more than 5 % were lost, or the plan names deltas. ``then_test``: None where nothing looks back.
    """

    wave: str
    from_wave: str
    pairs: Pairs
    entry_and_change: EntryAndChange
    signs: SignTest
    reliable_change: ReliableChange
    important_change: ImportantChange | None
    retention: Retention
    attrition: Attrition
    tipping: Tipping | None
    then_test: EstimateTable | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltTold:
    """What stands beside the change that people feel looking back from one wave; ``pairs``: as with a change."""

    wave: str
    pairs: Pairs
    signs: SignTest
    reliable_change: ReliableChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonTold:
    """What stands beside one comparison of arms. ``balance``: of groups formed by need, before and after weights."""

    wave: str
    from_wave: str
    arm: str
    reference: str
    tipping: Tipping | None = None
    balance: tuple[Balance, ...] = ()
    effective_n: Mapping[str, float] = field(default_factory=dict)

    @property
    def contrast(self) -> str:
        """``support - advice``."""
        return f"{self.arm} - {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTold:
    """Everything about one outcome but its figures.

    ``reliability``: rows by ``wave``; ``means``: by ``wave`` and ``arm`` ('' for everyone); ``ends``: by ``wave`` and
    ``end``. ``differing``: by language; None where one language, or no item, is there to compare. ``felt``: of each
    wave that is looked at alone, where people were asked about the time before.
    """

    name: str
    part: str
    score_range: tuple[float, float]
    items: tuple[str, ...]
    reliability: EstimateTable
    means: EstimateTable
    ends: EstimateTable
    changes: tuple[ChangeTold, ...] = ()
    comparisons: tuple[ComparisonTold, ...] = ()
    differing: DifferingItems | None = None
    felt: tuple[FeltTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightingTold:
    """The weights of those who answered at one wave, or at both of a contrast, and what they cost.

    ``reason``, ``problem``: why there are none, a fixed name and what stands in the way; '' and None when there are.
    """

    wave: str
    from_wave: str
    method: str
    margins: tuple[str, ...]
    n: int
    missing: int
    effective_n: float | None
    design_effect: float | None
    trimmed_share: float | None
    lowest: float | None
    highest: float | None
    reason: str = ""
    problem: Finding | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a plan gives. ``lock``: None where the plan is not locked, as for any CSV.

    ``representativeness``, ``r_indicator``: of those who answered at the last wave against the register; None without.
    """

    plan: Plan
    design: str
    assigned: str
    waves: tuple[str, ...]
    arms: tuple[str, ...]
    people: int
    figures: tuple[PlannedFigure, ...]
    outcomes: tuple[OutcomeTold, ...]
    flow: Flow | None
    representativeness: Representativeness | None = None
    r_indicator: RIndicator | None = None
    weighting: tuple[WeightingTold, ...] = ()
    cautions: tuple[Caution, ...] = ()
    lock: Lock | None = None

    def figure(self, key: str) -> PlannedFigure:
        """The figure of this key. Raises ValueError when there is none."""
        found = [each for each in self.figures if each.key == key]
        if not found:
            raise ValueError(f"{key} is not among the figures.")
        return found[0]

    def outcome(self, name: str) -> OutcomeTold:
        """What is told of an outcome. Raises ValueError when there is none of this name."""
        found = [each for each in self.outcomes if each.name == name]
        if not found:
            raise ValueError(f"{name} is not among the outcomes.")
        return found[0]

    def numbers(self) -> Mapping[str, Cell]:
        """Every number that can be shown, by its key; None where it cannot be told."""
        return dict(self._numbers())

    def _numbers(self) -> Iterator[tuple[str, Cell]]:
        for each in self.figures:
            yield from of_estimate(f"figure/{each.key}", each.estimate)
            yield f"figure/{each.key}#adjusted_p_value", each.adjusted_p_value
        for outcome in self.outcomes:
            yield from _of_outcome(outcome)
        for weighting in self.weighting:
            yield from numbers_of(f"weighting/{weighting.wave} from {weighting.from_wave}", weighting)
        yield from numbers_of("flow", self.flow)
        yield from numbers_of("representativeness", self.representativeness)
        yield from numbers_of("r_indicator", self.r_indicator)
        for caution in self.cautions:
            yield from numbers_of(f"caution/{'/'.join(caution.names)}", caution.values)


def _of_outcome(told: OutcomeTold) -> Iterator[tuple[str, Cell]]:
    start = f"outcome/{told.name}"
    for name, rows in (("reliability", told.reliability), ("means", told.means), ("ends", told.ends)):
        yield from of_table(f"{start}/{name}", rows)
    if told.differing is not None:
        yield from numbers_of(f"{start}/differing", told.differing)
    for change in told.changes:
        at = f"{start}/{change.wave} from {change.from_wave}"
        for part in OF_CHANGE:
            yield from numbers_of(f"{at}/{part}", getattr(change, part))
    for felt in told.felt:
        for part in ("signs", "reliable_change"):
            yield from numbers_of(f"{start}/felt at {felt.wave}/{part}", getattr(felt, part))
    for comparison in told.comparisons:
        at = f"{start}/{comparison.wave} from {comparison.from_wave}/{comparison.contrast}"
        for part in ("tipping", "balance", "effective_n"):
            yield from numbers_of(f"{at}/{part}", getattr(comparison, part))
