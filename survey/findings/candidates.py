"""Who agreed to be asked for an interview: where each stands and which gaps they would fill, by participant id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey.dataset.cache import StudyColumns
from survey.dataset.coded import NOT_ASKED_CODE
from survey.findings import coverage, kept
from survey.findings.heard import OF_SCALE, Part, Strip
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.instrument.candidates import Candidates
from survey.store import askable, studies
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked: the thirds they stand in, and the gaps they would fill, the biggest first."""

    participant_id: str
    stands: tuple[tuple[Strip, Part], ...]
    fills: tuple[tuple[Strip, Part], ...]

    @property
    def lacking(self) -> float:
        """The size of the biggest gap that they would fill."""
        return max((part.lacking for _strip, part in self.fills), default=0.0)


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The candidates of a study, those of the biggest gaps first, all others in an order drawn by lot."""
    record = studies.study_named(words["study"])
    asked = record.study.candidates
    if asked is None:
        return {"candidates": [], "why_not": "not_asked"}
    columns = kept.columns(record)
    if asked.question not in columns.questions:
        return {"candidates": [], "why_not": "not_published"}
    texts = Texts(columns, Tongue(words["language"]))
    found = [_candidate(*each) for each in _placed(record, columns, asked)]
    return {
        "candidates": [
            {
                "participant_id": each.participant_id,
                "stands": [_called(pair, texts, record) for pair in each.stands],
                "fills": [_called(pair, texts, record) for pair in each.fills],
            }
            for each in sorted(found, key=lambda each: (-each.lacking, _lot(record, each.participant_id)))
        ],
        "why_not": "",
    }


def _placed(
    record: StudyRecord, columns: StudyColumns, asked: Candidates
) -> list[tuple[str, list[tuple[Strip, Part]]]]:
    """Everybody who may be asked and said yes, with the parts of all strips that they stand in."""
    may = askable.askable(record.id)
    keys = [key for key in _willing(columns, asked) if key in may]
    places: dict[int, list[tuple[Strip, Part]]] = {key: [] for key in keys}
    for strip in coverage.found(record):
        for row in np.flatnonzero(np.isin(strip.participants, keys) & (strip.at >= 0)).tolist():
            places[int(strip.participants[row])].append((strip, strip.parts[int(strip.at[row])]))
    return [(may[key], places[key]) for key in keys]


def _willing(columns: StudyColumns, asked: Candidates) -> list[int]:
    """Whose last answer to the question says yes: what they say at a later time of measurement counts."""
    column = columns.answers[asked.question]
    codes: NDArray[np.int64] = np.frombuffer(column.codes, dtype=column.codes.typecode).astype(np.int64)
    waves = np.frombuffer(columns.waves.codes, dtype=columns.waves.codes.typecode)
    people = np.frombuffer(columns.participants, dtype=np.int64)
    last: dict[int, int] = {}
    for row in np.argsort(waves, kind="stable").tolist():
        if codes[row] != NOT_ASKED_CODE:
            last[int(people[row])] = int(codes[row])
    yes = column.names.index(asked.value) if asked.value in column.names else None
    return [person for person, code in last.items() if code == yes]


def _candidate(participant_id: str, places: list[tuple[Strip, Part]]) -> Candidate:
    gaps = sorted((pair for pair in places if pair[1].gap), key=lambda pair: -pair[1].lacking)
    return Candidate(participant_id, tuple(pair for pair in places if pair[0].kind == OF_SCALE), tuple(gaps))


def _called(pair: tuple[Strip, Part], texts: Texts, record: StudyRecord) -> str:
    strip, part = pair
    told = {"label": coverage.label(strip, texts, record), "value": coverage.part_label(part, texts)}
    return texts.tongue.gettext("%(label)s: %(value)s", **told)


def _lot(record: StudyRecord, participant_id: str) -> str:
    """An order that hangs on names alone: it tells nothing of when or what somebody answered, and can be made again."""
    return hashlib.sha256(f"{record.name}\0{participant_id}".encode()).hexdigest()
