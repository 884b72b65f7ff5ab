"""What must hold for an interval to mean what it says, in one sentence per fixed name of the library."""

from __future__ import annotations

from collections.abc import Mapping

from survey.findings.telling.tongue import N_

ASSUMPTION_TEXTS: Mapping[str, str] = {
    "assumption:independent_people": N_("People have no ties to each other beyond what is counted."),
    "assumption:independent_clusters": N_("Households or workers have no ties to each other."),
    "assumption:clusters_drawn_independently": N_(
        "People, or whole clusters, came into the figures independently of each other."
    ),
    "assumption:answering_at_random_within_margins": N_(
        "Among people alike in what the weights use, who answered hangs on nothing else."
    ),
    "assumption:lonely_strata_grand_mean": N_("A stratum with one cluster is held against the mean of all."),
    "assumption:lonely_strata_removed": N_("A stratum with one cluster adds nothing to the error."),
    "assumption:lonely_strata_average": N_("A stratum with one cluster adds the average error."),
    "assumption:assigned_by_chance": N_("Chance decided who came into which group."),
    "assumption:no_unmeasured_confounding": N_("Groups alike in what is known would have fared alike without support."),
    "assumption:parallel_trends": N_("Without support, the groups would have changed alike."),
    "assumption:linear_in_entry": N_("The last score follows the first along a line."),
    "assumption:lost_at_random": N_("Among people alike in what is known, who was lost hangs on nothing else."),
    "assumption:lost_by_what_was_answered": N_("Who was lost hangs only on what had been answered before."),
    "assumption:lost_as_expected_but_for_delta": N_(
        "The lost fared as expected of people like them, but for the number of points shown."
    ),
    "assumption:equal_spread": N_("Scores spread equally in both groups."),
    "assumption:normal_scores": N_("Scores spread about like a bell."),
    "assumption:normal_mean": N_("The mean of the changes behaves like a bell, as with some thirty people or more."),
    "assumption:normal_people": N_("People differ from each other about like a bell."),
    "assumption:normal_answers": N_("Answers spread about like a bell."),
    "assumption:normal_feelings": N_("What people feel behind their answers spreads like a bell."),
    "assumption:waves_equally_correlated": N_("Any two times of measurement are equally alike."),
    "assumption:groups_change_alike": N_("Households or workers differ in level, not in change."),
    "assumption:overlap": N_("Whoever is known by these facts could have been in either group."),
    "assumption:proportional_odds": N_("One ratio holds wherever the answers are cut."),
    "assumption:linear": N_("Two things go together along a line."),
    "assumption:linear_log_odds": N_("The chance of being lost follows each fact along a line of log odds."),
    "assumption:logistic_propensities": N_(
        "The chance of answering follows a logistic curve of what the register holds."
    ),
    "assumption:everyone_asked": N_("Everyone of the register was asked."),
    "assumption:equal_error_in_both_waves": N_("Both times are measured equally well."),
    "assumption:reliability_is_known": N_("The reliability is taken as known."),
    "assumption:one_dimension": N_("The questions ask about one thing."),
    "assumption:equal_loadings": N_("Each question speaks of it equally."),
    "assumption:anchors_do_not_differ": N_("The other questions are understood alike."),
    "assumption:nothing_changed": N_("Nothing changed between the two answers."),
    "assumption:expected_counts_of_5": N_("Each category is expected to hold five people or more."),
}
"""Each key with its English sentence, marked for translation."""
