"""Where two coders of the demonstration say that words point, and one memo, from tables beside this file."""

from __future__ import annotations

import csv
from pathlib import Path

from survey.findings import client
from survey.privacy import concordance
from survey.store import concordance_memos, directions, transcripts
from survey.store.concordance_memos import NewMemo
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

FOLDER, INTERVIEWS = (Path(__file__).parent / name for name in ("directions", "interviews"))


def direct(record: StudyRecord) -> int:
    """Lock what the table of a study says, once, before anybody has seen a score; how many directions were locked."""
    rows = _rows(f"{record.name}.csv")
    if not rows or directions.of_study(record.id):
        return 0
    interviews = by_file(record)
    ways: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row["file"] in interviews:
            ways.setdefault((row["file"], row["coder"]), {})[row["scale"]] = row["way"]
    for (file, coder), said in ways.items():
        directions.keep(record, interviews[file], coder, said, lock=True)
    return sum(map(len, ways.values()))


def explain(record: StudyRecord, actor: str, wait: float) -> int:
    """Write the memos of a study, once, where people stand off the diagonal; how many were written.

    ``wait``: seconds for the figure process to start. Raises as its client does.
    """
    rows = _rows(f"{record.name}_memos.csv")
    if not rows or concordance_memos.of_study(record.id):
        return 0
    told = client.ask("concordance", wait=wait, study=record.name, language=record.study.default_language)
    known, written = concordance.kept(record, actor), 0
    interviews = by_file(record)
    for row in (each for each in rows if each["file"] in interviews):
        interview, scale = interviews[row["file"]], row["scale"]
        grid = concordance.grid(known, scale, concordance.places_of(told, scale))
        for _grid, person in concordance.of_interview([grid], interview.number):
            new = NewMemo(scale, person.band, person.way, row["kind"], row["text"], after=0)
            concordance_memos.write(record, interview, new, actor)
            written += 1
    return written


def by_file(record: StudyRecord) -> dict[str, Interview]:
    """The interviews by their files: numbers are drawn by lot, so they are known by whose they are and their day."""
    kept = {(each.participant_id, str(each.held_on)): each for each in transcripts.interviews(record.id)}
    with (INTERVIEWS / record.name / "interviews.csv").open(encoding="utf-8", newline="") as opened:
        listed = {row["file"]: (row["participant_id"], row["date"]) for row in csv.DictReader(opened)}
    return {file: kept[whose] for file, whose in listed.items() if whose in kept}


def _rows(name: str) -> list[dict[str, str]]:
    file = FOLDER / name
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
