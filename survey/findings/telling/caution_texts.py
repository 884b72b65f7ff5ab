"""What a reader is warned of, and what to do with it: one sentence per fixed name of the library."""

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
}
"""Each key with its English sentence, marked for translation."""
