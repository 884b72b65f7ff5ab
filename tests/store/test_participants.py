"""The open link makes participants without contact, with a personal link of their own."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from tiny_study import publish_tiny

from survey import extensions
from survey.keys import digest_of
from survey.store import invitations, participants
from survey.store.tables.participants import Invitation, Participant


def everyone() -> list[Participant]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(Participant)))


def test_an_open_participant_has_a_personal_link_and_nothing_else(app: Flask) -> None:
    study = publish_tiny()
    token = participants.create_open_participant(study, study.wave("entry"), "ar", "key one")
    (row,) = everyone()
    assert (row.origin, row.language, row.arm, row.profile) == ("open", "ar", None, "{}")
    assert row.participant_id.startswith("open-")
    with extensions.answers.reading() as session:
        assert session.scalars(select(Invitation.token_digest)).one() == digest_of(token)


def test_a_double_click_is_one_participant(app: Flask) -> None:
    study = publish_tiny()
    tokens = {participants.create_open_participant(study, study.wave("entry"), "fr", "one key") for _ in range(2)}
    assert len(tokens) == len(everyone()) == 1


def test_two_clicks_at_the_same_moment_are_one_participant(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    study = publish_tiny()
    first = participants.create_open_participant(study, study.wave("entry"), "fr", "one key")
    looks = iter([None, 1])  # the first look came too early to see the other click
    monkeypatch.setattr(participants, "_serial", lambda *_: next(looks))
    assert participants.create_open_participant(study, study.wave("entry"), "fr", "one key") == first
    assert len(everyone()) == 1


def test_open_participants_are_not_among_the_links_of_the_register(app: Flask) -> None:
    study = publish_tiny()
    participants.create_open_participant(study, study.wave("entry"), "fr", "key")
    assert invitations.living_links(study, study.wave("entry")) == []
