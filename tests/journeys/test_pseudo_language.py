"""No untranslated text on any page: all are walked in a language in which a bare word is seen."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from every_kind import QUESTIONS
from every_page import Looking, answered, of_staff, unanswered, with_figures
from flask import Flask
from pseudo_language import BARE, LANGUAGE, bare, in_brackets, is_bare, pseudo, write_catalogs
from small_study import SETTINGS, STUDY, written

from survey import create_app, extensions, i18n
from survey.config import Settings
from survey.extensions import limiter
from survey.fieldwork.paper.drawing import drawn
from survey.fieldwork.paper.laying import laid_out
from survey.fieldwork.paper.occasion import Wishes, occasion_of
from survey.fieldwork.paper.words import Words
from survey.findings.client import end as end_figure_process
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.drawing import drawn as report
from survey.findings.report.telling import told_report
from survey.instrument.study_file import read_study
from survey.store import studies, versions

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WHOLE = STUDY.replace("practice: false", "practice: true")


class Seen(Looking):
    """Every page that was seen, and the bare texts of each."""

    def __init__(self, browser: Any) -> None:
        super().__init__(browser, LANGUAGE)
        self.bare: dict[str, list[str]] = {}
        self.count = 0

    def look(self, name: str, page: str) -> None:
        """Look at a page."""
        self.count += 1
        assert "⟦" in page, f"{name}: {page}"
        if found := bare(page):
            self.bare.setdefault(name, []).extend(found)


@pytest.fixture
def app(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that speaks the language nobody speaks, which it calls French."""
    folder = write_catalogs(tmp_path)
    monkeypatch.setattr(i18n, "translations_folder", lambda: folder)
    i18n.catalog.cache_clear()
    vars(extensions.babel).pop("domain_instance", None)  # it keeps what it read for the application before
    app = create_app(replace(settings, help_place={"fr": "⟦Ici⟧"}))
    limiter.reset()
    yield app
    i18n.catalog.cache_clear()
    vars(extensions.babel).pop("domain_instance", None)  # it keeps what it read for the application before
    end_figure_process()
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture
def seen(app: Flask, browser: Any) -> Seen:
    """A browser whose pages are looked at."""
    return Seen(browser)


@pytest.fixture
def record(app: Flask, tmp_path: Path) -> studies.StudyRecord:
    """A study with every kind of question, its texts in brackets."""
    study, asked = read_study(written(tmp_path, QUESTIONS, settings=SETTINGS, study=WHOLE), tmp_path)
    return studies.publish(in_brackets(study), {wave: in_brackets(each) for wave, each in asked.items()})


def test_every_page_of_an_answer(record: studies.StudyRecord, seen: Seen) -> None:
    _look_into(answered(seen, record))
    assert seen.bare == {}
    assert seen.count > 35


def _look_into(package: Any) -> None:
    """The names of the files of a download, its headers, and the words of its dictionary."""
    name = package.headers["Content-Disposition"].partition("filename")[2]
    assert "⟦" in name or "%E2%9F%A6" in name, name
    with zipfile.ZipFile(io.BytesIO(package.data)) as files:
        assert [each for each in files.namelist() if is_bare(each.rpartition(".")[0])] == []
        tables = [each for each in files.namelist() if each.endswith(".csv")]
        rows = [list(csv.reader(files.read(each).decode("utf-8-sig").splitlines())) for each in tables]
        assert [title for table in rows for title in table[0] if is_bare(title)] == []
        told = json.loads(files.read(next(each for each in files.namelist() if each.endswith(".json"))))
    assert "⟦" in str(told)


def test_every_page_without_an_answer(record: studies.StudyRecord, app: Flask, seen: Seen, another: Any) -> None:
    unanswered(seen, record, app, another())
    assert seen.bare == {}


def test_the_sheet_of_paper(record: studies.StudyRecord, seen: Seen) -> None:
    asked = versions.questionnaire(record.waves[0].questionnaire_digest)
    words = Words(i18n.catalog("fr"), "fr", "fr")
    wishes = Wishes(participant="12", link="https://example.org/r/x", return_to="⟦Accueil⟧")
    seen.look(
        "paper", drawn(laid_out(asked, words, 2), occasion_of(record.study, wishes, words), words, lambda _name: None)
    )
    assert seen.bare == {}


def test_staff_pages(record: studies.StudyRecord, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    files = of_staff(seen, record, with_figures(in_brackets, monkeypatch))
    named = [file.headers.get("Content-Disposition", "").partition("filename=")[2] for file in files]
    assert named == ["tiny-scores.csv", "tiny-scores.svg", "tiny-forest.wellbeing.csv", "tiny-forest.wellbeing.svg"]
    for name, file in zip(named, files, strict=True):
        if name.endswith(".csv"):
            columns = next(csv.reader(io.StringIO(file.text.lstrip("\ufeff"))))
            assert [column for column in columns if is_bare(column)] == []
        else:
            seen.look(name, file.text.partition("?>")[2])
    assert seen.bare == {}, seen.bare


def test_the_report(app: Flask, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    record = with_figures(in_brackets, monkeypatch)
    basis = basis_of(record, exact=True)
    seen.look("report", report(told_report(basis, file_of(basis), LANGUAGE)))
    assert seen.bare == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("⟦á %(num)d⟧ – ⟦⟦b⟧ c⟧ 12", False), ("Jalon 1 mars 2026", False), ("⟦a⟧ of ⟦b⟧", True), ("No answer", True)],
)
def test_a_bare_text_is_found(text: str, found: bool, databases: Any) -> None:
    assert is_bare(text) is found


def test_texts_keep_their_placeholders(databases: Any) -> None:
    assert pseudo("About %(num)d minutes, %% off") == "⟦Ábóút %(num)d míñútés, %% óff⟧"
    assert bare('<p title="Raw" data-told="Raw" data-draft="x">⟦a⟧</p>') == ["Raw", "Raw"]
    assert all(len(reason) >= 6 for reason in BARE.values())
