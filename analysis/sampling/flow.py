"""How many people answered at each wave, and where the others went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from analysis.missing import column_of
from analysis.sampling.covariates import categories_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCount:
    """The people of one wave.

    answered: with an outcome. unanswered: with a row of this wave and no outcome. kept: answered, and at the first wave
    too. lost: answered at the first wave, not now. dropped: answered at the wave before, not now. returned: answered,
    not at the wave before, but earlier. joined: answered for the first time, after the first wave.
    """

    wave: str
    answered: int
    unanswered: int
    kept: int
    lost: int
    dropped: int
    returned: int
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All waves in their order, and the rows that belong to none.

    people: with a row. asked: how many were asked, None when nobody said so. repeated: rows of a person and wave that
    has one already; the person counts once. without_id, other_waves: rows that count nowhere.
    """

    waves: tuple[WaveCount, ...]
    people: int
    asked: int | None
    repeated: int
    without_id: int
    other_waves: int

    def as_table(self) -> pd.DataFrame:
        """One row per wave, with ``asked`` beside the counts; blank when it is not known."""
        table = pd.DataFrame([asdict(count) for count in self.waves])
        return table.assign(asked=pd.array([self.asked] * len(table), dtype="Int64"))


def participant_flow(
    table: pd.DataFrame,
    outcome: str,
    waves: Sequence[str],
    *,
    wave: str = "wave",
    participant: str = "participant_id",
    asked: int | None = None,
) -> Flow:
    """The flow of participants through the waves, in people.

    Estimand: none; these are counts of the people at hand.
    Formula: a person answered at a wave when one of their rows of this wave has the outcome; the other counts follow
    from the sets of people who answered (``WaveCount``).
    Columns and units: a column of person ids, one of waves, one of numbers; one row per person and wave.
    Missing: ``available``; rows without an id or of a wave not named are counted, and count nowhere else.
    Raises: ValueError for an absent column, texts as outcome, waves that are none or named twice.
    Source: CONSORT 2010, the flow of participants through each stage (Schulz et al., BMJ 340:c332).
    Checked against R: ``tapply``, ``setdiff`` and ``intersect`` over the same rows.

    >>> told = {"participant_id": ["a", "b", "a", "b", "c"], "wave": ["entry"] * 2 + ["exit"] * 3}
    >>> found = participant_flow(pd.DataFrame(told | {"score": [1, 2, 3, None, 4]}), "score", ("entry", "exit"))
    >>> found.waves[1]
    WaveCount(wave='exit', answered=2, unanswered=1, kept=1, lost=1, dropped=1, returned=0, joined=1)
    """
    if not waves or len(set(waves)) < len(waves):
        raise ValueError(f"waves is {tuple(waves)}; name each wave once, in their order.")
    who, when = categories_of(table, participant), categories_of(table, wave)
    rows = pd.DataFrame({"person": who, "wave": when, "answered": ~pd.isna(column_of(table, outcome))})
    has_id, has_wave = rows["person"].notna(), rows["wave"].isin(list(waves))
    counted = rows[has_id & has_wave]
    return Flow(
        waves=_counts(counted, waves),
        people=int(counted["person"].nunique()),
        asked=asked,
        repeated=int(counted.duplicated(["person", "wave"]).sum()),
        without_id=int((~has_id).sum()),
        other_waves=int((has_id & ~has_wave).sum()),
    )


def _counts(rows: pd.DataFrame, waves: Sequence[str]) -> tuple[WaveCount, ...]:
    present = {name: set(rows.loc[rows["wave"] == name, "person"]) for name in waves}
    answered = {name: set(rows.loc[(rows["wave"] == name) & rows["answered"], "person"]) for name in waves}
    first, before, earlier = answered[waves[0]], answered[waves[0]], set(answered[waves[0]])
    found = []
    for name in waves:
        now = answered[name]
        found.append(
            WaveCount(
                wave=name,
                answered=len(now),
                unanswered=len(present[name] - now),
                kept=len(now & first),
                lost=len(first - now),
                dropped=len(before - now),
                returned=len((now & earlier) - before),
                joined=len(now - earlier),
            )
        )
        before, earlier = now, earlier | now
    return tuple(found)
