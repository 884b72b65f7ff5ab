"""A register import changes both databases, or can be finished or undone by running it again."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select
from tiny_study import EXIT, STUDY, publish_tiny

from survey import extensions
from survey.config import Settings
from survey.keys import digest_of
from survey.store import audit, contacts, register_imports
from survey.store.register_imports import InterruptedImportError, RegisterImported, RegisterRow, import_register
from survey.store.studies import StudyRecord
from survey.store.tables.contacts import ContactField
from survey.store.tables.participants import Invitation, Participant, RegisterImport

ZOE = RegisterRow("A1", arm="advice", worker="Mme Roy", household="F7", contact={"name": "Zoé", "email": "z@x.org"})
ALI = RegisterRow("A2", arm="support", worker="Mme Roy", contact={"name": "Ali"})
EVA = RegisterRow("A3", contact={"name": "Eva"})

CHILD = """
import os, pickle, signal, sys
settings, study, rows, digest, target = pickle.load(sys.stdin.buffer)
from survey import create_app
from survey.store import contacts, invitations, register_imports, studies
with create_app(settings).app_context():
    module, name = target
    setattr(globals()[module], name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
    register_imports.import_register(studies.study_named(study), rows, digest, "test")
"""
DEATHS = {
    "before contacts": ("contacts", "write"),
    "between contacts and answers": ("register_imports", "_finish"),
    "inside the answers' transaction": ("invitations", "invite_register"),
    "before the earlier contacts are forgotten": ("contacts", "settle"),
}


def imported(study: StudyRecord, rows: Sequence[RegisterRow], digest: str = "file 1") -> RegisterImported:
    return import_register(study, rows, digest, "test")


def killed(settings: Settings, study: StudyRecord, rows: Sequence[RegisterRow], digest: str, death: str) -> None:
    """Import in another process that dies by SIGKILL at this point."""
    sent = pickle.dumps((settings, study.name, list(rows), digest, DEATHS[death]))
    child = subprocess.run([sys.executable, "-c", CHILD], input=sent, check=False, timeout=60)
    assert child.returncode == -signal.SIGKILL


def people() -> dict[str, Participant]:
    with extensions.answers.reading() as session:
        return {row.participant_id: row for row in session.scalars(select(Participant))}


def invitations() -> list[Invitation]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(Invitation).order_by(Invitation.id)))


def names(*participant_ids: str) -> dict[str, str]:
    return {person: fields["name"] for person, fields in contacts.contact_fields("tiny", participant_ids).items()}


def test_a_register_becomes_participants_contacts_and_invitations(app: Flask) -> None:
    study = publish_tiny()
    assert imported(study, [ZOE, ALI]) == RegisterImported(2, 0, 0, 2, already=False)
    zoe = people()["A1"]
    assert (zoe.arm, zoe.origin, zoe.profile) == ("advice", "register", "{}")
    token = extensions.keyring.link_token("tiny", "A1", "entry", 1)
    assert digest_of(token) in {row.token_digest for row in invitations()}
    assert contacts.contact_fields("tiny", ["A1"]) == {"A1": {"name": "Zoé", "email": "z@x.org"}}


def test_worker_and_household_are_pseudonyms(app: Flask) -> None:
    imported(publish_tiny(), [ZOE, ALI])
    zoe, ali = people()["A1"], people()["A2"]
    assert zoe.worker == ali.worker == extensions.keyring.pseudonym("tiny", "worker", "Mme Roy")
    assert (len(zoe.household or ""), ali.household) == (13, None)


def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    study = publish_tiny()
    imported(study, [ZOE, ALI])
    before = [(row.id, row.token_digest) for row in invitations()]
    assert imported(study, [ZOE, ALI]) == RegisterImported(0, 0, 2, 0, already=True)
    assert [(row.id, row.token_digest) for row in invitations()] == before


def test_the_same_file_invites_to_a_new_wave(app: Flask) -> None:
    imported(publish_tiny(), [ZOE, ALI])
    study = publish_tiny(waves=(*STUDY.waves, EXIT))
    assert imported(study, [ZOE, ALI]) == RegisterImported(0, 0, 2, 2, already=True)
    assert len(invitations()) == 4


def test_a_changed_file_updates_adds_and_never_deletes(app: Flask) -> None:
    study = publish_tiny()
    imported(study, [ZOE, ALI])
    moved = RegisterRow("A1", arm="support", contact={"name": "Zoé Roy"})
    assert imported(study, [moved, EVA], "file 2") == RegisterImported(1, 1, 0, 1, already=False)
    assert sorted(people()) == ["A1", "A2", "A3"]
    assert people()["A1"].arm == "support"
    assert contacts.contact_fields("tiny", ["A1", "A2"]) == {"A1": {"name": "Zoé Roy"}, "A2": {"name": "Ali"}}


def test_a_changed_contact_alone_counts_as_updated(app: Flask) -> None:
    study = publish_tiny()
    imported(study, [ZOE, ALI])
    renamed = RegisterRow("A2", arm="support", worker="Mme Roy", contact={"name": "Ali B."})
    assert imported(study, [ZOE, renamed], "file 2") == RegisterImported(0, 1, 1, 0, already=False)


def test_an_older_file_again_says_that_a_later_one_came_since(app: Flask) -> None:
    study = publish_tiny()
    imported(study, [ZOE])
    imported(study, [ALI], "file 2")
    assert imported(study, [ZOE]) == RegisterImported(0, 0, 1, 0, already=True, superseded=True)


def test_an_import_is_logged_without_names(app: Flask) -> None:
    imported(publish_tiny(), [ZOE])
    (entry,) = audit.entries(action="register imported")
    assert entry.detail == {"file": "file 1", "added": 1, "updated": 0, "invitations": 1}


@pytest.mark.parametrize("death", DEATHS)
def test_an_import_killed_anywhere_is_finished_by_running_it_again(app: Flask, settings: Settings, death: str) -> None:
    study = publish_tiny()
    killed(settings, study, [ZOE, ALI], "file 1", death)
    again = imported(study, [ZOE, ALI])
    if death == "before the earlier contacts are forgotten":
        assert again == RegisterImported(0, 0, 2, 0, already=True)
    else:
        assert again == RegisterImported(2, 0, 0, 2, already=False)
    assert sorted(people()) == ["A1", "A2"]
    assert len(invitations()) == 2
    assert names("A1", "A2") == {"A1": "Zoé", "A2": "Ali"}
    assert register_imports.unfinished_import(study) is None
    settled_contacts()


@pytest.mark.parametrize("death", list(DEATHS)[:3])
def test_an_import_killed_is_undone_by_importing_another_file(app: Flask, settings: Settings, death: str) -> None:
    study = publish_tiny()
    imported(study, [ZOE])
    changed = RegisterRow("A1", arm="support", contact={"name": "Wrong"})
    killed(settings, study, [changed, ALI], "wrong file", death)
    assert register_imports.unfinished_import(study) is not None
    assert imported(study, [EVA], "file 3") == RegisterImported(1, 0, 0, 1, already=False)
    assert sorted(people()) == ["A1", "A3"]
    assert people()["A1"].arm == "advice"
    assert contacts.contact_fields("tiny", ["A1", "A2", "A3"]) == {
        "A1": {"name": "Zoé", "email": "z@x.org"},
        "A3": {"name": "Eva"},
    }
    assert register_imports.unfinished_import(study) is None
    settled_contacts()


def test_an_import_killed_is_undone_by_running_a_finished_file_again(app: Flask, settings: Settings) -> None:
    study = publish_tiny()
    imported(study, [ZOE])
    killed(settings, study, [RegisterRow("A1"), ALI], "wrong file", "between contacts and answers")
    assert imported(study, [ZOE]).already
    assert names("A1", "A2") == {"A1": "Zoé"}
    settled_contacts()


def test_an_import_given_up_can_be_run_again_later(app: Flask, settings: Settings) -> None:
    study = publish_tiny()
    killed(settings, study, [ZOE, ALI], "file 1", "between contacts and answers")
    imported(study, [EVA], "file 2")
    assert imported(study, [ZOE, ALI]) == RegisterImported(2, 0, 0, 2, already=False)
    assert names("A1", "A2", "A3") == {"A1": "Zoé", "A2": "Ali", "A3": "Eva"}


def test_of_two_imports_at_once_the_later_wins_and_the_other_is_undone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = publish_tiny()
    finish = register_imports._finish

    def overtaken(*given: object) -> RegisterImported | None:
        monkeypatch.setattr(register_imports, "_finish", finish)
        imported(study, [EVA], "file 2")
        return finish(*given)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(register_imports, "_finish", overtaken)
    with pytest.raises(InterruptedImportError, match="Another register file"):
        imported(study, [ZOE])
    assert sorted(people()) == ["A3"]
    assert names("A1", "A3") == {"A3": "Eva"}
    settled_contacts()


def test_open_participants_get_no_invitation_by_an_import(app: Flask) -> None:
    study = publish_tiny()
    with extensions.answers.writing() as session:
        session.add(Participant(study_id=study.id, participant_id="open-x", origin="open", profile="{}"))
    imported(study, [ZOE])
    assert len(invitations()) == 1


def settled_contacts() -> None:
    """Nothing of an earlier text is left, and every field belongs to a finished import."""
    with extensions.answers.reading() as session:
        finished = set(
            session.scalars(select(RegisterImport.file_digest).where(RegisterImport.finished_at.is_not(None)))
        )
    with extensions.contacts.reading() as session:
        rows = list(session.scalars(select(ContactField)))
    assert {row.previous_file_digest for row in rows} <= {None}
    assert all(row.ciphertext is not None for row in rows)
    assert {row.file_digest for row in rows} <= finished
