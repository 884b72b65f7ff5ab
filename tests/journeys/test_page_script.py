"""What a page brings for its script: nothing where nothing hangs on it, else what may be asked there later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from journeys.journey import begin
from small_study import link_to, published

QUESTIONS = """
choices:
  - {list_name: regions, name: north, label: {fr: Nord, ar: شمال}}
  - {list_name: regions, name: south, label: {fr: Sud, ar: جنوب}}
  - {list_name: towns, name: lille, label: {fr: Lille, ar: ليل}, columns: {region: north}}
  - {list_name: towns, name: nice, label: {fr: Nice, ar: نيس}, columns: {region: south}}
survey:
  - {type: begin_group, name: home, label: {fr: Chez vous, ar: بيتكم}, appearance: field-list}
  - {type: integer, name: people, label: {fr: Combien ?, ar: كم؟}}
  - {type: integer, name: rooms, label: {fr: Pièces, ar: غرف}, relevant: "${people} > 1", default: "3"}
  - {type: note, name: told, label: {fr: "Vous êtes ${people} </script>.", ar: أنتم}, relevant: "${people} > 1"}
  - {type: end_group}
  - {type: text, name: words, label: {fr: "Un mot, à ${people} ?", ar: كلمة؟}, required: "${people} > 1"}
  - {type: begin_group, name: where, label: {fr: Où, ar: أين}, appearance: field-list}
  - {type: select_one regions, name: region, label: {fr: Région, ar: المنطقة}}
  - {type: select_one towns, name: town, label: {fr: Ville, ar: المدينة}, choice_filter: "region = ${region}"}
  - {type: end_group}
"""


@pytest.fixture
def household(app: Flask, tmp_path: Path) -> str:
    """The path of a personal link to a study that asks this."""
    return link_to(published(tmp_path, QUESTIONS))


def whole(browser: Any) -> BeautifulSoup:
    """The page with what waits in it."""
    return BeautifulSoup(browser.page.text, "html.parser")


def waiting(browser: Any) -> dict[str, Tag]:
    """What is not asked now, by its key."""
    rows = [template.find("div") for template in whole(browser).find_all("template", class_="later")]
    return {str(row["data-question"]): row for row in rows if isinstance(row, Tag)}


def test_a_page_on_which_nothing_hangs_on_what_it_asks_has_only_what_sends_it(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="1")
    assert "/page/words" in browser.path
    assert whole(browser).find(id="page-tree") is None and not whole(browser).find_all(attrs={"data-question": True})
    assert "sending.mjs" in " ".join(str(script.get("src")) for script in whole(browser).find_all("script"))


def test_what_may_be_asked_later_waits_at_its_place_with_what_it_begins_with(browser: Any, household: str) -> None:
    begin(browser, household)
    assert waiting(browser).keys() == {"rooms", "told"}
    assert waiting(browser)["rooms"].find("input")["value"] == "3"
    keys = [row["data-question"] for row in whole(browser).find_all(attrs={"data-question": True})]
    assert keys == ["people", "rooms", "told"]
    assert browser.soup.find("input", {"name": ".shown"})["value"] == "people"


def test_the_script_is_a_file_and_what_it_reads_cannot_end_early(browser: Any, household: str) -> None:
    begin(browser, household)
    block, script = whole(browser).find("form").find_all("script")[:2]
    assert script["src"].startswith("/static/page.mjs?v=") and script.text == ""
    assert block["type"] == "application/json"
    assert json.loads(block.text)["labels"] == {"told": ["Vous êtes ", ["people"], " </script>."]}
    policy = browser.page.headers["Content-Security-Policy"]
    assert "script-src 'self' ;" in policy and "unsafe" not in policy
    for name in ("data-interpreter", "data-form", "data-typed"):
        with browser.client.get(block[name]) as module:
            assert module.status_code == 200 and "immutable" in module.headers["Cache-Control"]
            assert module.mimetype == "text/javascript"


def test_what_was_answered_waits_with_its_answer(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="2").press("continue", rooms="5")
    browser.press("back").press("continue", people="1").press("back")
    assert waiting(browser)["rooms"].find("input")["value"] == "5"


def test_what_was_refused_waits_refused(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="2").press(
        "continue", rooms="", rooms__refused="prefer not to say"
    )
    browser.press("back").press("continue", people="1").press("back")
    assert waiting(browser)["rooms"].find("input", {"name": "rooms.refused"}).has_attr("checked")


def test_what_the_script_showed_and_hid_again_is_kept_aside(browser: Any, household: str) -> None:
    """The browser sends hidden rows, too: ``.shown`` names them."""
    begin(browser, household).press("continue", people="1", rooms="7", __shown="people rooms")
    assert "/page/words" in browser.path
    browser.press("back")
    assert waiting(browser)["rooms"].find("input")["value"] == "7"
    browser.press("continue", people="2")
    assert "/page/words" in browser.path


def test_a_mistake_in_what_is_hidden_keeps_nobody(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="1", rooms="many", __shown="people rooms")
    assert "/page/words" in browser.path


def test_after_a_mistake_the_rest_still_waits(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="many")
    assert browser.page.status_code == 422 and waiting(browser).keys() == {"rooms", "told"}
    assert waiting(browser)["rooms"].find("input")["value"] == "3"


def towns(browser: Any) -> list[str]:
    """The towns that are offered, without a script."""
    return [str(field["value"]) for field in browser.soup.find_all("input", {"name": "town"})][:-1]


def test_choices_that_only_the_server_filters_are_seen_before_going_on(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="1").press("continue")
    assert "/page/where" in browser.path and towns(browser) == []
    browser.press("continue", region="north")
    assert "/page/where" in browser.path and towns(browser) == ["lille"]
    browser.press("continue", region="south")
    assert "/page/where" in browser.path and towns(browser) == ["nice"]
    browser.press("continue")  # a blank may stand once its choices were seen
    assert browser.path.endswith("/review")


def test_choices_that_the_script_filtered_are_not_asked_twice(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="1").press("continue")
    browser.press("continue", region="north", __followed="town")
    assert browser.path.endswith("/review")


def test_a_refusal_is_not_asked_twice(browser: Any, household: str) -> None:
    begin(browser, household).press("continue", people="1").press("continue")
    browser.press("continue", region="north", town="prefer not to say")
    assert browser.path.endswith("/review")
