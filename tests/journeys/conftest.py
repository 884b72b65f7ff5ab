"""One small study with every question type, and a browser without JavaScript that answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.extensions import keyring
from survey.instrument.study_file import read_study
from survey.store import participants, studies
from survey.store.studies import StudyRecord

INSTRUMENT = """
settings:
  form_id: small
  form_title: {fr: Petit, ar: صغير}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    ar: {header: العربية (ar), status: draft}
choices:
  - {list_name: yes_no, name: "yes", label: {fr: Oui, ar: نعم}}
  - {list_name: yes_no, name: "no", label: {fr: Non, ar: لا}}
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Parfois, ar: أحيانا}}
  - {list_name: often, name: "3", label: {fr: Toujours, ar: دائما}}
  - {list_name: places, name: home, label: {fr: Maison, ar: البيت}}
  - {list_name: places, name: work, label: {fr: Travail, ar: العمل}}
survey:
  - {type: begin_group, name: first, label: {fr: Vous, ar: أنت}, appearance: field-list}
  - type: select_one often
    name: calm
    label: {fr: Je suis calme., ar: أنا هادئ.}
    guidance_hint: {fr: Ces jours-ci., ar: هذه الأيام.}
    appearance: likert
  - {type: select_one yes_no, name: children, label: {fr: Avez-vous des enfants ?, ar: هل لديك أطفال؟}}
  - type: integer
    name: how_many
    label: {fr: Combien ?, ar: كم؟}
    relevant: ${children} = 'yes'
    required: "yes"
    constraint: . > 0 and . < 20
    constraint_message: {fr: De 1 à 19., ar: من 1 إلى 19.}
  - {type: end_group}
  - {type: begin_group, name: second, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: decimal, name: rent, label: {fr: Loyer, ar: الإيجار}}
  - {type: date, name: since, label: {fr: Depuis quand ?, ar: منذ متى؟}}
  - {type: select_multiple places, name: where, label: {fr: Où ?, ar: أين؟}}
  - {type: end_group}
  - {type: note, name: pause, label: {fr: Bientôt fini., ar: اقتربنا من النهاية.}}
  - {type: range, name: trust, label: {fr: Confiance, ar: الثقة}, parameters: start=0 end=10 step=1, required: "yes"}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}, appearance: multiline, relevant: "${trust} >= 5"}
"""

STUDY = """
name: small_study
title: {fr: Petite étude, ar: دراسة صغيرة}
default_language: fr
languages: [fr, ar]
time_zone: Europe/Paris
design: post_only
instruments: [small]
waves:
  - {name: once, label: {fr: Après, ar: بعد}, opens: "2020-01-01"}
arms:
  - {name: support, label: {fr: Suivi, ar: مرافقة}}
register:
  participant_id: id
minimum_cell: 10
open_link: true
help: {telephone: "01 99 00 12 34", place: {fr: Accueil, ar: الاستقبال}}
expected_minutes: 3
notice: {fr: "Qui demande ?\\n\\nNous.", ar: "من يسأل؟\\n\\nنحن."}
open_link_notice: {fr: "Qui demande ?\\n\\nNous, sans registre.", ar: "من يسأل؟\\n\\nنحن، بلا سجل."}
consent: {fr: "J’accepte.", ar: "أوافق."}
retention: {contacts_months: 12, answers_months: 60}
plan: {}
"""


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """The small study, published, its only wave open."""
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    found, questionnaires = read_study(tmp_path / "study.yaml", tmp_path)
    return studies.publish(found, questionnaires)


@pytest.fixture
def link(study: StudyRecord) -> str:
    """The path of a personal link."""
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", "entry-key-of-22-letters"[:22])


@pytest.fixture
def open_link(study: StudyRecord) -> str:
    """The path of the open link."""
    return "/o/" + keyring.open_token(study.name, "once", study.open_link_serial)


@dataclass
class Browser:
    """Follows links, fills forms and presses buttons; it has no JavaScript."""

    client: FlaskClient
    page: TestResponse | None = None
    soup: BeautifulSoup = field(default_factory=BeautifulSoup)

    def get(self, path: str) -> Browser:
        """Open a page."""
        return self._at(self.client.get(path, follow_redirects=True))

    def press(self, act: str, **filled: str | list[str]) -> Browser:
        """Fill the page's form and press the button whose value is ``act``."""
        sent = self.form() | {name.replace("__", "."): value for name, value in filled.items()}
        return self._at(self.client.post(self.path, data=sent | {".act": act}, follow_redirects=True))

    def form(self) -> dict[str, str | list[str]]:
        """What the form would send as it stands."""
        sent: dict[str, str | list[str]] = {}
        form = self.soup.find("form", id="act")
        if not isinstance(form, Tag):
            raise AssertionError(f"no form on {self.path}: {self.text}")
        for control in form.find_all(["input", "textarea", "select"]):
            kind, name = control.get("type", "text"), str(control.get("name", ""))
            if control.name == "textarea":
                sent[name] = control.text.removeprefix("\n")
            elif control.name == "select":
                chosen = control.find("option", selected=True)
                sent[name] = str(chosen["value"]) if isinstance(chosen, Tag) else ""
            elif kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    sent[name] = [*sent.get(name, []), str(control["value"])]
            else:
                sent[name] = str(control.get("value", ""))
        return sent

    @property
    def path(self) -> str:
        """Where the browser is."""
        if self.page is None:
            raise AssertionError("no page yet")
        return str(self.page.request.path)

    @property
    def status(self) -> int:
        """The status of the last page."""
        return self.page.status_code if self.page else 0

    @property
    def text(self) -> str:
        """What a person reads on the page."""
        main = self.soup.find("main")
        return main.get_text(" ", strip=True) if main else ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    def _at(self, page: TestResponse) -> Browser:
        self.page, self.soup = page, BeautifulSoup(page.text, "html.parser")
        for template in self.soup.find_all("template"):
            template.decompose()  # only a script brings out what is in it
        return self


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    """A browser that has opened nothing yet."""
    return Browser(client)


@pytest.fixture
def another(app: Flask) -> Callable[[], Browser]:
    """Another device, with cookies of its own."""
    return lambda: Browser(app.test_client())
