"""Contact texts are encrypted for their place, and read back for links."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import select

from survey import extensions
from survey.store import contacts, portions
from survey.store.tables.contacts import ContactField

NOBODY: frozenset[str] = frozenset()


def write(digest: str, finished: frozenset[str] = NOBODY, **names: str) -> set[str]:
    fields = {person: {"name": name} if name else {} for person, name in names.items()}
    return contacts.write("tiny", digest, fields, finished=finished, given_up=NOBODY)


def stored() -> list[ContactField]:
    with extensions.contacts.reading() as session:
        return list(session.scalars(select(ContactField).order_by(ContactField.id)))


def test_what_is_written_is_read_back(app: Flask) -> None:
    assert write("one", a="Zoé", b="علي", c="") == {"a", "b"}
    assert contacts.contact_fields("tiny", ["a", "b", "c", "d"]) == {"a": {"name": "Zoé"}, "b": {"name": "علي"}}
    assert contacts.contact_fields("another", ["a"]) == {}


def test_nothing_is_stored_in_clear(app: Flask) -> None:
    write("one", a="canary-name")
    assert b"canary" not in (stored()[0].ciphertext or b"")


@pytest.mark.parametrize("moved", [{"participant_id": "b"}, {"name": "address"}, {"study": "another"}])
def test_a_ciphertext_moved_elsewhere_is_refused(app: Flask, moved: dict[str, str]) -> None:
    write("one", a="Zoé")
    with extensions.contacts.writing() as session:
        row = session.scalars(select(ContactField)).one()
        for column, text in moved.items():
            setattr(row, column, text)
    with pytest.raises(InvalidTag):
        contacts.contact_fields(moved.get("study", "tiny"), [moved.get("participant_id", "a")])


def test_an_unchanged_text_is_left_as_it_is(app: Flask) -> None:
    write("one", a="Zoé")
    before = stored()[0].ciphertext
    assert write("two", frozenset({"one"}), a="Zoé") == set()
    assert (stored()[0].ciphertext, stored()[0].file_digest) == (before, "one")


def test_a_text_that_became_blank_is_hidden_then_deleted(app: Flask) -> None:
    write("one", a="Zoé")
    write("two", frozenset({"one"}), a="")
    assert contacts.contact_fields("tiny", ["a"]) == {}
    contacts.settle("tiny", {"two"})
    assert stored() == []


def test_an_import_given_up_is_undone_text_by_text(app: Flask) -> None:
    write("one", a="Zoé", b="Ali")
    write("two", frozenset({"one"}), a="Wrong", b="", c="Eva")
    contacts.undo("tiny", {"two"})
    assert contacts.contact_fields("tiny", ["a", "b", "c"]) == {"a": {"name": "Zoé"}, "b": {"name": "Ali"}}
    assert {row.file_digest for row in stored()} == {"one"}


def test_a_finished_import_that_was_not_settled_is_settled_by_the_next(app: Flask) -> None:
    write("one", a="Zoé", b="Ali")
    write("two", frozenset({"one"}), a="", b="Ali B.")
    write("three", frozenset({"one", "two"}), a="Zoé R.", b="Ali B.")
    contacts.undo("tiny", {"three"})
    assert contacts.contact_fields("tiny", ["a", "b"]) == {"b": {"name": "Ali B."}}


def test_more_people_than_one_query_holds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 2)
    people = {f"p{number}": f"name {number}" for number in range(5)}
    assert write("one", **people) == set(people)
    assert len(contacts.contact_fields("tiny", people)) == 5
