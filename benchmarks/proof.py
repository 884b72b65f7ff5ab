"""What came out beside what went in: exported cells, pages acknowledged, receipts given."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.installation import Installation
from benchmarks.journey import Journey
from benchmarks.real_answers import Person
from survey.keys import Keyring, read_key_file

NOT_ANSWERED = "not_answered"
_SUBMISSIONS = """
SELECT participant.participant_id, wave.name, submission.id, submission.state, submission.receipt_digest
FROM submission JOIN participant ON participant.id = submission.participant_id
                JOIN wave ON wave.id = submission.wave_id
"""
_REVISIONS = "SELECT submission_id, page, sent FROM submission_revision ORDER BY submission_id, revision"


@dataclass(frozen=True, slots=True)
class Cells:
    """How many item cells were compared, and which are different: code, wave, item, expected, found."""

    compared: int
    different: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    id: int
    state: str
    receipt_digest: str | None


_Pages = list[tuple[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the database holds of what the server acknowledged."""

    submissions: int
    pages_acknowledged: int
    pages_lost: int
    pages_doubled: int
    pages_different: int
    receipts_different: int


def compare_cells(people: Sequence[Person], export: Path) -> Cells:
    """Every item cell of ``people`` beside the export, matched by code and wave; arm and session too."""
    with export.open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["participant_id"], row["wave"]): row for row in csv.DictReader(file)}
    wanted = {(person.code, wave): (person, cells) for person in people for wave, cells in person.waves.items()}
    compared, different = 0, [(*key, "row", "none", "one") for key in sorted(rows.keys() - wanted.keys())]
    for (code, wave), (person, cells) in wanted.items():
        row = rows.get((code, wave))
        if row is None:
            different.append((code, wave, "row", "one", "none"))
            continue
        known = {"arm": person.arm, "site": person.session, "state": "submitted"}
        expected = {**known, **cells} | {
            f"{name}.missing": "" if cell else NOT_ANSWERED for name, cell in cells.items()
        }
        compared += len(cells)
        different += [
            (code, wave, name, value, row.get(name, "no such column"))
            for name, value in expected.items()
            if row.get(name) != value
        ]
    return Cells(compared, tuple(different))


def audit(installation: Installation, journeys: Iterable[Journey]) -> Ledger:
    """Every acknowledged page and every receipt beside what is stored."""
    keyring = Keyring()
    keyring.bind(read_key_file(installation.folder / "keys.toml"))
    submissions, revisions = _stored(installation)
    lost = doubled = different = receipts = acknowledged = 0
    for journey in journeys:
        stored = submissions.get((journey.code, journey.wave))
        pages = revisions.get(stored.id, []) if stored else []
        times = Counter(page for page, _ in pages)
        latest = dict(pages)
        acknowledged += len(journey.pages)
        lost += sum(times[page.page] == 0 for page in journey.pages) + len(journey.asked_again)
        doubled += sum(count > 1 for count in times.values())
        different += sum(latest.get(page.page, {}) != page.chosen for page in journey.pages)
        receipts += stored is None or not _is_receipt(keyring, stored, journey.receipt)
    return Ledger(len(submissions), acknowledged, lost, doubled, different, receipts)


def _is_receipt(keyring: Keyring, stored: _Stored, code: str) -> bool:
    return stored.state == "submitted" and stored.receipt_digest == keyring.receipt_digest(stored.id, code)


def _stored(installation: Installation) -> tuple[dict[tuple[str, str], _Stored], dict[int, _Pages]]:
    engine = create_engine(installation.answers_url)
    with engine.connect() as connection:
        submissions = {
            (code, wave): _Stored(key, state, digest)
            for code, wave, key, state, digest in connection.execute(text(_SUBMISSIONS))
        }
        revisions: dict[int, _Pages] = {}
        for key, page, sent in connection.execute(text(_REVISIONS)):
            revisions.setdefault(key, []).append((page, json.loads(sent)["answers"]))
        count = connection.scalar(text("SELECT count(*) FROM submission"))
    engine.dispose()
    if count != len(submissions):
        raise RuntimeError(f"{count} submissions of {len(submissions)} people and waves: some are doubled.")
    return submissions, revisions
