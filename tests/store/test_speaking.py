"""Whatever adds, assigns or takes out turns, who speaks how often is what the turns say."""

from __future__ import annotations

from collections import Counter

from alembic import command
from flask import Flask
from open_answers_study import asking, corrected
from open_answers_study import brought_in as answers_in
from open_answers_study import said as answered
from sqlalchemy import select, text
from voices.interviews import brought_in, listed, only, study_of
from voices.interviews import text as words

from survey import extensions, migrations
from survey.migrations.upgrading import config
from survey.store import erasure, speaker_roles, speaking
from survey.store.speaking import Spoken
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import SpeakerTurns, TranscriptRow, TurnRow

WORDS = words("L1 : bonjour", "L2 : oui", "L1 : et ici ?", "L3 : non", "sans nom")
ROLES = "L1=interviewer;L2=respondent"


def counted() -> list[tuple[str, str, int]]:
    """What is kept, which has to be what the turns say."""
    by = (TurnRow.transcript_id, TurnRow.role, TurnRow.speaker)
    with extensions.answers.reading() as session:
        turns = Counter(tuple(row) for row in session.execute(select(*by)))
        keys = list(session.scalars(select(TranscriptRow.id)))
        assert {row.transcript_id for row in session.scalars(select(SpeakerTurns))} <= set(keys)
    kept = speaking.spoken(keys)
    assert sorted(kept) == sorted(Spoken(*who, count) for who, count in turns.items())
    return [(each.role, each.speaker, each.turns) for each in kept]


def interviewed() -> StudyRecord:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", WORDS), listed(f"one.txt,a,post,2026-03-01,fr,{ROLES},yes,team"))
    return record


def erased(record: StudyRecord, who: str) -> None:
    erasure.erase_participant(record, who, record.waves, keep_contacts=True, actor="test")


def test_an_import_counts(app: Flask) -> None:
    interviewed()
    assert counted() == [("", "", 1), ("", "L3", 1), ("interviewer", "L1", 2), ("respondent", "L2", 1)]


def test_roles_that_are_stated_later_count(app: Flask) -> None:
    record = interviewed()
    assert speaker_roles.state(record, only(record), {"L3": "respondent", "L1": "other"}, "ana")
    assert counted() == [("", "", 1), ("other", "L1", 2), ("respondent", "L2", 1), ("respondent", "L3", 1)]


def test_a_list_that_says_otherwise_counts(app: Flask) -> None:
    record = interviewed()
    brought_in(record, ("one.txt", WORDS), listed("one.txt,a,post,2026-03-01,fr,L3=interviewer,yes,team"))
    assert counted() == [("", "", 1), ("", "L1", 2), ("", "L2", 1), ("interviewer", "L3", 1)]


def test_answers_that_come_in_change_and_go_count(app: Flask) -> None:
    record = asking()
    answered(record, a="un", b="deux")
    answers_in(record)
    assert counted() == [("respondent", "", 2)]
    answered(record, c="trois")
    corrected(record, "a", "un et demi")
    answers_in(record)
    assert counted() == [("respondent", "", 3)]
    erased(record, "b")
    assert counted() == [("respondent", "", 2)]
    erasure.erase_answers(record, "test")
    assert counted() == []


def test_an_interview_that_is_erased_leaves_no_count(app: Flask) -> None:
    erased(interviewed(), "a")
    assert counted() == []


def test_what_was_there_before_is_counted_once(app: Flask) -> None:
    interviewed()
    before = counted()
    with extensions.answers.writing() as session:
        settings = config(migrations.ANSWERS)
        settings.attributes["connection"] = session.connection()
        command.downgrade(settings, "0016")
        session.execute(text("UPDATE turn SET role = 'other' WHERE speaker = 'L3'"))
        command.upgrade(settings, "head")
    assert counted() == [("", "", 1), ("interviewer", "L1", 2), ("other", "L3", 1), ("respondent", "L2", 1)] != before
