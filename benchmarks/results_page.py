"""The results page of 349 people who answered twice, asked of the figure process: when first computed, and after."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import create_engine, text

from benchmarks import sixty_questions
from benchmarks.browser import UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from benchmarks.responses import fill
from survey.config import read_settings
from survey.findings import client
from survey.instrument.loader import read_instrument

PEOPLE = 349
STUDY, WAVES, SITES, PEOPLE_OF_A_WORKER = sixty_questions.NAME, ("entry", "exit"), ("north", "south", "west"), 12
PLAN: dict[str, Any] = {
    "primary": ["scale0"],
    "secondary": ["scale1"],
    "exploratory": ["scale2"],
    "subgroups": ["site"],
    "covariates": ["age_band"],
    "cluster": "worker",
    "weights": {"method": "raking", "margins": ["site", "age_band"], "trim": [0.3, 3]},
}
KNOWN = (
    "UPDATE participant SET arm = CASE WHEN id % 2 = 0 THEN 'advice' ELSE 'support' END",
    "UPDATE participant SET site = CASE id % 3 WHEN 0 THEN 'north' WHEN 1 THEN 'south' ELSE 'west' END",
    f"UPDATE participant SET worker = 'w' || (id / {PEOPLE_OF_A_WORKER})",
    """UPDATE participant SET profile = '{"age_band": "' || (id % 4) || '"}'""",
)
RESULTS, FIGURES = "results", "results figures"
DRAWN = {
    f"{kind}.{scale}" for kind in ("forest", "subgroups", "paired_change") for scale in ("scale0", "scale1", "scale2")
}
PATIENCE = 60.0
AGAIN = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Ask for the page as a researcher's browser does: what stands in the page, then what its charts are drawn from."""
    with installation(folder) as made:
        _study(folder, made)
        client.bind(read_settings(made.folder))
        client.PATIENCE = PATIENCE
        what = f"results page of {PEOPLE} people x {len(WAVES)} answers"
        try:
            client.ask("ping", wait=PATIENCE)
            yield Figure(f"{what}: computed, process just started", "s", _asked(RESULTS), limit=3)
            yield Figure(f"{what}: what its charts are drawn from", "s", _asked(FIGURES))
            for question, part in ((RESULTS, "from the cache"), (FIGURES, "its charts, from the cache")):
                seconds = min(_asked(question) for _ in range(AGAIN))
                yield Figure(f"{what}: {part}", "s", seconds, limit=0.3)
        finally:
            client.end()


def _study(folder: Path, made: Installation) -> None:
    """Publish the study of sixty questions with two waves, arms, sites and a plan that asks for everything."""
    study = sixty_questions.written(folder)
    told = yaml.safe_load((study / "study.yaml").read_text(encoding="utf-8"))
    told |= {"design": "randomised", "plan": PLAN, "filters": ["arm", "site"]}
    told["waves"] = [{"name": name, "label": {"fr": name}} for name in WAVES]
    told["sites"] = [{"name": name, "label": {"fr": name}} for name in SITES]
    bands = [{"name": "age_band", "column": "age_band", "label": {"fr": "Âge"}}]
    told["register"] |= {"site": "site", "worker": "worker", "profile": bands}
    (study / "study.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    made.publish(study, WAVES)
    fill(made, read_instrument(study / f"{STUDY}.yaml"), range(PEOPLE), random.Random(1))
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        for statement in KNOWN:
            connection.execute(text(statement))
    engine.dispose()


def _asked(question: str) -> float:
    began = time.perf_counter()
    found = client.ask(question, wait=PATIENCE, study=STUDY, audience="researcher", language="fr")
    seconds = time.perf_counter() - began
    if question == RESULTS:
        names = {part["name"] for each in found["outcomes"] for part in each["parts"] if part["table"]["rows"]}
        if found["people"] != PEOPLE or not names >= DRAWN:
            raise UnexpectedPageError(f"The results page lacks figures: {sorted(DRAWN - names)}.")
    return seconds
