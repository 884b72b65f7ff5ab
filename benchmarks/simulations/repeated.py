"""Cells of repeated waves: a mixed model and GEE, where some are lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.comparison.arms import Arms
from analysis.comparison.gee import population_average
from analysis.comparison.mixed import repeated_waves
from analysis.comparison.waves import Waves
from benchmarks.simulations.cell import FAILS, RUNS_OF_SLOW, Cell, Luck, told

EFFECT, SPREAD = 6.0, 20.0
WAVES = Waves(("entry", "exit", "later"))
ARMS = Arms("arm", "advice", design="randomised")
CONTRAST = "later - entry: support - advice"
STAYING = 1.3


def long_table(luck: Luck, people: int, loss: str) -> pd.DataFrame:
    """Three waves; ``loss`` from the second on: ``none``, by what was ``seen`` before, by the ``hidden`` answer."""
    supported = luck.permutation(people) < people // 2
    person = luck.normal(0, 15, people)
    scores = np.stack([50 + person + luck.normal(0, 13, people) for _wave in WAVES.names])
    scores[1:] += np.array([3.0, 4.0])[:, None] + np.outer([0.5, 1.0], EFFECT * supported)
    for at in range(1, len(scores)):
        if loss != "none":
            pull = scores[at] if loss == "hidden" else scores[at - 1]
            slope = np.where(supported, 0.8, -0.8) if loss == "hidden" else 0.8
            stays = luck.random(people) < 1 / (1 + np.exp(-(STAYING + slope * (pull - 50) / SPREAD)))
            scores[at:, ~stays | np.isnan(scores[at - 1])] = np.nan
    return pd.DataFrame(
        {
            "participant_id": np.tile(np.arange(people).astype(str), len(scores)),
            "wave": np.repeat(WAVES.names, people),
            "arm": np.tile(np.where(supported, "support", "advice"), len(scores)),
            "score": scores.ravel(),
        }
    )


def cells() -> Iterator[Cell]:
    """Every cell of repeated waves."""
    for name, loss, assumptions, caution in (
        ("nobody lost", "none", "holds", ""),
        ("lost at random given earlier answers", "seen", "holds", ""),
        ("lost by the hidden answer", "hidden", FAILS, "lost_more_than_5_percent with the tipping-point table"),
    ):
        yield Cell(
            name=f"mixed model, {name}, n 200",
            estimator="repeated_waves",
            estimand="difference_in_change",
            truth=EFFECT,
            spread=SPREAD,
            told=lambda luck, loss=loss: told(
                repeated_waves(long_table(luck, 200, loss), "score", WAVES, ARMS).contrasts.estimates[-1]
            ),
            assumptions=assumptions,
            caution=caution,
            runs=RUNS_OF_SLOW,
        )
    yield Cell(
        name="GEE, nobody lost, n 200",
        estimator="population_average",
        estimand="difference_in_change",
        truth=EFFECT,
        spread=SPREAD,
        told=lambda luck: told(
            population_average(long_table(luck, 200, "none"), "score", WAVES, ARMS).contrasts.estimates[-1]
        ),
        runs=RUNS_OF_SLOW,
    )
