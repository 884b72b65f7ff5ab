"""What a reader is warned of, and what to do with it: one sentence per fixed name."""

from __future__ import annotations

from collections.abc import Mapping

from survey.findings.telling.tongue import N_

CAUTION_TEXTS: Mapping[str, str] = {
    "caution:small_n": N_("Fewer than 30 people stand behind this figure: read its interval, not its value alone."),
    "caution:few_clusters": N_(
        "Fewer than 40 households or workers stand behind this figure: its interval may be too narrow, "
        "so take it as a first sign."
    ),
    "caution:person_twice": N_("Somebody counts more than once here: ask for the figure with people kept together."),
    "caution:regression_to_the_mean": N_(
        "People often come when things are bad and then do better without any help: do not read the "
        "whole change as due to the support."
    ),
    "caution:confounding_by_need": N_(
        "Those in greater need came into one of the groups: the groups differ in more than the support, "
        "so compare with care."
    ),
    "caution:confounding_possible": N_(
        "It is not said that chance decided who came into which group: ask how it was done before comparing."
    ),
    "caution:parallel_trends_untested": N_(
        "Two times of measurement cannot show that the groups would have changed alike without support: "
        "keep this doubt in mind."
    ),
    "caution:covariate_left_out": N_(
        "One of the facts taken into account says nothing that others do not say, and was left out: nothing to do."
    ),
    "caution:imbalance_left": N_(
        "Even after weighting, the groups differ in something known: read the balance table before comparing."
    ),
    "caution:weights_uneven": N_("A few people carry most of the weight: look at the figure without weights too."),
    "caution:odds_not_proportional": N_("One ratio does not tell it all: look at the answers one by one."),
    "caution:improper_solution": N_("The questions do not fit one thing behind them: do not rely on this reliability."),
    "caution:poor_fit": N_("The questions seem to ask about more than one thing: read them one by one as well."),
    "caution:weak_anchor": N_(
        "The question used to say what matters has little to do with the score: do not use this threshold alone."
    ),
    "caution:asked_once": N_("Now and before were asked on the same day: say «people feel», not «it changed»."),
    "caution:random_effect_at_zero": N_(
        "People of one group, or times of one person, are no more alike than others: nothing to do."
    ),
    "caution:no_unevenness_beyond_chance": N_(
        "Who answered differs by no more than chance would give; the register may still lack what matters."
    ),
    "caution:floor_crowded": N_(
        "Many people stand at the lowest score already: a fall can hardly show, so do not read its "
        "absence as good news."
    ),
    "caution:ceiling_crowded": N_(
        "Many people stand at the highest score already: a rise can hardly show, so do not read its absence as failure."
    ),
    "caution:items_differ_by_language": N_(
        "Some questions are answered differently from one language to another by people who stand "
        "equally high: do not compare languages on this scale."
    ),
    "caution:lost_more_than_5_percent": N_(
        "More than one person in twenty did not answer again: read the table of those who were lost "
        "before trusting the figure."
    ),
    "caution:weights_for_researchers": N_(
        "The plan also weights this figure to the register; some categories hold too few people to show "
        "that, and only researchers see it."
    ),
    "caution:weights_not_made": N_(
        "The planned weights could not be made: read the figures without weights, and check the register."
    ),
    "caution:plan_locked_after_answers": N_(
        "The plan was locked after the first answers: treat its results as exploratory."
    ),
    "caution:plan_changed_since_lock": N_("The plan is not the one that was locked: ask what was changed, and why."),
    "caution:no_plan": N_(
        "The study has no plan: every result is exploratory, a question for the next study rather than an answer."
    ),
    "caution:outcome_without_answers": N_(
        "Nobody has answered a scale that the plan names: nothing can be said of it yet."
    ),
    "caution:arms_lacking": N_(
        "The design compares groups, and those who answered belong to fewer than two: nothing can be compared."
    ),
    "caution:mixed_model_on_demand": N_(
        "With so many people, mixed models are computed on demand only: the other figures stand here."
    ),
    "caution:differing_items_on_demand": N_(
        "With so many people, questions are compared between languages on demand only."
    ),
    "caution:subgroup_of_too_many_values": N_(
        "A characteristic has too many values to make groups of people: join some of them in the register."
    ),
    "caution:subgroup_unknown": N_("Of some people a characteristic is not known: they stand in none of its groups."),
    "caution:wave_still_open": N_(
        "People may still answer: whoever has not answered yet counts here as lost, also those whose support goes on."
    ),
    "caution:without_arm": N_("Some people belong to no group: they count in no comparison."),
    "caution:rows_of_other_waves": N_(
        "Some rows are of times that the plan does not name: they count nowhere, so check their names."
    ),
    "caution:people_not_in_register": N_("Some people who answered are not in the register: check their numbers."),
    "caution:changed_between_waves": N_(
        "For some people a characteristic changed from one time to the next: the earliest one counts."
    ),
    "caution:weights_of_zero": N_("Some rows have a weight of 0: they count as rows without a weight."),
    "caution:item_range_from_answers": N_(
        "The plan does not say how far the answers to a question reach: what was answered is taken for "
        "it, so write it into the plan."
    ),
}
"""Each key with its English sentence, marked for translation."""
