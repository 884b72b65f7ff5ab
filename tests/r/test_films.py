"""Real answers to four films in 21 sessions, held against R: the errors by session beside those that ignore it.

The neutral film is ``serengeti``. R's figures are kept, the people and their answers are not.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from r.comparing import ITERATIVE, expected, hold_equal

from analysis.change.paired import paired_change
from analysis.comparison.ancova import adjusted_comparison
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.clustered import clustered_change
from analysis.comparison.gain import difference_in_change
from analysis.comparison.mixed import RepeatedWaves, repeated_waves
from analysis.comparison.robust import CLASSICAL_ERRORS, HC3, by_cluster
from analysis.comparison.waves import Waves
from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores

OTHERS = ("parenthood", "frontline", "halloween")
FILMS = Arms("arm", "serengeti", OTHERS, design="randomised")
SCALES = {"pleasant": ("active", "warmhearted", 17), "unpleasant": ("afraid", "upset", 16)}
BY_SESSION = by_cluster("session_film")


@pytest.fixture(scope="module")
def answers(real_data: Path) -> pd.DataFrame:
    """One row per person and wave, both scores, the session × film."""
    table = pd.read_csv(real_data / "mood" / "answers.csv")
    for name, (first, last, minimum) in SCALES.items():
        items = tuple(table.loc[:, first:last].columns)
        table[name] = scores(table, ScoringRule(items, dict.fromkeys(items, (0, 3)), minimum))
    return table.assign(session_film=table["session"] + " " + table["arm"])


@pytest.fixture(scope="module", params=SCALES)
def scale(request: pytest.FixtureRequest) -> str:
    """Pleasant, then unpleasant mood."""
    return str(request.param)


@pytest.fixture(scope="module")
def people(answers: pd.DataFrame, scale: str) -> pd.DataFrame:
    """One row per person."""
    wide = answers.pivot(index=["code", "arm", "session_film"], columns="wave", values=scale)
    return wide.reset_index()


@pytest.fixture(scope="module")
def mixed(answers: pd.DataFrame, scale: str) -> dict[str, RepeatedWaves]:
    """The mixed model whose sessions differ in level and change, in level alone, and the one that ignores them."""
    ways = {"moving": ("session_film", True), "level": ("session_film", False), "alone": ("", False)}
    return {
        name: repeated_waves(answers, scale, Waves(("before", "after"), "code", "wave", group, change), FILMS)
        for name, (group, change) in ways.items()
    }


@pytest.mark.parametrize("film", ["serengeti", *OTHERS])
def test_the_change_by_session_is_that_of_r(people: pd.DataFrame, scale: str, film: str) -> None:
    own = people[people["arm"] == film]
    naive = paired_change(own, "before", "after")
    honest = clustered_change(own, "before", "after", BY_SESSION)
    figures = {
        "change_value": honest.value,
        "change_naive_se": naive.standard_error,
        "change_cr2_se": honest.standard_error,
        "change_cr2_df": honest.degrees_of_freedom,
        "change_cr2_low": honest.interval_low,
        "change_cr2_high": honest.interval_high,
    }
    hold_equal(figures, expected("films", f"{film} {scale}"))
    assert "few_clusters" in honest.cautions


@pytest.mark.parametrize("name", ["ancova", "gain"])
def test_the_comparison_with_the_neutral_film_is_that_of_r(people: pd.DataFrame, scale: str, name: str) -> None:
    estimator = {"ancova": adjusted_comparison, "gain": difference_in_change}[name]
    found: dict[str, Contrasts] = {
        kind: estimator(people, "before", "after", FILMS, errors=errors)
        for kind, errors in {"naive": CLASSICAL_ERRORS, "hc3": HC3, "cr2": BY_SESSION}.items()
    }
    for film in OTHERS:
        naive, hc3, cr2 = (found[kind].named(f"{film} - serengeti") for kind in ("naive", "hc3", "cr2"))
        figures = {
            f"{name}_value": cr2.value,
            f"{name}_naive_se": naive.standard_error,
            f"{name}_naive_p": naive.p_value,
            f"{name}_hc3_se": hc3.standard_error,
            f"{name}_cr2_se": cr2.standard_error,
            f"{name}_cr2_df": cr2.degrees_of_freedom,
            f"{name}_cr2_p": cr2.p_value,
            f"{name}_cr2_low": cr2.interval_low,
            f"{name}_cr2_high": cr2.interval_high,
        }
        hold_equal(figures, expected("films", f"{film} {scale}"))
    assert found["cr2"].clusters == 21


def test_the_mixed_model_is_that_of_r(mixed: dict[str, RepeatedWaves], scale: str) -> None:
    together = mixed["level"]
    for film in OTHERS:
        name = f"{film} - serengeti at after"
        estimate = together.contrasts.named(name)
        figures = {
            "mixed_value": estimate.value,
            "mixed_se": estimate.standard_error,
            "mixed_alone_se": mixed["alone"].contrasts.named(name).standard_error,
            "moving_value": mixed["moving"].contrasts.named(name).value,
            "moving_se": mixed["moving"].contrasts.named(name).standard_error,
        }
        hold_equal(figures, expected("films", f"{film} {scale}"), within=ITERATIVE)
    variances, moving = together.variances, mixed["moving"].variances
    assert variances is not None and moving is not None
    figures = {
        "mixed_variance_person": variances.person,
        "mixed_variance_group": variances.group,
        "mixed_variance_rest": variances.rest,
        "moving_variance_change": moving.group_change,
    }
    hold_equal(figures, expected("films", scale), within=ITERATIVE)


def test_what_looks_sure_without_sessions_is_not(answers: pd.DataFrame) -> None:
    # R: the difference of halloween in pleasant mood has p = 0.033 without sessions, p = 0.111 with them.
    people = answers.pivot(index=["code", "arm", "session_film"], columns="wave", values="pleasant").reset_index()
    naive, honest = (
        adjusted_comparison(people, "before", "after", FILMS, errors=errors).named("halloween - serengeti").p_value
        for errors in (CLASSICAL_ERRORS, BY_SESSION)
    )
    assert naive == pytest.approx(0.033, abs=5e-4)
    assert honest == pytest.approx(0.111, abs=5e-4)
