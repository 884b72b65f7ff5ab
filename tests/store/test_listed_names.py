"""Names on lists are kept encrypted, keep their numbers for ever, and go with the contacts of a study."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from voices.interviews import brought_in, only, study_of, text

from survey import extensions
from survey.store import audit, erasure, listed_names, originals, transcripts
from survey.store.listed_names import NewName, TooManyNamesError
from survey.store.tables.listed_names import ListedName


def new(written: str, kind: str = "person", **more: object) -> NewName:
    return NewName(written, written.lower(), kind, **more)  # type: ignore[arg-type]  # everywhere and others


def numbers(study: str = "tiny") -> dict[str, int | None]:
    return {each.written: each.number for each in listed_names.listed(study)}


def test_no_name_can_be_read_in_the_database_or_in_the_log(app: Flask) -> None:
    listed_names.add("tiny", [new("Karim"), new("Bondy", "place"), new("Papa", "no_name")], "ana")
    with extensions.contacts.reading() as session:
        rows = session.scalars(select(ListedName)).all()
    held = b"".join(row.ciphertext or b"" for row in rows) + "".join(row.name_digest for row in rows).encode()
    log = str(audit.entries(study="tiny")).encode()
    assert [word for word in (b"Karim", b"karim", b"Bondy", b"bondy", b"Papa") if word in held + log] == []
    assert numbers() == {"Karim": 1, "Bondy": 1, "Papa": None}


def test_a_name_keeps_its_number_and_its_kind_and_no_other_name_ever_gets_it(app: Flask) -> None:
    listed_names.add("tiny", [new("Karim")], "ana")
    assert listed_names.add("tiny", [new("Karim", "place"), new("Titi", others=(("Karim", "karim"),))], "ana") == 1
    assert listed_names.take_off("tiny", "titi", "ana") and not listed_names.take_off("tiny", "titi", "ana")
    listed_names.take_off("tiny", "karim", "ana")
    listed_names.add("tiny", [new("Lila")], "ana")
    assert numbers() == {"Lila": 2}
    listed_names.add("tiny", [new("Karim", "no_name")], "ana")
    assert numbers() == {"Lila": 2, "Karim": 1}
    assert listed_names.counts("tiny") == {"person": 2}


def test_a_word_that_was_none_may_become_a_name(app: Flask) -> None:
    listed_names.add("tiny", [new("Rose", "no_name")], "ana")
    assert listed_names.add("tiny", [new("Rose", everywhere=True)], "ana") == 1
    (rose,) = listed_names.listed("tiny")
    assert (rose.kind, rose.number, rose.everywhere) == ("person", 1, True)


def test_more_names_than_are_looked_for_at_once_are_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed_names, "MOST_NAMES", 2)
    with pytest.raises(TooManyNamesError):
        listed_names.add("tiny", [new("a"), new("b"), new("c")], "ana")
    assert numbers() == {}


def test_lists_go_with_the_contacts_of_a_study_and_of_no_other(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    listed_names.add("tiny", [new("Karim")], "ana")
    listed_names.add("other", [new("Karim")], "ana")
    assert erasure.contacts_of(record).pseudonyms == 1
    erasure.erase_contacts(record, "ana")
    assert (numbers(), numbers("other")) == ({}, {"Karim": 1})


def test_opening_an_original_is_logged(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : avec Zoé")))
    digest = transcripts.file_digest(only(record))
    assert audit.entries(study="tiny", action="original opened") == []
    opened = originals.opened("tiny", digest, "ana")
    assert opened is not None and "Zoé" in opened.content.decode()
    (entry,) = audit.entries(study="tiny", action="original opened")
    assert (entry.actor, entry.detail) == ("ana", {"file": digest})
