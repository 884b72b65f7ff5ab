"""Four films and two moods carried out as a plan, held against R: errors by session and film, and the naive ones.

The neutral film is ``serengeti``. R's figures are kept, the people and their answers are not.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from r.comparing import CLOSED_FORM, ITERATIVE, expected, hold_equal

from analysis.results import Estimate
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv
from survey.findings.planned.results import Results
from survey.instrument.plan_file import read_plan_file

NEUTRAL, OTHERS = "serengeti", ("parenthood", "frontline", "halloween")
MOODS = {"pleasant": ("active", "warmhearted", 17), "unpleasant": ("afraid", "upset", 16)}
PLAN = """\
design: randomised
columns: {{participant_id: code, wave: wave, arm: arm, household: session_film}}
waves: [before, after]
scales:
{scales}
plan:
  primary: [pleasant, unpleasant]
  contrasts:
    - {{wave: after, from: before}}
{contrasts}
  subgroups: [arm]
  cluster: household
"""


@pytest.fixture(scope="module")
def results(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The plan carried out on the published answers, to which the session × film is added as a column."""
    table = pd.read_csv(real_data / "mood" / "answers.csv", dtype="string")
    scales = [
        f"  - {{name: {name}, items: [{', '.join(table.loc[:, first:last].columns)}], "
        f"minimum_answered: {least}, range: [0, 3], score_range: [0, 100]}}"
        for name, (first, last, least) in MOODS.items()
    ]
    contrasts = [f"    - {{wave: after, from: before, arm: {film}, reference: {NEUTRAL}}}" for film in OTHERS]
    path = tmp_path_factory.mktemp("mood") / "PLAN.yaml"
    path.write_text(PLAN.format(scales="\n".join(scales), contrasts="\n".join(contrasts)), encoding="utf-8")
    file = read_plan_file(path)
    answers = table.assign(session_film=table["session"] + " " + table["arm"]).to_csv(index=False).encode()
    return results_of(from_csv(file, answers), file.plan, design=file.design)


def one(results: Results, mood: str, contrast: str, method: str, within: str = "all") -> Estimate:
    """The figure of a contrast by a method."""
    return next(
        each.estimate
        for each in results.figures
        if (each.outcome, each.contrast, each.estimate.method, each.within) == (mood, contrast, method, within)
    )


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("film", [NEUTRAL, *OTHERS])
def test_the_change_under_each_film_is_that_of_r(results: Results, mood: str, film: str) -> None:
    naive, honest = (one(results, mood, "after - before", method, f"arm={film}") for method in ("t", "cr2"))
    figures = {
        "change_value": honest.value,
        "change_naive_se": naive.standard_error,
        "change_cr2_se": honest.standard_error,
        "change_cr2_df": honest.degrees_of_freedom,
        "change_cr2_low": honest.interval_low,
        "change_cr2_high": honest.interval_high,
    }
    hold_equal(figures, expected("films", f"{film} {mood}"), within=CLOSED_FORM)


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("film", OTHERS)
def test_each_film_against_the_neutral_one_is_that_of_r(results: Results, mood: str, film: str) -> None:
    contrast, figures = f"{film} - {NEUTRAL}", {}
    for way, name in (("ancova", "ancova"), ("change_scores", "gain")):
        naive, honest = (one(results, mood, contrast, f"{way}_{kind}") for kind in ("hc3", "cr2"))
        figures |= {
            f"{name}_value": honest.value,
            f"{name}_hc3_se": naive.standard_error,
            f"{name}_cr2_se": honest.standard_error,
            f"{name}_cr2_df": honest.degrees_of_freedom,
            f"{name}_cr2_p": honest.p_value,
            f"{name}_cr2_low": honest.interval_low,
            f"{name}_cr2_high": honest.interval_high,
        }
    hold_equal(figures, expected("films", f"{film} {mood}"), within=CLOSED_FORM)
    mixed = one(results, mood, contrast, "mixed_model_t_between_groups")
    told = {"moving_value": mixed.value, "moving_se": mixed.standard_error}
    hold_equal(told, expected("films", f"{film} {mood}"), within=ITERATIVE)


def test_the_figures_by_session_lead_and_their_few_clusters_are_told(results: Results) -> None:
    leading = {each.estimate.method for each in results.figures if each.preferred}
    assert leading == {"cr2", "ancova_cr2"}
    few = {each.outcome: each.values["clusters"] for each in results.cautions if each.key == "few_clusters"}
    assert few == {"pleasant": 21, "unpleasant": 21}


def test_nothing_is_compared_within_one_film(results: Results) -> None:
    within = {each.contrast for each in results.figures if each.subgroup is not None}
    assert within == {"after - before"}
