"""What stands out in the tables of a results page that have no picture, one Finding each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.change.important_change import ImportantChange
from analysis.comparison.balance import LARGE, Balance
from analysis.results import Cell, Estimate, Finding
from analysis.sampling.retention import Retention
from analysis.tables import EstimateTable
from survey.findings.planned.people import BEFORE
from survey.findings.planned.results import WeightingTold
from survey.findings.telling.contrasts import key_of

ENOUGH = 0.7
"""The alpha that is usually asked for where groups are compared (Nunnally 1978)."""
ALPHA = "cronbach_alpha"


def kept(retention: Retention) -> Finding:
    """How many answered again, and where they and the others stood at the start."""
    start = [
        (key, each) for key, each in zip(retention.keys, retention.estimates, strict=True) if key["variable"] == BEFORE
    ]
    values: dict[str, Cell] = {"people": retention.retained + retention.lost, "retained": retention.retained}
    apart = start[0][1].value if start else None
    if apart is None:
        return Finding("kept_unknown", values)
    values |= {"retained_start": start[0][0]["retained"], "lost_start": start[0][0]["lost"]}
    return Finding("kept_alike" if abs(apart) <= LARGE else "kept_higher" if apart > 0 else "kept_lower", values)


def lost(by_contrast: Mapping[str, Finding]) -> Finding:
    """What the lost might do to the first of these contrasts, which is named where there are others."""
    contrast, finding = next(iter(by_contrast.items()))
    return Finding(finding.key, {**finding.values, **({} if len(by_contrast) == 1 else {"contrast": contrast})})


def important(found: ImportantChange) -> Finding:
    """How many changed by as much as the plan calls important, either way."""
    if found.reason or not found.counts:
        return Finding("important_unknown")
    values: dict[str, Cell] = {name: found.counts[name] for name in ("improved", "deteriorated")}
    return Finding("important_change", {"n": sum(found.counts.values()), "threshold": found.threshold, **values})


def looking_back(found: EstimateTable) -> Finding:
    """The change measured, the change felt, and how the start is seen now."""
    measured, felt, shift = found.estimates
    values: dict[str, Cell] = {"measured": measured.value, "felt": felt.value, "shift": shift.value}
    if shift.value is None:
        return Finding("shift_unknown")
    return Finding(f"shift_{_way(shift)}", values)


def reliability(found: EstimateTable) -> Finding:
    """The lowest alpha of all times, and whether it is enough to compare groups."""
    known = [each.value for each in found.estimates if each.estimand == ALPHA and each.value is not None]
    if not known:
        return Finding("reliability_unknown")
    key = "reliability_enough" if min(known) >= ENOUGH else "reliability_low"
    return Finding(key, {"alpha": min(known), "enough": ENOUGH})


def balance(rows: Sequence[Balance]) -> Finding:
    """By how many characteristics the groups differ, before and after they are weighted by need."""
    before = sum(row.difference_before is not None and abs(row.difference_before) > LARGE for row in rows)
    after = sum(row.left for row in rows)
    values: dict[str, Cell] = {"large": LARGE, "characteristics": len(rows), "before": before, "after": after}
    return Finding("balance_left" if after else "balance_even", values)


def weighting(rows: Sequence[WeightingTold]) -> Finding:
    """What the weights cost where they cost most."""
    made = [each for each in rows if each.design_effect is not None]
    if not made:
        return Finding("weights_without")
    dearest = max(made, key=lambda each: each.design_effect or 0)
    values: dict[str, Cell] = {"n": dearest.n, "worth_n": dearest.effective_n}
    return Finding("weights_cost", {"contrast": key_of(dearest.wave, dearest.from_wave), **values})


def evenness(corrected: Estimate) -> Finding:
    """How even the chances to answer are."""
    if corrected.value is None:
        return Finding("evenness_unknown")
    limits: dict[str, Cell] = {"interval_low": corrected.interval_low, "interval_high": corrected.interval_high}
    if corrected.interval_low is None:
        return Finding("evenness_without_interval", {"value": corrected.value})
    return Finding("evenness", {"value": corrected.value, "level": corrected.level, **limits})


def _way(shift: Estimate) -> str:
    if shift.interval_low is None or shift.interval_high is None:
        return "unclear"
    return "higher" if shift.interval_low > 0 else "lower" if shift.interval_high < 0 else "unclear"
