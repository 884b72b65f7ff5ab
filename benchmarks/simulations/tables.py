"""The outcomes of cells as tables to read, and as entries for another program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.simulations.cell import ERRORS, FAILS, Outcome
from benchmarks.simulations.planned import PlannedCell

KEPT = {True: "yes", False: "**no**", None: ""}


def as_markdown(outcomes: Sequence[Outcome], of_plan: Sequence[PlannedCell]) -> str:
    """Up to four tables under their headings."""
    holding = [each for each in outcomes if each.cell.assumptions != FAILS]
    parts = [
        ("### Where the assumptions hold", _holding([each for each in holding if each.cell.measured != ERRORS])),
        ("### False positives", _errors([each for each in outcomes if each.cell.measured == ERRORS])),
        ("### Where the assumptions fail", _failing([each for each in outcomes if each.cell.assumptions == FAILS])),
        ("### The plan of `before_after` over seeds of `jalon simulate`", _planned(of_plan)),
    ]
    return "\n\n".join(f"{heading}\n\n{_table(rows)}" for heading, rows in parts if len(rows) > 1)


def _holding(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    head = ("studies", "estimand", "truth", "runs", "covers", "± 3 errors", "bias in SD", "kept")
    return [head, *((*_named(each), *_covered(each), KEPT[each.is_kept]) for each in outcomes)]


def _failing(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    head = ("studies", "estimand", "truth", "runs", "covers", "± 3 errors", "bias in SD", "what the page says")
    told = [each for each in outcomes if each.cell.measured != ERRORS]
    return [head, *((*_named(each), *_covered(each), each.cell.caution) for each in told)]


def _errors(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    head = ("studies", "way", "runs", "false positives", "at most", "kept")
    return [
        head,
        *(
            (
                each.cell.name,
                each.cell.estimator,
                f"{each.runs:,}",
                f"{each.share:.1%}",
                f"{0.05 + each.margin * each.error:.1%}",
                KEPT[each.is_kept] or each.cell.caution,
            )
            for each in outcomes
        ),
    ]


def _named(outcome: Outcome) -> tuple[str, ...]:
    cell = outcome.cell
    return cell.name, cell.estimand, f"{cell.truth:.3g}", f"{outcome.runs:,}"


def _covered(outcome: Outcome) -> tuple[str, ...]:
    bias = "" if outcome.bias is None else f"{outcome.bias:+.3f} ± {3 * outcome.bias_error:.3f}"
    return f"{outcome.share:.1%}", f"{3 * outcome.error:.1%}", bias


def _planned(cells: Sequence[PlannedCell]) -> list[tuple[str, ...]]:
    head = (
        "outcome",
        "figure",
        "own estimand is of",
        "truth",
        "bias",
        "holds its own",
        "± 3 errors",
        "kept",
        "holds everybody's",
        "under `--loss hidden`",
    )
    return [
        head,
        *(
            (
                each.outcome,
                each.figure,
                each.of,
                f"{each.truth:.3g}",
                f"{each.bias:+.3g}",
                f"{each.own:.1%}",
                f"{3 * each.error:.1%}",
                KEPT[each.is_kept],
                f"{each.everybody:.1%}",
                f"{each.hidden:.1%}",
            )
            for each in cells
        ),
    ]


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], _line(tuple("-" * width for width in widths), widths), *lines[1:]])


def _line(row: tuple[str, ...], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def as_entries(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Each cell under fixed names."""
    return [
        {
            "studies": each.cell.name,
            "estimator": each.cell.estimator,
            "estimand": each.cell.estimand,
            "assumptions": each.cell.assumptions,
            "measured": each.cell.measured,
            "truth": each.cell.truth,
            "runs": each.runs,
            "without_interval": each.without,
            "share": each.share,
            "monte_carlo_error": each.error,
            "bias": each.bias,
            "bias_error": each.bias_error if each.bias is not None else None,
            "caution": each.cell.caution,
            "kept": each.is_kept,
        }
        for each in outcomes
    ]


def planned_as_entries(cells: Sequence[PlannedCell]) -> list[dict[str, Any]]:
    """Each figure of the plan under fixed names."""
    names = ("outcome", "figure", "of", "truth", "bias", "own", "everybody", "hidden", "seeds", "error")
    return [{**{name: getattr(each, name) for name in names}, "kept": each.is_kept} for each in cells]
