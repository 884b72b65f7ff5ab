"""Names and addresses: encrypted fields in a database of their own, written by register imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, text, update
from sqlalchemy.orm import Session

from survey.extensions import contacts, keyring
from survey.store.portions import portions
from survey.store.tables.contacts import ContactField

Fields = Mapping[str, str]
"""The contact texts of one participant by column; a blank one has no key."""

_FieldRow = Row[int, str, str, bytes | None, str]


@dataclass(slots=True)
class _Changes:
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    people: set[str] = field(default_factory=set)


def contact_fields(study: str, participant_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """The contact texts of these participants; who has none has no key."""
    found: dict[str, dict[str, str]] = {}
    with contacts.reading() as session:
        for people in portions(list(participant_ids)):
            for row in session.execute(_of(study, people)):
                if row.ciphertext is not None:
                    clear = keyring.decrypt(row.ciphertext, place(study, row.participant_id, row.name))
                    found.setdefault(row.participant_id, {})[row.name] = clear
    return found


def write(
    study: str, file_digest: str, fields: Mapping[str, Fields], *, finished: Collection[str], given_up: Collection[str]
) -> set[str]:
    """Set the contact texts of these participants, undoably until ``settle``; whose texts this file changes.

    In the same transaction finished imports are settled and those given up are undone.
    """
    with contacts.writing() as session:
        _one_writer(session)
        _settle(session, study, finished)
        _undo(session, study, given_up)
        changes = _Changes()
        for people in portions(list(fields)):
            _compare(changes, study, file_digest, {person: fields[person] for person in people}, session)
        if changes.new:
            session.execute(insert(ContactField), changes.new)
        if changes.changed:
            session.execute(update(ContactField), changes.changed)
    return changes.people


def settle(study: str, finished: Collection[str]) -> None:
    """The imports of these files are finished: forget what their fields were before."""
    with contacts.writing() as session:
        _one_writer(session)
        _settle(session, study, finished)


def undo(study: str, given_up: Collection[str]) -> None:
    """The imports of these files are given up: their fields are again what they were before."""
    with contacts.writing() as session:
        _one_writer(session)
        _undo(session, study, given_up)


def place(study: str, participant_id: str, name: str) -> str:
    """The place a contact text is encrypted for: moved anywhere else it cannot be read."""
    return f"contact_field/{study}/{participant_id}/{name}"


def _one_writer(session: Session) -> None:
    """Let one import at a time write; SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE contact_field IN SHARE ROW EXCLUSIVE MODE"))


def _settle(session: Session, study: str, finished: Collection[str]) -> None:
    done = (ContactField.study == study, ContactField.file_digest.in_(finished))
    session.execute(delete(ContactField).where(*done, ContactField.ciphertext.is_(None)))
    session.execute(
        update(ContactField)
        .where(*done, ContactField.previous_ciphertext.is_not(None))
        .values(previous_ciphertext=None, previous_file_digest=None)
    )


def _undo(session: Session, study: str, given_up: Collection[str]) -> None:
    left = (ContactField.study == study, ContactField.file_digest.in_(given_up))
    session.execute(delete(ContactField).where(*left, ContactField.previous_ciphertext.is_(None)))
    session.execute(
        update(ContactField)
        .where(*left)
        .values(
            ciphertext=ContactField.previous_ciphertext,
            file_digest=ContactField.previous_file_digest,
            previous_ciphertext=None,
            previous_file_digest=None,
        )
    )


def _compare(changes: _Changes, study: str, file_digest: str, fields: Mapping[str, Fields], session: Session) -> None:
    present: dict[str, dict[str, _FieldRow]] = {}
    for found in session.execute(_of(study, list(fields))):
        present.setdefault(found.participant_id, {})[found.name] = found
    for person, wanted in fields.items():
        there = present.get(person, {})
        for name in sorted(wanted.keys() | there.keys()):
            row, clear, where = there.get(name), wanted.get(name), place(study, person, name)
            mine = row is not None and row.file_digest == file_digest  # an earlier run of this file wrote it
            before = keyring.decrypt(row.ciphertext, where) if row is not None and row.ciphertext else None
            if mine or clear != before:
                changes.people.add(person)
            if clear == before:
                continue
            written = {
                "ciphertext": None if clear is None else keyring.encrypt(clear, where),
                "file_digest": file_digest,
            }
            if row is None:
                changes.new.append({"study": study, "participant_id": person, "name": name} | written)
            elif mine:
                changes.changed.append({"id": row.id} | written)
            else:
                earlier = {"previous_ciphertext": row.ciphertext, "previous_file_digest": row.file_digest}
                changes.changed.append({"id": row.id} | written | earlier)


def _of(study: str, people: Sequence[str]) -> Select[int, str, str, bytes | None, str]:
    return select(
        ContactField.id,
        ContactField.participant_id,
        ContactField.name,
        ContactField.ciphertext,
        ContactField.file_digest,
    ).where(ContactField.study == study, ContactField.participant_id.in_(people))
