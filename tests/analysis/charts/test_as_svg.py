"""Pictures that stand alone: named, plain, mirrored, the same each time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest

from analysis.charts.as_svg import svg
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Axis, Column, Columns, Entry, Legend, Point, Row, Rows, Segment, Third, number

SVG = "{http://www.w3.org/2000/svg}"
BARS = Rows(
    axis=Axis(low=0, high=100, ticks=(0, 50, 100), references=(0,)),
    lines=(
        Legend((Entry(label="sent", tone="high_strong"), Entry(label="merged", tone="neutral", hatched=True))),
        Row(
            label="entry",
            segments=(
                Segment(
                    start=0, end=40, tone="neutral", name="merged", label=number(80), hover=number(80), hatched=True
                ),
                Segment(start=40, end=100, tone="high_strong", name="sent", label=number(120), hover=number(120)),
            ),
        ),
        Row(
            label="change",
            points=(Point(value=20, low=10, high=30, shape="circle", filled=False, name="n", label=number(20)),),
        ),
    ),
)
COLUMNS = Columns(
    axis=Axis(low=0, high=100),
    columns=(Column(start=0, end=100, people=9, name=number(9), label=number(9), hover=number(9)),),
    dividers=(40.0, 60.0),
    thirds=tuple(
        Third(f"band:{band}", number(1), marks) for band, marks in (("low", (4,)), ("middle", ()), ("high", ()))
    ),
)


def drawn(picture: Rows | Columns, rendering: Rendering, **words: int) -> ElementTree.Element:
    return ElementTree.fromstring(svg(picture, rendering, title="Change", description="It rose.", **words))


def texts(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {(element.text or "").strip("\u2067\u2069"): element for element in root.iter(f"{SVG}text")}


def test_a_picture_has_its_name_and_says_what_it_shows(english: Rendering) -> None:
    root = drawn(BARS, english)
    assert root.get("role") == "img"
    assert [(element.tag, element.text) for element in root[:2]] == [
        (f"{SVG}title", "Change"),
        (f"{SVG}desc", "It rose."),
    ]


@pytest.mark.parametrize("picture", [BARS, COLUMNS], ids=["rows", "columns"])
def test_a_picture_has_no_style_no_script_and_no_address_elsewhere(picture: Rows | Columns, english: Rendering) -> None:
    root = drawn(picture, english)
    assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint(
        {"style", "script", "metadata", "image"}
    )
    assert [element for element in root.iter() if "style" in element.attrib] == []
    links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
    assert [link for link in links if not link.startswith("#")] == []


def test_texts_stay_texts(english: Rendering) -> None:
    assert {"entry", "sent", "80", "120", "50"} <= set(texts(drawn(BARS, english)))


def test_marks_are_written_in_their_circles(english: Rendering) -> None:
    assert "4" in texts(drawn(COLUMNS, english))


def test_a_language_from_right_to_left_has_labels_at_the_right(english: Rendering, arabic: Rendering) -> None:
    left, right = texts(drawn(BARS, english))["entry"], texts(drawn(BARS, arabic))["entry"]
    assert float(left.get("x", "")) < 320 < float(right.get("x", ""))
    # Labels end at the plot: at their right on the left side, at their left on the right side.
    assert (left.get("text-anchor"), right.get("text-anchor", "start")) == ("end", "start")


def test_letters_that_no_font_of_the_server_has_are_kept(english: Rendering) -> None:
    row = Row(label="○ 満足 😀 $x^2$", note="too_few")
    assert "○ 満足 😀 $x^2$" in texts(drawn(Rows(axis=Axis(low=0, high=1), lines=(row,)), english))


def test_letters_are_at_least_13_pixels_high(english: Rendering) -> None:
    sizes = [
        float(element.get("font-size", "0").removesuffix("px")) for element in texts(drawn(BARS, english)).values()
    ]
    assert min(sizes) >= 13


def test_a_telephone_gets_a_picture_of_its_width(english: Rendering) -> None:
    root = drawn(BARS, english, width=340)
    assert (root.get("width"), (root.get("viewBox") or "").split()[2]) == ("340", "340")


def test_the_same_picture_is_the_same_text(english: Rendering) -> None:
    first, second = (svg(BARS, english, title="Change", description="It rose.") for _turn in range(2))
    assert first == second


def test_pictures_drawn_at_the_same_time_are_each_whole(english: Rendering) -> None:
    def drawn(_turn: int) -> str:
        return svg(BARS, english, title="Change", description="It rose.")

    alone = drawn(0)
    with ThreadPoolExecutor(4) as hands:
        assert set(hands.map(drawn, range(24))) == {alone}


def test_a_title_cannot_break_out_of_the_picture(english: Rendering) -> None:
    told = svg(BARS, english, title="</title><script>", description="&")
    assert "<script" not in told and ElementTree.fromstring(told)[0].text == "</title><script>"
