"""The page of exchange: files that leave are logged, a file that comes is told about first and kept when sent again."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from coding_pages import code, coded_study, kept
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in, token
from werkzeug.test import TestResponse

from survey.extensions import limiter
from survey.findings import client as figures_client
from survey.store import audit, codes, codings, rounds
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord

HOME = "/staff/tiny/exchange/"
ME = "researcher.one"
BEGINNINGS = {
    "qdpx": b"PK",
    "qdc": b"<?xml",
    "csv": b"interview,participant_id,",
    "xlsx": b"PK",
    "iramuteq": b"**** *interview_1 *role_respondent",
}


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    limiter.reset()
    found = coded_study()
    mark(found, ME, "Sleep")
    return found


def mark(record: StudyRecord, coder: str, name: str) -> None:
    place, said = Passage(2, 2, 2, 7), Said(code(record, name))
    codings.mark(kept(record), Layer(coder), place, said, digest=kept(record).digest)


def took(client: FlaskClient, kind: str, **entries: Any) -> TestResponse:
    return post(client, f"{HOME}file", file_format=kind, **entries)


def sent(client: FlaskClient, name: str, content: bytes, tried: str = "") -> TestResponse:
    entries = {".csrf": token(client, "/staff/sign-in"), "tried": tried, "file": (io.BytesIO(content), name)}
    return client.post(HOME, data=entries)


def figures(answer: TestResponse) -> list[str]:
    return [each.get_text(strip=True) for each in page(answer).select("section.panel dd")]


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_each_file_leaves_and_is_logged(record: StudyRecord, client: FlaskClient, kind: str) -> None:
    answer = took(sign_in(client, "researcher"), kind)
    assert (answer.status_code, answer.data.startswith(BEGINNINGS[kind])) == (200, True)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=tiny")
    (act,) = audit.entries(action="codings exported")
    assert (act.actor, act.detail["format"]) == (ME, kind)


def test_what_another_coder_marks_meanwhile_is_in_no_file(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "ben", "Money")
    rounds.finish(record, kept(record), Layer(ME))
    sign_in(client, "researcher")
    assert b"ben" not in took(client, "csv").data
    rounds.finish(record, kept(record), Layer("ben"))
    assert b"ben" in took(client, "csv").data


def test_where_nothing_is_marked_there_is_no_table_and_no_entry_in_the_log(
    record: StudyRecord, client: FlaskClient
) -> None:
    answer = took(sign_in(client, "researcher", "zoe"), "csv")
    assert answer.status_code == 422 and "Aucun passage marqué que vous puissiez voir" in page(answer).main.text
    assert audit.entries(action="codings exported") == []


def test_a_file_is_told_about_first_and_kept_when_it_is_sent_again(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    project = took(client, "qdpx").data
    codings.unmark(kept(record), Layer(ME), codings.of_interview(kept(record))[0].guid)
    told = sent(client, "p.qdpx", project)
    assert (told.status_code, figures(told)) == (200, ["0", "3", "1", "0", "1"])
    assert codings.of_interview(kept(record)) == ()
    digest = page(told).select_one('input[name="tried"]')["value"]
    assert digest == hashlib.sha256(project).hexdigest()
    assert figures(sent(client, "p.qdpx", project, str(digest))) == ["0", "3", "1", "0", "1"]
    assert [(each.quote, each.coder) for each in codings.of_interview(kept(record))] == [
        ("Mieux", f"{ME} (brought back)")
    ]


def test_a_file_of_which_all_is_here_asks_for_nothing_more(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    shown = page(sent(client, "p.qdpx", took(client, "qdpx").data))
    assert "Tout ce qui peut en être gardé est déjà ici." in shown.select_one("section.panel").text
    assert "Envoyez de nouveau" not in shown.main.text


def test_a_score_that_is_chosen_waits_for_the_process_of_figures(
    record: StudyRecord, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_words: Any, **_more: Any) -> None:
        raise figures_client.FiguresStarting("not yet")

    monkeypatch.setattr(figures_client, "ask", failing)
    sign_in(client, "researcher")
    assert took(client, "csv").status_code == 200  # nothing is asked of it
    answer = took(client, "csv", scores="wellbeing post")
    assert (answer.status_code, len(page(answer).select("fieldset .mistake"))) == (503, 1)


def test_another_file_than_the_one_that_was_told_about_is_not_kept(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    book = took(client, "qdc").data.replace(b"Sleep", b"Rest").replace(b'guid="', b'guid="a', 1)
    answer = sent(client, "c.qdc", book, "0" * 64)
    assert "Ce n’est pas le même fichier que le précédent" in page(answer).main.text
    assert {each.name for each in codes.codebook(record.id)} == {"Effects", "Sleep", "Money"}


def test_what_is_refused_is_told_in_the_language_of_the_page(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    answer = sent(client, "p.qdpx", b"no package")
    assert answer.status_code == 422
    assert "Le contenu n’est pas ce que dit le nom." in page(answer).select_one(".summary").text


def test_the_page_is_linked_from_interviews_and_codebook(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    for address in ("interviews", "codebook"):
        assert page(client.get(f"/staff/tiny/{address}/")).select_one(f'a[href="{HOME}"]') is not None
