"""The groups that are compared, and what came out for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.comparison.wording import BY_NEED, RANDOMISED, WAITING_LIST, estimand_of, may_say_effect
from analysis.results import Estimate
from analysis.tables import EstimateTable

CONFOUNDING_BY_NEED = "confounding_by_need"
CONFOUNDING_POSSIBLE = "confounding_possible"
SMALL_N = "small_n"
FEW_CLUSTERS = "few_clusters"
FEW_PEOPLE = 30
"""Below this many people an interval leans on the shape of their distribution."""
ENOUGH_CLUSTERS = 40
"""From this many clusters on, errors by cluster no longer depend on how few they are."""


@dataclass(frozen=True, slots=True)
class Arms:
    """The column of the groups, which of them the others are compared with, and how people came into them.

    ``names``: the other groups; empty for those that the column holds. ``design``, ``assigned``: as the study says;
    they decide whether a difference may be called an effect.
    """

    column: str
    reference: str
    names: tuple[str, ...] = ()
    design: str = BY_NEED
    assigned: str = ""

    def __post_init__(self) -> None:
        named = (self.reference, *self.names)
        if len(set(named)) != len(named):
            raise ValueError(f"Groups {', '.join(named)}: name each once, the reference apart from the others.")

    @property
    def by_chance(self) -> bool:
        """Whether chance alone decided who came into which group."""
        return may_say_effect(self.design, assigned=self.assigned)

    def estimand(self, figure: str) -> str:
        """What a figure is called under this design."""
        return estimand_of(figure, self.design, assigned=self.assigned)

    def contrast(self, name: str) -> str:
        """How the comparison of one group with the reference is named."""
        return f"{name} - {self.reference}"

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader must be warned of because of how the groups came about."""
        if self.by_chance:
            return ()
        drawn = self.design in (RANDOMISED, WAITING_LIST)
        return (CONFOUNDING_POSSIBLE,) if drawn else (CONFOUNDING_BY_NEED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """Several figures of one model, each with its name; ``people``: how many count, by group.

    ``names``: such as ``support - advice``, in the order of ``estimates``.
    """

    names: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    people: Mapping[str, int] = field(default_factory=dict)
    clusters: int | None = None

    def named(self, name: str) -> Estimate:
        """The figure of this name. Raises ValueError when there is none."""
        if name not in self.names:
            raise ValueError(f"{name} is not among {', '.join(self.names)}.")
        return self.estimates[self.names.index(name)]

    def as_table(self) -> pd.DataFrame:
        """One row per figure: ``contrast``, ``clusters``, the fields of an Estimate."""
        keys = tuple({"contrast": name, "clusters": self.clusters} for name in self.names)
        return EstimateTable(estimates=self.estimates, keys=keys).as_table()


def small(n: int, clusters: int | None = None) -> tuple[str, ...]:
    """What a reader must be warned of because there are few people, or few clusters.

    >>> small(12), small(200, clusters=11), small(200)
    (('small_n',), ('few_clusters',), ())
    """
    few = (SMALL_N,) if n < FEW_PEOPLE else ()
    return (*few, FEW_CLUSTERS) if clusters is not None and clusters < ENOUGH_CLUSTERS else few
