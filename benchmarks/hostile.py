"""What hostile input costs before it is refused or done with, and a long questionnaire beside it."""

from __future__ import annotations

import datetime
import resource
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.hostile_workbooks import WORKBOOKS, written
from survey.exchange.xlsform.workbook import read_workbook
from survey.instrument.definition import Question, Questionnaire
from survey.instrument.expressions import ExpressionError, compile_expression
from survey.instrument.loader import read_instrument
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.problems import DefinitionError
from survey.instrument.report import Report
from survey.instrument.state import State
from survey.voices.reading import read_transcript
from survey.voices.transcript import TranscriptError

ROUNDS = 5
LONG = 1_000_000
QUESTIONS = 500


def _rows(*rows: str) -> str:
    head = 'settings: {form_id: bomb, form_title: Bombe, version: "1", default_language: fr}\nsurvey:\n'
    return head + "".join(f"  - {{{row if 'type' in row else f'type: text, label: a, {row}'}}}\n" for row in rows)


BOMBS: dict[str, str] = {
    "deep lists": "[" * 400_000,
    "deep maps": "{a: " * 200_000,
    "deep blocks": "\n".join(" " * level + "a:" for level in range(1_000)),
    "deep dashes": "- " * 400_000,
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(20_000)),
    "billion laughs": "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 900)),
    "too large": "a" * 1_000_001,
    "many keys": "".join(f"k{n}: 1\n" for n in range(80_000)),
    "one long key": "a" * 900_000 + ": 1",
    "many anchors": "&a " * 300_000,
    "question marks": "? " * 400_000,
    "quotes": '"' * 900_000,
    "many rows": "survey:\n" + "- {}\n" * 150_000,
    "many same names": "survey:\n" + "- {type: text, name: a}\n" * 35_000,
    "one long name": "survey:\n- {type: text, name: " + "a" * 900_000 + "}",
    "many directions": "a: " + "\u202e" * 300_000,
    "many references": _rows(*(f'name: question_{n}, relevant: "${{qeustion_{n}x}} = 1"' for n in range(9_000))),
    "long expressions": _rows(*(f'name: q{n}, relevant: "{n}{"-1" * 2_000} > 1"' for n in range(240))),
    "nested groups": _rows(*(f"type: begin_group, name: g{n}" for n in range(9_000))),
}
"""Questionnaires, each refused."""

EXPRESSIONS = (
    "(" * 20_000 + "1" + ")" * 20_000,
    "not(" * 5_000 + "1" + ")" * 5_000,
    "1" + " and 1" * 20_000,
    "(" * 2_000 + "1" + ")" * 2_000,
    "not(" * 800 + "1" + ")" * 800,
    "a[" * 1_000 + "1" + "]" * 1_000,
    "1" + "*1" * 2_000,
    "1" + "-1" * 2_000,
    "-" * 4_000 + "1",
)
"""Each is refused: too long, too deep or of too many steps."""

PATTERNS = ("^(a+)+$", "^(a|a)*$", "(x+x+)+y", "^(.*a){20}$")
"""An engine that tries every way through a text would not end with any of them."""

