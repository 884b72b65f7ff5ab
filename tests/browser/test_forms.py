"""Every public form is filled in to its receipt in Chromium, where a script follows what is typed, and without it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from conftest import BOTH_AT_LENGTH
from filling.forms import BY_FORM, FORMS, published
from filling.hands import Chromium
from filling.walker import Walker

SEED = 2
LONG = (0, 3)


def is_complaint(message: Any) -> bool:
    """An error; not that a picture of the page that is left was asked for when all was submitted and closed."""
    return message.type == "error" and not ("404" in message.text and "/thumbnail/" in message.location["url"])


def fill_in(page: Any, base: str, link: str, chance: random.Random, *, follows: bool) -> Walker:
    """Answer a form; nothing may be complained of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    walker = Walker(Chromium(page, base, follows), chance, follows=follows)
    try:
        walker.walk(link)
    finally:
        assert complaints == []  # says more than what came of it
        page.close()
    return walker


@BOTH_AT_LENGTH
@BY_FORM
def test_a_form_is_filled_in(name: str, base: str, device: Any, real_data: Path, tmp_path: Path) -> None:
    """The script shows what the server asks, and no page has to be sent twice."""
    link, chance = published(real_data / "xlsforms" / name, tmp_path), random.Random(f"{name} {SEED}")
    walked = fill_in(device(locale="en").new_page(), base, link, chance, follows=True)
    assert len(walked.kept) >= FORMS[name]


@pytest.mark.long
@pytest.mark.parametrize(("seed", "has_script"), [*((seed, True) for seed in LONG), (1, False)])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_filled_in_otherwise(
    name: str, seed: int, has_script: bool, base: str, device: Any, real_data: Path, tmp_path: Path
) -> None:
    link, chance = published(real_data / "xlsforms" / name, tmp_path), random.Random(f"{name} {seed}")
    page = device(locale="en", java_script_enabled=has_script).new_page()
    fill_in(page, base, link, chance, follows=has_script)
