"""Answers to items: which side an option stands on, what the bars and the numbers beside them say."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.charts.items import ItemOption, ItemRow, items_chart, sides_of
from analysis.charts.specification import Heading, Legend, Row, Rows

FIVE = ("never", "rarely", "sometimes", "often", "always")


def item(question: str, counts: list[int], **words: Any) -> ItemRow:
    options = tuple(ItemOption((name,), people) for name, people in zip(FIVE, counts, strict=True))
    told = {"neutral": 2, "missing": 6, "not_answered": 4, "refused": 2} | words
    return ItemRow(question=question, options=options, n=sum(counts), **told)


def options(*groups: str) -> tuple[ItemOption, ...]:
    """``options("a", "b c")``: one option, and two merged ones."""
    return tuple(ItemOption(tuple(group.split()), 10) for group in groups)


def picture(*rows: ItemRow) -> Rows:
    found = items_chart(rows, scale="wellbeing").specification
    assert isinstance(found, Rows)
    return found


CALM, RESTED = item("calm", [10, 10, 20, 40, 20]), item("rested", [30, 20, 10, 20, 20])


@pytest.mark.parametrize(
    ("groups", "neutral", "low", "middle", "high"),
    [
        (("no", "yes"), None, ["no"], [], ["yes"]),
        (("a", "b", "c"), 1, ["a"], ["b"], ["c"]),
        (("a", "b", "c"), None, ["a"], ["b"], ["c"]),
        (("a", "b", "c", "d"), None, ["a", "b"], [], ["c", "d"]),
        (("a", "b", "c", "d", "e"), 2, ["a", "b"], ["c"], ["d", "e"]),
        (("a", "b", "c", "d", "e", "f"), None, ["a", "b", "c"], [], ["d", "e", "f"]),
        (("a", "b", "c", "d", "e", "f", "g"), 3, ["a", "b", "c"], ["d"], ["e", "f", "g"]),
        (("a b", "c", "d e"), 2, ["a|b"], ["c"], ["d|e"]),
        (("a", "b c", "d", "e"), 2, ["a"], ["b|c"], ["d", "e"]),
        (("a", "b c", "d"), None, ["a"], ["b|c"], ["d"]),
        (("a", "b", "c", "d", "none"), 4, ["a", "b"], ["none"], ["c", "d"]),
    ],
)
def test_options_part_at_the_middle(
    groups: tuple[str, ...], neutral: int | None, low: list[str], middle: list[str], high: list[str]
) -> None:
    row = ItemRow(question="q", options=options(*groups), neutral=neutral, n=10 * len(groups), missing=0)
    sides = sides_of(row)
    told = [["|".join(option.options) for option, _tone in side] for side in (sides.low, sides.middle, sides.high)]
    assert told == [low, middle, high]


def test_tones_grow_stronger_towards_both_ends() -> None:
    row = ItemRow(question="q", options=options("a", "b", "c", "d", "e", "f"), neutral=None, n=60, missing=0)
    sides = sides_of(row)
    assert [tone for _option, tone in sides.low] == ["low_strong", "low_middle", "low_light"]
    assert [tone for _option, tone in sides.high] == ["high_light", "high_middle", "high_strong"]


def test_bars_part_at_zero_and_the_middle_has_a_column_of_its_own_behind_the_longest() -> None:
    calm, rested = (line for line in picture(CALM, RESTED).lines if isinstance(line, Row))
    places = [(segment.name, segment.start, segment.end) for segment in calm.segments]
    assert places[:4] == [("never", -20, -10), ("rarely", -10, 0), ("often", 0, 40), ("always", 40, 60)]
    # 60 to the high side, 50 to the low side, 20 in the middle: a gap of 5 % of these 130 percent.
    assert places[4] == ("sometimes", 66.5, 86.5)
    assert rested.segments[4].start == 66.5


def test_the_finding_names_the_items_at_both_ends() -> None:
    finding = items_chart([CALM, RESTED], scale="wellbeing").finding
    assert finding.key == "items_ends"
    assert (finding.values["agreeing_question"], finding.values["agreeing_share"]) == ("calm", 60.0)
    assert (finding.values["opposite_question"], finding.values["opposite_share"]) == ("rested", 50.0)
    assert finding.values["agreeing_options"] == "often|always"


def test_blanks_and_refusals_stand_beside_as_numbers() -> None:
    told = picture(CALM)
    assert told.sides == ("side:not_answered", "side:refused")
    row = told.lines[1]
    assert isinstance(row, Row)
    assert [side.values for side in row.sides if side] == [(("value", 4),), (("value", 2),)]


def test_where_the_parts_of_the_missing_are_not_told_the_whole_is() -> None:
    assert picture(item("calm", [5, 5, 5, 5, 5], not_answered=None, refused=None)).sides == ("side:missing",)


def test_merged_options_are_hatched_and_have_their_own_place_in_the_legend() -> None:
    merged = ItemRow(
        question="useful", options=options("never rarely", "sometimes", "often", "always"), neutral=2, n=40, missing=0
    )
    told = picture(CALM, merged)
    legend = told.lines[0]
    assert isinstance(legend, Legend)
    assert [entry.label for entry in legend.entries] == [
        "never",
        "never|rarely",
        "rarely",
        "sometimes",
        "often",
        "always",
    ]
    assert [entry.hatched for entry in legend.entries] == [False, True, False, False, False, False]


def test_items_with_other_options_have_a_legend_of_their_own() -> None:
    other = ItemRow(question="agree", options=options("no", "yes"), neutral=None, n=20, missing=0)
    assert [type(line) for line in picture(CALM, other).lines] == [Legend, Row, Legend, Row]


def test_an_item_that_may_not_be_shown_says_why_and_tells_no_option() -> None:
    closed = ItemRow(
        question="useful", options=options("never", "often"), neutral=None, n=9, missing=1, hidden="too_few"
    )
    chart = items_chart([CALM, closed], scale="wellbeing")
    row = picture(CALM, closed).lines[-1]
    assert isinstance(row, Row) and (row.note, row.segments) == ("too_few", ())
    assert chart.table.rows[-1] == ("useful", "too_few", None, None, 9, 1, None, None)


def test_an_item_that_is_not_shown_needs_no_legend_and_parts_none() -> None:
    closed = ItemRow(question="useful", options=(), neutral=2, n=9, missing=1, hidden="too_few")
    assert [type(line) for line in picture(closed, CALM, closed, RESTED).lines] == [Legend, Row, Row, Row, Row]


def test_options_without_an_order_get_a_bar_each() -> None:
    event = ItemRow(question="event", options=options("rent", "loss"), neutral=None, n=20, missing=3, ordered=False)
    told = picture(event)
    assert told.lines[0] == Heading("event")
    assert [line.label for line in told.lines[1:] if isinstance(line, Row)] == ["rent", "loss"]
    assert items_chart([event], scale="profile").finding.key == "items_most_chosen"


def test_an_option_that_nobody_chose_has_no_bar() -> None:
    row = picture(item("calm", [0, 10, 0, 10, 0])).lines[1]
    assert isinstance(row, Row)
    assert [segment.name for segment in row.segments] == ["rarely", "often"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "note:no_answers"),
        ([item("calm", [0, 0, 0, 0, 0])], "note:no_answers"),
        ([item("calm", [1, 1, 1, 1, 1], hidden="too_few")], "too_few"),
    ],
)
def test_without_answers_there_is_no_picture_but_a_reason(rows: list[ItemRow], reason: str) -> None:
    chart = items_chart(rows, scale="wellbeing")
    assert chart.specification is None and chart.finding.values == {"reason": reason}
