"""Memos on people whose words point elsewhere than their score, and the file of all who stand in a grid."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty
from joint.words_by_scores import GRID, all_locked, cells, lock, memo, text, told
from signed_in import page, post, sign_in
from sqlalchemy import update

from survey import extensions
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.store import audit, concordance_memos
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return coded_thirty()[0]


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def test_a_memo_is_asked_for_off_the_diagonal_and_kept(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    assert told(ana).count("memo missing") == 2
    assert post(ana, f"{GRID}/1/memo", **memo()).status_code == 303
    assert told(ana).count("memo missing") == 1
    assert "Context: something around the person explains both" in told(ana)
    assert post(ana, f"{GRID}/1/memo", **memo(after="1", kind="error", text="A slip.")).status_code == 303
    history = [text(each) for each in page(ana.get(f"{GRID}/1/memo")).main.select("ol .inferred")]
    assert history == ["A slip.", "=After a night."]
    logged = [dict(each.detail) for each in audit.entries(study="tiny", action="concordance memo written")]
    assert logged[-1] == {"interview": 1, "scale": "wellbeing", "version": 2}


@pytest.mark.parametrize(
    ("number", "changes", "status"),
    [
        (1, {"text": " "}, 422),
        (1, {"kind": "x"}, 422),
        (1, {"cell": "low.better"}, 409),
        (1, {"after": "3"}, 409),
        (1, {"scale": "none"}, 409),
        (4, {"cell": "middle.same"}, 409),
        (9, {}, 404),
    ],
)
def test_a_memo_that_cannot_stand_is_refused(
    ana: FlaskClient, record: StudyRecord, number: int, changes: dict[str, str], status: int
) -> None:
    all_locked(record)
    assert post(ana, f"{GRID}/{number}/memo", **memo(**changes)).status_code == status
    assert concordance_memos.of_study(record.id) == ()


def test_nobody_writes_a_memo_on_what_they_may_not_see(ana: FlaskClient, record: StudyRecord) -> None:
    lock(record, 1, "worse", "ben")
    assert post(ana, f"{GRID}/1/memo", **memo()).status_code == 409
    assert "No memo is needed here" in text(page(ana.get(f"{GRID}/1/memo")).main)


def test_a_memo_about_another_cell_is_told(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    post(ana, f"{GRID}/1/memo", **memo())
    with extensions.answers.writing() as session:  # the interview is found to be of somebody in the middle third
        moved = session.query(TranscriptRow).filter_by(number=4).one().participant_id
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 4).values(participant_id=None, link=False))
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 1).values(participant_id=moved))
    assert cells(ana)[("middle third", "Words: worse")] == ["Interview 1"]
    assert "written about another cell" in told(ana)


def test_the_file_holds_each_person_and_no_formula(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    post(ana, f"{GRID}/1/memo", **memo())
    rows = list(csv.DictReader(io.StringIO(ana.get(f"{GRID}.csv").text)))
    assert [(row["Interviews"], row["Score"], row["Words"], row["Counted"]) for row in rows] == [
        ("1", "high third", "Words: worse", "off the diagonal"),
        ("2", "low third", "Words: better", "off the diagonal"),
        ("4", "middle third", "Words: no change", "on the diagonal"),
        ("3", "", "", "These may not stand beside answers"),
    ]
    assert rows[0]["Memo"] == "'=After a night."
    assert audit.entries(study="tiny", action="concordance downloaded")[0].detail == {"rows": 4}


def test_the_page_comes_again_while_figures_are_made(
    ana: FlaskClient, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starting(*_words: object, **_more: object) -> None:
        raise FiguresStarting

    all_locked(record)
    with monkeypatch.context() as patched:
        patched.setattr(client, "ask", starting)
        answer = ana.get(f"{GRID}/1/memo")
    shown = page(answer)
    assert answer.headers["Refresh"] == "2"
    assert shown.select_one("p[role=status]").text == ("The figures are being prepared. The page comes back by itself.")
    assert not shown.title.text.startswith("Error")
    assert "No memo is needed here" not in shown.main.text
    assert page(ana.get(f"{GRID}/1/memo")).main.textarea is not None


def test_what_was_typed_is_shown_where_it_cannot_be_kept(
    ana: FlaskClient, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_words: object, **_more: object) -> None:
        raise FiguresFailed("gone")

    all_locked(record)
    with monkeypatch.context() as patched:
        patched.setattr(client, "ask", gone)
        answer = post(ana, f"{GRID}/1/memo", **memo(text="After <a> night."))
    without_figures, off_the_grid = page(answer), page(post(ana, f"{GRID}/4/memo", **memo(text="Two\nlines.")))
    assert answer.status_code == 503 and "No memo is needed here" not in without_figures.main.text
    assert without_figures.main.select_one("textarea[readonly]").text.strip() == "After <a> night."
    assert off_the_grid.main.select_one("textarea[readonly]").text.strip() == "Two\nlines."
    assert concordance_memos.of_study(record.id) == ()
