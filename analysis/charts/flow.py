"""The flow of participants: at which step the people of each wave stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart, Table, joined, nothing_to_show, share
from analysis.charts.specification import Axis, Entry, Legend, Row, Rows, Segment, Text, Tone, number
from analysis.results import Cell, Finding

COLUMNS = ("wave", "origin", "step", "people", "percent", "base")
BEFORE_LAST: tuple[Tone, ...] = ("neutral_light", "neutral_strong", "low_light", "low_strong")


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Neighbouring steps that are told by one figure, in the order people go through them."""

    steps: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFlow:
    """The people of one wave and origin (register, open link) by step. base: everyone; groups: () where none is told.

    hidden: the key that says why no groups are told, '' otherwise.
    """

    wave: str
    origin: str
    groups: tuple[FlowGroup, ...]
    base: int
    hidden: str = ""


def flow_chart(waves: Sequence[WaveFlow], *, name: str = "flow", submitted: str = "submitted") -> Chart:
    """One stacked bar per wave; the finding is the share of the invited who submitted (the step ``submitted``)."""
    told = [wave for wave in waves if wave.groups and wave.base]
    first = told[0] if told else None
    return Chart(
        name=name,
        kind="flow",
        specification=_picture(waves, submitted) if first else None,
        table=Table(COLUMNS, tuple(row for wave in told for row in _table_rows(wave))),
        finding=_finding(told, submitted) if told else nothing_to_show(wave.hidden for wave in waves),
        n=first.base if first else 0,
        missing=0,
        unit="people",
    )


def _table_rows(wave: WaveFlow) -> Iterator[tuple[Cell, ...]]:
    for group in wave.groups:
        percent = share(group.people, wave.base)
        yield (wave.wave, wave.origin, joined(group.steps), group.people, percent, wave.base)


def _finding(waves: Sequence[WaveFlow], submitted: str) -> Finding:
    """The share of the first wave, and of the last one where there are several; none where steps are merged."""
    alone = [(wave, group.people) for wave in waves for group in wave.groups if group.steps == (submitted,)]
    if not alone:
        return Finding("flow_merged", {"wave": waves[0].wave, "base": waves[0].base})
    (first, people), (last, last_people) = alone[0], alone[-1]
    values: dict[str, Cell] = {
        "wave": first.wave,
        "submitted": people,
        "base": first.base,
        "share": share(people, first.base),
    }
    if last.wave == first.wave:
        return Finding("flow_submitted", values)
    ends: dict[str, Cell] = {
        "wave": last.wave,
        "submitted": last_people,
        "base": last.base,
        "share": share(last_people, last.base),
    }
    return Finding("flow_waves", values | {f"last_{name}": value for name, value in ends.items()})


def _picture(waves: Sequence[WaveFlow], submitted: str) -> Rows:
    steps = max((tuple(step for group in wave.groups for step in group.steps) for wave in waves), key=len)
    tones = dict(zip((step for step in steps if step != submitted), BEFORE_LAST, strict=False))
    several = len({wave.origin for wave in waves}) > 1
    groups = dict.fromkeys(group.steps for wave in waves for group in wave.groups)
    entries = [
        Entry(label=joined(held), tone=_tone(held, tones, submitted), hatched=len(held) > 1)
        for held in sorted(groups, key=lambda held: (steps.index(held[0]), len(held)))
    ]
    rows = [
        Row(
            label=joined((wave.wave, wave.origin)) if several else wave.wave,
            segments=tuple(_segments(wave, tones, submitted)),
            sides=(number(wave.base),),
            note="" if wave.groups else wave.hidden or "note:no_answers",
        )
        for wave in waves
    ]
    axis = Axis(low=0, high=100, title="axis:flow", ticks=(0, 25, 50, 75, 100))
    return Rows(axis=axis, lines=(Legend(tuple(entries)), *rows), sides=("side:n",))


def _segments(wave: WaveFlow, tones: dict[str, Tone], submitted: str) -> Iterator[Segment]:
    start = 0.0
    for group in wave.groups:
        part = share(group.people, wave.base) or 0.0
        if group.people:
            yield Segment(
                start=start,
                end=start + part,
                tone=_tone(group.steps, tones, submitted),
                name=joined(group.steps),
                label=number(group.people),
                hover=Text("number:people_percent", (("people", group.people), ("value", part)), 1),
                hatched=len(group.steps) > 1,
            )
        start += part


def _tone(steps: tuple[str, ...], tones: dict[str, Tone], submitted: str) -> Tone:
    if submitted in steps:
        return "high_light" if len(steps) > 1 else "high_strong"
    return tones.get(steps[-1], BEFORE_LAST[-1])
