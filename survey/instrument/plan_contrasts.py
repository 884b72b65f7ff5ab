"""The rules for the contrasts of a plan: waves and arms that exist, and comparisons that the design allows."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.plan import (
    BY_NEED,
    COMPARING,
    DESIGNS,
    POST_ONLY,
    RANDOMISED,
    WAITING_LIST,
    Contrast,
)
from survey.instrument.plan_ground import Ground
from survey.instrument.problems import Problem
from survey.instrument.report import meant

RULE = "impossible-contrast"


def contrast_problems(ground: Ground) -> Iterator[Problem]:
    """The problems of every contrast, and of a design whose arms are not there."""
    if ground.design not in DESIGNS:
        return  # told already; nothing can be said of what it allows
    seen: set[Contrast] = set()
    for number, contrast in enumerate(ground.plan.contrasts):
        where = f"plan.contrasts.{number}"
        yield from _names(ground, contrast, where)
        yield from _waves(ground, contrast, where)
        yield from _comparison(ground, contrast, where)
        if contrast in seen and contrast.wave:
            yield ground.placed.problem(where, "duplicate-contrast", "This contrast stands twice.", "Keep one.")
        seen.add(contrast)
    yield from _arms(ground)
    yield from _need(ground)


def _names(ground: Ground, contrast: Contrast, where: str) -> Iterator[Problem]:
    named = {"wave": contrast.wave, "from": contrast.from_wave, "arm": contrast.arm, "reference": contrast.reference}
    for key, name in named.items():
        if key == "from" and ground.design == POST_ONLY:
            continue  # it is told that there is no such wave
        is_wave = key in ("wave", "from")
        known = ground.waves if is_wave else ground.arms
        if name and known and name not in known:
            kind = "wave" if is_wave else "arm"
            told = f"`{name}` is no {kind} here."
            yield ground.placed.problem(f"{where}.{key}", f"unknown-{kind}", told, meant(name, known))


def _waves(ground: Ground, contrast: Contrast, where: str) -> Iterator[Problem]:
    wave, earlier, waves = contrast.wave, contrast.from_wave, ground.waves or ()
    if ground.design == POST_ONLY:
        if earlier:
            told = "The design post_only asks once: nothing is known from before."
            yield ground.placed.problem(f"{where}.from", RULE, told, "Remove `from`, or write design: before_after.")
        return
    if earlier and (wave == earlier or (wave in waves and earlier in waves[waves.index(wave) :])):
        told = f"`{earlier}` does not come before `{wave}`."
        yield ground.placed.problem(f"{where}.from", RULE, told, "Name an earlier wave.")
    if wave and not earlier and (contrast.arm is None or ground.design != RANDOMISED):
        told = f"The contrast does not say since when: `{wave}` alone is no change."
        yield ground.placed.problem(where, RULE, told, f"Add `from: {waves[0] if waves else 'entry'}`.")


def _comparison(ground: Ground, contrast: Contrast, where: str) -> Iterator[Problem]:
    reference = contrast.reference or (ground.arms[0] if ground.arms else None)
    if contrast.arm is None:
        if contrast.reference:
            told = "A `reference` needs an `arm` that is held against it."
            yield ground.placed.problem(f"{where}.reference", RULE, told, "Add `arm:`, or remove `reference`.")
        return
    if ground.design not in COMPARING:
        told = f"The design {ground.design} compares no arms."
        remedy = "Write design: by_need where need decided who is in which arm, or list the arm under `subgroups`."
        yield ground.placed.problem(f"{where}.arm", RULE, told, remedy)
    elif contrast.arm == reference:
        told = f"`{contrast.arm}` would be compared with itself."
        yield ground.placed.problem(f"{where}.arm", RULE, told, "Name another `arm` or another `reference`.")
    waves = ground.waves or ()
    if ground.design == WAITING_LIST and contrast.wave in waves[2:]:
        told = f"At `{contrast.wave}` those who waited have been supported too, if waiting ended at `{waves[1]}`."
        remedy = f"Compare arms at `{waves[1]}`, or leave it where they still wait."
        yield ground.placed.problem(f"{where}.wave", "late-comparison", told, remedy, warning=True)


def _arms(ground: Ground) -> Iterator[Problem]:
    if ground.design not in COMPARING or ground.arms is None or len(ground.arms) > 1:
        return
    if any(ground.plan.outcomes()):
        told = f"The design {ground.design} compares arms, and fewer than two are known."
        yield ground.placed.problem("design", "wrong-design", told, ground.arms_remedy)


def _need(ground: Ground) -> Iterator[Problem]:
    if ground.design == BY_NEED and any(ground.plan.outcomes()) and not ground.plan.covariates:
        told = "Need decided who is in which arm, and the plan holds nothing of it alike but the score before."
        remedy = "Add `covariates: […]`: what the register knows of why people were given more or less."
        yield ground.placed.problem("plan", "need-not-told", told, remedy, warning=True)
