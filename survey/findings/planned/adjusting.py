"""p values adjusted for how many comparisons a plan makes: the primary ones among themselves, all others together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.comparison.multiplicity import adjusted_p_values
from survey.findings.planned.results import PlannedFigure
from survey.instrument.plan import NO_ADJUSTMENT, PRIMARY, Adjustment


def adjusted(figures: Sequence[PlannedFigure], adjustment: Adjustment) -> tuple[PlannedFigure, ...]:
    """The figures, each preferred one with its p value among those of its family.

    The primary family: preferred figures of primary outcomes over everyone; all subgroups are in the other one.
    """
    found = list(figures)
    preferred = [place for place, each in enumerate(figures) if each.preferred]
    families = (
        ([place for place in preferred if _is_primary(figures[place])], adjustment.primary),
        ([place for place in preferred if not _is_primary(figures[place])], adjustment.others),
    )
    for places, way in families:
        p_values = [figures[place].estimate.p_value for place in places]
        known: Iterable[float | None] = p_values if way == NO_ADJUSTMENT else adjusted_p_values(p_values, way)
        for place, p_value in zip(places, known, strict=True):
            found[place] = replace(found[place], adjusted_p_value=p_value, adjustment=way)
    return tuple(found)


def _is_primary(figure: PlannedFigure) -> bool:
    return figure.part == PRIMARY and figure.subgroup is None
