"""Answers, interviews of some who gave them, and passages that two coders marked, put straight into a database."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine, insert, text
from sqlalchemy.engine import Connection

from benchmarks import responses, sixty_questions
from benchmarks.installation import Installation
from survey.instrument.loader import read_instrument
from survey.store import kept_suspects, speaking
from survey.store.kept_suspects import KeptSuspects
from survey.store.tables.codings import CodeRow, CodingRound, CodingRow
from survey.store.tables.transcripts import TranscriptRow, TurnRow
from survey.voices.suspects import RULES, suspected

NAME = sixty_questions.NAME
PEOPLE, INTERVIEWS, TURNS, CODINGS, CODES, HEADS = 349, 200, 300, 10_000, 40, 8
CODERS = ("ana", "ben")
WORDS = (
    "Une réponse de quelques mots, comme on en dit quand on a le temps d’y penser un peu ;",
    "Avec Karim, de la mairie, c’était plus simple pour le loyer et pour les factures ;",
    "depuis je dors la nuit et je sais à qui demander, ce qui change beaucoup de choses ;",
    "Les enfants vont à l’école, on parle, on mange ensemble, on sort plus souvent aussi.",
)
MOMENT = datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
DIGEST = "0" * 64
PLACE = ("transcript_id", "coder", "code_id", "first_turn", "starts_at", "ends_at")
PORTION = 10_000
"""Rows that are put in at once."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; ``people`` answer at every wave there is, ``interviews`` are spread over the waves."""

    people: int = PEOPLE
    interviews: int = INTERVIEWS
    turns: int = TURNS
    codings: int = CODINGS


@dataclass(frozen=True, slots=True)
class Keys:
    """What the rows of a study are kept under, and how many there are to be."""

    study: int
    waves: tuple[int, ...]
    size: Size
    interviews: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()


def published(made: Installation, folder: Path, turns: int = TURNS) -> None:
    """Publish the study, let everybody answer it, and fill it with interviews of the first 200, all coded."""
    study = sixty_questions.written(folder)
    made.publish(study, (sixty_questions.WAVE,))
    fill(made, study, Size(turns=turns))


def fill(made: Installation, study: Path, size: Size) -> None:
    """Let everybody answer a published study, and fill it with interviews, all coded."""
    chance = random.Random(1)
    responses.fill(made, read_instrument(study / f"{NAME}.yaml"), range(size.people), chance)
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        _fill(connection, size, chance)
    engine.dispose()


def _fill(connection: Connection, size: Size, chance: random.Random) -> None:
    """Interviews of which every respondent's turn is as likely to be marked, by two coders who are done."""
    waves = connection.execute(text("SELECT id, study_id FROM wave ORDER BY position")).all()
    known = Keys(waves[0].study_id, tuple(wave.id for wave in waves), size)
    connection.execute(insert(CodeRow), [_code(known, number) for number in range(CODES)])
    connection.execute(insert(TranscriptRow), [_interview(known, number) for number in range(size.interviews)])
    interviews = tuple(connection.execute(text("SELECT id FROM transcript ORDER BY number")).scalars())
    codes = tuple(connection.execute(text("SELECT id FROM code ORDER BY id")).scalars())
    known = Keys(known.study, known.waves, size, interviews, codes)
    said = (_turn(key, turn) for key in interviews for turn in range(1, size.turns + 1))
    while portion := list(islice(said, PORTION)):
        connection.execute(insert(TurnRow), portion)
    found = KeptSuspects(DIGEST, RULES, suspected({turn: said_in(turn) for turn in range(1, size.turns + 1)}).packed())
    for key in interviews:  # as an import does
        speaking.recount(connection, key)
        kept_suspects.put(connection, key, found)
    connection.execute(insert(CodingRow), _codings(known, chance))
    connection.execute(insert(CodingRound), list(_rounds(known)))


def _code(known: Keys, number: int) -> dict[str, object]:
    """The first ones head the others; each speaks to one of the three scales."""
    texts = {"definition": WORDS[0], "include": WORDS[1], "exclude": WORDS[2], "links": f'["scale{number % 3}"]'}
    parent = None if number < HEADS else number % HEADS + 1
    place = {"parent_id": parent, "position": number, "is_category": False}
    return {
        "study_id": known.study,
        "guid": code_guid(number),
        "name": f"Code {number}",
        **texts,
        **place,
    }


def code_guid(number: int) -> str:
    """The key of a code in addresses."""
    return str(uuid.UUID(int=CODINGS + number))


def _interview(known: Keys, number: int) -> dict[str, object]:
    """One of each person at each wave, in French, Spanish or English by turns; they may be shown beside scores."""
    person, wave = divmod(number, len(known.waves))
    whose = {"participant_id": person + 1, "wave_id": known.waves[wave], "link": True, "quote": "team"}
    told = {"language": ("fr", "es", "en")[number % 3], "format": "srt", "imported_at": MOMENT}
    told["turns"] = known.size.turns
    return {
        "study_id": known.study,
        "number": number + 1,
        "file_digest": f"{number}",
        "digest": DIGEST,
        "seconds": 3600,
        **whose,
        **told,
    }


def _turn(transcript: int, turn: int) -> dict[str, object]:
    role = "interviewer" if turn % 2 else "respondent"
    times = {"starts_at": turn * 12_000, "ends_at": turn * 12_000 + 11_000}
    said = {"speaker": f"L{turn % 2}", "role": role, "text": said_in(turn), "position": turn}
    return {"transcript_id": transcript, **said, **times}


def said_in(turn: int) -> str:
    """Some thirty words."""
    return f"{WORDS[turn % len(WORDS)]} {WORDS[(turn // len(WORDS)) % len(WORDS)]}"


def _codings(known: Keys, chance: random.Random) -> list[dict[str, object]]:
    """Nobody marks a place twice with one code."""
    made: dict[tuple[object, ...], dict[str, object]] = {}
    while len(made) < known.size.codings:
        each = _coding(known, len(made), chance)
        made.setdefault(tuple(each[name] for name in PLACE), each)
    return list(made.values())


def _coding(known: Keys, number: int, chance: random.Random) -> dict[str, object]:
    """Some words of a turn, without white space at their ends."""
    turn = chance.randrange(2, known.size.turns, 2)
    words = said_in(turn)
    start = chance.randrange(len(words) - 40)
    end = start + chance.randrange(10, 40)
    start, end = start + words[start].isspace(), end - words[end - 1].isspace()
    return {
        "guid": str(uuid.UUID(int=number)),
        "transcript_id": chance.choice(known.interviews),
        "code_id": chance.choice(known.codes),
        "coder": CODERS[number % len(CODERS)],
        "layer": "first",
        "first_turn": turn,
        "starts_at": start,
        "last_turn": turn,
        "ends_at": end,
        "quote": words[start:end],
        "weight": chance.choice((None, -2, -1, 0, 1, 2)),
        "is_key": chance.random() < 0.1,
        "memo": "",
        "made_at": MOMENT,
    }


def _rounds(known: Keys) -> Iterator[dict[str, object]]:
    moments = {"begun_at": MOMENT, "done_at": MOMENT, "turns": None}
    for key in known.interviews:
        for coder in CODERS:
            yield {"transcript_id": key, "coder": coder, "layer": "first", **moments}
