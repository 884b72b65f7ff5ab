"""The page of what is measured, asked and coded: the matrix, what is missing in it, and where to mend it."""

from __future__ import annotations

import dataclasses

from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, sign_in
from staff_study import questionnaire, study

from survey.instrument.guide import GuideQuestion
from survey.store import codes, studies
from survey.store.codes import NewCode

PAGE = "/staff/tiny/joint/matrix"
GUIDE = (
    GuideQuestion("mood", {"fr": "Ça va ?", "en": "How are you?"}, ("calm",), ("trust",)),
    GuideQuestion("family", {"fr": "La famille ?", "en": "Your family?"}),
)


def test_the_matrix_says_what_speaks_to_what_and_what_is_missing(app: Flask, client: FlaskClient) -> None:
    record = studies.publish(dataclasses.replace(study(), guide=GUIDE), {"post": questionnaire()})
    trust, _other = codes.add(record, [NewCode("trust", links=("wellbeing",)), NewCode("answers")], "ana")
    sign_in(client, "researcher")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    shown = page(client.get(PAGE)).main
    table = shown.select_one("table")
    heads = [each.get_text(strip=True) for each in table.select("thead tr:nth-of-type(2) th")]
    assert heads == ["How are you?", "Your family?", "trust", "answers"]
    rows = {
        row.th.get_text(strip=True): [bool(cell.get_text(strip=True)) for cell in row.select("td")]
        for row in table.select("tbody tr")
    }
    assert rows["Wellbeing"] == [True, False, True, False]
    assert rows["Age"] == [False, False, False, False]
    gaps = {
        section["aria-labelledby"]: [" ".join(each.get_text(" ", strip=True).split()) for each in section.select("li")]
        for section in shown.select("section")
    }
    assert gaps == {
        "never-asked": ["Helped helped", "Age age", "=Your words words"],
        "never-coded": ["Helped helped", "Age age", "=Your words words"],
        "not-measured": ["Your family? family"],
        "unmapped": ["answers"],
    }
    assert "study.yaml" in shown.select_one("#never-asked + p").get_text()
    assert shown.select_one("#unmapped ~ ul a")["href"] == f"/staff/tiny/codebook/{trust.id + 1}"


def test_a_study_without_guide_and_codes_says_how_to_begin(app: Flask, client: FlaskClient) -> None:
    studies.publish(study(), {"post": questionnaire()})
    sign_in(client, "researcher")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    shown = page(client.get(PAGE)).main.get_text(" ", strip=True)
    assert "The study has no interview guide yet: write “guide” in study.yaml" in shown
    assert "There is no code yet that can mark a passage. Add a code" in shown
