"""Quotes with a passport: attribution widened, what may tell who it is, a decision that holds for what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty, mark
from signed_in import page, post, sign_in
from sqlalchemy import update

from survey.extensions import answers
from survey.privacy import passports
from survey.privacy.passports import ATTRIBUTION, CONSENT, TEXT, Passport
from survey.store import erasure, interview_moves, quote_reviews, rounds
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.codings import CodingRow

Study = tuple[StudyRecord, Mapping[str, int]]


@pytest.fixture
def study(app: Flask) -> Study:
    return coded_thirty()


@pytest.fixture
def ana(client: FlaskClient, study: Study) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def key_quote(study: Study, number: int = 1) -> str:
    record, code = study
    return mark(record, number, Said(code["Alone"], 1, is_key=True), 2)


def made(study: Study, number: int = 1) -> Passport:
    record, _code = study
    guid = key_quote(study, number)
    found = passports.passport(record, ANA, number, guid)
    if found is None:
        raise LookupError(guid)
    return found


def decide(client: FlaskClient, found: Passport, decision: str = "released", **entries: str) -> int:
    address = f"/staff/tiny/joint/passport/{found.interview.number}/{found.coding.guid}"
    shown = page(client.get(address))
    hidden = {name: str(shown.select_one(f'main input[name="{name}"]')["value"]) for name in ("seen", "after")}
    return post(client, address, **{**hidden, "decision": decision, "read": "yes", **entries}).status_code


def test_a_quote_is_released_once_somebody_has_read_it(ana: FlaskClient, study: Study) -> None:
    record, found = study[0], made(study)
    assert passports.released(record) == ()
    assert decide(ana, found) == 303
    (shown,) = passports.released(record)
    assert (shown.coding.quote, shown.interview.number) == (found.coding.quote, 1)
    assert decide(ana, found, "kept_back", note="Her sister would know.") == 303
    assert passports.released(record) == ()
    kept = quote_reviews.history(found.interview.id, found.coding.guid)
    assert [(each.version, each.decision, each.note) for each in kept] == [
        (2, "kept_back", "Her sister would know."),
        (1, "released", ""),
    ]


def test_what_may_be_said_of_the_person_is_shared_by_enough_people(study: Study) -> None:
    record, found = study[0], made(study)
    # Thirty people of the arm "advice"; nothing else is known of any of them.
    assert found.attribution is not None
    assert (dict(found.attribution.facts), found.attribution.people) == ({"arm": "advice"}, 30)
    assert found.attribution.people >= record.study.minimum_cell


@pytest.mark.parametrize(
    ("facts", "least", "kept", "people"),
    [
        (
            {"event": "loss", "site": "north", "arm": "advice"},
            3,
            {"event": "loss", "site": "north", "arm": "advice"},
            3,
        ),
        ({"event": "loss", "site": "north", "arm": "advice"}, 4, {"event": "loss", "arm": "advice"}, 5),
        ({"event": "loss", "site": "north", "arm": "advice"}, 6, {"event": "loss"}, 6),
        ({"event": "loss", "site": "north", "arm": "advice"}, 7, {"arm": "advice"}, 9),
        ({"event": "loss", "site": "north", "arm": "advice"}, 10, {}, 10),
        ({}, 10, {}, 10),
    ],
)
def test_an_attribution_is_widened_fact_by_fact(
    facts: dict[str, str], least: int, kept: dict[str, str], people: int
) -> None:
    # event, site, arm: three people in all of it, two elsewhere, one in another arm, four of another event.
    shared = {
        ("loss", "north", "advice"): 3,
        ("loss", "south", "advice"): 2,
        ("loss", "south", "none"): 1,
        ("debt", "south", "advice"): 4,
    }
    found = passports.widened(facts, shared, least)
    assert found is not None
    assert (dict(found.facts), found.people) == (kept, people)
    assert passports.widened(facts, shared, 11) is None


def test_without_link_nothing_of_the_register_is_said(study: Study) -> None:
    found = made(study, 3)
    assert found.attribution is not None
    assert dict(found.attribution.facts) == {}


def test_words_that_may_not_be_quoted_are_never_released(ana: FlaskClient, study: Study) -> None:
    found = made(study, 4)
    assert not found.may_be_released
    assert decide(ana, found) == 422
    assert passports.released(study[0]) == ()


@pytest.mark.parametrize(("to", "why"), [({"quote": "none"}, CONSENT), ({"link": False}, ATTRIBUTION)])
def test_a_withdrawn_consent_takes_it_away_at_once(
    ana: FlaskClient, study: Study, to: dict[str, Any], why: str
) -> None:
    record, found = study[0], made(study)
    decide(ana, found)
    whose = interview_moves.whose(found.interview)
    interview_moves.move(record, found.interview, replace(whose, **to), "ana")
    assert passports.released(record) == ()
    again = passports.passport(record, ANA, 1, found.coding.guid)
    assert again is not None
    assert again.fallen == why


def test_other_words_fall_back_to_be_read_again(ana: FlaskClient, study: Study) -> None:
    record, found = study[0], made(study)
    decide(ana, found)
    with answers.changing() as connection:
        connection.execute(
            update(table(CodingRow)).where(table(CodingRow).c.guid == found.coding.guid).values(quote="!")
        )
    assert passports.released(record) == ()
    again = passports.passport(record, ANA, 1, found.coding.guid)
    assert again is not None
    assert again.fallen == TEXT


def test_an_erased_person_leaves_nothing(ana: FlaskClient, study: Study) -> None:
    record, found = study[0], made(study)
    decide(ana, found)
    erasure.erase_participant(record, "p6-0", record.waves, keep_contacts=True, actor="ana")
    assert passports.released(record) == ()
    assert quote_reviews.latest(record.id) == {}


def test_what_was_not_read_is_not_released(ana: FlaskClient, study: Study) -> None:
    found = made(study)
    address = f"/staff/tiny/joint/passport/1/{found.coding.guid}"
    marked = page(ana.get(address)).select("mark")
    assert decide(ana, found, read="") == (422 if marked else 303)


def test_who_decides_on_other_words_or_after_somebody_else_reads_first(ana: FlaskClient, study: Study) -> None:
    found = made(study)
    assert decide(ana, found, seen="0" * 64) == 409
    assert decide(ana, found, after="7") == 409
    assert decide(ana, found, decision="perhaps") == 422
    assert quote_reviews.latest(study[0].id) == {}


def test_a_passage_of_another_coder_has_no_passport_before_all_are_done(ana: FlaskClient, study: Study) -> None:
    record, code = study
    guid = mark(record, 1, Said(code["Alone"], 1, is_key=True), 2, coder="ben")
    assert ana.get(f"/staff/tiny/joint/passport/1/{guid}").status_code == 404
    assert ana.get("/staff/tiny/joint/passport/99/none").status_code == 404


def test_the_list_tells_what_waits_and_what_was_decided(ana: FlaskClient, study: Study) -> None:
    found = made(study)
    waiting = [
        heading.get_text(" ", strip=True) for heading in page(ana.get("/staff/tiny/joint/passports")).select("h2")
    ]
    assert waiting == ["Nobody has decided yet 2"]  # interview 3 has one, too
    decide(ana, found)
    told = [heading.get_text(" ", strip=True) for heading in page(ana.get("/staff/tiny/joint/passports")).select("h2")]
    assert told == ["Nobody has decided yet 1", "Released 1"]


def test_a_passage_that_two_marked_waits_once(ana: FlaskClient, study: Study) -> None:
    record, code = study
    interview = made(study).interview
    mark(record, 1, Said(code["Alone"], 1, is_key=True), 2, coder="ben")
    for coder in (ANA, "ben"):
        rounds.finish(record, interview, Layer(coder))
    found = [each for each in passports.passports(record, ANA) if each.interview.number == 1]
    assert len(found) == 1
