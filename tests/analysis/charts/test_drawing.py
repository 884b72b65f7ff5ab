"""Where things stand: labels broken into lines, rows as high as they need, nothing across a text."""

from __future__ import annotations

import pytest

from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.drawing.lettering import lines_of, width_of
from analysis.charts.drawing.palette import FILLS, ON_DARK, OUTLINES, lettering_on, outline
from analysis.charts.drawing.pieces import Drawing, Lettering
from analysis.charts.rendering import Rendering
from analysis.charts.specification import (
    Axis,
    Columns,
    Entry,
    Legend,
    Row,
    Rows,
    Segment,
    Specification,
    Third,
    keys,
    number,
)
from analysis.charts.ticks import ticks

LONG = "I woke up feeling fresh and rested even when the day before had been long and full of worries"
BAR = Segment(start=0, end=100, tone="high_light", name="often", label=number(100), hover=number(100))


def rows(*lines: Row | Legend, ticks: tuple[float, ...] = (0, 50, 100)) -> Rows:
    return Rows(axis=Axis(low=0, high=100, ticks=ticks, references=(0,)), lines=lines)


def _of_label(drawing: Drawing) -> list[Lettering]:
    """The lines of the long label: every other text is a number or no part of it."""
    return [lettering for lettering in drawing.letterings if lettering.text in LONG and len(lettering.text) > 3]


@pytest.mark.parametrize("width", [300, 640])
def test_a_long_label_is_broken_into_lines_that_fit(width: int, english: Rendering) -> None:
    drawing = laid_out(rows(Row(label=LONG, segments=(BAR,))), english, width)
    label = _of_label(drawing)
    room = width if width == 300 else drawing.before
    assert " ".join(lettering.text for lettering in label) == LONG
    assert max(width_of(lettering.text, lettering.size) for lettering in label) <= room


@pytest.mark.parametrize("width", [300, 640])
def test_rows_do_not_run_into_each_other(width: int, english: Rendering) -> None:
    drawing = laid_out(rows(*(Row(label=LONG, segments=(BAR,)) for _row in range(2))), english, width)
    labels = sorted(
        lettering.y for lettering in drawing.letterings if lettering.text in LONG and len(lettering.text) > 3
    )
    assert min(later - earlier for earlier, later in zip(labels, labels[1:], strict=False)) >= 18
    assert drawing.bars[0].foot < drawing.bars[1].top


def test_no_line_crosses_a_label_on_a_narrow_card(english: Rendering) -> None:
    drawing = laid_out(rows(Row(label=LONG, segments=(BAR,)), Row(label=LONG, note="too_few")), english, 300)
    across = [
        (line, lettering)
        for line in drawing.lines
        for lettering in drawing.letterings
        if line.top < lettering.y + 6 and line.foot > lettering.y - 6
    ]
    assert across == []


def test_no_line_crosses_the_reason_why_a_row_is_not_drawn(english: Rendering) -> None:
    drawing = laid_out(rows(Row(label="a", segments=(BAR,)), Row(label="b", note="too_few")), english, 640)
    note = next(lettering for lettering in drawing.letterings if lettering.text == "too_few")
    assert [line for line in drawing.lines if line.top < note.y < line.foot] == []


def test_a_number_is_written_on_a_bar_only_where_it_fits(english: Rendering) -> None:
    small = Segment(start=0, end=2, tone="low_light", name="never", label=number(200), hover=number(200))
    drawing = laid_out(rows(Row(label="a", segments=(small, BAR))), english, 640)
    assert [bar.label for bar in drawing.bars] == ["", "100"]


def test_a_legend_takes_as_many_lines_as_it_needs(english: Rendering) -> None:
    legend = Legend(tuple(Entry(label=f"a rather long option {number}") for number in range(4)))
    drawing = laid_out(rows(legend, Row(label="a", segments=(BAR,))), english, 300)
    assert len({swatch.y for swatch in drawing.swatches}) == 4
    assert len({swatch.y for swatch in laid_out(rows(legend), english, 1200).swatches}) == 1


def test_circles_that_do_not_fit_on_a_line_go_on_the_next(english: Rendering) -> None:
    thirds = tuple(Third(f"band:{band}", number(1), tuple(range(1, 8))) for band in ("low", "middle", "high"))
    columns = Columns(axis=Axis(low=0, high=100), columns=(), thirds=thirds)
    # By hand: a third of the 272 pixels of the plot holds two circles of 31 pixels; seven take four lines.
    assert len({circle.y for circle in laid_out(columns, english, 300).circles}) == 4
    assert len({circle.y for circle in laid_out(columns, english, 900).circles}) == 1


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(0, 100, (0, 20, 40, 60, 80, 100)), (-3.1, 12, (0, 5, 10)), (-1, 1, (-1, -0.5, 0, 0.5, 1)), (0, 3, (0, 1, 2, 3))],
)
def test_ticks_are_round(low: float, high: float, shown: tuple[float, ...]) -> None:
    assert ticks(low, high) == pytest.approx(shown)


def test_a_word_longer_than_its_room_is_kept_whole() -> None:
    assert lines_of("antiinflammatory medicine", 14, 40) == ("antiinflammatory", "medicine")


def test_a_picture_tells_every_key_it_asks_for() -> None:
    picture = Rows(
        axis=Axis(low=0, high=1, title="axis:score"),
        lines=(Legend((Entry(label="x"),)), Row(label="a|b", segments=(BAR,), note="why")),
        sides=("side:n", ""),
    )
    assert set(keys(picture)) == {"axis:score", "x", "a|b", "often", "why", "side:n"}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tone", FILLS)
def test_bars_part_from_the_paper_and_their_numbers_are_read(tone: str) -> None:
    assert contrast(outline(tone), "#ffffff") >= 3  # type: ignore[arg-type]  # every tone has a fill
    assert contrast(FILLS[tone], lettering_on(tone)) >= 4.5  # type: ignore[index, arg-type]  # as above


@pytest.mark.parametrize("family", OUTLINES)
def test_bars_part_from_dark_paper_too(family: str) -> None:
    assert contrast(ON_DARK[OUTLINES[family]], ON_DARK["#ffffff"]) >= 3


def test_a_specification_of_rows_without_any_mark_still_has_a_height(english: Rendering) -> None:
    picture: Specification = rows(Row(label="a", note="why"))
    assert laid_out(picture, english, 640).height > 0
