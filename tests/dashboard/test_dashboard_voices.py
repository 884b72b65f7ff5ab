"""Interviews beside the figures: which are listed for whom, and what is told of the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page
from sqlalchemy import select
from staff_study import person

from survey import extensions
from survey.findings import client
from survey.store import studies
from survey.store.tables.participants import Participant

ADDRESS = "/staff/tiny/dashboard"


@pytest.fixture(scope="module", autouse=True)
def interviews(site: Flask) -> None:
    record = studies.study_named("tiny")
    person(record, "p-1", step="submitted", answers={"calm": "3"})
    with extensions.answers.reading() as session:
        whose = session.scalars(select(Participant.id)).one()
    interview(record, 1, released=True, link=True, participant_id=whose)
    interview(record, 2, link=True, participant_id=whose)
    interview(record, 3)
    client.ask("standing", wait=20)


def beside(browser: FlaskClient, words: str = "") -> BeautifulSoup:
    """What stands in the column of the interviews."""
    found = page(browser.get(ADDRESS + words)).select_one("aside#voices")
    assert found is not None
    return found


@pytest.mark.parametrize(("role", "listed"), [("researcher", ["1", "2", "3"]), ("staff", ["1"])])
def test_the_interviews_that_one_may_read_are_listed(
    signed_in: Callable[[str], FlaskClient], role: str, listed: list[str]
) -> None:
    links = beside(signed_in(role), "?arm=advice").select("a[data-interview]")
    assert [link["data-interview"] for link in links] == listed
    assert links[0]["href"] == f"{ADDRESS}?arm=advice&interview=1#voices"


def test_an_admin_reads_no_words(signed_in: Callable[[str], FlaskClient]) -> None:
    admin = signed_in("admin")
    assert page(admin.get(ADDRESS)).find("aside") is None
    assert admin.get(f"{ADDRESS}?interview=1").status_code == 404


@pytest.mark.parametrize(
    ("role", "number", "status"),
    [("researcher", 2, 200), ("researcher", 4, 404), ("staff", 1, 200), ("staff", 2, 404), ("staff", 3, 404)],
)
def test_an_interview_opens_for_who_may_read_it(
    signed_in: Callable[[str], FlaskClient], role: str, number: int, status: int
) -> None:
    assert signed_in(role).get(f"{ADDRESS}?interview={number}").status_code == status


def test_an_interview_stands_beside_the_figures_with_its_turns(staff: FlaskClient) -> None:
    found = beside(staff, "?interview=1")
    assert found.find("h2").text == "Interview 1"
    assert [turn.text for turn in found.select(".said")] == [
        "Et depuis, comment ça va ?",
        "Mieux. Je dors la nuit.",
        "Et je sais à qui demander.",
    ]
    assert found.find("a", string="All interviews")["href"] == f"{ADDRESS}#voices"


def test_where_a_person_stands_is_told_to_researchers_where_the_interview_may_be_linked(
    researcher: FlaskClient, staff: FlaskClient
) -> None:
    told = "highest third"
    assert told in beside(researcher, "?interview=1").text and told in beside(researcher, "?interview=2").text
    assert told not in beside(researcher, "?interview=3").text
    assert told not in beside(staff, "?interview=1").text


def test_a_third_leads_to_the_figure_that_marks_the_person(researcher: FlaskClient) -> None:
    assert beside(researcher, "?arm=advice&interview=1").select_one(".thirds a")["href"] == "#change"
    alone = page(researcher.get("/staff/tiny/interviews/1"))
    assert alone.select_one(".thirds a")["href"] == f"{ADDRESS}?interview=1#change"


def test_the_open_interview_is_marked_in_the_figures(researcher: FlaskClient) -> None:
    found = page(researcher.get(f"{ADDRESS}?interview=1"))
    assert [link["data-interview"] for link in found.select(".marks a[aria-current=true]")] == ["1"]
    assert found.select_one("form.filters input[name=interview]")["value"] == "1"
