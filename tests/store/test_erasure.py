"""What one person asks to have deleted, or what is due, goes with its history; the register and all others stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from staff_study import NOON, person, published, questionnaire

from survey import extensions
from survey.dataset.rows import dataset, rows
from survey.privacy.flow_release import exact
from survey.store import audit, contacts, erasure
from survey.store.erasure import Rows
from survey.store.invitations import UnknownParticipantError
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

NOBODY: frozenset[str] = frozenset()


def exported(record: StudyRecord) -> list[str | None]:
    return [row.participant[0] for row in rows(dataset(record))]


def erased(record: StudyRecord, participant: str, *waves: str, keep_contacts: bool = False) -> Rows:
    chosen = tuple(record.wave(wave) for wave in waves) or record.waves
    before = erasure.rows_of(record, participant, chosen, keep_contacts=keep_contacts)
    done = erasure.erase_participant(record, participant, chosen, keep_contacts=keep_contacts, actor="test")
    assert done == before
    return done


def count(table: Any) -> int:
    with extensions.answers.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def add_revisions(*words: str) -> None:
    """Give the first submission the pages it was sent on."""
    with extensions.answers.writing() as session:
        submission = session.scalars(select(SubmissionRow.id).order_by(SubmissionRow.id)).first()
        for number, sent in enumerate(words, 1):
            page = {"page": "page", "language": "fr", "saved_at": NOON, "sent": sent}
            session.add(SubmissionRevision(submission_id=submission, revision=number, **page))


def write_contacts(**names: str) -> None:
    contacts.write(
        "tiny", "file", {who: {"name": name} for who, name in names.items()}, finished=NOBODY, given_up=NOBODY
    )


def test_a_participant_s_answers_go_and_everyone_else_s_stay(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    person(record, "b", step="submitted", answers={"calm": "3"})
    add_revisions("one", "two")
    write_contacts(a="Zoé", b="Ali")
    assert exported(record) == ["a", "b"]
    assert erased(record, "a") == Rows(submissions=1, revisions=2, links=1, contacts=1)
    assert exported(record) == ["b"]
    assert count(SubmissionRevision) == 0
    assert contacts.contact_fields("tiny", ["a", "b"]) == {"b": {"name": "Ali"}}


def test_someone_of_the_register_is_still_counted_in_it(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    person(record, "b", step="submitted")
    erased(record, "a")
    flow = exact(record.waves[0], "register")
    assert (flow.not_opened, flow.submitted, flow.base) == (1, 1, 2)
    with extensions.answers.reading() as session:
        link = session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert link is not None and link.withdrawn_at is not None and link.opened_at is None


def test_a_refusal_goes_too(app: Flask) -> None:
    record = published()
    person(record, "a", step="declined")
    assert erased(record, "a") == Rows(refusals=1, links=1)
    assert count(Refusal) == 0


def test_someone_of_the_open_link_leaves_with_the_last_submission(app: Flask) -> None:
    record = published()
    person(record, "open-a", step="submitted", origin="open")
    person(record, "open-b", step="broken_off", origin="open")
    assert erased(record, "open-a") == Rows(submissions=1, links=1, participants=1)
    assert (count(Participant), exact(record.waves[0], "open").base) == (1, 1)
    with pytest.raises(UnknownParticipantError):
        erased(record, "open-a")


def test_one_wave_can_be_erased_alone(app: Flask) -> None:
    record = published(entry=questionnaire(), exit=questionnaire())
    person(record, "open-a", wave="entry", step="submitted", origin="open")
    with extensions.answers.writing() as session:
        first = session.scalars(select(SubmissionRow)).one()
        columns = {column.name: getattr(first, column.name) for column in SubmissionRow.__table__.columns}
        session.add(SubmissionRow(**columns | {"id": None, "wave_id": record.wave("exit").id}))
    assert erased(record, "open-a", "entry") == Rows(submissions=1, links=1)
    assert exported(record) == ["open-a"]
    assert erased(record, "open-a", "exit") == Rows(submissions=1, participants=1)


def test_contacts_can_be_kept(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    write_contacts(a="Zoé")
    assert erased(record, "a", keep_contacts=True).contacts == 0
    assert contacts.contact_fields("tiny", ["a"]) == {"a": {"name": "Zoé"}}


def test_the_log_tells_who_and_how_many_once(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted", answers={"words": "canary"})
    erased(record, "a")
    assert erased(record, "a") == Rows()
    (entry,) = audit.entries(action="participant erased")
    assert (entry.actor, entry.study, entry.detail["participant"], entry.detail["waves"]) == (
        "test",
        "tiny",
        "a",
        "post",
    )
    assert entry.detail["submissions"] == 1 and "canary" not in str(entry)


def test_interrupted_before_the_contacts_it_is_finished_by_doing_it_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = published()
    person(record, "a", step="submitted")
    write_contacts(a="Zoé")

    def breaks(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(erasure, "_erase_contacts", breaks)
        with pytest.raises(ZeroDivisionError):
            erased(record, "a")
    assert contacts.contact_fields("tiny", ["a"]) == {"a": {"name": "Zoé"}}
    assert erased(record, "a") == Rows(contacts=1)
    assert contacts.contact_fields("tiny", ["a"]) == {}


def test_another_study_is_left_alone(app: Flask) -> None:
    record, other = published(), published("other")
    person(record, "a", step="submitted")
    person(other, "a", step="submitted")
    erased(record, "a")
    erasure.erase_answers(record, "test")
    assert exported(other) == ["a"]


def test_all_answers_go_and_the_register_stays(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    person(record, "b", step="declined")
    person(record, "open-c", step="broken_off", origin="open")
    add_revisions("one")
    expected = Rows(submissions=2, revisions=1, refusals=1, links=3, participants=1)
    assert erasure.answers_of(record) == erasure.erase_answers(record, "test") == expected
    assert erasure.erase_answers(record, "test") == Rows()
    assert (exported(record), count(Participant), count(Refusal)) == ([], 2, 0)
    assert len(audit.entries(action="answers erased")) == 1


def test_all_contacts_go_once(app: Flask) -> None:
    record = published()
    write_contacts(a="Zoé", b="Ali")
    assert erasure.erase_contacts(record, "test") == Rows(contacts=2)
    assert erasure.erase_contacts(record, "test") == Rows()
    assert [entry.detail for entry in audit.entries(action="contacts erased")] == [
        {"contacts": 2, "originals": 0, "pseudonyms": 0}
    ]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_deleted_is_in_no_file_of_sqlite(app: Flask, tmp_path: Path) -> None:
    record = published()
    person(record, "a", step="submitted", answers={"words": "canary-one"})
    add_revisions("canary-two")
    files = [tmp_path / "answers.sqlite3", tmp_path / "answers.sqlite3-wal"]
    assert any(b"canary" in file.read_bytes() for file in files)
    erased(record, "a")
    assert [file.name for file in files if file.exists() and b"canary" in file.read_bytes()] == []
