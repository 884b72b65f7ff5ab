"""The results page as the browser gets it: outcomes, cards, cautions, files; whole without JavaScript and on paper."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from signed_in import page

from survey.findings import client

from .conftest import CHART, FIGURES, tell

ADDRESS = "/staff/tiny/results"


@pytest.fixture(scope="module", autouse=True)
def process_is_there(site: object) -> None:
    client.ask("chart", wait=20, chart="x")


def shown(browser: FlaskClient, words: str = "") -> BeautifulSoup:
    answer = browser.get(ADDRESS + words)
    assert answer.status_code == 200
    return page(answer)


def test_an_outcome_is_a_section_with_its_place_in_the_plan_and_its_cards(researcher: FlaskClient) -> None:
    found = shown(researcher)
    assert found.h1.text == "What changed"
    section = found.select_one('section[aria-labelledby="wellbeing"]')
    assert section.h2.text == "Wellbeing" and section.select_one(".of-plan").text == "in the plan"
    assert [heading.text for heading in section.select("figure h3")] == [each["title"] for each in FIGURES["charts"]]


def test_what_may_be_claimed_and_when_the_plan_was_made_stand_first(researcher: FlaskClient) -> None:
    told = shown(researcher).select_one(".at-the-top").get_text(" ", strip=True)
    assert told.index("No comparison.") < told.index("Not locked.") < told.index("Be slow.")


def test_cautions_stand_between_the_first_figure_and_the_rest(researcher: FlaskClient) -> None:
    text = shown(researcher).select_one("section").get_text(" ", strip=True)
    assert text.index("Wellbeing rose.") < text.index("Take care.") < text.index(FIGURES["charts"][1]["title"])
    assert text.count("Take care.") == 1


def test_every_picture_is_there_without_javascript_and_for_telephones(researcher: FlaskClient) -> None:
    picture = shown(researcher).select_one("noscript picture")
    assert picture.img["src"] == f"{ADDRESS}/change.svg"
    assert picture.source["srcset"] == f"{ADDRESS}/change.svg?narrow=yes"


def test_the_page_for_printing_has_its_pictures_and_open_tables(researcher: FlaskClient) -> None:
    found = shown(researcher, "?paper=yes")
    assert found.select_one("img.still")["src"] == f"{ADDRESS}/change.svg"
    assert found.select_one("details.all-figures").has_attr("open") and found.select_one("script[src]") is None
    assert found.select_one("details.must-hold").has_attr("open")


def test_the_files_of_a_chart(researcher: FlaskClient) -> None:
    assert "<title>change</title>" in researcher.get(f"{ADDRESS}/change.svg").text
    answer = researcher.get(f"{ADDRESS}/change.csv")
    first, _second = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert (first["Scale"], first["Change"]) == ("Wellbeing", "6.123456789")
    assert json.loads(researcher.get(f"{ADDRESS}/figures.json").text)["charts"][0]["name"] == "change"


@pytest.mark.parametrize("file", ["x.svg", "x.csv"])
def test_a_chart_that_is_not_there_is_not_found(researcher: FlaskClient, file: str) -> None:
    assert researcher.get(f"{ADDRESS}/{file}").status_code == 404


def test_a_chart_that_may_not_be_shown_says_why(researcher: FlaskClient) -> None:
    for file in ("items.relationship.svg", "items.relationship.csv"):
        answer = researcher.get(f"{ADDRESS}/{file}")
        assert (answer.status_code, answer.text) == (422, "Too few people.")


def test_filters_have_no_place_here(researcher: FlaskClient) -> None:
    answer = researcher.get(f"{ADDRESS}?arm=advice")
    assert answer.status_code == 422 and "Filters have no place" in answer.text


def test_the_dashboard_leads_here_and_back(staff: FlaskClient) -> None:
    dashboard = page(staff.get("/staff/tiny/dashboard"))
    assert dashboard.find("a", href=ADDRESS).text == "Results of the plan"
    assert shown(staff).find("a", href="/staff/tiny/dashboard")
    assert "as released to the team" in shown(staff).select_one(".whose").text


def test_what_all_rows_share_stands_in_the_caption_and_in_the_file_still(told: Path, researcher: FlaskClient) -> None:
    compared = {"name": "contrast", "label": "Compared", "numeric": False}
    columns = [compared, *CHART["table"]["columns"]]
    table = {"columns": columns, "rows": [["entry to exit", *row] for row in CHART["table"]["rows"]]}
    tell(told, {**FIGURES, "charts": [{**CHART, "table": table}]})
    shared = shown(researcher).select_one("figure table")
    assert shared.caption.text == "Compared: entry to exit"
    assert [heading.text for heading in shared.select("thead th")] == ["Scale", "Change"]
    first, _second = csv.DictReader(io.StringIO(researcher.get(f"{ADDRESS}/change.csv").text, newline=""))
    assert first["Compared"] == "entry to exit"
    tell(told)
