"""What is let in of files, and what is not kept of them: too much, too late, erased, named by no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import Browser
from journeys.journey import begin
from journeys.sending import asks_for_files, document, link_to, names, post, press, rows, send_photo
from sent_files import picture, upload
from sqlalchemy import select

from survey import extensions
from survey.security import LARGEST_REQUEST
from survey.store import erasure, sent_files
from survey.store.studies import StudyRecord
from survey.store.tables.attachments import AttachmentRow
from survey.views.respond import receiving


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study that asks for files."""
    return asks_for_files(tmp_path)


@pytest.fixture
def link(study: StudyRecord) -> str:
    """The path of a personal link."""
    return link_to(study)


def test_without_its_token_nothing_is_kept_and_the_file_is_asked_for_again(app: Flask, link: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    browser = begin(Browser(app.test_client()), link)
    sent = {".shown": "words photo voice", ".act": "continue", "words": "Merci", ".csrf": "wrong"}
    answer = browser.client.post(browser.path, data=sent | {"photo.file": upload(picture())})
    assert answer.status_code == 400 and rows() == (0, 0) and 'value="Merci"' in answer.text
    assert "Choisissez" in answer.text


def test_only_where_a_page_asks_for_files_is_more_let_in(browser: Browser, link: str) -> None:
    begin(browser, link)
    for path in (f"{link}/page/seen", f"{link}/review", "/r/" + "0" * 26 + "/page/first"):
        large = {"words": "a", "photo.file": upload(b"a" * (2 * LARGEST_REQUEST))}
        assert post(browser, path, large).status_code == 413
    assert browser.client.post(browser.path, data={"words": "a" * (2 * LARGEST_REQUEST)}).status_code == 413


def test_more_than_a_page_may_be_is_told_gently(browser: Browser, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST_PAGE", 1)
    begin(browser, link)
    press(browser, photo__file=upload(b"a" * (21 * LARGEST_REQUEST)))  # twice the 10 MB of one file, and some more
    assert browser.status == 413 and "plus petit" in browser.soup.get_text()


def test_erasing_deletes_the_files_too(browser: Browser, study: StudyRecord, link: str) -> None:
    send_photo(begin(browser, link))
    with extensions.contacts.reading() as session:
        who = session.scalars(select(AttachmentRow.participant_id)).one()
    held = erasure.rows_of(study, who, study.waves, keep_contacts=True)
    assert held.files == 1
    assert erasure.erase_participant(study, who, study.waves, keep_contacts=True, actor="test") == held
    assert rows() == (0, 0)


def test_erasing_all_answers_deletes_all_files(browser: Browser, study: StudyRecord, link: str) -> None:
    send_photo(begin(browser, link))
    assert erasure.answers_of(study).files == 1
    assert erasure.erase_contacts(study, "test").files == 0 and rows() == (1, 1)  # they are answers
    assert erasure.erase_answers(study, "test").files == 1 and rows() == (0, 0)


def test_a_file_of_a_page_that_came_too_late_is_not_kept(
    browser: Browser, study: StudyRecord, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(browser, link)
    whose = receiving.attachments.owner

    def erased_meanwhile(*of: Any) -> Any:
        found = whose(*of)
        erasure.erase_answers(study, "test")
        return found

    monkeypatch.setattr(receiving.attachments, "owner", erased_meanwhile)
    send_photo(browser)
    assert rows() == (0, 0)


def test_what_no_answer_names_is_swept_after_a_day(
    browser: Browser, link: str, another: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(browser, link)
    late = another().get(browser.path)
    send_photo(browser)
    send_photo(late)
    assert late.status == 409 and sent_files.sweep("small_study") == 0 and len(names()) == 2
    monkeypatch.setattr(sent_files, "LONGEST_ON_ITS_WAY", sent_files.LONGEST_ON_ITS_WAY * 0)
    assert sent_files.sweep("small_study") == 1 and names() == [document().answers["photo"]]
