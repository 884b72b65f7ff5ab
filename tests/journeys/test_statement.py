"""The accessibility statement says what the tests do, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from survey import accessibility
from survey.config import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
WORDS = {
    "fr": ("non conforme", "26 novembre 2026", "320, 360 et 1280", "français, arabe, espagnol et anglais"),
    "ar": ("غير مطابق", "26 نوفمبر 2026", "320 و360 و1280", "الفرنسية والعربية والإسبانية والإنجليزية"),
    "es": ("no conforme", "26 de noviembre de 2026", "320, 360 y 1280", "francés, árabe, español"),
    "en": ("not compliant", "November 26, 2026", "320, 360, and 1280", "French, Arabic, Spanish, and English"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_state_facts_and_whom_to_turn_to(client: FlaskClient, language: str) -> None:
    page = client.get("/accessibility", headers={"Accept-Language": language})
    text = " ".join(BeautifulSoup(page.text, "html.parser").main.get_text(" ").split())  # type: ignore[union-attr]  # there is one
    oldest = [f"{name.capitalize()} {number}" for name, number in accessibility.OLDEST.items()]
    known = ("01 99 00 00 00", f"help desk {language}", "Défenseur des droits", "09 69 39 00 00")
    assert [each for each in (*WORDS[language], *oldest, *known) if each not in text] == []


def test_the_language_can_be_changed_there(client: FlaskClient) -> None:
    page = client.get("/accessibility", headers={"Accept-Language": "fr"})
    token = BeautifulSoup(page.text, "html.parser").select_one("[name='.csrf']")["value"]  # type: ignore[index]  # there is one
    answer = client.post("/accessibility", data={".csrf": token, ".act": "language es"})
    assert (answer.status_code, answer.location) == (303, "/accessibility")
    assert '<html lang="es"' in client.get("/accessibility", headers={"Accept-Language": "fr"}).text


def test_no_audit_is_claimed_and_the_day_is_that_of_the_release() -> None:
    assert accessibility.AUDITED_ON is None
    heading = next(line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## "))
    assert heading.endswith(("not yet released", str(accessibility.STATED_ON)))
