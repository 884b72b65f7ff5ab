"""In Arabic, Latin words, numbers of parts and answers stand apart on pages; files to take along hold no marks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.journey import begin
from small_study import STUDY, link_to, published

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
QUESTIONS = """
choices:
  - {list_name: ways, name: "1", label: {fr: "WhatsApp (groupe)", ar: "على WhatsApp"}}
  - {list_name: ways, name: "2", label: {fr: Téléphone, ar: "هاتف 01 99 00 12 34"}}
survey:
  - {type: begin_group, name: first, label: {fr: La CAF, ar: "مع CAF"}, appearance: field-list}
  - {type: text, name: who, label: {fr: Qui ?, ar: من؟}}
  - {type: select_one ways, name: way, label: {fr: "${who}, par où ?", ar: "${who}، كيف تكتب إلى CAF؟"}}
  - {type: end_group}
  - {type: begin_repeat, name: child, label: {fr: Enfant, ar: طفل}}
  - {type: text, name: called, label: {fr: Son nom, ar: اسمه}}
  - {type: end_repeat}
"""


@pytest.fixture
def arabic(app: Flask, browser: Any, tmp_path: Path) -> Any:
    """A browser at the first page of questions, in Arabic."""
    study = STUDY.replace("ar: دراسة صغيرة", "ar: دراسة CAF")
    return begin(browser, link_to(published(tmp_path, QUESTIONS, study=study)), "ar")


def test_texts_of_a_page_and_its_title(arabic: Any) -> None:
    assert arabic.soup.h1.text == "مع \u2066CAF\u2069"
    assert arabic.title.endswith("دراسة \u2066CAF\u2069")
    cards = [card.text for card in arabic.soup.select("label.option:not(.refusal) .card")]
    assert cards == ["على \u2066WhatsApp\u2069", "هاتف \u206601 99 00 12 34\u2069"]


def test_an_answer_inside_a_text_and_read_back(arabic: Any) -> None:
    arabic.press("continue", who="Ana (2)", way="1")
    arabic.press("continue", **{"called[1]": "Léo"}).press("continue")
    assert arabic.path.endswith("/review")
    rows = {row.dt.text: row.dd.span for row in arabic.soup.select(".read-back div")}
    assert "\u2068Ana (2)\u2069، كيف تكتب إلى \u2066CAF\u2069؟" in rows
    assert (rows["من؟"]["dir"], rows["من؟"]["translate"], rows["من؟"].text) == ("auto", "no", "Ana (2)")
    assert "\u2068Léo\u2069" in " ".join(title.text for title in arabic.soup.select(".instance-title"))
    arabic.press("submit")
    code = arabic.soup.select_one(".code")
    assert (code["dir"], arabic.soup.select_one(".telephone")["dir"]) == ("ltr", "ltr")
    link = arabic.path.removesuffix("/review")
    taken = {".csrf": arabic.form()[".csrf"], "code": code.text}
    package = arabic.client.post(f"{link}/download", data=taken)
    with zipfile.ZipFile(io.BytesIO(package.data)) as files:
        texts = [files.read(name).decode("utf-8-sig") for name in files.namelist()]
    assert "Ana (2)، كيف تكتب" in "".join(texts)
    assert [mark for mark in "\u2066\u2068\u2069" if any(mark in text for text in texts)] == []


def test_from_left_to_right_nothing_is_added(arabic: Any) -> None:
    arabic.press("language fr")
    arabic.press("continue", who="Ana", way="1")
    assert [mark for mark in "\u2066\u2068\u2069" if mark in arabic.page.text] == []
