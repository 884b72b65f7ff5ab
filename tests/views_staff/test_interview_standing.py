"""Where a person stands, beside what they said: the page is whole whatever becomes of the figures."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from bs4 import Tag
from findings.thirds_study import thirty
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, sign_in
from sqlalchemy import select

from survey import extensions
from survey.findings import client as figures
from survey.findings import spawning
from survey.store.tables.participants import Participant

PATIENCE = 20.0


@pytest.fixture
def linked(app: Flask, client: FlaskClient) -> Iterator[FlaskClient]:
    """A researcher, one of the highest scores of thirty people, and what that person said."""
    record = thirty()
    with extensions.answers.reading() as session:
        key = session.scalars(select(Participant.id).where(Participant.participant_id == "p6-0")).one()
    interview(record, 1, participant_id=key, wave_id=record.waves[0].id, link=True)
    interview(record, 2, participant_id=key, wave_id=record.waves[0].id, released=True)
    yield sign_in(client, "researcher")
    figures.end()


def read(client: FlaskClient, number: int = 1) -> Tag:
    """The main part of the page of an interview."""
    found: Tag = page(client.get(f"/staff/tiny/interviews/{number}")).main
    return found


def told(found: Tag) -> list[str]:
    """What stands under the heading of the thirds."""
    shown = found.select(".known ~ .hint, .known ~ .thirds")
    return [" ".join(each.get_text(" ", strip=True).split()) for each in shown]


def test_a_page_is_whole_while_figures_are_prepared_and_tells_the_thirds_when_they_are(linked: FlaskClient) -> None:
    first = read(linked)
    assert len(first.select(".turn")) == 3
    assert told(first) == ["Les chiffres se préparent : ouvrez cette page de nouveau dans un instant."]
    figures.ask("ping", wait=PATIENCE)
    score, looking_back = told(read(linked))
    assert score == "Bien-être : score tiers haut"  # six points of six, as ten of the thirty
    assert looking_back.startswith("Bien-être (changement ressenti, en regardant en arrière) Non montré")


def test_a_page_is_whole_when_figures_cannot_be_made(linked: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawning, "MODULE", "nothing_of_this_name")
    until = time.monotonic() + PATIENCE
    while "se préparent" in (shown := told(read(linked)))[0] and time.monotonic() < until:
        time.sleep(0.1)
    assert shown == ["Les chiffres ne peuvent pas être montrés maintenant. L’entretien est complet."]


def test_without_the_consent_nobody_is_told_where_the_person_stands(linked: FlaskClient) -> None:
    figures.ask("ping", wait=PATIENCE)
    assert told(read(linked, 2)) == []


def test_staff_are_never_told_where_a_person_stands(app: Flask, linked: FlaskClient) -> None:
    figures.ask("ping", wait=PATIENCE)
    found = read(sign_in(app.test_client(), "staff"), 2)
    assert found.select(".turn") and not found.select(".third, .known")
