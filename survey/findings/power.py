"""How many people a study must ask, for the command that plans one."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.power import Clusters, SampleSize, sample_size_compared, sample_size_paired


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a study should be able to see. ``difference``, ``sd``: in points, of the change where nobody is compared.

    ``correlation``: of entry and exit; None where entry is not known. ``lost``: the share lost. ``size``, ``icc``:
    people per cluster and how alike they are; ``variation``: how unequal clusters are.
    """

    difference: float
    sd: float
    compared: bool = False
    power: float = 0.8
    level: float = 0.95
    lost: float = 0.0
    correlation: float | None = None
    ratio: float = 1.0
    size: float = 1.0
    icc: float = 0.0
    variation: float = 0.0


def sample_size(wanted: Wanted) -> SampleSize:
    """How many people to ask; raises ValueError for what cannot be."""
    clusters = Clusters(wanted.size, wanted.icc, wanted.variation)
    if wanted.compared:
        return sample_size_compared(
            wanted.difference,
            wanted.sd,
            power=wanted.power,
            level=wanted.level,
            lost=wanted.lost,
            entry_correlation=wanted.correlation,
            ratio=wanted.ratio,
            clusters=clusters,
        )
    return sample_size_paired(
        wanted.difference, wanted.sd, power=wanted.power, level=wanted.level, lost=wanted.lost, clusters=clusters
    )
