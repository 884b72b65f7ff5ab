"""A page sent with a wrong value comes back with a summary, and everything typed."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.journey import begin, document


def test_the_summary_has_the_focus_and_leads_to_the_field(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="yes").press("continue", how_many="many")
    assert browser.status == 422
    summary = browser.soup.find(id="summary")
    assert summary["role"] == "alert" and summary.has_attr("autofocus") and summary["tabindex"] == "-1"
    field = browser.soup.find(id=summary.find("a")["href"].removeprefix("#"))
    assert field["name"] == "how_many" and field["aria-invalid"] == "true"
    error = browser.soup.find(id=field["aria-describedby"].split()[-1])
    assert error.get_text(" ", strip=True).endswith(summary.find("a").contents[-1].strip())
    assert field["value"] == "many"


def test_a_wrong_value_beside_a_right_one_keeps_both(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no")
    browser.press("continue", rent="abc", where="home", since__day="31", since__month="2", since__year="2026")
    form = browser.form()
    assert form["rent"] == "abc" and form["where"] == ["home"]
    assert [form[f"since.{part}"] for part in ("day", "month", "year")] == ["31", "2", "2026"]
    assert document().answers == {"children": "no", "where": ("home",)}
    assert document().typed == {"rent": ("abc",), "since": ("31", "2", "2026")}


def test_the_authors_own_message_is_told(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="yes").press("continue", how_many="25")
    assert "De 1 à 19." in browser.text


def test_a_required_question_accepts_a_refusal_but_no_blank(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no").press("continue").press("continue")
    assert browser.press("continue").status == 422
    browser.press("continue", trust="prefer not to say")
    assert browser.path.endswith("/review")


def test_an_answer_and_a_refusal_together_are_asked_about(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no")
    browser.press("continue", rent="5", rent__refused="prefer not to say")
    assert browser.status == 422
    assert browser.form()["rent"] == "5" and browser.form()["rent.refused"] == ["prefer not to say"]


@pytest.mark.parametrize(
    "sent",
    [
        {"calm": "9"},
        {"calm": ["1", "2"]},
        {"children": "<script>"},
        {"calm": "\x00"},
    ],
)
def test_a_choice_that_was_not_offered_is_not_stored(browser: Any, link: str, sent: dict[str, Any]) -> None:
    begin(browser, link).press("continue", **sent)
    assert browser.status == 422
    assert document().answers == {}


def test_a_question_that_was_not_on_the_screen_is_left_alone(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no", how_many="3", trust="9")
    assert document().answers == {"children": "no"}


def test_formula_and_markup_come_back_as_text(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no").press("continue").press("continue").press(
        "continue", trust="9"
    )
    browser.press("continue", words="<script>alert(1)</script> & \u202e=1+1")
    assert browser.path.endswith("/review")
    assert [each for each in browser.soup.find_all("script") if each.get_text()] == []
    assert "<script>alert(1)</script> & " in browser.text


def test_what_was_never_offered_is_not_even_kept_as_a_draft(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", calm="x" * 300_000, children="no")
    assert document().typed == {}
    browser.press("continue", calm="2").press("continue", since__day=["1"] * 1000, since__month="x" * 90_000)
    assert sum(len(text) for text in document().typed.get("since", ())) < 30_000


def test_a_question_no_longer_asked_holds_nobody_back(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="yes").press("continue", children="no", how_many="")
    assert browser.path.endswith("/page/second")
    browser.press("back").press("continue", children="yes").press("continue", children="no", how_many="many")
    assert browser.path.endswith("/page/second")
