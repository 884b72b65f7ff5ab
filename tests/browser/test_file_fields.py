"""The field of a file in Chromium: too large is told before it is sent, and sending is told while it lasts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import Browser
from journeys.journey import begin
from journeys.sending import asks_for_files, link_to
from playwright.sync_api import expect

SCRIPT = Path(__file__).parent.parent.parent / "survey" / "static" / "sent-file.mjs"
LARGEST = 10 * 1024 * 1024
"""What is taken where config.toml says nothing."""


@pytest.fixture
def page(app: Flask, device: Any, tmp_path: Path) -> Any:
    """The page as the server writes it, with its script and without the server behind it."""
    written = begin(Browser(app.test_client()), link_to(asks_for_files(tmp_path)))
    opened = device().new_page()
    opened.set_content(str(written.soup))
    opened.add_script_tag(content=SCRIPT.read_text("utf-8"), type="module")
    return opened


def choose(page: Any, name: str, size: int) -> Any:
    """Choose a file of this size, and give the place where something is said about it."""
    field = page.locator(f'input[name="{name}.file"]')
    field.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": bytes(size)})
    return field, page.locator("[data-largest]").filter(has=field).locator("[role=status]")


def test_a_file_that_is_too_large_is_told_at_once_and_not_sent(page: Any) -> None:
    field, status = choose(page, "photo", LARGEST + 1)
    expect(status).to_have_text("Ce fichier est trop lourd : 10 Mo au plus. Choisissez-en un plus petit.")
    assert field.evaluate("field => field.files.length") == 0
    field, status = choose(page, "photo", 100)
    expect(status).to_have_text("")
    assert field.evaluate("field => field.files.length") == 1


def test_that_a_file_is_being_sent_is_told_beside_it_alone(page: Any) -> None:
    page.evaluate("document.querySelector('#act').addEventListener('submit', (event) => event.preventDefault())")
    _, voice = choose(page, "voice", 100)
    page.locator("button.go").click()
    expect(voice).to_have_text("Votre fichier est en cours d’envoi. Cela peut prendre un moment.")
    assert page.locator("[data-largest] [role=status]").first.text_content() == ""
