"""The page of a dashboard as the browser gets it: cards, tables, filters, marks, and what is said without figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from counted_work import calls_of
from flask.testing import FlaskClient
from signed_in import page, post

from survey.findings import client
from survey.findings.client import FiguresStarting

from .conftest import CHART, FIGURES, tell

ADDRESS = "/staff/tiny/dashboard"


@pytest.fixture(scope="module", autouse=True)
def process_is_there(site: object) -> None:
    client.ask("chart", wait=20, chart="x")


def shown(browser: FlaskClient, words: str = "") -> BeautifulSoup:
    """The page that is answered at once."""
    answer = browser.get(ADDRESS + words)
    assert answer.status_code == 200
    return page(answer)


def card(found: BeautifulSoup, title: str) -> Tag:
    """The figure of this title."""
    heading = found.find("h2", string=title)
    assert isinstance(heading, Tag)
    figure = found.select_one(f'figure[aria-labelledby="{heading["id"]}"]')
    assert figure is not None
    return figure


def test_a_chart_is_a_figure_with_title_sentence_picture_and_table(researcher: FlaskClient) -> None:
    figure = card(shown(researcher), "What changed")
    assert figure.select_one("figcaption p").text == "Wellbeing rose."
    picture = figure.select_one('[aria-hidden="true"] img')
    assert (picture["alt"], picture["src"]) == ("", f"{ADDRESS}/change.svg")
    assert [cell.text for cell in figure.select("thead th[scope=col]")] == ["Scale", "Change"]
    assert [cell.text for cell in figure.select("tbody th[scope=row]")] == ["Wellbeing", "=Agency"]
    assert figure.select_one("tbody td.number").text == "6.1"


def test_the_line_under_a_chart_says_whom_it_counts_and_of_which_day(researcher: FlaskClient) -> None:
    told = card(shown(researcher), "What changed").select_one(".foot").get_text(" ", strip=True)
    for words in ("n 340", "9 without an answer", "points of 100", "November 21, 2026", "not validated"):
        assert words in told


def test_a_cell_without_a_number_says_so_aloud(researcher: FlaskClient) -> None:
    cell = card(shown(researcher), "What changed").select("tbody td.number")[1]
    assert cell.select_one(".hidden").text == "not shown"
    assert cell.select_one('[aria-hidden="true"]').text == "–"


def test_a_chart_that_may_not_be_shown_is_a_sentence_without_a_frame(researcher: FlaskClient) -> None:
    figure = card(shown(researcher), "Relationship, answer by answer")
    assert figure.text.count("Too few people.") == 1
    assert figure.select("img, table, .plot, .files") == []


def test_whose_figures_these_are_stands_at_the_top(researcher: FlaskClient, staff: FlaskClient) -> None:
    told = shown(researcher).select_one(".whose").get_text(" ", strip=True)
    assert "349 people answered, of 1,400 in the register" in told and "released" not in told
    assert [mark.text for mark in shown(staff).select(".whose .mark")] == [
        "simulated",
        "fictional",
        "draft translation",
    ]
    assert "as released to the team" in shown(staff).select_one(".whose").text


def test_filters_are_a_plain_form_and_say_which_choice_is_closed(researcher: FlaskClient) -> None:
    form = shown(researcher).select_one("form.filters")
    assert form["method"] == "get" and form.find("label").get_text(" ", strip=True).startswith("Measure")
    options = {option["value"]: option for option in form.select("select[name=arm] option")}
    assert "disabled" not in options["advice"].attrs
    assert "disabled" in options["support"].attrs and "too few" in options["support"].text


def test_a_chosen_filter_goes_along_with_every_address(researcher: FlaskClient) -> None:
    found = shown(researcher, "?arm=advice")
    assert found.select_one("option[selected]")["value"] == "advice"
    figure = card(found, "What changed")
    addresses = [found.select_one("[data-figures]")["data-figures"], figure.select_one("img")["src"]]
    addresses += [link["href"] for link in figure.select(".files a, .marks .mark-link")]
    assert len(addresses) == 5 and all("arm=advice" in address for address in addresses)


@pytest.mark.parametrize(
    "words", ["?arm=nobody", "?site=north", "?colour=red", "?interview=x", "?arm=%00", "?arm=advice&arm=nobody&site=x"]
)
def test_what_cannot_be_chosen_is_told_in_a_sentence(researcher: FlaskClient, words: str) -> None:
    answer = researcher.get(ADDRESS + words)
    assert answer.status_code == 422
    found = page(answer)
    assert found.find("h1").text == "These figures cannot be shown"
    assert found.find(role="status").text.endswith(".")
    assert found.find("a", string="Show everyone")["href"] == ADDRESS
    assert researcher.get(f"{ADDRESS}/figures.json{words}").status_code == 422


def test_with_a_filter_the_page_says_whose_thirds_these_are(researcher: FlaskClient) -> None:
    told = "The thirds are those of everyone, not of the people chosen."
    assert told in shown(researcher, "?arm=advice").select_one(".marks").text
    assert told not in shown(researcher).select_one(".marks").text


def test_marks_are_links_for_researchers_and_for_nobody_else(signed_in: Callable[[str], FlaskClient]) -> None:
    marks = card(shown(signed_in("researcher")), "What changed").find("nav")
    assert [link["href"] for link in marks.find_all("a")] == [
        f"{ADDRESS}?third=wellbeing.change..low&at=change-1#voices",
        f"{ADDRESS}?of=wellbeing&at=change-1&interview=1#voices",
    ]
    assert "lowest third" in marks.text
    for role in ("staff", "admin"):
        found = shown(signed_in(role))
        assert found.select("[data-interview]") == []
        assert "lowest third" not in signed_in(role).get(f"{ADDRESS}/figures.json").text


@pytest.mark.parametrize("role", ["researcher", "staff", "admin"])
def test_an_interview_that_one_may_not_read_is_not_found(signed_in: Callable[[str], FlaskClient], role: str) -> None:
    assert signed_in(role).get(f"{ADDRESS}?interview=7").status_code == 404


def test_nothing_stands_beside_the_figures_where_nobody_was_interviewed(researcher: FlaskClient) -> None:
    found = shown(researcher)
    assert found.find("aside") is None and found.select_one(".alone") is not None


def test_a_dashboard_that_cannot_be_shown_says_why(researcher: FlaskClient, told: Path) -> None:
    tell(told, FIGURES | {"charts": [], "why_not": "Nobody has sent answers yet.", "people": None, "as_of": None})
    found = shown(researcher)
    tell(told)
    assert found.find(role="status").text == "Nobody has sent answers yet."
    assert found.find("figure") is None and "None" not in found.find("main").text


def test_for_paper_every_table_is_open_and_no_script_runs(researcher: FlaskClient) -> None:
    found = shown(researcher, "?paper=yes&arm=advice")
    assert all("open" in each.attrs for each in found.find_all("details", class_="all-figures"))
    assert found.select("script, .plot, .filters, [loading=lazy]") == []
    assert len(found.select("img.still")) == 1


def test_another_language_keeps_the_filters(researcher: FlaskClient) -> None:
    here = f"{ADDRESS}?arm=advice&interview="
    found = page(researcher.get(here))
    assert found.select_one("input[name=page]")["value"] == here
    assert post(researcher, "/staff/language", language="en", page=here).location == here


def test_the_study_leads_to_its_dashboard(staff: FlaskClient) -> None:
    assert page(staff.get("/staff/tiny/")).find("a", string="Dashboard")["href"] == ADDRESS


def test_texts_of_figures_are_escaped(researcher: FlaskClient, told: Path) -> None:
    tell(told, FIGURES | {"charts": [CHART | {"title": "<script>1</script>", "sentence": '"><img src=x>'}]})
    text = researcher.get(ADDRESS).text
    tell(told)
    assert "<script>1" not in text and "<img src=x>" not in text


def test_the_policy_of_the_page_is_that_of_every_page(researcher: FlaskClient) -> None:
    here = researcher.get(ADDRESS).headers["Content-Security-Policy"]
    assert here == researcher.get("/staff/").headers["Content-Security-Policy"]
    assert "unsafe" not in here and "style-src 'self';" in here


def test_the_work_of_a_page_grows_as_its_charts_do(researcher: FlaskClient, told: Path) -> None:
    def work(number: int) -> int:
        rows = [["Wellbeing", 1.5]] * 8
        charts = [
            CHART | {"name": f"items.s{place}", "table": CHART["table"] | {"rows": rows}} for place in range(number)
        ]
        tell(told, FIGURES | {"charts": charts})
        assert len(shown(researcher).find_all("figure")) == number
        return calls_of(lambda: researcher.get(ADDRESS))

    few, many = work(8), work(16)
    tell(told)
    assert many < 2.5 * few  # four times would be quadratic


def test_while_the_process_starts_the_page_says_so_and_comes_again(researcher: FlaskClient) -> None:
    client.end()
    answer = researcher.get(ADDRESS)
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "2")
    assert page(answer).find("h1").text == "The figures are being prepared"
    assert page(answer).find("main").find("a").text == "Small study"
    client.ask("chart", wait=20, chart="x")
    assert "Refresh" not in researcher.get(ADDRESS).headers


def test_a_failed_process_is_told_and_the_next_one_is_shown(researcher: FlaskClient, told: Path) -> None:
    (told / "told.json").write_text("[", encoding="utf-8")
    answer = researcher.get(ADDRESS)
    assert answer.status_code == 503 and "Refresh" not in answer.headers
    assert page(answer).find("a", string="Try again")["href"] == ADDRESS
    assert researcher.get(f"{ADDRESS}/figures.json").status_code == 503
    tell(told)
    assert shown(researcher).find("figure") is not None


def test_a_file_is_waited_for_while_the_process_starts(researcher: FlaskClient) -> None:
    client.end()
    assert json.loads(researcher.get(f"{ADDRESS}/figures.json").text)["people"] == 349


def test_a_file_says_when_to_come_again(researcher: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_yet(*_question: object, **_words: object) -> None:
        raise FiguresStarting("not yet")

    monkeypatch.setattr(client, "ask", not_yet)  # no real process takes ten seconds to start
    answer = researcher.get(f"{ADDRESS}/change.csv")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
