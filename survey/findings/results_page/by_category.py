"""Whether a mean with weights, beside the one without, would tell of the categories that the weights use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.disclosure.dominance import dominated
from analysis.disclosure.means import narrows
from analysis.precision import Numbers, are_equal, largest
from survey.findings.figures.items import FEW_ITEMS, codes_of, options_of
from survey.findings.figures.narrowing import item_worth
from survey.findings.material import Material
from survey.findings.planned.results import PlannedFigure
from survey.findings.populations import Base
from survey.findings.results_page.whom import (
    UNKNOWN,
    Mask,
    bases_under,
    categories_under,
    population_under,
    values_under,
)
from survey.findings.scales import AskedScale


def tells_of_categories(
    material: Material, figure: PlannedFigure, names: Sequence[str], closed: Callable[[Base], str]
) -> bool:
    """Whether the mean of a category, by all these variables, is one that may not be told.

    ``closed``: why the figure is closed in a base, '' when it is open. Of a category that is no base, nothing else is
    told: its mean must tell neither of everyone, nor of two, nor bound how many gave an answer.
    """
    population, values = population_under(material, figure), values_under(material, figure)
    categories = categories_under(material, population, names)
    for base in bases_under(material, figure):
        held, inside = dict(base), population.mask(base)
        for category in [] if categories is None else sorted(set(categories[inside])):
            pairs = dict(zip(names, category.split(UNKNOWN), strict=True)) if len(names) > 1 else {names[0]: category}
            if set(names) <= set(material.dimensions):
                if closed(tuple(sorted((held | pairs).items()))):
                    return True
            elif _tells(material, figure, values, inside & (categories == category).to_numpy(dtype=bool)):
                return True
    return False


def _tells(material: Material, figure: PlannedFigure, values: Numbers, members: Mask) -> bool:
    known = values[members & ~np.isnan(values)]
    if known.size == 0:
        return False
    asked = next(each for each in material.scales if each.name == figure.outcome)
    if len(asked.rule.items) <= FEW_ITEMS or are_equal(known, max(1.0, largest(known))):
        return True
    if figure.estimate.estimand != "mean":
        return dominated(np.abs(known))
    low, high = asked.rule.score_range
    if dominated(known - low) or dominated(high - known):
        return True
    return _bounds(material, asked, population_under(material, figure).rows[members & ~np.isnan(values)])


def _bounds(material: Material, asked: AskedScale, rows: np.ndarray) -> bool:
    """Whether the sum of all answers to the items bounds how many gave one of them."""
    minimum, items = material.record.study.minimum_cell, asked.rule.items
    codes = [codes_of(material, item)[rows] for item in items]
    options = [len(options_of(material, item).order) for item in items]
    counts = [np.bincount(each[each >= 0], minlength=many) for each, many in zip(codes, options, strict=True)]
    whole = [(tuple(range(many)),) for many in options]
    return narrows(counts, [item_worth(material, asked, item) for item in items], whole, minimum_cell=minimum)
