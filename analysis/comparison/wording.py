"""Which words the design of a study allows: only where chance decided may a difference be called an effect."""

from __future__ import annotations

RANDOMISED = "randomised"
WAITING_LIST = "waiting_list"
BY_NEED = "by_need"
RANDOM = "random"

ADJUSTED_DIFFERENCE = "adjusted_difference"
DIFFERENCE_IN_CHANGE = "difference_in_change"
STANDARDISED_DIFFERENCE = "standardised_difference"
ODDS_RATIO = "odds_ratio"
RATIO_OF_ODDS_RATIOS = "ratio_of_odds_ratios"
AS_EFFECT = {
    ADJUSTED_DIFFERENCE: "average_effect",
    DIFFERENCE_IN_CHANGE: "average_effect",
    STANDARDISED_DIFFERENCE: "standardised_effect",
    ODDS_RATIO: "effect_odds_ratio",
    RATIO_OF_ODDS_RATIOS: "effect_odds_ratio",
}
"""What a figure is called where the design allows to speak of an effect, by what it is called elsewhere."""


def may_say_effect(design: str, *, assigned: str = "") -> bool:
    """Whether the words effect, impact and cause are allowed: by ``randomised``, and ``waiting_list`` drawn at random.

    >>> [may_say_effect(design) for design in ("randomised", "waiting_list", "by_need", "before_after")]
    [True, False, False, False]
    >>> may_say_effect("waiting_list", assigned="random")
    True
    """
    return design == RANDOMISED or (design == WAITING_LIST and assigned == RANDOM)


def estimand_of(figure: str, design: str, *, assigned: str = "") -> str:
    """What a figure estimates under a design, as a fixed name. Raises ValueError for a figure that is not known.

    >>> estimand_of("adjusted_difference", "by_need"), estimand_of("adjusted_difference", "randomised")
    ('adjusted_difference', 'average_effect')
    """
    if figure not in AS_EFFECT:
        raise ValueError(f"{figure} is not known; it is one of {', '.join(AS_EFFECT)}.")
    return AS_EFFECT[figure] if may_say_effect(design, assigned=assigned) else figure
