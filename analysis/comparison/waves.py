"""Answers of the same people at several waves, one row per person and wave, ready for a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.comparison.arms import Arms
from analysis.comparison.rows import Codes, Rows, categories, groups, renumbered, rows_of
from analysis.comparison.ties import Ties
from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import NO_VALUES, ONE_GROUP


@dataclass(frozen=True, slots=True)
class Waves:
    """Which columns hold the person and the wave; the waves in order, the first the one the others are compared with.

    ``group``: the column of the households or workers that people belong to, '' for none. ``groups_change``: whether
    these may change differently, or differ in level alone. Rows of other waves are not part of the comparison.
    """

    names: tuple[str, ...]
    participant: str = "participant_id"
    column: str = "wave"
    group: str = ""
    groups_change: bool = True

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or len(self.names) < 2:
            raise ValueError(f"Waves {', '.join(self.names) or 'none'}: name two or more, each once, the first first.")

    @property
    def later(self) -> tuple[str, ...]:
        """All but the first."""
        return self.names[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveRows:
    """The rows that count, who and which group each is of; ``contrasts``: the term of the model by the contrast's name.

    ``terms``: the columns of waves. ``between``: how many columns of the model differ between people only.
    ``people_missing``: of whom no row counts. ``wave``: where groups may change differently.
    """

    rows: Rows
    person: Codes
    group: Codes | None
    wave: Codes | None
    people: int
    people_missing: int
    contrasts: Mapping[str, str]
    terms: tuple[str, ...]
    between: int

    @property
    def units(self) -> Codes:
        """The people, or the groups of people, that differ independently."""
        return self.person if self.group is None else self.group

    @property
    def ties(self) -> Ties:
        """Who belongs together; where every group is one person the two cannot be told apart and need not be."""
        if self.group is None or self.count_of_units == self.people:
            return Ties(self.person)
        return Ties(self.person, self.group, self.wave)

    @property
    def people_by_arm(self) -> dict[str, int]:
        """How many people of each group have a row that counts."""
        if self.rows.arm is None:
            return {}
        each = np.unique(np.stack([self.person, self.rows.arm]), axis=1)[1]
        return {name: int((each == number).sum()) for number, name in enumerate(self.rows.people)}

    @property
    def count_of_units(self) -> int:
        """How many of these there are."""
        return int(self.units.max(initial=-1)) + 1


def wave_rows(
    table: pd.DataFrame, outcome: str, waves: Waves, arms: Arms | None, *, covariates: Sequence[str] = ()
) -> WaveRows:
    """The rows of these waves with outcome, person, group and covariates; whoever has one counts (``available``).

    Columns of the model: the groups, the later waves, their products, the covariates. ValueError for a person who
    stands twice at one wave, for an absent column, for a group that was not named.
    """
    held = _held(table, waves)
    whose = categories(held, waves.participant)[1]
    scores = np.where(whose < 0, np.nan, column_of(held, outcome))  # an answer of nobody known counts nowhere
    wave = held[waves.column].to_numpy()
    names, codes = groups(held, arms) if arms else ((), np.zeros(len(held), dtype=np.int64))
    terms = _terms(wave, codes, names, waves)
    cluster = waves.group or waves.participant
    every = (*terms, *covariates)
    rows = rows_of(held.assign(**terms), scores, arms, covariates=every, cluster=cluster)
    person = renumbered(whose[rows.kept])
    people = int(person.max(initial=-1)) + 1
    if waves.group and rows.clusters is not None:  # whoever moves to another household is somebody else there
        person = renumbered(person * (rows.count_of_clusters or 0) + rows.clusters)
    starting = np.unique(codes[rows.kept & (wave == waves.names[0])]).size
    present = np.unique(codes[rows.kept]).size
    reason = rows.reason
    if starting < present:
        reason = ONE_GROUP if arms else NO_VALUES
    return WaveRows(
        rows=replace(rows, redundant=tuple(term for term in rows.redundant if term not in terms), reason=reason),
        person=person,
        group=rows.clusters if waves.group else None,
        wave=renumbered(categories(held, waves.column)[1][rows.kept]) if waves.group and waves.groups_change else None,
        people=people,
        people_missing=int(held[waves.participant].nunique()) - people,
        contrasts=_contrasts(waves, arms, names),
        terms=tuple(terms),
        between=len([term for term in rows.terms if term not in terms]),
    )


def _terms(wave: Numbers, codes: Codes, names: tuple[str, ...], waves: Waves) -> dict[str, Numbers]:
    """One column per later wave, and one per group but the reference and later wave."""
    at_wave = {f"at {later}": (wave == later).astype(np.float64) for later in waves.later}
    crossed = {
        f"{name} at {later}": np.asarray((codes == number) * at_wave[f"at {later}"], dtype=np.float64)
        for number, name in enumerate(names)
        if number
        for later in waves.later
    }
    return at_wave | crossed


def _held(table: pd.DataFrame, waves: Waves) -> pd.DataFrame:
    """The rows of these waves, once it is sure that the columns are there and nobody stands twice at one wave."""
    found, codes = categories(table, waves.column)
    if len(table) and not set(waves.names) & set(found):
        told = f"Column {waves.column}: it holds {', '.join(found) or 'nothing'}, none of {', '.join(waves.names)}"
        raise ValueError(f"{told}; name the waves as the column does.")
    categories(table, waves.participant)
    texts = np.array([*found, ""], dtype=object)[codes]
    held = table.assign(**{waves.column: texts})[
        np.isin(codes, [found.index(name) for name in waves.names if name in found])
    ]
    held = held.reset_index(drop=True)
    _refuse_twice(held, waves)
    return held


def _contrasts(waves: Waves, arms: Arms | None, names: tuple[str, ...]) -> dict[str, str]:
    if arms is None:
        return {f"{later} - {waves.names[0]}": f"at {later}" for later in waves.later}
    others = names[1:] or ("others",)
    return {f"{arms.contrast(name)} at {later}": f"{name} at {later}" for name in others for later in waves.later}


def _refuse_twice(held: pd.DataFrame, waves: Waves) -> None:
    twice = held.duplicated([waves.participant, waves.column]) & held[waves.participant].notna()
    if twice.any():
        first = held[twice].iloc[0]
        told = f"{first[waves.participant]} stands twice at wave {first[waves.column]}"
        raise ValueError(f"Column {waves.participant}: {told}; keep one row per person and wave.")
