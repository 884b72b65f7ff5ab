"""What the plan of a study gives of its answers as they are now, made once per data version and lock."""

from __future__ import annotations

from dataclasses import replace

from survey.findings import current, kept
from survey.findings.material import Material
from survey.findings.planned.cautions import STILL_OPEN
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_study import Clusters, from_study
from survey.findings.planned.results import Caution, Lock, Results
from survey.store import submitted
from survey.store.clock import now
from survey.store.studies import StudyRecord


def results_now(record: StudyRecord, *, lock: Lock | None = None, mixed: bool = False) -> Results:
    """The results of a study now."""
    found = current.current(record)
    key = ("planned", found.material.columns.version.token, lock, mixed, _still_open(record))
    return kept.once(record.name, key, lambda: results_from(found.material, lock=lock, mixed=mixed))


def results_from(material: Material, *, lock: Lock | None = None, mixed: bool = False) -> Results:
    """The results of the answers in a material."""
    record = material.record
    study = record.study
    table = from_study(material, study.plan, _clusters(record) if study.plan.cluster else None)
    waiting = tuple(Caution(key=STILL_OPEN, values={"wave": name}) for name in _still_open(record))
    table = replace(table, cautions=(*waiting, *table.cautions))
    return results_of(table, study.plan, design=study.design, assigned=study.assigned, mixed=mixed, lock=lock)


def _still_open(record: StudyRecord) -> tuple[str, ...]:
    """The waves after the first at which people may still answer: whoever has not is not lost for good."""
    moment = now()
    return tuple(wave.name for wave in record.waves[1:] if wave.is_open(moment))


def _clusters(record: StudyRecord) -> Clusters:
    with submitted.one_moment() as connection:
        return {each.participant: (each.household, each.worker) for each in submitted.clusters(connection, record.id)}
