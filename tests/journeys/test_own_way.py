"""One's own scores at a second wave: the way since the first one is shown with the code of the first receipt alone."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from flask import Flask
from mood_study import mood
from tiny_study import EXIT, STUDY

from survey.extensions import keyring
from survey.instrument.definition import Scale
from survey.store import clock, register_imports, studies
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord

ITEMS = ("calm", "hope")
QUESTIONNAIRE = mood(ITEMS, Scale("mood", {"fr": "Humeur du jour"}, ITEMS, 2, (0, 100), "none"), options=5)


def two_waves(**changes: Any) -> StudyRecord:
    """A study with two open waves and one person in its register."""
    study = dataclasses.replace(STUDY, languages=("fr",), waves=(*STUDY.waves, EXIT), **{"practice": False, **changes})
    record = studies.publish(study, {wave.name: QUESTIONNAIRE for wave in study.waves})
    for wave in record.waves:
        studies.set_wave_times(wave, clock.now(), None, study=record.name, actor="test")
    register_imports.import_register(record, [RegisterRow("a")], "file", "test")
    return record


def submitted(browser: Any, record: StudyRecord, wave: str, answer: str) -> tuple[str, str]:
    """Answer a wave with one answer throughout; the link and the code of the receipt."""
    link = "/r/" + keyring.link_token(record.name, "a", wave, 1)
    browser.client.delete_cookie("jalon")
    browser.get(f"{link}/notice").press("accept")
    for name in ITEMS:
        browser.press("continue", **{name: answer})
    browser.press("submit")
    return link, str(browser.soup.select_one(".code").get_text(strip=True))


def scores(browser: Any, link: str, **fields: str) -> Any:
    token = browser.get(f"{link}/received").form()[".csrf"]
    return browser._at(browser.client.post(f"{link}/scores", data={".csrf": token, **fields}))


def marks(browser: Any) -> list[tuple[str, str]]:
    return [(str(mark["class"][0]), str(mark["cx"])) for mark in browser.soup.select("svg.score circle")]


def test_the_way_needs_the_code_of_the_first_receipt(app: Flask, browser: Any) -> None:
    record = two_waves()
    _link, first = submitted(browser, record, "entry", "1")
    link, code = submitted(browser, record, "exit", "3")
    scores(browser, link, code=code)
    assert "Maintenant : 75." in browser.text.replace("\xa0", " ") and "25" not in browser.soup.select_one("main").text
    assert marks(browser) == [("now", "218.0")]  # three quarters of the way from 14 to 286
    scores(browser, link, code=code, first="0000000000")
    assert browser.status == 422 and len(marks(browser)) == 1
    scores(browser, link, code=code, first=first)
    assert "La première fois : 25. Maintenant : 75." in browser.text.replace("\xa0", " ")
    assert "Plus haut que la première fois." in browser.text
    assert marks(browser) == [("then", "82.0"), ("now", "218.0")]
    picture = browser.soup.select_one("svg.score")
    assert picture["role"] == "img" and "Humeur du jour" in picture["aria-label"] and "75" in picture["aria-label"]


def test_the_codes_do_not_open_each_others_answers(app: Flask, browser: Any) -> None:
    record = two_waves()
    entry, first = submitted(browser, record, "entry", "1")
    link, code = submitted(browser, record, "exit", "3")
    assert scores(browser, link, code=first).status == scores(browser, entry, code=code).status == 422


@pytest.mark.parametrize(("answer", "told"), [("1", "À peu près comme"), ("0", "Plus bas que")])
def test_what_is_told_of_the_change(app: Flask, browser: Any, answer: str, told: str) -> None:
    record = two_waves()
    _link, first = submitted(browser, record, "entry", "1")
    link, code = submitted(browser, record, "exit", answer)
    assert told in scores(browser, link, code=code, first=first).text


def test_a_study_can_leave_scores_out(app: Flask, browser: Any) -> None:
    record = two_waves(feedback=False)
    link, code = submitted(browser, record, "entry", "1")
    assert "Voir ce que disent mes réponses" not in browser.text
    scores(browser, link, code=code)
    assert marks(browser) == [] and "Il n’y a rien à montrer ici." in browser.text


def test_leaving_the_study_erases_every_wave_and_the_contacts(app: Flask, browser: Any) -> None:
    record = two_waves()
    entry, _first = submitted(browser, record, "entry", "1")
    link, code = submitted(browser, record, "exit", "3")
    token = browser.get(f"{link}/received").form()[".csrf"]
    sent = {".csrf": token, "code": code, ".act": "erase everything"}
    assert browser.client.post(f"{link}/erase", data=sent).status_code == 200
    assert browser.get(entry).status == browser.get(link).status == 410


def test_one_wave_alone_leaves_the_other(app: Flask, browser: Any) -> None:
    record = two_waves()
    entry, first = submitted(browser, record, "entry", "1")
    link, code = submitted(browser, record, "exit", "3")
    token = browser.get(f"{link}/received").form()[".csrf"]
    browser.client.post(f"{link}/erase", data={".csrf": token, "code": code, ".act": "erase"})
    assert browser.get(link).status == 410 and scores(browser, entry, code=first).status == 200
