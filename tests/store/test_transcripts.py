"""Interviews are looked up, released, withheld, bound to their originals, and erased with their participant."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy import text as statement
from sqlalchemy.exc import IntegrityError
from staff_study import person
from voices.interviews import brought_in, listed, only, study_of, text

from survey import extensions
from survey.store import audit, erasure, originals, transcripts
from survey.store.erasure import Rows
from survey.store.originals import Original
from survey.store.studies import StudyRecord
from survey.store.tables.originals import Pseudonym, TranscriptOriginal
from survey.store.tables.transcripts import TranscriptRepair, TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcripts import LinkedInterview, NotReleasableError, StoredTurn

WORDS = text("L1 : bonjour", "L2 : oui")


def with_interview(quote: str = "public", link: str = "yes") -> StudyRecord:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", WORDS), listed(f"one.txt,a,post,2026-03-01,fr,L2=respondent,{link},{quote}"))
    return record


def kept_rows() -> list[int]:
    """How many rows each table of interviews holds."""
    with extensions.answers.reading() as session:
        tables = (TranscriptRow, TurnRow, TranscriptRepair, TranscriptTerm)
        counts = [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    with extensions.contacts.reading() as session:
        beside = (TranscriptOriginal, Pseudonym)
        return counts + [session.scalar(select(func.count()).select_from(table)) or 0 for table in beside]


def test_what_was_stated_is_read_back(app: Flask) -> None:
    interview = only(with_interview())
    assert (interview.participant_id, interview.wave, str(interview.held_on)) == ("a", "post", "2026-03-01")
    assert (interview.link, interview.quote, interview.language, interview.turns) == (True, "public", "fr", 2)
    assert (interview.format, interview.seconds, interview.read_by, interview.released_at) == ("txt", None, None, None)
    assert transcripts.interview(interview.study_id, interview.number) == interview
    assert transcripts.turns(interview) == (
        StoredTurn(1, "L1", "", "bonjour", None, None),
        StoredTurn(2, "L2", "respondent", "oui", None, None),
    )


def test_turns_of_several_interviews_are_read_in_one_look(app: Flask) -> None:
    interview = only(with_interview())
    there = StoredTurn(2, "L2", "respondent", "oui", None, None)
    assert transcripts.turns_among({interview.id: {2, 9}, interview.id + 1: {1}}) == {
        interview.id: {2: there},
        interview.id + 1: {},
    }
    assert transcripts.turns_among({}) == {}


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_postgresql_knows_after_an_import_how_many_turns_there_are(app: Flask) -> None:
    with_interview()
    with extensions.answers.looking() as connection:
        counted = statement("SELECT relname, reltuples FROM pg_class WHERE relname IN ('turn', 'transcript_term')")
        found = {each.relname: each.reltuples for each in connection.execute(counted)}
        assert found == {"turn": 2, "transcript_term": 2}


def test_an_unknown_number_is_no_interview(app: Flask) -> None:
    record = with_interview()
    assert transcripts.interview(record.id, 99) is None
    assert transcripts.interview(record.id + 1, 1) is None


def test_only_linked_interviews_may_stand_beside_answers(app: Flask) -> None:
    record = with_interview()
    interview = only(record)
    assert interview.participant is not None
    assert transcripts.linked(record.id) == (LinkedInterview(1, interview.participant, record.waves[0].id),)


def test_one_that_is_not_linked_is_absent(app: Flask) -> None:
    assert transcripts.linked(with_interview(link="no").id) == ()


def test_released_and_withheld_are_each_logged_once(app: Flask) -> None:
    record = with_interview()
    transcripts.release(only(record), "ana")
    transcripts.release(only(record), "eve")
    assert only(record).read_by == "ana" and only(record).released_at is not None
    transcripts.withhold(only(record), "eve")
    transcripts.withhold(only(record), "ana")
    assert (only(record).read_by, only(record).released_at) == (None, None)
    acts = [(entry.actor, entry.action, entry.detail) for entry in audit.entries() if "interview" in entry.action][1:]
    assert acts == [("ana", "interview released", {"interview": 1}), ("eve", "interview withheld", {"interview": 1})]


def test_what_nobody_may_quote_is_not_released(app: Flask) -> None:
    record = with_interview(quote="none")
    with pytest.raises(NotReleasableError, match=r"interviews\.csv"):
        transcripts.release(only(record), "ana")
    assert only(record).released_at is None


@pytest.mark.parametrize(
    "wrong", [{"quote": "none"}, {"participant_id": None}, {"read_by": None}, {"quote": "anyone"}, {"number": None}]
)
def test_the_database_itself_refuses_what_consent_does_not_allow(app: Flask, wrong: dict[str, str | None]) -> None:
    record = with_interview()
    transcripts.release(only(record), "ana")
    with pytest.raises(IntegrityError), extensions.answers.writing() as session:
        row = session.scalars(select(TranscriptRow)).one()
        for column, value in wrong.items():
            setattr(row, column, value)


def test_the_original_is_kept_with_its_name_and_bound_to_its_place(app: Flask) -> None:
    record = with_interview()
    digest = transcripts.file_digest(only(record))
    assert originals.opened("tiny", digest, "ana") == Original(digest, "one.txt", WORDS, "a", "post")
    with extensions.contacts.writing() as session:
        row = session.scalars(select(TranscriptOriginal)).one()
        assert b"bonjour" not in row.ciphertext and b"one.txt" not in row.ciphertext
        row.study = "other"
    assert originals.opened("tiny", digest, "ana") is None
    assert [entry.detail for entry in audit.entries(action="original opened")] == [{"file": digest}]
    with pytest.raises(InvalidTag):
        originals.opened("other", digest, "ana")


def test_interviews_go_with_their_participant(app: Flask) -> None:
    record = study_of(a="Zoé Petit", b="Ali Haddad")
    rows = ("one.txt,a,post,,fr,,no,none", "two.txt,b,,,fr,,yes,team", "three.txt,,,,fr,,no,none")
    files = [(f"{name}.txt", text(f"L1 : {name} chez Zoé et chez Ali")) for name in ("one", "two", "three")]
    brought_in(record, *files, listed(*rows))
    expected = Rows(links=1, contacts=2, transcripts=1, originals=1, pseudonyms=1)
    assert erasure.rows_of(record, "a", record.waves, keep_contacts=False) == expected
    assert erasure.erase_participant(record, "a", record.waves, keep_contacts=False, actor="test") == expected
    assert {each.participant_id for each in transcripts.interviews(record.id)} == {"b", None}
    assert kept_rows()[:2] == [2, 2] and kept_rows()[-2:] == [2, 1]
    assert erasure.erase_participant(record, "a", record.waves, keep_contacts=False, actor="test") == Rows()


def test_of_one_wave_only_its_interviews_go(app: Flask) -> None:
    record = study_of("entry", "exit", a="Zoé Petit")
    rows = ("one.txt,a,entry,,fr,,no,none", "two.txt,a,exit,,fr,,no,none", "three.txt,a,,,fr,,no,none")
    brought_in(record, *((f"{name}.txt", text(f"L1 : {name}")) for name in ("one", "two", "three")), listed(*rows))
    erased = erasure.erase_participant(record, "a", [record.wave("entry")], keep_contacts=True, actor="test")
    assert (erased.transcripts, erased.originals, erased.contacts) == (1, 1, 0)
    assert {each.wave for each in transcripts.interviews(record.id)} == {"exit", None}


def test_a_participant_of_the_open_link_stays_while_an_interview_of_another_wave_does(app: Flask) -> None:
    record = study_of("entry", "exit")
    person(record, "open-x", wave="entry", step="submitted", origin="open")
    brought_in(record, ("one.txt", WORDS), listed("one.txt,open-x,exit,,fr,,yes,team"))
    erased = erasure.erase_participant(record, "open-x", [record.wave("entry")], keep_contacts=False, actor="test")
    assert (erased.submissions, erased.participants) == (1, 0)
    erased = erasure.erase_participant(record, "open-x", record.waves, keep_contacts=False, actor="test")
    assert (erased.transcripts, erased.participants) == (1, 1)


def test_when_answers_are_due_all_interviews_go(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : Zoé")), ("two.txt", WORDS))
    assert erasure.answers_of(record) == erasure.erase_answers(record, "test")
    assert kept_rows() == [0, 0, 0, 0, 0, 1]
    assert erasure.erase_answers(record, "test") == Rows()


def test_when_contacts_are_due_originals_and_pseudonyms_go(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : Zoé")))
    expected = Rows(contacts=2, originals=1, pseudonyms=1)
    assert erasure.contacts_of(record) == erasure.erase_contacts(record, "test") == expected
    assert kept_rows()[0] == 1 and kept_rows()[-2:] == [0, 0]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_deleted_is_in_no_file_of_sqlite(app: Flask, tmp_path: Path) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : canary")), participant_id="a")
    files = [tmp_path / "answers.sqlite3", tmp_path / "answers.sqlite3-wal"]
    assert any(b"canary" in file.read_bytes() for file in files if file.exists())
    erasure.erase_participant(record, "a", record.waves, keep_contacts=False, actor="test")
    assert [file.name for file in files if file.exists() and b"canary" in file.read_bytes()] == []
