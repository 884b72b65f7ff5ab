"""The flow of participants: bars of shares, counts on them, merged steps told apart."""

from __future__ import annotations

import pytest

from analysis.charts.flow import FlowGroup, WaveFlow, flow_chart
from analysis.charts.specification import Legend, Row, Rows

ENTRY = WaveFlow(
    wave="entry",
    origin="register",
    groups=(FlowGroup(("not_opened",), 50), FlowGroup(("declined", "broken_off"), 30), FlowGroup(("submitted",), 120)),
    base=200,
)
EXIT = WaveFlow(
    wave="exit",
    origin="register",
    groups=(FlowGroup(("not_opened", "declined", "broken_off"), 60), FlowGroup(("submitted",), 60)),
    base=120,
)


def rows(waves: list[WaveFlow]) -> list[Row]:
    picture = flow_chart(waves).specification
    assert isinstance(picture, Rows)
    return [line for line in picture.lines if isinstance(line, Row)]


def test_the_finding_is_the_share_who_submitted() -> None:
    finding = flow_chart([ENTRY]).finding
    assert finding.key == "flow_submitted"
    assert finding.values == {"wave": "entry", "submitted": 120, "base": 200, "share": 60.0}


def test_the_finding_of_several_waves_tells_the_first_and_the_last() -> None:
    finding = flow_chart([ENTRY, EXIT]).finding
    assert finding.key == "flow_waves"
    assert (finding.values["share"], finding.values["last_wave"], finding.values["last_share"]) == (60.0, "exit", 50.0)


def test_no_share_is_claimed_where_submitting_is_merged_with_another_step() -> None:
    merged = WaveFlow(wave="entry", origin="register", groups=(FlowGroup(("not_opened", "submitted"), 40),), base=40)
    assert flow_chart([merged]).finding.key == "flow_merged"


def test_a_bar_is_as_long_as_its_share_and_labelled_with_its_count() -> None:
    segments = rows([ENTRY])[0].segments
    assert [(segment.start, segment.end) for segment in segments] == [(0.0, 25.0), (25.0, 40.0), (40.0, 100.0)]
    assert [segment.label.values for segment in segments] == [
        (("value", 50),),
        (("value", 30),),
        (("value", 120),),
    ]


def test_merged_steps_are_hatched_and_named_together() -> None:
    merged = rows([ENTRY])[0].segments[1]
    assert (merged.hatched, merged.name) == (True, "declined|broken_off")


def test_the_legend_holds_every_grouping_once_in_the_order_of_the_steps() -> None:
    picture = flow_chart([ENTRY, EXIT]).specification
    assert isinstance(picture, Rows)
    legend = picture.lines[0]
    assert isinstance(legend, Legend)
    assert [entry.label for entry in legend.entries] == [
        "not_opened",
        "not_opened|declined|broken_off",
        "declined|broken_off",
        "submitted",
    ]


def test_the_origin_is_named_only_where_there_are_two() -> None:
    link = WaveFlow(wave="entry", origin="open", groups=(FlowGroup(("submitted",), 10),), base=10)
    assert [row.label for row in rows([ENTRY])] == ["entry"]
    assert [row.label for row in rows([ENTRY, link])] == ["entry|register", "entry|open"]


def test_a_wave_that_may_not_be_shown_says_why_in_its_place() -> None:
    closed = WaveFlow(wave="exit", origin="register", groups=(), base=3, hidden="too_few")
    assert [row.note for row in rows([ENTRY, closed])] == ["", "too_few"]


def test_the_table_holds_every_count_with_its_exact_share() -> None:
    table = flow_chart([EXIT]).table
    assert table.rows[1] == ("exit", "register", "submitted", 60, 50.0, 120)


@pytest.mark.parametrize(
    ("waves", "reason"),
    [
        ([], "note:no_answers"),
        ([WaveFlow(wave="entry", origin="register", groups=(), base=2, hidden="too_few")], "too_few"),
        ([WaveFlow(wave="entry", origin="register", groups=(), base=0)], "note:no_answers"),
    ],
)
def test_without_people_there_is_no_picture_but_a_reason(waves: list[WaveFlow], reason: str) -> None:
    chart = flow_chart(waves)
    assert chart.specification is None
    assert (chart.finding.key, chart.finding.values["reason"]) == ("nothing_to_show", reason)
