"""Recordings and pictures that stand with the words: kept when a study is published, and given to whom they are for."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from small_study import STUDY, link_to, written

from survey.extensions import keyring
from survey.instrument.frozen_media import with_media
from survey.instrument.study_file import read_study
from survey.store import studies
from survey.store.studies import StudyRecord

MP3 = b"\xff\xf3\x28\xc4" + bytes(400)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}, image: {fr: never.png, ar: never.png}}
  - {list_name: often, name: "2", label: {fr: Toujours, ar: دائما}}
survey:
  - type: select_one often
    name: calm
    label: {fr: Je suis calme., ar: أنا هادئ.}
    hint: {fr: Ces jours-ci., ar: هذه الأيام.}
    image: {fr: calm.png, ar: calm.png}
  - type: select_one often
    name: sleep
    label: {fr: Je dors bien., ar: أنام جيدا.}
    audio: {fr: sleep.mp3, ar: sleep-ar.mp3}
"""
SAID = (
    ("fr", "Je suis calme. Ces jours-ci.", "calm.mp3", "synthetic"),
    ("fr", "Jamais", "never.mp3", "synthetic"),
    ("fr", "Nous, sans registre.", "us.mp3", "synthetic"),
    ("fr", "J’accepte.", "yes.mp3", "synthetic"),
)


def published(folder: Path, study: str = STUDY, said: tuple[tuple[str, ...], ...] = SAID) -> StudyRecord:
    """The study with its folder of media, published as the command does it."""
    path = written(folder, QUESTIONS, study=study)
    media = folder / "media"
    media.mkdir()
    for number, name in enumerate(("sleep.mp3", "sleep-ar.mp3", *(row[2] for row in said))):
        (media / name).write_bytes(MP3 + bytes([number]))
    for name in ("calm.png", "never.png"):
        (media / name).write_bytes(PNG + name.encode())
    with (media / "recordings.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("language", "text", "file", "voice"), *said])
    whole = with_media(*read_study(path, folder), (folder,))
    return studies.publish(whole.study, whole.questionnaires, files=whole.files)


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """The study, published."""
    return published(tmp_path)


def sounds(browser: Any) -> dict[str, str]:
    """Where each recording of a page is, by the name of its link."""
    return {link["aria-label"]: link["href"] for link in browser.soup.select("a.listen")}


def test_the_notice_and_its_consent_are_heard_before_anybody_has_a_link(study: StudyRecord, browser: Any) -> None:
    link = "/o/" + keyring.open_token(study.name, "once", study.open_link_serial)
    browser.get(link + "/notice")
    heard = sounds(browser)
    assert [*heard][:2] == ["Écouter : Nous, sans registre.", "Écouter : J’accepte."]
    assert "voix de synthèse" in browser.text
    sound = browser.client.get(f"{link}/{heard['Écouter : J’accepte.']}")
    assert (sound.status_code, sound.mimetype, sound.data[:4]) == (200, "audio/mpeg", MP3[:4])


def test_questions_options_and_buttons_are_heard_and_pictures_stand_with_their_words(
    study: StudyRecord, browser: Any
) -> None:
    link = link_to(study)
    browser.get(link + "/notice").press("accept")
    heard = sounds(browser)
    shared = ["Je préfère ne pas répondre", "Continuer"]
    assert [*heard] == [f"Écouter : {words}" for words in ("Je suis calme.", "Jamais", *shared)]
    assert [image["alt"] for image in browser.soup.select("img.shown")] == ["", ""]
    for address in (heard["Écouter : Je suis calme."], *(image["src"] for image in browser.soup.select("img.shown"))):
        file = browser.client.get(f"{link}/{address.removeprefix('../')}")
        assert file.status_code == 200
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert file.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    browser.press("continue")  # the second question names its own recording
    assert "Écouter : Je dors bien." in sounds(browser)
    with browser.client.get(heard["Écouter : Continuer"]) as shared_by_all:
        assert shared_by_all.mimetype == "audio/mpeg"


def test_a_telephone_gets_the_part_it_asks_for(study: StudyRecord, client: FlaskClient) -> None:
    link, name = link_to(study), next(iter(study.study.recordings.files["fr"].values()))
    part = client.get(f"{link}/media/{name}", headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, MP3[:2], "bytes 0-1/405")
    assert "immutable" in part.headers["Cache-Control"]


def test_a_link_gives_nothing_of_another_study(study: StudyRecord, tmp_path: Path, client: FlaskClient) -> None:
    name = next(iter(study.study.recordings.files["fr"].values()))
    other = tmp_path / "other"
    other.mkdir()
    elsewhere = published(other, STUDY.replace("small_study", "other"), said=())
    assert client.get(f"{link_to(elsewhere, 'another-key-of-letters')}/media/{name}").status_code == 404
    assert client.get(f"{link_to(study)}/media/{name[:-5]}0.mp3").status_code == 404
    assert client.get(f"/r/{'0' * 26}/media/{name}").status_code == 404


def test_a_text_that_changed_has_no_recording_until_it_is_recorded_anew(app: Flask, tmp_path: Path) -> None:
    changed = (("fr", "J’accepte de répondre.", "yes.mp3", "synthetic"),)
    assert published(tmp_path, said=changed).study.recordings.files == {}


def test_who_began_hears_the_version_that_was_begun(
    study: StudyRecord, tmp_path: Path, another: Callable[[], Any]
) -> None:
    browser, link = another(), link_to(study)
    browser.get(link + "/notice").press("accept")
    before = sounds(browser)["Écouter : Je suis calme."]
    later = tmp_path / "later"
    later.mkdir()
    published(later, said=())
    browser.get(link)
    assert sounds(browser)["Écouter : Je suis calme."] == before
    assert browser.client.get(f"{link}/{before.removeprefix('../')}").status_code == 200
