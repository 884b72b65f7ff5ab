"""A person's own answers to take along: JSON, CSV with a dictionary that explains every column, and files they sent."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.exchange.exports.sent_files import PLAIN_DAY, Gathered
from survey.exchange.spreadsheet import neutral
from survey.instrument.definition import Question, Text
from survey.instrument.places import Place
from survey.instrument.types import question_type
from survey.store import attachments, sent_files
from survey.store.submissions import Submission

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets misread letters with accents."""


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What is taken along. ``facts``: study, wave, language, days. ``in_words``: each answer by its key.

    ``files`` are the names of the three files in the ZIP and of the folder of sent ones; ``headers`` of answers and
    of the dictionary.
    """

    submission: Submission
    languages: Sequence[str]
    facts: Mapping[str, Any]
    in_words: Sequence[tuple[str, str, str]]
    files: tuple[str, str, str, str]
    headers: tuple[Sequence[str], Sequence[str]]


def write(own: OwnAnswers) -> Iterator[bytes]:
    """The ZIP, streamed: one piece of one sent file is in memory at a time."""
    out = Gathered()
    answers, table, dictionary, folder = own.files
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[call-overload]  # it asks for less than a file
        for name, text in ((answers, as_json(own)), (table, as_csv(own)), (dictionary, dictionary_csv(own))):
            package.writestr(zipfile.ZipInfo(name, PLAIN_DAY), text.encode())
        yield out.taken()
        named = sent_files.named(own.submission.flow, own.submission.document)
        for name, file in sorted(attachments.of_submission(own.submission.id, named).items()):
            with package.open(zipfile.ZipInfo(f"{folder}/{name}", PLAIN_DAY), "w") as entry:
                for piece in attachments.content(file):
                    entry.write(piece)
                    yield out.taken()
    yield out.taken()


def as_json(own: OwnAnswers) -> str:
    """Everything in one file that programs read: each question with its texts, its answer and why there is none."""
    document = own.submission.document
    rows = [
        {
            "name": key,
            "question": dict(_question(own, key).label),
            "type": _question(own, key).type,
            "answer": document.answers.get(key, document.calculated.get(key)),
            "in_words": words,
            "no_answer_because": document.missing.get(key),
            "choices": [{"name": name, "label": label} for name, label in _choices(own, _question(own, key))],
        }
        for key, _label, words in own.in_words
    ]
    return json.dumps({**own.facts, "answers": rows}, ensure_ascii=False, indent=2, default=list) + "\n"


def as_csv(own: OwnAnswers) -> str:
    """One line for each question."""
    document = own.submission.document
    lines = [
        (
            key,
            label,
            _text(document.answers.get(key, document.calculated.get(key))),
            words,
            document.missing.get(key, ""),
        )
        for key, label, words in own.in_words
    ]
    return _table(own.headers[0], lines)


def dictionary_csv(own: OwnAnswers) -> str:
    """What each name and each value stands for, in every language of the study."""
    lines: list[tuple[str, ...]] = []
    for name in dict.fromkeys(key.partition("[")[0] for key, _label, _words in own.in_words):
        question = _question(own, name)
        lines += [(name, question.type, "", code, label) for code, label in _said(question.label, own.languages)]
        for value, label in _choices(own, question):
            lines += [(name, question.type, value, code, text) for code, text in _said(label, own.languages)]
    return _table(own.headers[1], lines)


def _said(label: Text, languages: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, label[code]) for code in languages if label.get(code)]


def _question(own: OwnAnswers, key: str) -> Question:
    place = Place.of(key)
    return own.submission.flow.question(place.name if place else key)


def _choices(own: OwnAnswers, question: Question) -> list[tuple[str, Text]]:
    """The choices of a question with their labels."""
    if not question.list_name or not question_type(question.type).is_question:
        return []
    choices = own.submission.flow.questionnaire.choices.get(question.list_name, ())
    return [(choice.name, choice.label) for choice in choices]


def _text(value: object) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([neutral(str(cell)) for cell in line] for line in (header, *lines))
    return BYTE_ORDER_MARK + out.getvalue()
