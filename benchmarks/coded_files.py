"""The files of coded interviews, of 200 interviews with 10,000 passages marked: gathered, written, read and kept."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine, create_engine, delete, select, update

from benchmarks import coded_study
from benchmarks.coded_study import CODINGS, INTERVIEWS
from benchmarks.figures import Figure
from benchmarks.installation import installation
from survey import create_app
from survey.config import read_settings
from survey.exchange.coded.files import FILES, Choices, Written
from survey.privacy import coded_view
from survey.store import studies
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodingAct, CodingRound, CodingRow
from survey.store.tables.transcripts import TranscriptRow, TurnRow
from survey.voices.coded import Coded
from survey.voices.refi.importing import Brought, bring_in

LIMIT = 1.0
TURNS = 60
AGAIN = 3
ACTOR = "benchmark"
KINDS = {
    "qdpx": "project (.qdpx) written",
    "csv": "table of quotes written, CSV",
    "xlsx": "table of quotes written, XLSX",
    "iramuteq": "texts for IRaMuTeQ written",
}


class WrongCountError(RuntimeError):
    """A file does not hold what it should, or not all of it comes back: its seconds would mean nothing."""


def measure(folder: Path) -> Iterator[Figure]:
    """Gather what leaves, write each file, read the project again while all is there, and keep it where nothing is."""
    with installation(folder) as made:
        coded_study.published(made, folder, TURNS)
        engine = create_engine(made.answers_url)
        _tell_apart(engine)
        try:
            with create_app(read_settings(made.folder)).app_context():
                yield from _files(engine, studies.study_named(coded_study.NAME))
        finally:
            engine.dispose()


def _files(engine: Engine, record: StudyRecord) -> Iterator[Figure]:
    rounds = range(AGAIN)
    yield _figure("gathered", min(_seconds(lambda: coded_view.everything(record)) for _ in rounds))
    coded = coded_view.everything(record)
    for kind, called in KINDS.items():
        yield _figure(called, min(_seconds(lambda kind=kind: _written(coded, kind)) for _ in rounds))
    project = _written(coded, "qdpx").content
    yield _figure("project read, nothing kept", min(_seconds(lambda: _read(record, project)) for _ in rounds))
    kept = []
    for _ in rounds:
        _empty(engine)
        kept.append(_seconds(lambda: _kept(record, project)))
    yield _figure("project read and kept", min(kept))


def _figure(what: str, seconds: float) -> Figure:
    named = f"{CODINGS} passages of {INTERVIEWS} interviews: {what}, processor time"
    return Figure(named, "s", seconds, limit=LIMIT)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _written(coded: Coded, kind: str) -> Written:
    made = FILES[kind].write(coded, Choices())
    _require(made.count, INTERVIEWS if kind == "iramuteq" else CODINGS)
    return made


def _read(record: StudyRecord, project: bytes) -> Brought:
    brought = bring_in(record, "p.qdpx", project, coded_view.known_to_all(record), ACTOR, dry_run=True)
    _require(brought.codings_known, CODINGS)
    return brought


def _kept(record: StudyRecord, project: bytes) -> Brought:
    brought = bring_in(record, "p.qdpx", project, coded_view.known_to_all(record), ACTOR)
    _require(brought.codings_added, CODINGS)
    return brought


def _require(count: int, wanted: int) -> None:
    if count != wanted:
        raise WrongCountError(f"{count} instead of {wanted}.")


def _tell_apart(engine: Engine) -> None:
    """Give each interview words of its own, and the digest of its text."""
    with engine.begin() as connection:
        first = TurnRow.position == 1
        for key in list(connection.execute(select(TranscriptRow.id)).scalars()):
            here = TurnRow.transcript_id == key
            connection.execute(update(TurnRow).where(here, first).values(text=f"Bonjour, ici {key}."))
            said = connection.execute(select(TurnRow.text).where(here).order_by(TurnRow.position)).scalars()
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
            connection.execute(update(TranscriptRow).where(TranscriptRow.id == key).values(digest=digest))


def _empty(engine: Engine) -> None:
    """As if nobody had coded yet."""
    with engine.begin() as connection:
        for rows in (CodingRow, CodingAct, CodingRound):
            connection.execute(delete(rows))
