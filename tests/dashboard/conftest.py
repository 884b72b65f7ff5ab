"""A small study whose figures are told by a process that computes nothing, and people who look at them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import told_figures
from flask import Flask
from flask.testing import FlaskClient
from settings_in import settings_in
from signed_in import sign_in
from staff_study import published

from survey import create_app, extensions, migrations
from survey.findings import client, spawning

TESTS = Path(__file__).parent.parent
COLUMNS = [
    {"name": "scale", "label": "Scale", "numeric": False},
    {"name": "change", "label": "Change", "numeric": True},
]
CHART: dict[str, Any] = {
    "name": "change",
    "kind": "change",
    "scale": None,
    "title": "What changed",
    "sentence": "Wellbeing rose.",
    "finding": {"key": "change", "values": {}},
    "n": 340,
    "missing": 9,
    "unit": "points of 100",
    "method": "Mean change with its interval.",
    "as_of": "2026-11-21",
    "why_not": "",
    "table": {"columns": COLUMNS, "rows": [["Wellbeing", 6.123456789], ["=Agency", None]]},
    "estimates": [],
    "plotly": {"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {"height": 200}},
    "source": "written for Jalon, not validated",
    "marks": [
        {
            "interview": 1,
            "of": "scale:wellbeing",
            "of_label": "Wellbeing",
            "band": "low",
            "band_label": "lowest third",
            "why_not": "",
        }
    ],
}
"""A chart as the figure process tells it."""
HIDDEN = CHART | {
    "name": "items.relationship",
    "title": "Relationship, answer by answer",
    "sentence": "Too few people.",
    "why_not": "Too few people.",
    "n": None,
    "missing": None,
    "table": {"columns": [], "rows": []},
    "plotly": None,
    "marks": [],
}
"""A chart that may not be shown."""
FIGURES: dict[str, Any] = {
    "simulated": True,
    "fictional": True,
    "people": 349,
    "register": 1400,
    "as_of": "2026-11-21",
    "data_version": "1",
    "why_not": "",
    "choices": [
        {
            "filter": "arm",
            "label": "Measure",
            "options": [
                {"name": "advice", "label": "Advice", "open": True},
                {"name": "support", "label": "Support", "open": False},
            ],
        }
    ],
    "notes": ["Nobody of these exists."],
    "charts": [CHART, HIDDEN],
}
"""A dashboard as the figure process tells it."""


@pytest.fixture(scope="module")
def told(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The instance of an application with the study ``tiny``, whose figures are those of the file ``told.json``."""
    folder = tmp_path_factory.mktemp("told")
    for history in (migrations.ANSWERS, migrations.CONTACTS):
        shutil.copy(empty_sqlite / f"{history}.sqlite3", folder)
    tell(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spawning, "MODULE", "told_figures")
        patch.setattr(spawning, "IDLE_SECONDS", 60)
        patch.setenv("PYTHONPATH", str(TESTS))
        yield folder
        client.end()


@pytest.fixture(scope="module")
def site(told: Path) -> Iterator[Flask]:
    """The application; everybody who looks at it has an account already."""
    app = create_app(settings_in(told))
    app.testing = True
    published()
    yield app
    for database in (extensions.answers, extensions.contacts):
        database.close()


def tell(folder: Path, figures: Mapping[str, Any] = FIGURES) -> None:
    """Let the process tell these figures from now on."""
    (folder / told_figures.FILE).write_text(json.dumps(figures), encoding="utf-8")


@pytest.fixture(scope="module")
def signed_in(site: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which somebody of this role is signed in, once for all tests of the file."""
    browsers: dict[str, FlaskClient] = {}

    def browser(role: str) -> FlaskClient:
        if role not in browsers:
            browsers[role] = sign_in(site.test_client(), role)
            browsers[role].environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return browsers[role]

    return browser


@pytest.fixture
def researcher(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """Somebody who sees figures as they are now, and marks."""
    return signed_in("researcher")


@pytest.fixture
def staff(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """Somebody who sees what was released."""
    return signed_in("staff")
