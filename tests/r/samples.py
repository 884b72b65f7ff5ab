"""Our own samples, seeded, each with one named difficulty; ``python -m r.samples`` in ``tests/`` writes them anew.

Python and R read the same CSV files, so that no figure depends on a random generator.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.random import Generator

FOLDER = Path(__file__).parent / "samples"
SAMPLES: dict[str, Callable[[Generator], pd.DataFrame]] = {}
"""By name, in the order of the seeds."""


def sample(make: Callable[[Generator], pd.DataFrame]) -> Callable[[Generator], pd.DataFrame]:
    """Keep a maker under its own name; its docstring names the difficulty."""
    SAMPLES[make.__name__] = make
    return make


def read(name: str) -> pd.DataFrame:
    """A sample as it was kept."""
    return pd.read_csv(FOLDER / f"{name}.csv")


def made(name: str) -> pd.DataFrame:
    """A sample made anew from its seed."""
    return SAMPLES[name](np.random.default_rng(1_000 + list(SAMPLES).index(name)))


def _people(n: int) -> list[str]:
    return [f"p{number:04d}" for number in range(1, n + 1)]


def _score(values: np.ndarray, step: float = 2.5) -> np.ndarray:
    """Between 0 and 100, in the steps of a scale."""
    return np.clip(np.round(values / step) * step, 0, 100)


def _items(rng: Generator, trait: np.ndarray, loadings: list[float], cuts: list[float]) -> np.ndarray:
    """Answers 1 to len(cuts) + 1, one column per loading."""
    noise = rng.standard_normal((trait.size, len(loadings)))
    weights = np.array(loadings)
    latent = trait[:, None] * weights + noise * np.sqrt(1 - weights**2)
    return np.digitize(latent, cuts) + 1


@sample
def ties(rng: Generator) -> pd.DataFrame:
    """Two waves in steps of 25: many people change by the same amount, or not at all."""
    entry = _score(45 + 20 * rng.standard_normal(60), 25)
    return pd.DataFrame(
        {"participant_id": _people(60), "entry": entry, "exit": _score(entry + 8 + 18 * rng.standard_normal(60), 25)}
    )


@sample
def few_people(rng: Generator) -> pd.DataFrame:
    """Nine people."""
    entry = _score(40 + 15 * rng.standard_normal(9))
    return pd.DataFrame(
        {"participant_id": _people(9), "entry": entry, "exit": _score(entry + 9 + 12 * rng.standard_normal(9))}
    )


@sample
def lost_at_exit(rng: Generator) -> pd.DataFrame:
    """A third was lost before exit, more of those who began low; some entries are missing too."""
    n = 240
    age, entry = rng.integers(18, 75, n), 42 + 18 * rng.standard_normal(n)
    leaves = _score(entry + 7 + 13 * rng.standard_normal(n))
    lost = rng.random(n) < 1 / (1 + np.exp((entry - 30) / 10))
    entry = _score(entry)
    table = pd.DataFrame(
        {"participant_id": _people(n), "age": age, "children": rng.poisson(1.4, n), "entry": entry, "exit": leaves}
    )
    table.loc[lost, "exit"] = None
    table.loc[rng.random(n) < 0.04, "entry"] = None
    return table


@sample
def ceiling(rng: Generator) -> pd.DataFrame:
    """Four in ten stand at the top already."""
    trait = 88 + 16 * rng.standard_normal(150)
    return pd.DataFrame(
        {
            "participant_id": _people(150),
            "entry": _score(trait),
            "exit": _score(trait + 6 + 8 * rng.standard_normal(150)),
        }
    )


@sample
def far_values(rng: Generator) -> pd.DataFrame:
    """Heavy tails: a few changes are very large."""
    entry = np.round(50 + 10 * rng.standard_normal(80), 1)
    return pd.DataFrame(
        {"participant_id": _people(80), "entry": entry, "exit": np.round(entry + 2 + 6 * rng.standard_t(2, 80), 1)}
    )


@sample
def unequal_arms(rng: Generator) -> pd.DataFrame:
    """By need: a small arm that begins lower, with more spread; some values are missing."""
    arm = np.repeat(["support", "advice"], [38, 171])
    need = (arm == "support").astype(float)
    n = arm.size
    age, sex = rng.integers(19, 80, n), rng.choice(["f", "m"], n, p=[0.63, 0.37])
    entry = 48 - 9 * need + (14 + 4 * need) * rng.standard_normal(n)
    leaves = 0.6 * entry + 22 + 6 * need - 0.05 * age + (9 + 7 * need) * rng.standard_normal(n)
    table = pd.DataFrame(
        {
            "participant_id": _people(n),
            "arm": arm,
            "age": age,
            "sex": sex,
            "entry": _score(entry),
            "exit": _score(leaves),
        }
    )
    table.loc[rng.random(n) < 0.08, "exit"] = None
    table.loc[rng.random(n) < 0.03, "entry"] = None
    return table


@sample
def few_workers(rng: Generator) -> pd.DataFrame:
    """Eleven workers of unequal caseloads, whole caseloads in one arm."""
    sizes = [41, 33, 27, 24, 18, 15, 12, 9, 6, 4, 3]
    worker = np.repeat([f"w{number:02d}" for number in range(1, 12)], sizes)
    arm = np.where(np.isin(worker, ["w01", "w04", "w05", "w08", "w10"]), "support", "advice")
    level = dict(zip(sorted(set(worker)), 5 * rng.standard_normal(11), strict=True))
    n = worker.size
    of_worker = np.array([level[name] for name in worker])
    entry = 45 + of_worker + 15 * rng.standard_normal(n)
    leaves = 0.55 * entry + 24 + 4 * (arm == "support") + of_worker + 11 * rng.standard_normal(n)
    return pd.DataFrame(
        {"participant_id": _people(n), "worker": worker, "arm": arm, "entry": _score(entry), "exit": _score(leaves)}
    )


@sample
def households(rng: Generator) -> pd.DataFrame:
    """Three waves, persons in households of one to four, waves missing here and there; one row per person and wave."""
    household = np.repeat(np.arange(1, 91), rng.choice([1, 2, 3, 4], 90, p=[0.4, 0.3, 0.2, 0.1]))
    n = household.size
    arm = np.where(household % 2 == 0, "support", "advice")
    of_household, of_person = 7 * rng.standard_normal(91)[household], 9 * rng.standard_normal(n)
    rows = []
    for number, wave in enumerate(["entry", "exit", "follow_up"]):
        gain = np.where(arm == "support", [0, 6, 8][number], [0, 2, 3][number])
        values = np.round(50 + gain + of_household + of_person + 8 * rng.standard_normal(n), 1)
        rows.append(
            pd.DataFrame(
                {
                    "participant_id": _people(n),
                    "household": [f"h{number:03d}" for number in household],
                    "arm": arm,
                    "wave": wave,
                    "score": values,
                }
            )
        )
    table = pd.concat(rows, ignore_index=True)
    table.loc[rng.random(len(table)) < np.where(table["wave"] == "entry", 0.02, 0.15), "score"] = None
    return table


@sample
def gaps_in_items(rng: Generator) -> pd.DataFrame:
    """Six items of five answers, two of them reversed, one in twelve not answered; two waves and two languages."""
    n = 220
    language = rng.choice(["fr", "ar"], n, p=[0.7, 0.3])
    trait = rng.standard_normal(n)
    rows = []
    for wave, gain in (("entry", 0.0), ("exit", 0.4)):
        found = _items(
            rng,
            0.8 * trait + 0.6 * rng.standard_normal(n) + gain,
            [0.8, 0.75, 0.7, 0.65, 0.6, 0.55],
            [-1.2, -0.4, 0.4, 1.2],
        ).astype(float)
        found[:, [2, 5]] = 6 - found[:, [2, 5]]
        found[rng.random(found.shape) < 1 / 12] = np.nan
        items = pd.DataFrame(found, columns=[f"i{number}" for number in range(1, 7)]).astype("Int64")
        rows.append(
            pd.concat([pd.DataFrame({"participant_id": _people(n), "wave": wave, "language": language}), items], axis=1)
        )
    return pd.concat(rows, ignore_index=True)


@sample
def rare_answers(rng: Generator) -> pd.DataFrame:
    """Five items, skewed: some answers are given by very few, one of them by nobody in one item."""
    found = _items(rng, rng.standard_normal(180), [0.85, 0.7, 0.6, 0.75, 0.5], [-2.1, -1.5, -0.8, 0.2])
    found[:, 3] = np.where(found[:, 3] == 1, 2, found[:, 3])
    return pd.DataFrame(found, columns=[f"i{number}" for number in range(1, 6)])


@sample
def items_that_differ(rng: Generator) -> pd.DataFrame:
    """Two languages: item 2 is harder in one (uniform), item 4 tells people apart less well there (non-uniform)."""
    n = 600
    language = np.repeat(["fr", "es"], [350, 250])
    trait = rng.standard_normal(n) - 0.2 * (language == "es")
    found = _items(rng, trait, [0.75, 0.75, 0.7, 0.75, 0.7, 0.65], [-1.1, -0.3, 0.5, 1.3])
    harder = _items(rng, trait - 0.9, [0.75], [-1.1, -0.3, 0.5, 1.3])[:, 0]
    flat = _items(rng, trait, [0.15], [-1.1, -0.3, 0.5, 1.3])[:, 0]
    found[:, 1] = np.where(language == "es", harder, found[:, 1])
    found[:, 3] = np.where(language == "es", flat, found[:, 3])
    table = pd.DataFrame(found, columns=[f"i{number}" for number in range(1, 7)])
    return pd.concat([pd.DataFrame({"participant_id": _people(n), "language": language}), table], axis=1)


@sample
def register(rng: Generator) -> pd.DataFrame:
    """A register of 1,500 of whom 349 answered, unevenly; sites are strata, workers are clusters."""
    n = 1_500
    site = rng.choice(["north", "centre", "south"], n, p=[0.5, 0.3, 0.2])
    age = rng.choice(["18-29", "30-44", "45-59", "60+"], n, p=[0.22, 0.36, 0.27, 0.15])
    event = rng.choice(["bereavement", "arrears", "separation"], n, p=[0.2, 0.45, 0.35])
    worker = np.array([f"{place[0]}{number:02d}" for place, number in zip(site, rng.integers(1, 13, n), strict=True)])
    leaning = (
        -1.5 + 0.7 * (age == "60+") - 0.6 * (age == "18-29") + 0.5 * (event == "bereavement") - 0.4 * (site == "south")
    )
    order = np.argsort(-(leaning + rng.logistic(size=n)))
    answered = np.zeros(n, dtype=bool)
    answered[order[:349]] = True
    score = _score(50 + 5 * (age == "60+") - 6 * (event == "arrears") + 15 * rng.standard_normal(n))
    table = pd.DataFrame(
        {
            "participant_id": _people(n),
            "site": site,
            "worker": worker,
            "age": age,
            "event": event,
            "answered": answered.astype(int),
            "score": score,
        }
    )
    table["helped"] = (rng.random(n) < 1 / (1 + np.exp(-(score - 45) / 20))).astype(int)
    table.loc[~answered, ["score", "helped"]] = None
    return table


@sample
def looking_back(rng: Generator) -> pd.DataFrame:
    """Entry, exit and looking back at entry (then): the measure itself has shifted for most."""
    n = 130
    entry = 55 + 14 * rng.standard_normal(n)
    table = pd.DataFrame(
        {
            "participant_id": _people(n),
            "entry": _score(entry),
            "then": _score(entry - 9 + 10 * rng.standard_normal(n)),
            "exit": _score(entry + 4 + 12 * rng.standard_normal(n)),
        }
    )
    for name, share in (("entry", 0.05), ("then", 0.1), ("exit", 0.12)):
        table.loc[rng.random(n) < share, name] = None
    return table


@sample
def one_item(rng: Generator) -> pd.DataFrame:
    """One ordered item, two arms, a covariate; the highest answer is rare."""
    n = 260
    arm, age = rng.choice(["support", "advice"], n), rng.integers(18, 80, n)
    latent = 0.6 * (arm == "support") + 0.01 * (age - 45) + rng.logistic(size=n)
    return pd.DataFrame(
        {"participant_id": _people(n), "arm": arm, "age": age, "answer": np.digitize(latent, [-1.2, 0.0, 1.5, 3.4]) + 1}
    )


@sample
def asked_twice(rng: Generator) -> pd.DataFrame:
    """The same scale twice within two weeks, the second time a little higher for everyone."""
    level = 52 + 15 * rng.standard_normal(45)
    return pd.DataFrame(
        {
            "participant_id": _people(45),
            "first": _score(level + 6 * rng.standard_normal(45)),
            "second": _score(level + 3 + 6 * rng.standard_normal(45)),
        }
    )


if __name__ == "__main__":
    for written in SAMPLES:
        made(written).to_csv(FOLDER / f"{written}.csv", index=False)
