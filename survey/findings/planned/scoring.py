"""The scales of a plan scored over the columns of a file; an answer outside its range is told with its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.precision import Numbers
from analysis.scales.rule import ScoringRule, range_of_mean
from analysis.scales.scores import scores
from survey.csv_table import TableError, TableProblem
from survey.findings.planned.csv_columns import ReadColumns, told_rows
from survey.findings.planned.people import Outcome, PlannedTable
from survey.findings.planned.results import Caution
from survey.instrument.plan import PlannedScale

RANGE_FROM_ANSWERS = "item_range_from_answers"


def add_scores(table: PlannedTable, scales: Sequence[PlannedScale], read: ReadColumns) -> PlannedTable:
    """The table with its items and one column per scale."""
    problems: list[TableProblem] = []
    rows = table.rows.copy(deep=False)
    for item in dict.fromkeys(item for scale in scales for item in scale.items):
        rows[item] = read.as_numbers(item, problems)
    if problems:
        raise TableError(problems)
    outcomes: list[Outcome] = []
    cautions = list(table.cautions)
    for scale in scales:
        answers = {item: rows[item].to_numpy(dtype=np.float64) for item in scale.items}
        low, high, is_told = _range(scale, list(answers.values()))
        for item, values in answers.items():
            stray = (values < low) | (values > high)
            told = ("range", f"The answer is outside {low:g} to {high:g}.", f"The plan says so in scale {scale.name}.")
            problems += told_rows(read.rows_of(stray), item, told)
        if not is_told and any(np.isfinite(values).any() for values in answers.values()):
            cautions.append(Caution(key=RANGE_FROM_ANSWERS, outcome=scale.name, values={"low": low, "high": high}))
        ranges = dict.fromkeys(scale.items, (low, high))
        rule = ScoringRule(
            scale.items, ranges, scale.minimum_answered, scale.score_range or range_of_mean(ranges), scale.reverse
        )
        outcomes.append(Outcome(name=scale.name, rule=rule))
    if problems:
        raise TableError(problems)
    for outcome in outcomes:
        rows[outcome.name] = scores(rows[list(outcome.rule.items)], outcome.rule).to_numpy()
    return replace(table, rows=rows, outcomes=tuple(outcomes), cautions=tuple(cautions))


def _range(scale: PlannedScale, answers: Sequence[Numbers]) -> tuple[float, float, bool]:
    """The lowest and highest possible answer, and whether the plan tells them; else those that occur.

    A single item without a range that lies inside ``score_range`` is a score already.
    """
    if scale.range is not None:
        return float(scale.range[0]), float(scale.range[1]), True
    known = np.concatenate([values[~np.isnan(values)] for values in answers])
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    told = scale.score_range
    if told is not None and len(answers) == 1 and told[0] <= low and high <= told[1]:
        return float(told[0]), float(told[1]), True
    return low, high if high > low else low + 1.0, False
