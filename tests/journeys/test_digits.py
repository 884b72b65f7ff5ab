"""The digits of respondent pages in Arabic: Western, or Arabic-Indic where the study says so; what is kept stays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from journeys.journey import begin, document
from small_study import STUDY, link_to, published

from survey.views.respond.digits import in_page

QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Une fois, ar: مرة 1}}
  - {list_name: often, name: "2", label: {fr: Dix fois, ar: 10 مرات}}
survey:
  - {type: begin_group, name: home, label: {fr: Chez vous, ar: "القسم 1"}, appearance: field-list}
  - {type: integer, name: people, label: {fr: "Combien ? De 1 à 20.", ar: "كم؟ من 1 إلى 20."}}
  - {type: note, name: told, label: {fr: "${people} chez CAF", ar: "${people} في CAF 2"}, relevant: "${people} > 1"}
  - {type: select_one often, name: visits, label: {fr: Visites, ar: زيارات}}
  - {type: end_group}
  - {type: range, name: trust, label: {fr: Confiance, ar: الثقة}, parameters: start=0 end=10 step=1}
  - {type: begin_group, name: more, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: decimal, name: rent, label: {fr: Loyer, ar: الإيجار}}
  - {type: date, name: since, label: {fr: Depuis, ar: منذ}}
  - {type: text, name: words, label: {fr: Mots, ar: كلمات}}
  - {type: end_group}
"""
EASTERN = STUDY.replace("languages: [fr, ar]", "languages: [fr, ar]\ndigits: arab")
WESTERN_DIGIT, EASTERN_DIGIT = re.compile("[0-9]"), re.compile("[٠-٩]")


def told(page: BeautifulSoup) -> str:
    """What is read and heard of a page, but for what stays as it is."""
    page = BeautifulSoup(str(page), "html.parser")
    for kept in page.select("[translate=no], script, textarea"):
        kept.decompose()
    heard = [str(tag.get(name, "")) for tag in page.find_all(True) for name in ("aria-label", "title", "alt")]
    return " ".join([page.get_text(" "), *heard])


def walked(browser: Any, link: str, language: str) -> list[str]:
    """What each page says, from the first to the receipt."""
    browser.get(link)
    pages = [told(browser.soup)]

    def press(act: str, **filled: Any) -> None:
        browser.press(act, **filled)
        pages.append(told(browser.soup))

    press(f"language {language}")
    press("accept")
    press("continue", people="٢", visits="2")
    press("continue", trust="7")
    press("continue", rent="12345,5", since__day="26", since__month="11", since__year="2025", words="Bus 24، خط ٣")
    press("submit")
    return pages


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_number_is_written_as_the_study_wants(app: Flask, browser: Any, tmp_path: Path) -> None:
    pages = walked(browser, link_to(published(tmp_path, QUESTIONS, study=EASTERN)), "ar")
    latin = re.compile("CAF 2|[A-Za-z]+[0-9]+")
    assert [page for page in pages[1:] if WESTERN_DIGIT.search(latin.sub("", page.replace("\u2069", "")))] == []
    assert all(EASTERN_DIGIT.search(page) for page in pages[1:])
    assert "٣ من ٦" in pages[3]
    assert "١٢٬٣٤٥٫٥" in pages[5] and "٢٦ نوفمبر ٢٠٢٥" in pages[5]
    receipt = browser.soup
    assert not EASTERN_DIGIT.search(receipt.select_one(".code").text + receipt.select_one(".telephone").text)
    assert receipt.select_one(".telephone")["href"] == "tel:0199001234"
    kept = document().answers
    assert (kept["people"], kept["trust"], kept["rent"], kept["since"]) == (2, 7, 12345.5, "2025-11-26")
    assert kept["words"] == "Bus 24، خط ٣"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_one_wrote_and_what_one_types_stay_as_they_are(app: Flask, browser: Any, tmp_path: Path) -> None:
    walked(browser, link_to(published(tmp_path, QUESTIONS, study=EASTERN)), "ar")
    again = begin(browser, link_to(published(tmp_path, QUESTIONS, study=EASTERN), "another-key-of-22-letr"), "ar")
    again.press("continue", people="15", visits="2").press("continue", trust="7")
    again.press("continue", rent="3", words="Bus 24")
    assert [tag.text for tag in again.soup.select("dd [translate=no]")] == ["Bus 24"]
    again.get(again.soup.select_one("dd a")["href"].partition("#")[0])
    assert again.soup.find("input", attrs={"name": "people"})["value"] == "15"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("study", "language"), [(STUDY, "ar"), (EASTERN, "fr")], ids=["no wish", "French"])
def test_elsewhere_digits_are_western(app: Flask, browser: Any, tmp_path: Path, *, study: str, language: str) -> None:
    for page in walked(browser, link_to(published(tmp_path, QUESTIONS, study=study)), language):
        assert not EASTERN_DIGIT.search(page)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_script_is_told_which_digits_to_write(app: Flask, browser: Any, tmp_path: Path) -> None:
    begin(browser, link_to(published(tmp_path, QUESTIONS, study=EASTERN)), "ar")
    given = BeautifulSoup(browser.page.text, "html.parser").find("script", id="page-tree")
    tree = json.loads(given.text) if isinstance(given, Tag) else {}
    assert tree["digits"][1]["5"] == "٥"
    assert tree["labels"]["told"] == ["\u2068", ["people"], "\u2069 في \u2066CAF\u2069 2"]


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ('<p id="a1" title="من 3">2 &#39;5&#39; &amp; 4</p>', '<p id="a1" title="من ٣">٢ &#39;٥&#39; &amp; ٤</p>'),
        (
            '<input value="2" data-told="3" data-patience="2000">7',
            '<input value="2" data-told="٣" data-patience="2000">٧',
        ),
        ("<script>1</script>2<style>3</style><!-- 4 -->", "<script>1</script>٢<style>3</style><!-- 4 -->"),
        ("<textarea>1</textarea><option>2</option>", "<textarea>1</textarea><option>٢</option>"),
        ('<b translate="no">1<b>2</b>3</b>4', '<b translate="no">1<b>2</b>3</b>٤'),
        ('<p title="a > 1">2</p>', '<p title="a > ١">٢</p>'),
        ("1 < 2", "١ < ٢"),
    ],
)
def test_only_texts_of_a_page_are_written_anew(page: str, written: str) -> None:
    assert in_page(page) == written


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_pages_of_no_study_stay_western(client: FlaskClient) -> None:
    page = client.get("/accessibility", headers={"Accept-Language": "ar"}).text
    assert 'lang="ar"' in page and not EASTERN_DIGIT.search(page)
