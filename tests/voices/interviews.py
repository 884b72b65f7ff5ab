"""Interviews made in a test from the words that the test shows."""

from __future__ import annotations

from typing import Any

from staff_study import person, published

from survey.store import contacts, transcripts
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices.importing import Imported, import_transcripts

HEADER = "file,participant_id,wave,date,language,roles,link,quote"
NOBODY: frozenset[str] = frozenset()


def study_of(*waves: str, **names: str) -> StudyRecord:
    """The tiny study, or one of these waves, with a participant for each name: ``a="Zoé Petit"``."""
    record = published(**dict.fromkeys(waves))  # type: ignore[arg-type]  # None: the questionnaire of all tests
    for who in names or {"a": ""}:
        person(record, who, wave=record.waves[0].name)
    call_them(record, **names)
    return record


def call_them(record: StudyRecord, **names: str) -> None:
    """Give participants these names: ``Zoé Petit`` is a first name and a name."""
    fields = {
        who: dict(zip(("first_name", "name"), name.split(maxsplit=1), strict=False)) for who, name in names.items()
    }
    contacts.write(record.name, "file", fields, finished=NOBODY, given_up=NOBODY)


def text(*turns: str) -> bytes:
    """A plain text of these turns."""
    return "\n\n".join(turns).encode()


def listed(*rows: str, header: str = HEADER) -> tuple[str, bytes]:
    """A list of these rows."""
    return "interviews.csv", "\n".join((header, *rows)).encode()


def brought_in(record: StudyRecord, *files: tuple[str, bytes], **named: Any) -> Imported:
    """Import these files."""
    return import_transcripts(record, files, "ana", **named)


def only(record: StudyRecord) -> Interview:
    """The one interview of a study."""
    (interview,) = transcripts.interviews(record.id)
    return interview


def said(record: StudyRecord) -> list[str]:
    """What is kept of the one interview of a study."""
    return [turn.text for turn in transcripts.turns(only(record))]
