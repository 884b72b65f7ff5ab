"""Items that are answered differently in two languages or waves by people who stand equally high."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.proportional_odds import OddsFit, fit_proportional_odds
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_GROUP, TOO_FEW, Cell, Estimate, check_level
from analysis.scales.items import items_pointing_up
from analysis.tables import EstimateTable

REST, TOTAL = "rest", "total"
LOG_ODDS = "log odds of a higher answer"
FEWEST = 10
"""A group of fewer people tells nothing about an item."""
MODERATE, LARGE = 0.035, 0.07
"""Changes of Nagelkerke's R² from which on a difference is called moderate, large (Jodoin and Gierl 2001)."""


@dataclass(frozen=True, slots=True)
class Step:
    """From a smaller to a larger model: the likelihood ratio, its p value, and how much pseudo-R² grows."""

    chi_square: float
    degrees_of_freedom: int
    p_value: float
    nagelkerke: float
    mcfadden: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingItem:
    """How an item differs between groups.

    uniform: one group answers higher all along. nonuniform: the item tells people apart better in one group.
    either: both together. groups: for each other group, how much higher it answers than the reference when
    people stand equally high. Steps are None, and ``reason`` says why, when they cannot be told.
    """

    item: str
    reference: str
    uniform: Step | None
    nonuniform: Step | None
    either: Step | None
    groups: tuple[Estimate, ...]
    names: tuple[str, ...]
    n: int
    missing: int
    reason: str

    @property
    def size(self) -> str:
        """Negligible, moderate or large, by Nagelkerke's R²; '' when it cannot be told."""
        if self.either is None:
            return ""
        change = self.either.nagelkerke
        return "large" if change >= LARGE else "moderate" if change >= MODERATE else "negligible"

    def as_row(self) -> dict[str, Cell]:
        """Everything but the groups, under fixed names."""
        row: dict[str, Cell] = {"item": self.item, "reference": self.reference, "n": self.n, "missing": self.missing}
        for name, step in (("uniform", self.uniform), ("nonuniform", self.nonuniform), ("either", self.either)):
            for part in ("chi_square", "degrees_of_freedom", "p_value", "nagelkerke", "mcfadden"):
                row[f"{name}_{part}"] = None if step is None else asdict(step)[part]
        return {**row, "size": self.size, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class DifferingItems:
    """The items of a scale, in their order."""

    items: tuple[DifferingItem, ...]

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """How much higher each other group answers, item by item."""
        return tuple(estimate for item in self.items for estimate in item.groups)

    def groups(self) -> EstimateTable:
        """The same, beside the names of item, reference and group."""
        keys = [
            {"item": item.item, "reference": item.reference, "group": name}
            for item in self.items
            for name, _estimate in zip(item.names, item.groups, strict=bool(item.groups))
        ]
        return EstimateTable(estimates=self.estimates, keys=tuple(keys))

    def as_table(self) -> pd.DataFrame:
        """One row per item."""
        return pd.DataFrame([item.as_row() for item in self.items], dtype=object)


def differing_items(
    table: pd.DataFrame,
    items: Sequence[str],
    group: str,
    *,
    reverse: Sequence[str] = (),
    match: str = REST,
    anchors: Sequence[str] | None = None,
    level: float = 0.95,
) -> DifferingItems:
    """Differential item functioning of each item, by proportional odds.

    Estimand: whether people who stand equally high on the scale answer an item differently in one group (a language, a
    wave), all along (uniform) or more so at one end (nonuniform), and by how many log odds.
    Formula: logit P(item > c) = b m - cut, + group (uniform), + group × m (nonuniform), m the sum of the matching items
    in standard deviations; likelihood ratios against χ²; growth of Nagelkerke's and McFadden's R² beside them.
    Columns and units: one column of numbers per item, ``group`` a column of names; ``match``: by the ``rest`` of the
    items or their ``total``; ``anchors``: match by these items only (known not to differ). The reference is the group
    with most people. p values are not adjusted for the number of items. Rows of two waves of the same people are taken
    as independent, which makes p rather too large.
    Missing: ``listwise`` over items, anchors and group. One group only: ``one_group``; one answer only: ``all_equal``;
    fewer than ten people in a group: ``too_few``; an item that tells groups apart without error: ``separation``.
    Raises: ValueError for fewer than two items, an absent column, texts as answers, another match, a wrong level.
    Source: Zumbo (1999); Crane et al. (2006), Medical Care 44; Jodoin and Gierl (2001) for sizes.
    Checked against R: ``MASS::polr(factor(item) ~ m * group)`` and the smaller models, ``logLik``.

    >>> rng = np.random.default_rng(3)
    >>> answers = np.digitize(rng.standard_normal((200, 1)) + rng.standard_normal((200, 4)), [-1, 0, 1])
    >>> table = pd.DataFrame(answers, columns=list("abcd")).assign(language=["fr"] * 120 + ["ar"] * 80)
    >>> table.loc[table["language"] == "ar", "b"] = np.maximum(table["b"] - 1, 0)
    >>> [(item.item, item.size) for item in differing_items(table, list("abcd"), "language", anchors=list("acd")).items]
    [('a', 'negligible'), ('b', 'large'), ('c', 'negligible'), ('d', 'negligible')]
    """
    check_level(level)
    if match not in (REST, TOTAL):
        raise ValueError(f"match is {match!r}; it is {REST} or {TOTAL}.")
    people = _people(table, items, group, reverse=reverse, anchors=items if anchors is None else anchors)
    return DifferingItems(tuple(_differing(people, place, match, level) for place in range(len(items))))


@dataclass(frozen=True, slots=True)
class _People:
    """Who answered everything: answers by item, answers to match by, the group of each by number, names of groups."""

    answers: Numbers
    items: tuple[str, ...]
    anchors: dict[str, Numbers]
    group: NDArray[np.int64]
    names: tuple[str, ...]
    lost: int


def _people(
    table: pd.DataFrame, items: Sequence[str], group: str, *, reverse: Sequence[str], anchors: Sequence[str]
) -> _People:
    if list(table.columns).count(group) != 1:
        raise ValueError(f"Column {group}: the table has not one of this name.")
    if stray := sorted(set(reverse) - set(items) - set(anchors)):
        raise ValueError(f"Reversed but neither item nor anchor: {', '.join(stray)}.")
    answers = items_pointing_up(table, items, [item for item in reverse if item in items])
    matching = {name: (-1 if name in reverse else 1) * column_of(table, name) for name in anchors}
    whole = np.column_stack([answers, *matching.values()])
    known = ~np.isnan(whole).any(axis=1) & table[group].notna().to_numpy()
    counts = table[group][known].astype(str).value_counts()
    names = tuple(sorted(counts.index, key=lambda name: (-counts[name], name)))
    number = {name: place for place, name in enumerate(names)}
    return _People(
        answers=answers[known],
        items=tuple(items),
        anchors={name: column[known] for name, column in matching.items()},
        group=np.array([number[name] for name in table[group][known].astype(str)], dtype=np.int64),
        names=names,
        lost=int((~known).sum()),
    )


def _differing(people: _People, place: int, match: str, level: float) -> DifferingItem:
    item, answers = people.items[place], people.answers[:, place]
    n = answers.size
    others = [column for name, column in people.anchors.items() if match == TOTAL or name != item]
    standing = np.sum(others, axis=0) if others else np.zeros(n)
    reason = _why_not(people, answers, standing)
    steps: tuple[Step | None, ...] = (None, None, None)
    groups: tuple[Estimate, ...] = ()
    if not reason:
        codes = np.unique(answers, return_inverse=True)[1].astype(np.int64)
        fits, reason = _three_models(codes, (standing - standing.mean()) / standing.std(), people)
        if fits:
            steps = _steps(codes, fits, len(people.names) - 1)
            groups = _of_groups(fits[1], people, level)
    return DifferingItem(
        item=item,
        reference=people.names[0] if people.names else "",
        uniform=steps[0],
        nonuniform=steps[1],
        either=steps[2],
        groups=groups,
        names=people.names[1:],
        n=n,
        missing=people.lost,
        reason=reason,
    )


def _why_not(people: _People, answers: Numbers, standing: Numbers) -> str:
    if not answers.size:
        return NO_VALUES
    if len(people.names) < 2:
        return ONE_GROUP
    if any(are_equal(column, largest(column)) for column in (answers, standing)):
        return ALL_EQUAL
    return TOO_FEW if np.bincount(people.group).min() < FEWEST else ""


def _three_models(codes: NDArray[np.int64], standing: Numbers, people: _People) -> tuple[tuple[OddsFit, ...], str]:
    """By standing alone, with the group, with both together; each search begins where the last one ended."""
    groups = (people.group[:, None] == np.arange(1, len(people.names))).astype(np.float64)
    columns = (standing[:, None], groups, groups * standing[:, None])
    fits: list[OddsFit] = []
    for model in range(3):
        matrix = np.column_stack(columns[: model + 1])
        start = None
        if fits:
            known = fits[-1].coefficients.size
            zeros = np.zeros(matrix.shape[1] - known)
            start = np.concatenate((fits[-1].parameters[:known], zeros, fits[-1].parameters[known:]))
        fit, reason = fit_proportional_odds(codes, matrix, start=start)
        if fit is None:
            return (), reason
        fits.append(fit)
    return tuple(fits), ""


def _steps(codes: NDArray[np.int64], fits: tuple[OddsFit, ...], degrees: int) -> tuple[Step, ...]:
    n, counts = codes.size, np.bincount(codes)
    nothing = float((counts * np.log(counts / n)).sum())

    def step(smaller: OddsFit, larger: OddsFit, freed: int) -> Step:
        chi_square = max(2 * (larger.log_likelihood - smaller.log_likelihood), 0.0)
        explained = [1 - math.exp(2 * (nothing - fit.log_likelihood) / n) for fit in (smaller, larger)]
        return Step(
            chi_square=chi_square,
            degrees_of_freedom=freed,
            p_value=float(stats.chi2.sf(chi_square, freed)),
            nagelkerke=(explained[1] - explained[0]) / (1 - math.exp(2 * nothing / n)),
            mcfadden=(smaller.log_likelihood - larger.log_likelihood) / nothing,
        )

    return (
        step(fits[0], fits[1], degrees),
        step(fits[1], fits[2], degrees),
        step(fits[0], fits[2], 2 * degrees),
    )


def _of_groups(fit: OddsFit, people: _People, level: float) -> tuple[Estimate, ...]:
    errors = np.sqrt(np.diag(fit.covariances))
    reach = float(stats.norm.ppf((1 + level) / 2))
    found = []
    for value, error in zip(fit.coefficients[1:], errors[1:], strict=True):
        found.append(
            Estimate(
                estimand="log_odds_at_equal_standing",
                value=float(value),
                standard_error=float(error),
                interval_low=float(value - reach * error),
                interval_high=float(value + reach * error),
                level=level,
                n=people.group.size,
                missing=people.lost,
                missing_policy=LISTWISE,
                method="proportional_odds",
                unit=LOG_ODDS,
                p_value=float(2 * stats.norm.sf(abs(value / error))),
                assumptions=("independent_people", "proportional_odds", "anchors_do_not_differ"),
            )
        )
    return tuple(found)
