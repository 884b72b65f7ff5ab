"""Everything figures are computed from, of one version of a study's answers; made once and shared by all bases."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.dataset.cache import RegisterFrame, StudyColumns
from survey.findings.populations import BOTH, Population, names_of, origin_shown, populations
from survey.findings.scales import AskedScale, Numbers, asked_scales, looking_back, scores_now
from survey.store.studies import StudyRecord, WaveRecord


@dataclass(frozen=True, slots=True)
class LookingBack:
    """A scale on the items asked twice: how it was then and how it is now, one number per submission."""

    then: Numbers
    now: Numbers


@dataclass(frozen=True, slots=True)
class Material:
    """The answers of a study as figures need them.

    ``scores``: one number per submission, by scale, NaN where there is none. ``register``: one row per person of the
    register, a column per filter and profile variable. ``register_people``: these participants, ``answered``: which of
    them sent answers at the last wave. ``sent``: when each submission was sent.
    """

    columns: StudyColumns
    origin: str
    populations: Mapping[str, Population]
    scales: tuple[AskedScale, ...]
    scores: Mapping[str, Numbers]
    looking_back: Mapping[str, LookingBack]
    register: pd.DataFrame
    register_people: NDArray[np.int64]
    answered: NDArray[np.bool_]

    @property
    def record(self) -> StudyRecord:
        """The study."""
        return self.columns.record

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The filters that the study declares."""
        return self.record.study.filters

    @property
    def last_wave(self) -> WaveRecord:
        """The wave whose answers are shown where one wave is."""
        return self.record.waves[-1]

    @property
    def has_pairs(self) -> bool:
        """Whether there are several waves to compare."""
        return BOTH in self.populations


def material(columns: StudyColumns, frame: RegisterFrame, before: datetime.datetime | None = None) -> Material:
    """The material of a data version; ``before``: only what was sent before this moment counts."""
    origin = origin_shown(columns, len(frame.participants))
    counted = _counted(columns, before)
    scales = asked_scales(columns)
    found = populations(columns, origin, counted)
    last = found[columns.waves.names[-1]]
    people = np.frombuffer(columns.participants, dtype=np.int64)[last.rows]
    register = {name: names_of(coded) for name, coded in frame.attributes.items()}
    register_people = np.frombuffer(frame.participants, dtype=np.int64)
    return Material(
        columns=columns,
        origin=origin,
        populations=found,
        scales=scales,
        scores={asked.name: scores_now(columns, asked).to_numpy() for asked in scales},
        looking_back={asked.name: _looking_back(columns, asked) for asked in scales if asked.looking_back},
        register=pd.DataFrame(register, index=range(len(frame.participants))),
        register_people=register_people,
        answered=np.isin(register_people, people),
    )


def _counted(columns: StudyColumns, before: datetime.datetime | None) -> NDArray[np.bool_]:
    sent = np.frombuffer(columns.sent, dtype=np.float64)
    return np.ones(len(sent), dtype=bool) if before is None else sent < before.timestamp()


def _looking_back(columns: StudyColumns, asked: AskedScale) -> LookingBack:
    both = looking_back(columns, asked)
    return LookingBack(both["then"].to_numpy(), both["now"].to_numpy())
