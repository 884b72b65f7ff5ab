"""Candidates for an interview: who agreed and may be asked, by id, those of the biggest gap first, each look logged."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import Tag
from findings.answered import published
from findings.test_waves import at_both, once
from flask import Flask
from flask.testing import FlaskClient
from joint.heard_thirty import HEARD, heard_thirty
from signed_in import page, sign_in
from sqlalchemy import select, update
from staff_study import NOON, person

from survey import extensions
from survey.instrument.candidates import Candidates
from survey.store import audit, erasure
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.transcripts import TranscriptRow

ADDRESS = "/staff/tiny/joint/coverage/candidates"
WILLING = ("s0-1", "n1-2", "n4-0", "s6-1", "n5-1")
"""Two in the low third, which is the gap; one in the middle third, one in the high one; one was interviewed."""


@pytest.fixture
def ana(app: Flask, client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", "ana")


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def rows(client: FlaskClient) -> list[list[str]]:
    """The cells of each line; of a folded one what is in it."""
    lines = page(client.get(ADDRESS)).select("tbody tr")
    return [[text(cell.select_one("details ul") or cell) for cell in line.select("th, td")] for line in lines]


def names(client: FlaskClient) -> set[str]:
    return {row[0] for row in rows(client)}


def key_of(record: StudyRecord, name: str) -> int:
    with extensions.answers.reading() as session:
        mine = select(Participant.id).where(Participant.study_id == record.id, Participant.participant_id == name)
        return session.scalars(mine).one()


def test_those_who_would_fill_the_gap_stand_first_with_the_thirds_they_stand_in(ana: FlaskClient) -> None:
    heard_thirty(willing=WILLING)
    found = rows(ana)
    low = "Wellbeing (score): low third"
    assert sorted(found[:2]) == [["n1-2", low, low], ["s0-1", low, low]]
    assert sorted(found[2:]) == [
        ["n4-0", "–", "Wellbeing (score): middle third"],
        ["s6-1", "–", "Wellbeing (score): high third"],
    ]


def test_the_order_is_the_same_each_time(ana: FlaskClient) -> None:
    heard_thirty(willing=[f"n{points}-{at}" for points in (2, 4, 5, 6) for at in range(3)])
    found = [row[0] for row in rows(ana)]
    assert found == [row[0] for row in rows(ana)] and found != sorted(found)


def test_nobody_who_was_interviewed_is_a_candidate_whether_linked_or_not(ana: FlaskClient) -> None:
    heard_thirty(willing=WILLING)
    assert "n5-1" not in names(ana)
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).values(link=False))
    assert "n5-1" not in names(ana)


def test_nobody_who_was_erased_declined_or_withdrew_is_a_candidate(ana: FlaskClient) -> None:
    record = heard_thirty(willing=WILLING)
    erasure.erase_participant(record, "s0-1", record.waves, keep_contacts=True, actor="x")
    assert names(ana) == {"n1-2", "n4-0", "s6-1"}
    with extensions.answers.writing() as session:
        wave = record.waves[0].id
        session.add(Refusal(participant_id=key_of(record, "n1-2"), wave_id=wave, declined_at=NOON))
        mine = update(Invitation).where(Invitation.participant_id == key_of(record, "n4-0"))
        session.execute(mine.values(withdrawn_at=NOON))
    assert names(ana) == {"s6-1"}


def test_what_somebody_said_last_counts(ana: FlaskClient) -> None:
    record = published(waves=("entry", "exit"), design="before_after", candidates=Candidates("calm", "1"))
    at_both(record, "a", [("1", "2"), ("2", "1")])  # the first no longer, the second only now
    once(record, "b", "entry", "1")
    once(record, "c", "exit", "")
    assert names(ana) == {"a-1", "b"}


def test_people_of_no_register_are_not_asked(ana: FlaskClient) -> None:
    record = heard_thirty(willing=WILLING)
    person(record, "open-1", step="submitted", answers={"again": "yes"}, origin="open")
    assert "open-1" not in names(ana)


def test_each_look_is_in_the_log_without_an_id(ana: FlaskClient) -> None:
    heard_thirty(willing=WILLING)
    ana.get(ADDRESS)
    ana.get(f"{ADDRESS}.csv")
    logged = [(each.actor, each.action, each.detail) for each in audit.entries(study="tiny") if "cand" in each.action]
    assert logged == [
        ("ana", "candidates seen", {"candidates": 4}),
        ("ana", "candidates downloaded", {"candidates": 4}),
    ]


def test_the_file_holds_no_formula(ana: FlaskClient) -> None:
    record = heard_thirty(willing=WILLING)
    with extensions.answers.writing() as session:
        mine = update(Participant).where(Participant.id == key_of(record, "s0-1"))
        session.execute(mine.values(participant_id="=1+1"))
    answer = ana.get(f"{ADDRESS}.csv")
    head, *lines = csv.reader(io.StringIO(answer.text))
    assert head == ["Participant", "Gaps they would fill", "Thirds they stand in"]
    assert answer.mimetype == "text/csv" and len(lines) == 4
    assert "'=1+1" in [line[0] for line in lines] and "=1+1" not in [line[0] for line in lines]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, "The study does not say by which question people agree"),
        (Candidates("nowhere", "yes"), "None of the published questionnaires asks the question"),
        (Candidates("again", "perhaps"), "Nobody who may be asked has agreed to it."),
    ],
)
def test_what_is_missing_is_said(ana: FlaskClient, asked: Candidates | None, told: str) -> None:
    heard_thirty(willing=WILLING, asked=asked)
    assert told in text(page(ana.get(ADDRESS)).main) and rows(ana) == []


def test_without_a_gap_there_is_an_order_and_nothing_to_fill(ana: FlaskClient) -> None:
    heard_thirty((*HEARD, "n0-0"), willing=WILLING)
    assert {row[1] for row in rows(ana)} == {"–"}


@pytest.mark.parametrize("role", ["staff", "admin"])
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}.csv"])
def test_nobody_but_researchers_has_the_list(app: Flask, client: FlaskClient, role: str, address: str) -> None:
    heard_thirty(willing=WILLING)
    assert sign_in(client, role, "other").get(address).status_code == 404
