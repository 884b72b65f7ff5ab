"""The participant flow as a role may see it: exact for researchers, as last released for everyone else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from survey.privacy.flow_release import as_figures, exact
from survey.privacy.participant_flow import STEPS, Group
from survey.store import releases
from survey.store.studies import StudyRecord, WaveRecord

TOO_FEW = "too few"
NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class FlowView:
    """One table: its groups, or why there are none; ``shown_on`` is the day of a release, None when exact.

    ``base`` is everyone the groups count.
    """

    origin: str
    groups: tuple[Group, ...]
    base: int
    why_none: str = ""
    shown_on: datetime.date | None = None

    @property
    def submitted(self) -> int | None:
        """How many people sent their answers; None when that is not told by a figure of its own."""
        return self.groups[-1].count if self.groups and len(self.groups[-1].steps) == 1 else None


def exact_view(wave: WaveRecord, origin: str) -> FlowView:
    """Every step as it is now."""
    counts = exact(wave, origin)
    groups = tuple(Group((step,), count) for step, count in zip(STEPS, counts.by_step, strict=True))
    return FlowView(origin, groups, counts.base)


def released_view(record: StudyRecord, wave: WaveRecord, origin: str, zone: datetime.tzinfo) -> FlowView:
    """The figures last released, with the day but not the time."""
    release = releases.latest(wave.id, origin)
    if release is None or release.minimum_cell < record.study.minimum_cell:
        few = origin == "register" and releases.invited(wave.id) < record.study.minimum_cell
        return FlowView(origin, (), 0, TOO_FEW if few else NOT_YET)
    found = as_figures(release)
    return FlowView(origin, found.groups, found.base, shown_on=release.released_at.astimezone(zone).date())
