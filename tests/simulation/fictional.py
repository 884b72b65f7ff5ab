"""The shipped studies with a fictional register, for the tests of simulated answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from survey import extensions
from survey.fieldwork.register import parse_register
from survey.instrument.study_file import read_study
from survey.simulation.register import as_text, grown
from survey.store import register_imports, studies
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

LIBRARY = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
FIRST_ROW = {
    "matricule": "V0001",
    "nom": "Larrieudy",
    "prenom": "Ana",
    "telephone": "",
    "courriel": "",
    "adresse": "",
    "langue": "fr",
    "tranche_age": "30-39",
    "composition": "seul",
    "foyer": "VF001",
    "evenement": "décès",
    "mesure": "conseil",
    "antenne": "nord",
    "travailleur_social": "TS-01",
    "date_entree": "2026-02-02",
    "debut": "2026-02-09",
    "fin": "2026-03-09",
}


def fictional(name: str, people: int, **same: str) -> StudyRecord:
    """A shipped study, published, with a register of so many people; ``same`` are cells that all rows have."""
    record = studies.publish(*read_study(LIBRARY / name, LIBRARY))
    rows = [{**row, **same} for row in grown(name, [FIRST_ROW], people)]
    register = parse_register(as_text(rows).encode(), record.study)
    register_imports.import_register(record, register.rows, register.digest, "test")
    return record


def kept(record: StudyRecord, wave: str) -> dict[str, dict[str, Any]]:
    """Every submission of a wave by participant id: its columns, with the document read."""
    submission, participant = table(SubmissionRow), table(Participant)
    statement = submission.select().where(submission.c.wave_id == record.wave(wave).id)
    with extensions.answers.looking() as connection:
        ids = {row.id: row.participant_id for row in connection.execute(participant.select())}
        rows = [dict(row) for row in connection.execute(statement).mappings()]
    return {ids[row["participant_id"]]: row | {"document": json.loads(row["document"])} for row in rows}
