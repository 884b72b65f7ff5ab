"""What a plan can speak of: the scales, waves, arms and variables that its file knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.instrument.placed import Placed
from survey.instrument.plan import Plan


@dataclass(frozen=True, slots=True)
class Ground:
    """A plan and what stands around it; ``waves``, ``arms`` and ``variables`` are None where only answers will tell.

    ``scales``: by name, the lowest and highest score, None where the file does not say. ``variables``: what is known
    about everyone. ``elsewhere``: by name, the remedy for what is known and yet no variable. ``arm``: the arm's own
    name among them. ``clusters``: those that have a column. ``of_scales``: whose scales they are.
    """

    placed: Placed
    design: str
    assigned: str
    plan: Plan
    scales: Mapping[str, tuple[float, float] | None]
    of_scales: str
    waves: tuple[str, ...] | None
    arms: tuple[str, ...] | None
    variables: tuple[str, ...] | None
    elsewhere: Mapping[str, str]
    arm: str | None
    clusters: tuple[str, ...]
    columns: str
    has_weight: bool
    arms_remedy: str
    weight_remedy: str
