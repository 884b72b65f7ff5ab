"""A study as ``jalon simulate`` fills it, without a database: the same people, answers, blanks and losses by seed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores
from survey.fieldwork.register import parse_register
from survey.findings.planned.people import Outcome, PlannedTable
from survey.instrument.definition import Scale
from survey.instrument.study_file import read_study
from survey.simulation.chance import chance
from survey.simulation.population import Population, grouped, populated
from survey.simulation.register import as_text, grown, read_rows
from survey.simulation.replies import AskedWave, replies
from survey.simulation.visits import Choices, who_answers
from survey.store.simulated import RegisterPerson
from survey.store.studies import StudyRecord, WaveRecord

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "survey" / "questionnaires"
STUDY, REGISTER, PEOPLE = "before_after", 600, 349
A_DAY = datetime.date(2026, 6, 1)
"""Dates that people answer with hang on it; no score does."""


@dataclass(frozen=True, slots=True)
class Made:
    """A shipped study with a fictional register, and what never changes from seed to seed."""

    record: StudyRecord
    people: tuple[RegisterPerson, ...]
    waves: tuple[AskedWave, ...]
    rules: Mapping[str, ScoringRule]


def register_text(people: int) -> str:
    """The fictional register that comes along, grown to so many people."""
    text = (ROOT / "survey" / "demonstration" / f"{STUDY}.csv").read_text(encoding="utf-8")
    return as_text(grown(STUDY, read_rows(text), people))


def made(people: int = REGISTER) -> Made:
    """The study before and after, with a register."""
    study, questionnaires = read_study(LIBRARY / STUDY, LIBRARY)
    register = parse_register(register_text(people).encode(), study)
    waves = tuple(
        AskedWave.of(wave.name, questionnaires[wave.name], first_of_several=place == 0)
        for place, wave in enumerate(study.waves)
    )
    everyone = [
        RegisterPerson(
            key=number,
            waves=frozenset(range(len(waves))),
            **{name: getattr(row, name) for name in RegisterPerson.__slots__ if name not in ("key", "waves")},
        )
        for number, row in enumerate(sorted(register.rows, key=lambda row: row.participant_id))
    ]
    records = tuple(WaveRecord(at, 1, wave.name, at, "", None, None) for at, wave in enumerate(waves))
    record = StudyRecord(1, study.name, study, False, 1, records)
    rules = {scale.name: _rule(scale, waves[0]) for scale in waves[0].questionnaire.scales}
    return Made(record, grouped(everyone), waves, rules)


def _rule(scale: Scale, wave: AskedWave) -> ScoringRule:
    told = {item.name: [float(str(each)) for each in item.categories] for item in wave.items}
    ranges = {name: (min(told[name]), max(told[name])) for name in scale.items}
    low, high = scale.score_range
    return ScoringRule(scale.items, ranges, scale.minimum_answered, (float(low), float(high)), scale.reverse)


def whole(study: Made, seed: int) -> Population:
    """Everyone with everything they would answer."""
    return populated(study.record, seed, study.people, study.waves)


def whole_scores(study: Made, found: Population) -> pd.DataFrame:
    """The score of everyone on each scale at each wave, had they answered every item: columns ``SCALE WAVE``."""
    columns = {}
    for wave in found.waves:
        given = np.array([list(places) for places in found.places[wave.name]])
        items = {
            item.name: np.array([float(str(each)) for each in item.categories])[given[:, at]]
            for at, item in enumerate(wave.items)
        }
        for name, rule in study.rules.items():
            columns[f"{name} {wave.name}"] = scores(pd.DataFrame(items)[list(rule.items)], rule).to_numpy()
    return pd.DataFrame(columns)


def answered(study: Made, found: Population, loss: str, people: int = PEOPLE) -> PlannedTable:
    """What is left of it: who answers at each wave, and the items that they leave blank."""
    first: frozenset[int] = frozenset()
    rows = []
    everyone = frozenset(person.key for person in found.people)
    for place, wave in enumerate(found.waves):
        answering = who_answers(found, Choices(people, found.seed, loss), place, everyone, first)
        first = first or answering
        for number, person in enumerate(found.people):
            if person.key in answering:
                luck = chance(found.seed, found.record.name, wave.name, "replies", person.participant_id)
                said = replies(wave, found.places[wave.name][number], person, A_DAY, luck).answers
                items = {item.name: said.get(item.name) for item in wave.items}
                rows.append({"person": number, "wave": wave.name, **items})
    return _table(study, found, pd.DataFrame(rows))


def _table(study: Made, found: Population, rows: pd.DataFrame) -> PlannedTable:
    numbers, person = np.unique(rows["person"].to_numpy(), return_inverse=True)
    items = rows.drop(columns=["person", "wave"]).astype(float)
    told = {name: scores(items[list(rule.items)], rule).to_numpy() for name, rule in study.rules.items()}
    facts = _facts(found)
    return PlannedTable(
        people=facts.take(numbers).reset_index(drop=True),
        person=person.astype(np.int64),
        rows=items.assign(wave=rows["wave"], **told),
        waves=tuple(wave.name for wave in found.waves),
        arms=tuple(arm.name for arm in found.record.study.arms),
        outcomes=tuple(Outcome(name=name, rule=rule) for name, rule in study.rules.items()),
        register=facts,
    )


def _facts(found: Population) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "participant_id": person.participant_id,
                **{name: getattr(person, name) for name in ("arm", "site", "event", "household", "worker")},
                **person.profile,
            }
            for person in found.people
        ]
    )
