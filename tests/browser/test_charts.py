"""What a browser makes of charts: no text is cut, none lies on another, Arabic stands at the right."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.as_svg import svg
from analysis.charts.items import ItemOption, ItemRow, items_chart
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Rows
from analysis.charts.texts import OWN_TEXTS

OPTIONS = ("never", "rarely", "sometimes", "often", "always")
FRENCH = {
    "calm": "Je me suis senti·e calme",
    "rested": "Je me suis réveillé·e reposé·e, même quand la journée de la veille avait été longue et pleine de soucis",
    **dict(zip(OPTIONS, ("jamais", "rarement", "parfois", "souvent", "tout le temps"), strict=True)),
}
ARABIC = {
    "calm": "شعرت بالهدوء",
    "rested": "استيقظت وأنا أشعر بالراحة حتى عندما كان اليوم السابق طويلًا ومليئًا بالهموم",
    **dict(zip(OPTIONS, ("أبدًا", "نادرًا", "أحيانًا", "غالبًا", "دائمًا"), strict=True)),
    "side:not_answered": "تُرك فارغًا",
    "side:refused": "تفضيل عدم القول",
    "axis:answers": "نسبة مئوية من الإجابات عن كل سؤال",
}
# Every line of text with its box, from the start of the picture.
BOXES = """() => {
  const picture = document.querySelector('#picture').getBoundingClientRect();
  return [...document.querySelectorAll('#picture text')]
    .map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([text, box]) => text.trim() && box.width)
    .map(([text, box]) => ({
      text: text.replace(/[\\u2066-\\u2069]/g, ''), left: box.left - picture.left, right: box.right - picture.left,
      top: box.top - picture.top, foot: box.bottom - picture.top, beyond: box.right - picture.right,
    }));
}"""
DRAW = "([figure]) => Plotly.newPlot('picture', figure.data, figure.layout, {displayModeBar: false})"


def row(question: str, counts: tuple[int, ...]) -> ItemRow:
    options = tuple(ItemOption((name,), people) for name, people in zip(OPTIONS, counts, strict=True))
    told = {"not_answered": 12, "refused": 7}
    return ItemRow(question=question, options=options, neutral=2, n=sum(counts), missing=19, **told)


def picture() -> Rows:
    made = items_chart([row("calm", (10, 20, 30, 40, 15)), row("rested", (40, 20, 5, 30, 8))], scale="w").specification
    assert isinstance(made, Rows)
    return made


@pytest.fixture(scope="module")
def page(device: Callable[..., BrowserContext]) -> Page:
    return device(viewport={"width": 1000, "height": 800}).new_page()


def whole(value: float, _decimals: int) -> str:
    return f"{value:.0f}"


def rendering(language: str) -> Rendering:
    texts = {"fr": FRENCH, "ar": ARABIC}[language]
    return Rendering({**OWN_TEXTS, **texts}, "rtl" if language == "ar" else "ltr", whole)


def drawn(page: Page, language: str, width: int) -> list[dict[str, Any]]:
    """The texts of a figure that Plotly drew so wide."""
    page.set_content(f"<body style='margin: 0'><div id='picture' style='width: {width}px; direction: ltr'></div>")
    package = importlib.util.find_spec("plotly")
    assert package and package.origin
    page.add_script_tag(path=str(Path(package.origin).parent / "package_data" / "plotly.min.js"))
    figure = plotly_figure(picture(), rendering(language))
    page.evaluate(DRAW, [figure["narrow"] if width < 600 else figure])
    found: list[dict[str, Any]] = page.evaluate(BOXES)
    return found


@pytest.mark.parametrize("width", [310, 640])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_text_of_a_figure_is_cut_and_none_lies_on_another(page: Page, language: str, width: int) -> None:
    boxes = drawn(page, language, width)
    assert len(boxes) >= 20
    assert [box["text"] for box in boxes if box["left"] < -1 or box["beyond"] > 1] == []
    # The boxes of two lines touch where letters have signs above or below; a third of a line is none of that.
    across = [
        (one["text"], other["text"])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        if min(one["foot"], other["foot"]) - max(one["top"], other["top"]) > 6
    ]
    assert across == []


def test_arabic_labels_stand_at_the_right_and_numbers_at_the_left(page: Page) -> None:
    boxes = {box["text"]: box for box in drawn(page, "ar", 640)}
    assert boxes[ARABIC["calm"]]["left"] > 400 and boxes["7"]["right"] < 200


@pytest.mark.parametrize(("language", "width"), [("fr", 640), ("fr", 340), ("ar", 640), ("ar", 340)])
def test_no_text_of_a_picture_is_cut(page: Page, language: str, width: int) -> None:
    made = svg(picture(), rendering(language), title="t", description="d", width=width).partition("?>")[2]
    page.set_content(f"<body style='margin: 0'><div id='picture' style='width: {width}px'>{made}</div>")
    boxes = page.evaluate(BOXES)
    assert len(boxes) >= 20
    assert [box["text"] for box in boxes if box["left"] < -1 or box["beyond"] > 1] == []
