"""Every public form is filled in to its receipt without JavaScript, and what was typed is what is kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import BOTH_AT_LENGTH
from filling.forms import BY_FORM, FORMS, published
from filling.hands import Markup
from filling.walker import Walker
from flask import Flask

SHORT, LONG = (2,), (0, 3, 4, 5)


def fill_in(workbook: Path, folder: Path, app: Flask, seed: int) -> Walker:
    """Publish a form and answer it."""
    walker = Walker(Markup(app.test_client()), random.Random(f"{workbook.name} {seed}"), follows=False)
    walker.walk(published(workbook, folder))
    return walker


@BOTH_AT_LENGTH
@BY_FORM
def test_a_form_is_filled_in_without_javascript(name: str, app: Flask, real_data: Path, tmp_path: Path) -> None:
    walked = fill_in(real_data / "xlsforms" / name, tmp_path, app, SHORT[0])
    assert len(walked.kept) >= FORMS[name]


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_filled_in_without_javascript_otherwise(
    name: str, seed: int, app: Flask, real_data: Path, tmp_path: Path
) -> None:
    fill_in(real_data / "xlsforms" / name, tmp_path, app, seed)
