"""What a Finding of the library says, by its key; its values stand in the sentence."""

from __future__ import annotations

from collections.abc import Mapping

from survey.findings.telling.tongue import N_

MESSAGE_TEXTS: Mapping[str, str] = {
    "finding:change_up": N_("The score rose by %(change)s on average."),
    "finding:change_down": N_("The score fell on average: %(change)s."),
    "finding:change_unclear": N_("There is no clear change: %(change)s on average."),
    "finding:change_without_interval": N_("The change is %(change)s on average; no interval can be given."),
    "finding:change_unknown": N_("The change cannot be told."),
    "finding:floor_crowded": N_("%(share)s of people have the lowest score: a fall could hardly show."),
    "finding:ceiling_crowded": N_("%(share)s of people have the highest score: a rise could hardly show."),
    "finding:tips_at": N_(
        "The interval would begin to hold 0 if the %(lost)s people lost stood %(tipping_point)s points "
        "away from what is expected of people like them. Ask whether that is likely."
    ),
    "finding:never_tips": N_("However the %(lost)s people lost may have fared, the interval would not hold 0."),
    "finding:holds_zero_already": N_("The interval holds 0 even if the %(lost)s people lost fared as expected."),
    "finding:tipping_unknown": N_("It cannot be told what the people lost would change."),
    "finding:margins_contradict": N_(
        "The known numbers contradict each other: %(people)s people by %(margin)s, %(other_people)s by "
        "%(other)s. Correct the register."
    ),
    "finding:nobody_in_category": N_(
        "Nobody answered in the category %(category)s of %(margin)s: join it with another one."
    ),
    "finding:category_unknown_to_population": N_(
        "Somebody answered in the category %(category)s of %(margin)s, which the register does not have: "
        "correct one of the two."
    ),
    "finding:margin_not_met": N_(
        "The weights do not reach the known number of %(category)s in %(margin)s: read the figures without weights."
    ),
    "finding:bounds_too_tight": N_("No weights within these bounds meet the known numbers: allow wider ones."),
    "finding:weights_without_end": N_("The search for weights found no end: use fewer characteristics."),
    "finding:nobody_to_weight": N_("Nobody has all the characteristics that weights need."),
    "finding:person_twice": N_("One person has %(rows)s rows: keep one of them."),
    "finding:no_column_of_weights": N_("There is no column of weights."),
    "finding:no_register_for_weights": N_("There is no register: weights bring those who answered to its numbers."),
    "finding:margins_not_in_register": N_("The register does not have %(margins)s: add it, or plan other weights."),
    "finding:nobody_has_a_weight": N_("Nobody who answered has a weight."),
    "finding:no_model": N_("No model can be made of who answered."),
}
"""Each key with its English sentence, marked for translation."""
