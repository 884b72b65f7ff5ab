"""Read aloud in a real browser: recordings play when pressed, the device's own voices speak where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from browser.paces import AT_BOTH_PACES
from browser.person import choose, press
from flask import Flask
from small_study import SETTINGS, STUDY, link_to, written

from survey.demonstration.preparing import LIBRARY
from survey.instrument.frozen_media import with_media
from survey.instrument.study_file import read_study
from survey.store import studies

pytestmark = AT_BOTH_PACES
QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدًا}}
  - {list_name: often, name: "5", label: {fr: Tout le temps, ar: دائمًا}}
survey:
  - type: select_one often
    name: calm
    label: {fr: Je me sens calme., ar: أشعر بالهدوء.}
"""
VOICES = """voices => {
  const spoken = window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = {
    getVoices: () => voices,
    cancel: () => spoken.push("stop"),
    speak: (said) => { spoken.push([said.lang, said.text]); setTimeout(() => said.onend(), 50); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
}"""
"""A browser whose voices are known; what it says is kept."""


def voice(language: str, *, local: bool) -> dict[str, Any]:
    """A voice as browsers list them."""
    return {"lang": language, "localService": local, "name": f"voice {language}"}


@pytest.fixture
def recorded(app: Flask, base: str, tmp_path: Path) -> str:
    """A study that is recorded with files of the demonstration; the address of a personal link."""
    path = written(tmp_path, QUESTIONS)
    shutil.copytree(LIBRARY / "media", tmp_path / "media")
    whole = with_media(*read_study(path, tmp_path), (tmp_path,))
    return base + link_to(studies.publish(whole.study, whole.questionnaires, files=whole.files))


@pytest.fixture
def unrecorded(app: Flask, base: str, tmp_path: Path) -> str:
    """The same study, also in easy French, without recordings."""
    easy = "fr-x-facile"
    settings = SETTINGS + f"    {easy}: {{header: Français facile, status: draft}}\n"
    study = STUDY.replace("languages: [fr, ar]", f"languages: [fr, ar, {easy}]")
    path = written(tmp_path, QUESTIONS, settings=settings, study=study)
    return base + link_to(studies.publish(*read_study(path, tmp_path)))


def at_the_question(page: Any, link: str, language: str) -> list[str]:
    """Go to the first question; the addresses of sounds that were asked for on the way."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if ".mp3" in request.url else None)
    choose(page, link, language)
    press(page, '.go[value="accept"]')
    return asked


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_recording_is_loaded_and_played_once_its_button_is_pressed(device: Any, recorded: str, language: str) -> None:
    page = device(locale=language).new_page()
    asked = at_the_question(page, recorded, language)
    assert page.locator("button.listen").count() == 5  # the question, two answers, the refusal, Continue
    assert asked == []
    first, second = page.locator("button.listen").first, page.locator("button.listen").nth(1)
    first.focus()
    page.keyboard.press("Enter")
    page.locator("button.listen[aria-pressed=true]").wait_for()
    page.evaluate("""() => new Promise((done) => {
      document.querySelector("audio").addEventListener("timeupdate", ({ target }) => target.currentTime > 0 && done());
    })""")
    assert len(asked) == 1
    second.click()
    assert first.get_attribute("aria-pressed") == "false"
    assert page.evaluate("""() => new Promise((done) => {
      const sound = document.querySelector("audio");
      sound.addEventListener("ended", () => done(sound.currentTime > 0.2));
    })""")
    page.locator("button.listen[aria-pressed=true]").wait_for(state="detached")
    assert len(asked) == 2
    box = first.bounding_box()
    assert min(box["width"], box["height"]) >= 44


def test_pressed_again_a_recording_stops(device: Any, recorded: str) -> None:
    page = device().new_page()
    at_the_question(page, recorded, "fr")
    first = page.locator("button.listen").first
    first.click()
    first.click()
    assert first.get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.querySelector('audio').paused")


def test_without_javascript_each_recording_is_a_link(device: Any, recorded: str) -> None:
    page = device(java_script_enabled=False).new_page()
    at_the_question(page, recorded, "fr")
    assert page.locator("a.listen[target=_blank]").count() == 5
    address = page.locator("a.listen").first.evaluate("link => link.href")
    assert page.request.get(address).headers["content-type"] == "audio/mpeg"


OTHER_WAYS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدًا}}
  - {list_name: often, name: "5", label: {fr: Tout le temps, ar: دائمًا}}
survey:
  - {type: begin_group, name: ways, label: {fr: Façons, ar: طرق}, appearance: field-list}
  - {type: select_one often, name: calm, label: {fr: Je me sens calme., ar: أشعر بالهدوء.}, appearance: minimal}
  - {type: rank often, name: order, label: {fr: Je me sens calme., ar: أشعر بالهدوء.}}
  - {type: range, name: trust, label: {fr: Je me sens calme., ar: أشعر بالهدوء.}, parameters: start=0 end=10 step=1}
  - {type: end_group}
"""


