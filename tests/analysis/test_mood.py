"""Real answers: pleasant and unpleasant mood before and after four films, every figure held against R's.

``expected_mood.csv`` was written by R 4.2.2; ``expected_numbers.R`` holds the call of each figure.
The people and their answers are not kept here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.change.effect_sizes import cohen_d_av, cohen_d_z, hedges_g_av, hedges_g_z
from analysis.change.paired import paired_change
from analysis.change.wilcoxon import signed_rank
from analysis.results import Cell
from analysis.scales.describe import describe
from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores

FILMS = ("serengeti", "parenthood", "frontline", "halloween")
SCALES = {"pleasant": ("active", "warmhearted", 17), "unpleasant": ("afraid", "upset", 16)}
"""First item, last item and minimum answered."""
EXPECTED = pd.read_csv(Path(__file__).parent / "expected_mood.csv")


@pytest.fixture(scope="module")
def mood(real_data: Path) -> pd.DataFrame:
    """One row per person: the film and the scores, such as ``pleasant_before``."""
    answers = pd.read_csv(real_data / "mood" / "answers.csv")
    for name, (first, last, minimum) in SCALES.items():
        items = tuple(answers.loc[:, first:last].columns)
        rule = ScoringRule(items, dict.fromkeys(items, (0, 3)), minimum)
        answers[name] = scores(answers, rule)
    wide = answers.pivot(index=["code", "arm"], columns="wave", values=list(SCALES))
    wide.columns = wide.columns.map("_".join)
    return wide.reset_index("arm")


def expected(film: str, scale: str, wave: str) -> dict[str, float]:
    """What R found."""
    rows = EXPECTED[(EXPECTED["film"] == film) & (EXPECTED["scale"] == scale) & (EXPECTED["wave"] == wave)]
    return dict(zip(rows["figure"], rows["value"], strict=True))


@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("scale", SCALES)
def test_the_change_of_each_film_is_that_of_r(mood: pd.DataFrame, film: str, scale: str) -> None:
    columns = (mood[mood["arm"] == film], f"{scale}_before", f"{scale}_after")
    change, d_z, d_av = paired_change(*columns), cohen_d_z(*columns), cohen_d_av(*columns)
    ranks = signed_rank(*columns)
    found = {
        "pairs": change.n,
        "lost": change.missing,
        "mean_change": change.value,
        "standard_error": change.standard_error,
        "interval_low": change.interval_low,
        "interval_high": change.interval_high,
        "cohen_d_z": d_z.value,
        "cohen_d_z_low": d_z.interval_low,
        "cohen_d_z_high": d_z.interval_high,
        "hedges_g_z": hedges_g_z(*columns).value,
        "cohen_d_av": d_av.value,
        "cohen_d_av_low": d_av.interval_low,
        "hedges_g_av": hedges_g_av(*columns).value,
        "statistic": ranks.statistic,
        "p_value": ranks.p_value,
        "rank_biserial": ranks.rank_biserial.value,
        "rank_biserial_low": ranks.rank_biserial.interval_low,
        "rank_biserial_high": ranks.rank_biserial.interval_high,
    }
    assert found == pytest.approx(expected(film, scale, "both"), abs=1e-9)


@pytest.mark.parametrize("wave", ["before", "after"])
@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("scale", SCALES)
def test_the_scores_of_each_film_are_spread_as_in_r(mood: pd.DataFrame, film: str, scale: str, wave: str) -> None:
    row: dict[str, Cell] = describe(mood.loc[mood["arm"] == film, f"{scale}_{wave}"], (0, 100)).as_row()
    wanted = expected(film, scale, wave)
    assert {name: row[name] for name in wanted} == pytest.approx(wanted, abs=1e-9)
