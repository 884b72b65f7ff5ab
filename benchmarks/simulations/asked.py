"""Cells of who answered: weights where answering hangs on what the register says, the R-indicator, the jackknife."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from analysis.results import Estimate
from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import JACKKNIFE, LINEARISED, Design
from analysis.sampling.margins import Margin, known_margin
from analysis.sampling.post_stratification import post_stratification
from analysis.sampling.r_indicator import r_indicator
from analysis.sampling.raking import raking
from analysis.sampling.weighted_figures import weighted_mean
from analysis.sampling.weights import Weighting
from benchmarks.simulations.cell import FAILS, Cell, Luck, Told, told

SHARES = {"young": 0.5, "middle": 0.3, "old": 0.2}
ALONE = 0.4
MEANS = {"young": 40.0, "middle": 50.0, "old": 62.0}
ANSWERS = {"young": 0.25, "middle": 0.45, "old": 0.65}
SPREAD, LESS_ALONE = 18.0, 6.0
REGISTER, FEW_ASKED = 900, 200
MEAN = sum(SHARES[age] * MEANS[age] for age in SHARES) - ALONE * LESS_ALONE
AGES = tuple(SHARES)


def register(luck: Luck, hidden: float = 0.0, people: int = REGISTER) -> pd.DataFrame:
    """People whom the register describes by age and household; the young and those alone answer less.

    ``hidden``: how much the score itself counts for answering, on a logarithmic scale.
    """
    age = np.repeat(AGES, [round(SHARES[name] * people) for name in AGES])
    alone = np.arange(people) % 5 < 2
    score = np.vectorize(MEANS.get)(age) - LESS_ALONE * alone + luck.normal(0, SPREAD, people)
    logit = np.vectorize(lambda name: math.log(ANSWERS[name] / (1 - ANSWERS[name])))(age) - 0.5 * alone
    answered = luck.random(people) < 1 / (1 + np.exp(-(logit + hidden * (score - MEAN) / SPREAD)))
    told = {"participant_id": np.arange(people).astype(str), "age": age, "household": np.where(alone, "alone", "not")}
    return pd.DataFrame({**told, "score": score, "answered": answered.astype(int)})


def margins() -> tuple[Margin, Margin]:
    """What the register says of everyone."""
    age = known_margin("age", {name: round(share * REGISTER) for name, share in SHARES.items()})
    return age, known_margin("household", {"alone": ALONE * REGISTER, "not": (1 - ALONE) * REGISTER})


def _raked(people: pd.DataFrame) -> Weighting:
    return raking(people, margins())


def _calibrated(people: pd.DataFrame) -> Weighting:
    return linear_calibration(people, margins())


def _by_age(people: pd.DataFrame) -> Weighting:
    return post_stratification(people, margins()[0])


def _by_household(people: pd.DataFrame) -> Weighting:
    return post_stratification(people, margins()[1])


def _both(people: pd.DataFrame) -> Weighting:
    cells = {
        f"{age} {home}": share * part * REGISTER
        for age, share in SHARES.items()
        for home, part in (("alone", ALONE), ("not", 1 - ALONE))
    }
    return post_stratification(
        people.assign(cell=people["age"] + " " + people["household"]), known_margin("cell", cells)
    )


def _mean(
    luck: Luck,
    made: Callable[[pd.DataFrame], Weighting],
    *,
    hidden: float = 0.0,
    errors: str = LINEARISED,
    asked: int = REGISTER,
) -> Estimate:
    people = register(luck, hidden, asked)
    people = people[people["answered"] == 1].reset_index(drop=True)
    return weighted_mean(people, "score", Design(weighting=made(people), errors=errors))


def cells() -> Iterator[Cell]:
    """Every cell of who answered."""
    ways = {
        "post-stratification": ("post_stratification", _both),
        "raking": ("raking", _raked),
        "linear calibration": ("linear_calibration", _calibrated),
    }
    for name, (estimator, made) in ways.items():
        yield _cell(
            f"{name}, answering at random given the register",
            estimator,
            lambda luck, made=made: told(_mean(luck, made)),
        )
    yield _cell(
        "raking, jackknifed, register of 200",
        "raking",
        lambda luck: told(_mean(luck, _raked, errors=JACKKNIFE, asked=FEW_ASKED)),
    )
    yield _cell(
        "weights by another variable than the one that counts",
        "post_stratification",
        lambda luck: told(_mean(luck, _by_household)),
        assumptions=FAILS,
        caution="answering_at_random_within_margins; shares side by side",
    )
    yield _cell(
        "raking, answering hangs on the score itself",
        "raking",
        lambda luck: told(_mean(luck, _raked, hidden=0.6)),
        assumptions=FAILS,
        caution="answering_at_random_within_margins; the R-indicator cannot see it",
    )
    yield Cell(
        name="R-indicator, corrected, register of 900",
        estimator="r_indicator",
        estimand="r_indicator_corrected",
        truth=_evenness(),
        spread=1.0,
        told=lambda luck: told(r_indicator(register(luck), "answered", ["age", "household"]).corrected),
    )


def _cell(name: str, estimator: str, made: Callable[[Luck], Told], **more: str) -> Cell:
    return Cell(
        name=name, estimator=estimator, estimand="mean of the register", truth=MEAN, spread=SPREAD, told=made, **more
    )


def _evenness() -> float:
    """1 - 2 standard deviations of the chance to answer, over the register."""
    chances, people = [], []
    for age, share in SHARES.items():
        for alone, part in ((1, ALONE), (0, 1 - ALONE)):
            logit = math.log(ANSWERS[age] / (1 - ANSWERS[age])) - 0.5 * alone
            chances.append(1 / (1 + math.exp(-logit)))
            people.append(share * part * REGISTER)
    mean = np.average(chances, weights=people)
    return float(
        1 - 2 * math.sqrt(np.average((np.array(chances) - mean) ** 2, weights=people) * REGISTER / (REGISTER - 1))
    )
