"""Paper in a browser: on A4 nothing is wider than the page, nothing is fetched, each question prints whole."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from survey.commands.paper import command

STUDY = Path(__file__).parent.parent.parent / "survey" / "questionnaires" / "post_only"
A4 = {"width": round((210 - 32) / 25.4 * 96), "height": round((297 - 32) / 25.4 * 96)}
"""What the margins leave of a page, in CSS pixels."""
OVERFLOWING = """() => [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
}).map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_study_prints_in_a_browser(
    device: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("JALON_INSTANCE", str(tmp_path / "no-instance"))
    file = tmp_path / "paper.html"
    link = "https://survey.example.org/o/k4w9s8f7xq"
    words = [str(STUDY), "--language", language, "--link", link, "-o", str(file)]
    assert CliRunner().invoke(command, words).exit_code == 0

    page = device(viewport=A4).new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert asked == [file.as_uri()] and complaints == []
    assert page.evaluate(OVERFLOWING) == []
    tallest = page.evaluate("Math.max(...[...document.querySelectorAll('.question')].map(each => each.offsetHeight))")
    assert 0 < tallest < A4["height"]
    first = page.locator(".mark.round").first.bounding_box()
    middle = A4["width"] / 2
    assert first is not None and (first["x"] > middle) is (language == "ar")
    assert first["width"] >= 6 / 25.4 * 96