@pytest.fixture
def other_ways(app: Flask, base: str, tmp_path: Path) -> str:
    """A list that opens, an order and a scale of points, recorded; the address of a personal link."""
    path = written(tmp_path, OTHER_WAYS)
    shutil.copytree(LIBRARY / "media", tmp_path / "media")
    whole = with_media(*read_study(path, tmp_path), (tmp_path,))
    return base + link_to(studies.publish(whole.study, whole.questionnaires, files=whole.files))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_list_that_opens_is_heard_with_its_answers_one_after_the_other(device: Any, other_ways: str) -> None:
    page = device().new_page()
    asked = at_the_question(page, other_ways, "fr")
    page.locator("button.listen").first.click()
    page.locator("button.listen[aria-pressed=true]").wait_for()
    page.locator("button.listen[aria-pressed=true]").wait_for(state="detached")
    assert len(set(asked)) == 4  # the question, two answers, the refusal


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_points_of_a_scale_and_what_is_put_in_order_have_a_button_each(device: Any, other_ways: str) -> None:
    page = device(java_script_enabled=False).new_page()
    at_the_question(page, other_ways, "fr")
    assert page.locator(".point + a.listen").count() == 11
    assert page.locator(".place a.listen").count() == 2
    heard = page.locator(".point + a.listen").last
    assert heard.get_attribute("aria-label").replace("\xa0", " ") == "Écouter : 10"
    assert page.request.get(heard.evaluate("link => link.href")).headers["content-type"] == "audio/mpeg"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_first_page_and_the_way_to_send_are_heard(device: Any, other_ways: str) -> None:
    page = device(java_script_enabled=False).new_page()
    page.goto(other_ways)
    assert page.locator(".cards a.listen").count() == 2  # each language in its own words
    choose(page, other_ways, "fr")
    press(page, '.go[value="accept"]')
    press(page, "main .go")
    assert page.locator('.said:has([value="submit"]) a.listen').count() == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_voice_says_a_list_with_its_answers(app: Flask, base: str, device: Any, tmp_path: Path) -> None:
    link = base + link_to(studies.publish(*read_study(written(tmp_path, OTHER_WAYS), tmp_path)))
    page = device().new_page()
    page.add_init_script(f"({VOICES})([{{lang: 'fr-FR', localService: true}}])")
    at_the_question(page, link, "fr")
    assert page.locator(".place .said button.listen").count() == 2
    page.locator(".question > h2 + button.listen").click()
    (spoken,) = page.evaluate("window.spoken.filter((each) => each !== 'stop')")
    words = [line.strip() for line in spoken[1].splitlines() if line.strip()]
    assert words == ["Je me sens calme.", "Choisissez une réponse", "Jamais", "Tout le temps", words[-1]]


@pytest.mark.parametrize(
    ("language", "spoken_as", "voices"),
    [
        ("fr", "fr-FR", [voice("ar-SA", local=True), voice("fr-FR", local=True)]),
        ("ar", "ar_EG", [voice("ar_EG", local=True), voice("fr-FR", local=True)]),
        ("fr-x-facile", "fr-CA", [voice("fr-FR", local=False), voice("fr-CA", local=True)]),
    ],
)
def test_a_voice_of_the_device_says_the_words(
    device: Any, unrecorded: str, language: str, spoken_as: str, voices: list[dict[str, Any]]
) -> None:
    page = device().new_page()
    page.add_init_script(f"({VOICES})({voices!r})".replace("True", "true").replace("False", "false"))
    at_the_question(page, unrecorded, language)
    assert page.locator("button.listen").count() == 5
    assert page.evaluate("window.spoken.filter((each) => each !== 'stop')") == []
    page.locator("button.listen").first.click()
    question = page.locator("legend").inner_text()
    assert page.evaluate("window.spoken.filter((each) => each !== 'stop')") == [[spoken_as, question]]
    page.locator("button.listen[aria-pressed=true]").wait_for(state="detached")


@pytest.mark.parametrize(
    "voices", [[voice("fr-FR", local=False)], [voice("en-GB", local=True), voice("frr", local=True)], []]
)
def test_without_a_voice_of_the_language_on_the_device_there_is_no_button(
    device: Any, unrecorded: str, voices: list[dict[str, Any]]
) -> None:
    page = device().new_page()
    page.add_init_script(f"({VOICES})({voices!r})".replace("True", "true").replace("False", "false"))
    at_the_question(page, unrecorded, "fr")
    assert page.locator(".listen").count() == 0
