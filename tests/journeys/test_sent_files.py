"""Pictures, sounds, films and documents, sent on pages without JavaScript."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import Browser
from journeys.journey import begin
from journeys.sending import asks_for_files, document, link_to, names, press, rows, send_photo
from PIL import Image
from sent_files import CANARY, PDF, bomb, film, picture, sound, upload
from sqlalchemy import select

from survey import extensions
from survey.config import FileLimits
from survey.security import LARGEST_REQUEST
from survey.store import documents
from survey.store.studies import StudyRecord
from survey.store.tables.attachments import AttachmentPiece
from survey.store.tables.submissions import SubmissionRow


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study that asks for files."""
    return asks_for_files(tmp_path)


@pytest.fixture
def link(study: StudyRecord) -> str:
    """The path of a personal link."""
    return link_to(study)


@pytest.fixture
def limits(app: Flask) -> FileLimits:
    """Limits that a test reaches."""
    small = FileLimits(largest_megabytes=1, most=3, together_megabytes=1)
    app.config["JALON"] = replace(app.config["JALON"], files=small)
    return small


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
    other = link_to(study, "another-key-22-letters")
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
