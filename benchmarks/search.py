"""A search over five million words, with and without filters, and the passages of ten thousand codings; on SQLite."""

from __future__ import annotations

import datetime
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import insert

from benchmarks import sixty_questions
from benchmarks.figures import Figure
from benchmarks.installation import installation
from survey import create_app
from survey.config import read_settings
from survey.extensions import answers
from survey.privacy import filtered_search, passages_view, search_filters
from survey.privacy.search_filters import Viewer
from survey.store import codes, studies
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
RARE = VOCABULARY[-1]
PLACES = range(1, TURNS, TURNS // CODINGS)


def measure(folder: Path) -> Iterator[Figure]:
    """Fill a study, then search it as its page does: what can be chosen, what is found, its words."""
    with installation(folder) as made:
        study = sixty_questions.written(folder)
        made.publish(study, ())
        with create_app(read_settings(made.folder)).app_context():
            record = studies.study_named(sixty_questions.NAME)
            help_, money = (code.guid for code in _filled(record))
            for what, words, chosen in (
                ("a frequent word", "maison", {}),
                ("a rare word", RARE, {}),
                ("a rare word of the interviewed", RARE, {"role": "respondent"}),
                ("turns of a role", "", {"role": "interviewer"}),
                ("passages of a code", "", {"code": help_}),
                ("a word where two codes meet", "facture", {"code": help_, "meets": money}),
            ):
                seconds = _median(lambda words=words, chosen=chosen: _searched(record, words, chosen))
                yield Figure(f"search in 5 million words: {what}", "s", seconds, limit=0.2)
            every = [code.id for code in codes.codebook(record.id)]
            seconds = _median(lambda: passages_view.passages(record, VIEWER, every, 100))
            yield Figure("a page of the passages of 10,000 codings", "s", seconds, limit=1)


def _searched(record: StudyRecord, words: str, chosen: dict[str, str]) -> object:
    among = search_filters.searchable(record, VIEWER, {})
    return search_filters.values(among, VIEWER), filtered_search.narrowed(record, VIEWER, among, words, chosen)


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(AGAIN):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


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
    row = {**told, "study_id": record.id, "number": number, "file_digest": str(number), "digest": "0" * 64}
    with answers.changing() as connection:
        rows = table(TranscriptRow)
        key = connection.execute(insert(rows).values(**row).returning(rows.c.id)).scalar_one()
        who = [("L1", "interviewer"), ("L2", "respondent")]
        turns = [
            {"speaker": who[turn % 2][0], "role": who[turn % 2][1], "text": text, "position": turn}
            for turn, text in said.items()
        ]
        connection.execute(insert(table(TurnRow)), [{**turn, "transcript_id": key} for turn in turns])
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
