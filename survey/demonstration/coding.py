"""What two coders of the demonstration marked in its interviews, from tables beside this file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from survey.store import codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview, StoredTurn

FOLDER = Path(__file__).parent / "codings"
STILL_BEING_READ = frozenset({"before_after"})
"""Studies in which nobody has said to be done, so that whoever tries the demonstration out can mark there."""


def code_interviews(record: StudyRecord, actor: str) -> int:
    """Mark what the tables say, once: a study with a codebook is left alone; how many passages were marked."""
    interviews = transcripts.interviews(record.id)
    if not interviews or codes.codebook(record.id):
        return 0
    code_ids, marked = _codebook(record, actor), 0
    turns = {each: transcripts.turns(each) for each in interviews}
    for rows in _by_file(f"{record.name}.csv"):
        for interview, said_there in turns.items():
            places = [_place(said_there, row["quote"]) for row in rows]
            if None not in places:
                _mark(interview, zip(rows, places, strict=True), code_ids)
                marked += len(rows)
                _finish(record, interview, {row["coder"] for row in rows})
    return marked


def _mark(
    interview: Interview, rows: Iterable[tuple[Mapping[str, str], Passage | None]], code_ids: Mapping[str, int]
) -> None:
    for row, place in rows:
        weight = int(row["weight"]) if row["weight"] else None
        said = Said(code_ids[row["code"]], weight, row["key"] == "yes", row["memo"])
        if place is not None:
            codings.mark(interview, Layer(row["coder"]), place, said, digest=interview.digest)


def _finish(record: StudyRecord, interview: Interview, coders: Iterable[str]) -> None:
    if record.name not in STILL_BEING_READ:
        for coder in sorted(coders):
            rounds.finish(record, interview, Layer(coder))


def _codebook(record: StudyRecord, actor: str) -> dict[str, int]:
    ids: dict[str, int] = {}
    for row in _rows("codebook.csv"):
        new = NewCode(
            row["code"],
            row["definition"],
            row["include"],
            row["exclude"],
            links=tuple(row["links"].split()),
            is_category=row["category"] == "yes",
            parent=ids.get(row["under"]),
        )
        (added,) = codes.add(record, [new], actor)
        ids[row["code"]] = added.id
    return ids


def _place(turns: Iterable[StoredTurn], quote: str) -> Passage | None:
    """Where these words stand; each quote of the tables stands once in one interview."""
    for turn in turns:
        start = turn.text.find(quote)
        if start >= 0:
            return Passage(turn.position, start, turn.position, start + len(quote))
    return None


def _by_file(name: str) -> list[list[dict[str, str]]]:
    files: dict[str, list[dict[str, str]]] = {}
    for row in _rows(name):
        files.setdefault(row["file"], []).append(row)
    return list(files.values())


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
