"""How simulated people answer one item: a graded response model in latent-response form."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.instrument.definition import Question, Questionnaire, Scale, Value
from survey.simulation.chance import chance

LEAST_DISCRIMINATION, MOST_DISCRIMINATION = 1.4, 2.3
OUTERMOST = 1.7
"""Where the outermost thresholds of an item lie, in standard deviations of the trait."""
SHIFT = 0.35
"""How much harder or easier than the middle an item may be."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scale: its categories from the lowest to the highest answer, and how it measures.

    ``bounds`` are the thresholds times the discrimination: the category is how many of them the latent response,
    discrimination times trait plus logistic noise, has passed. A reversed item is passed downwards.
    """

    name: str
    scale: str
    looks_back: bool
    categories: tuple[Value, ...]
    discrimination: float
    bounds: tuple[float, ...]
    reversed: bool


def items_of(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """The items of every scale and the items that look back on them, in the order of the questionnaire."""
    found = []
    scale_of = {name: scale for scale in questionnaire.scales for name in scale.items}
    for question in questionnaire.questions():
        scale = scale_of.get(question.then_test or question.name)
        if scale is not None and (categories := categories_of(questionnaire, question)):
            found.append(_item(question, scale, categories))
    return tuple(found)


def categories_of(questionnaire: Questionnaire, question: Question) -> tuple[Value, ...]:
    """The answers of a question from the lowest number to the highest; () when they are no numbers."""
    if question.type == "range":
        return _steps(question.parameters)
    if question.type != "select_one":
        return ()
    names = [choice.name for choice in questionnaire.choices[question.list_name]]
    try:
        return tuple(sorted(names, key=float))
    except ValueError:
        return ()


def _steps(parameters: Mapping[str, str]) -> tuple[Value, ...]:
    start, end, step = (float(parameters.get(name, usual)) for name, usual in (("start", 1), ("end", 10), ("step", 1)))
    numbers = [start + place * step for place in range(round((end - start) / step) + 1)]
    return tuple(int(number) if number.is_integer() else number for number in numbers)


def _item(question: Question, scale: Scale, categories: Sequence[Value]) -> Item:
    asked_now = question.then_test or question.name
    own = chance("item", asked_now)  # it measures alike in every study, now and looking back
    discrimination = own.uniform(LEAST_DISCRIMINATION, MOST_DISCRIMINATION)
    shift, steps = own.uniform(-SHIFT, SHIFT), len(categories) - 1
    spread = [OUTERMOST * (2 * (place + 0.5) / steps - 1) for place in range(steps)]
    return Item(
        name=question.name,
        scale=scale.name,
        looks_back=bool(question.then_test),
        categories=tuple(categories),
        discrimination=discrimination,
        bounds=tuple(discrimination * (shift + threshold) for threshold in spread),
        reversed=asked_now in scale.reverse,
    )


def drawn(item: Item, trait: float, luck: Random) -> int:
    """The place of the answer that somebody with this trait gives, 0 for the lowest category."""
    share = luck.random() or 0.5  # 0 has no logarithm
    passed = bisect_right(item.bounds, item.discrimination * trait + math.log(share / (1 - share)))
    return len(item.bounds) - passed if item.reversed else passed


def expected_share(item: Item, trait: float) -> float:
    """The share of the way from the worst to the best answer that is expected of somebody with this trait."""
    passed = (1 / (1 + math.exp(bound - item.discrimination * trait)) for bound in item.bounds)
    return sum(passed) / len(item.bounds)


def share_of(item: Item, place: int) -> float:
    """The share of the way from the worst to the best answer at which this answer stands, by its number."""
    lowest, highest = float(str(item.categories[0])), float(str(item.categories[-1]))
    share = (float(str(item.categories[place])) - lowest) / (highest - lowest)
    return 1 - share if item.reversed else share
