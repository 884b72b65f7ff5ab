"""Pictures, sounds, films and documents, sent on pages without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import STUDY, Browser
from journeys.journey import begin
from PIL import Image
from sent_files import CANARY, PDF, bomb, film, picture, sound, upload
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey import extensions
from survey.config import FileLimits
from survey.instrument.study_file import read_study
from survey.security import LARGEST_REQUEST
from survey.store import documents, erasure, participants, sent_files, studies
from survey.store.studies import StudyRecord
from survey.store.tables.attachments import AttachmentPiece, AttachmentRow
from survey.store.tables.submissions import SubmissionRow
from survey.views.respond import receiving

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
survey:
  - {type: begin_group, name: first, label: {fr: Le logement, ar: المسكن}, appearance: field-list}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}}
  - type: image
    name: photo
    label: {fr: Une photo ?, ar: صورة؟}
    required: "yes"
    parameters: max-pixels=100
    appearance: new-front
  - {type: audio, name: voice, label: {fr: Un message ?, ar: رسالة؟}, relevant: "${words} != 'non'"}
  - {type: end_group}
  - {type: begin_group, name: second, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: video, name: film, label: {fr: Un film ?, ar: فيلم؟}}
  - {type: file, name: letter, label: {fr: La lettre ?, ar: الرسالة؟}}
  - {type: end_group}
  - {type: begin_repeat, name: room, label: {fr: Une pièce, ar: غرفة}, appearance: field-list}
  - {type: image, name: corner, label: {fr: Un coin ?, ar: زاوية؟}}
  - {type: end_repeat}
  - {type: note, name: seen, label: {fr: "Vu : ${photo}", ar: "رأينا: ${photo}"}}
"""


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study that asks for files."""
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    found, questionnaires = read_study(tmp_path / "study.yaml", tmp_path)
    return studies.publish(found, questionnaires)


@pytest.fixture
def link(study: StudyRecord) -> str:
    """The path of a personal link."""
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", "entry-key-of-22-letters"[:22])


@pytest.fixture
def limits(app: Flask) -> Iterator[FileLimits]:
    """Limits that a test reaches."""
    small = FileLimits(largest_megabytes=1, most=3, together_megabytes=1)
    app.config["JALON"] = replace(app.config["JALON"], files=small)
    yield small


def document() -> documents.Document:
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())


def names() -> list[str]:
    """The files that are kept, in the order they came."""
    with extensions.contacts.reading() as session:
        return list(session.scalars(select(AttachmentRow.name).order_by(AttachmentRow.id)))


def rows() -> tuple[int, int]:
    with extensions.contacts.reading() as session:
        files, pieces = (
            session.scalar(select(func.count()).select_from(each)) for each in (AttachmentRow, AttachmentPiece)
        )
    return files or 0, pieces or 0


def post(browser: Browser, path: str, sent: Any) -> Any:
    """Send a page in parts, from memory: what the test client puts on the disk, it does not close."""
    boundary, body = encode_multipart(sent)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.client.post(path, data=body, content_type=kind, follow_redirects=True)


def press(browser: Browser, act: str = "continue", **filled: Any) -> Browser:
    files = {name.replace("__", "."): file for name, file in filled.items() if isinstance(file, FileStorage)}
    if not files:
        return browser.press(act, **filled)
    texts = {name.replace("__", "."): text for name, text in filled.items() if name.replace("__", ".") not in files}
    return browser._at(post(browser, browser.path, browser.form() | texts | files | {".act": act}))


def send_photo(browser: Browser, **more: Any) -> Browser:
    return press(browser, photo__file=upload(picture(size=(600, 400))), **more)


def test_a_page_with_files_is_sent_in_parts_and_any_other_is_not(browser: Browser, link: str) -> None:
    begin(browser, link)
    form = browser.soup.find("form", id="act")
    assert form["enctype"] == "multipart/form-data"
    field = browser.soup.find("input", {"name": "photo.file"})
    assert (field["type"], field["capture"]) == ("file", "user") and "image/jpeg" in field["accept"]
    assert browser.soup.find("input", {"name": "voice.file"})["accept"] == "audio/*"
    assert not browser.soup.find("input", {"name": "voice.file"}).has_attr("capture")
    browser.press("continue", photo__refused="prefer not to say").press("continue").press("continue")
    browser.press("continue")
    assert browser.path.endswith("/seen") and not browser.soup.find("form", id="act").has_attr("enctype")


def test_a_picture_is_kept_without_what_the_camera_wrote_and_the_document_holds_its_name_alone(
    browser: Browser, link: str
) -> None:
    send_photo(begin(browser, link), words="Merci")
    (name,) = names()
    assert document().answers == {"words": "Merci", "photo": name}
    assert name.startswith("photo-") and name.endswith(".jpg") and "Zoe" not in name
    browser.press("back")
    file = browser.client.get(f"{link}/file/{name}")
    assert Image.open(io.BytesIO(file.data)).size == (100, 67)  # max-pixels=100
    assert CANARY not in file.data
    assert file.headers["Content-Type"] == "image/jpeg" and file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    (shown,) = browser.soup.select(".sent-file img")
    small = browser.client.get(shown["src"])
    assert small.status_code == 200 and Image.open(io.BytesIO(small.data)).size == (100, 67)


def test_nothing_of_a_file_stands_in_a_database_as_it_is(browser: Browser, link: str) -> None:
    begin(browser, link)
    press(browser, photo__refused="prefer not to say")
    press(browser, letter__file=upload(b"CANARY of a letter", "Zoe.txt", "text/html"))
    with extensions.contacts.reading() as session:
        (piece,) = session.scalars(select(AttachmentPiece.ciphertext))
    assert b"CANARY" not in piece
    (name,) = names()
    file = browser.client.get(f"{link}/file/{name}")
    assert (file.data, file.headers["Content-Type"]) == (b"CANARY of a letter", "text/plain; charset=utf-8")


def test_every_kind_is_read_back_and_submitted(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link), voice__file=upload(sound("mp3"), "a.html", "text/html"))
    press(browser, film__file=upload(film(), "v.mp4"), letter__file=upload(PDF, "l.pdf"))
    press(browser, **{"corner[1]__file": upload(picture("png"))})
    press(press(browser))
    assert browser.path.endswith("/review"), browser.text
    told = [each.get_text(" ", strip=True) for each in browser.soup.select(".read-back dd")]
    assert [each.split(",")[0] for each in told if "kB" in each or "ko" in each] == [
        "Une image",
        "Un enregistrement",
        "Une vidéo",
        "Un document",
        "Une image",
    ]
    assert not any("Zoe" in each for each in told) and len(browser.soup.select("img.sent")) == 2
    browser.press("submit")
    answers = document().answers
    assert {key: str(answers[key]).rpartition(".")[2] for key in ("photo", "voice", "film", "letter", "corner[1]")} == {
        "photo": "jpg",
        "voice": "mp3",
        "film": "mp4",
        "letter": "pdf",
        "corner[1]": "png",
    }
    name = names()[0]
    assert browser.client.get(f"{link}/file/{name}").status_code == 404  # the visit is over


def test_a_file_is_replaced_and_the_one_before_is_gone(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link))
    (first,) = names()
    send_photo(press(browser, "back"))
    (second,) = names()
    assert first != second and document().answers["photo"] == second and rows() == (1, 1)


def test_a_file_stays_when_the_page_is_sent_again_without_one(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link))
    before = names()
    press(press(browser, "back"), words="Encore")
    assert names() == before and document().answers == {"words": "Encore", "photo": before[0]}


def test_a_file_sent_with_back_is_kept(browser: Browser, link: str) -> None:
    press(send_photo(begin(browser, link)), "back", letter__file=upload(PDF))
    assert len(names()) == 2 and document().answers["letter"] in names()


@pytest.mark.parametrize("how", [{"photo__remove": "1"}, {"photo__refused": "prefer not to say"}])
def test_a_file_is_removed(browser: Browser, link: str, how: dict[str, str]) -> None:
    send_photo(begin(browser, link))
    press(press(browser, "back"), **how)
    assert rows() == (0, 0) and "photo" not in document().answers
    assert (browser.status == 422) is ("photo__remove" in how)  # it is required, unless it is refused


def test_a_required_file_is_asked_for_and_what_was_typed_stays(browser: Browser, link: str) -> None:
    press(begin(browser, link), words="Merci")
    assert browser.status == 422 and browser.form()["words"] == "Merci"
    field = browser.soup.find(id=browser.soup.find(id="summary").find("a")["href"].removeprefix("#"))
    assert field["name"] == "photo.file" and field["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (bomb(20_000), "trop large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPG"),
        (picture()[:300], "abîmé"),
        (b"\xff\xd8\xff" + b"a" * (2 * LARGEST_REQUEST), "1 Mo"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_everything_else_is_kept(
    browser: Browser, link: str, limits: FileLimits, content: bytes, told: str
) -> None:
    press(begin(browser, link), words="Merci", photo__file=upload(content), voice__file=upload(sound("ogg")))
    assert browser.status == 422 and told in browser.text
    assert [each.partition("-")[0] for each in names()] == ["voice"]
    assert document().answers == {"words": "Merci", "voice": names()[0]}
    assert browser.form()["voice"] == names()[0]


def test_a_bad_file_does_not_take_the_place_of_a_good_one(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link))
    (before,) = names()
    press(press(browser, "back"), photo__file=upload(b"no picture"))
    assert browser.status == 422 and browser.form()["photo"] == before and names() == [before]
    press(browser)
    assert document().answers["photo"] == before


def test_there_is_an_end_to_how_many_and_how_much(browser: Browser, link: str, limits: FileLimits) -> None:
    begin(browser, link)
    send_photo(browser, voice__file=upload(sound("ogg")))
    press(browser, letter__file=upload(b"a" * (LARGEST_REQUEST - 100)))
    assert browser.status == 422 and "1 Mo" in browser.text  # with the two others it is more than 1 MB
    press(browser, letter__file=upload(PDF))
    press(browser, **{"corner[1]__file": upload(picture())})
    assert browser.status == 422 and "3" in browser.text and rows()[0] == 3
    press(browser)
    press(press(browser, "back"), "back")
    press(browser, letter__file=upload(PDF + b"more\n%%EOF"))  # one for another is no more than before
    assert browser.status == 200 and rows()[0] == 3


def test_a_question_no_longer_asked_keeps_its_file_aside(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link), voice__file=upload(sound("ogg")))
    voice = names()[1]
    press(press(browser, "back"), words="non")
    assert document().aside == {"voice": voice} and voice in names()
    press(press(browser, "back"), words="oui")
    assert document().answers["voice"] == voice


def test_an_instance_that_is_removed_takes_its_file_with_it(browser: Browser, link: str) -> None:
    send_photo(begin(browser, link))
    press(browser)
    press(browser, **{"corner[1]__file": upload(picture())})
    browser.press("add room")
    press(browser, **{"corner[2]__file": upload(picture())})
    second = document().answers["corner[2]"]
    browser.press("remove room[1]").press("removed room[1]")
    assert document().answers["corner[1]"] == second and len(names()) == 2


def test_another_s_file_cannot_be_named(browser: Browser, study: StudyRecord, link: str, another: Any) -> None:
    send_photo(begin(browser, link))
    (name,) = names()
    other = "/r/" + participants.create_open_participant(study, study.waves[0], "fr", "another-key-22-letters"[:22])
    theirs = begin(another(), other)
    press(theirs, photo=name)
    assert theirs.status == 422
    assert theirs.client.get(f"{other}/file/{name}").status_code == 404
    assert theirs.client.get(f"{other}/thumbnail/{name}").status_code == 404
    press(browser, letter=name)  # nor one's own for another question
    with extensions.answers.reading() as session:
        kept = [
            documents.read(text) for text in session.scalars(select(SubmissionRow.document).order_by(SubmissionRow.id))
        ]
    assert [dict(each.answers) for each in kept] == [{"photo": name}, {}]


def test_another_window_overwrites_no_file_and_what_was_sent_can_still_be_kept(
    browser: Browser, link: str, another: Any
) -> None:
    begin(browser, link)
    late = another().get(f"{link}/page/{browser.path.rpartition('/')[2]}")
    send_photo(browser)
    (first,) = names()
    send_photo(late)
    assert late.status == 409 and document().answers["photo"] == first and len(names()) == 2
    press(late)
    assert document().answers["photo"] != first and names() == [document().answers["photo"]]


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