TRANSCRIPTS: tuple[tuple[str, bytes, str], ...] = (
    ("a.txt", b"L1 : oui\n" * LONG, "too-long"),
    ("a.txt", b"a\n" * LONG, "too-many-lines"),
    ("a.txt", b"a\n\n" * 24_000, "read"),
    ("a.txt", b"a\n" * 49_000, "read"),
    ("a.txt", b"L1 : o\n" * 29_000, "read"),
    ("a.txt", b"a" * LONG, "read"),
    ("a.txt", b"A " * (LONG - 1), "read"),
    ("a.txt", b"A" + b" " * LONG + b"b", "read"),
    ("a.txt", b"L1: " * (LONG // 2), "too-many-turns"),
    ("a.txt", b"(" * (LONG // 2) + b"A(" * (LONG // 2), "read"),
    ("a.txt", b"[00:" * (LONG // 2), "read"),
    ("a.txt", b"\xe9\xe8 " * (LONG // 2), "read"),
    ("a.txt", ("e" + "\u0316\u0301" * 14).encode() * 50_000, "read"),
    ("a.txt", ("e" + "\u0316\u0301" * (LONG // 2)).encode(), "stacked-marks"),
    ("a.srt", b"00:00:01,000 --> 00:00:02,000\noui\n\n" * 15_000, "read"),
    ("a.srt", b"00:00:01,000 --> 00:00:02,000\n" * 49_000 + b"oui", "read"),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * LONG, "read"),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v A>" * (LONG // 5), "too-many-turns"),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v A>b\n" * 29_000, "read"),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"&amp;" * (LONG // 3), "read"),
    ("a.srt", b"00:01 --> 00:02\ne" + b"&#790;&#769;" * (LONG // 7), "stacked-marks"),
)
"""A name, what the file holds, and the rule it breaks, or ``read``."""


def measure(folder: Path) -> Iterator[Figure]:
    """The slowest of each kind, in processor time, then the long questionnaire."""
    slowest = max(_milliseconds(lambda turn, text=text: _refused(text + " " * turn)) for text in EXPRESSIONS)
    yield Figure("hostile expressions: the slowest refused after", "ms", slowest, limit=50)
    slowest = max(_milliseconds(lambda _turn, pattern=pattern: _matched(pattern)) for pattern in PATTERNS)
    yield Figure("hostile patterns on 5,000 characters: the slowest ends after", "ms", slowest, limit=50)
    slowest = max(_milliseconds(lambda _turn, file=file: _told(*file[:2]), 1) for file in TRANSCRIPTS)
    yield Figure("hostile transcripts: the slowest read or refused after", "s", slowest / 1000, limit=2)
    file = folder / "bomb.yaml"
    slowest = max(_milliseconds(lambda _turn, bomb=bomb: _not_taken(file, bomb), 1) for bomb in BOMBS.values())
    yield Figure("hostile questionnaires: the slowest refused after", "s", slowest / 1000, limit=2)
    books = [make() for make, _rules in WORKBOOKS.values()]
    slowest = max(_milliseconds(lambda _turn, book=book: _converted(folder, book), 1) for book in books)
    yield Figure("hostile workbooks: the slowest ends after", "s", slowest / 1000, limit=2)
    file = folder / "long.yaml"
    file.write_text(questionnaire(QUESTIONS), encoding="utf-8")
    took = _milliseconds(lambda _turn: read_instrument(file), 3)
    yield Figure(
        f"questionnaire of {QUESTIONS} questions in four languages: read and checked", "s", took / 1000, limit=1
    )


def questionnaire(questions: int) -> str:
    """A file of so many questions in four languages, each asked under a condition."""
    codes = ("fr", "ar", "es", "en")
    text = "{" + ", ".join(f"{code}: Une question assez longue pour ressembler à une vraie" for code in codes) + "}"
    languages = "".join(f"    {code}: {{header: {code}, status: draft}}\n" for code in codes)
    choices = "".join(f'  - {{list_name: often, name: "{n}", label: {text}}}\n' for n in range(1, 6))
    rows = "".join(
        f"  - type: select_one often\n    name: q{n}\n    label: {text}\n    hint: {text}\n"
        f"    relevant: ${{q{n - 1}}} > 1 or {n} = 0\n"
        for n in range(1, questions + 1)
    )
    return (
        f'settings:\n  form_id: long\n  form_title: {text}\n  version: "1"\n  default_language: fr\n'
        f"  languages:\n{languages}choices:\n{choices}survey:\n"
        f"  - {{type: integer, name: q0, label: {text}}}\n{rows}"
    )


def _milliseconds(act: Callable[[int], object], rounds: int = ROUNDS) -> float:
    took = []
    for turn in range(rounds):
        began = _computed()
        act(turn)
        took.append(1000 * (_computed() - began))
    return median(took)


def _computed() -> float:
    """Seconds of the processor for this process and those it started and saw end: workbooks are read in one."""
    spent = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _refused(text: str) -> None:
    with suppress(ExpressionError):
        compile_expression(text)


def _not_taken(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    with suppress(DefinitionError):
        read_instrument(file)


def _converted(folder: Path, workbook: bytes) -> None:
    path = written(folder, workbook)
    read_workbook(path, Report(str(path)))


def _matched(pattern: str) -> bool:
    question = Question("text", "words", {}, constraint=f"regex(., '{pattern}')")
    model = Model.of(Questionnaire("hostile", {}, "1", "en", (), (question,), {}))
    moment = datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC)
    return State(model, {}, moment=moment).constraint_holds(Place(question.name), "a" * 5_000 + "b")


def _told(name: str, content: bytes) -> None:
    with suppress(TranscriptError):
        read_transcript(name, content)
