"""The answers to each item of a scale: stacked bars that part at the middle of the options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart, Table, counted, joined, named, nothing_to_show, share
from analysis.charts.marks import Mark
from analysis.charts.specification import Axis, Entry, Heading, Legend, Row, Rows, Segment, Text, Tone, number
from analysis.results import Cell, Finding

COLUMNS = ("question", "option", "people", "percent", "n", "missing", "not_answered", "refused")
GAP = 0.05
"""Between the bars and the column of middle options, as a share of what both take."""
LOW: tuple[Tone, ...] = ("low_strong", "low_middle", "low_light")
HIGH: tuple[Tone, ...] = ("high_strong", "high_middle", "high_light")


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One option, or neighbouring ones that were merged, in the order of the list; how many chose it."""

    options: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """The answers to one item. Shares are of ``n``, the people who answered; the rest is told as numbers.

    neutral: the position of the neutral option among all options before merging, None when there is none.
    missing: everyone without an answer; not_answered, refused: two parts of it, both None where the parts are not told.
    hidden: the key that says why the options are not shown ('' when they are); n and missing are told all the same.
    ordered: whether the options have an order; those of an item that has none get a bar each. marks: interviewed
    people, told beside the picture: its axis counts people, there is no place for a third of the answer.
    """

    question: str
    options: tuple[ItemOption, ...]
    neutral: int | None
    n: int
    missing: int
    not_answered: int | None = None
    refused: int | None = None
    hidden: str = ""
    ordered: bool = True
    marks: tuple[Mark, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether there are answers and they may be shown."""
        return bool(self.options) and self.n > 0 and not self.hidden


@dataclass(frozen=True, slots=True)
class Sides:
    """The options of an item beneath its middle, at it and above it, each with its tone."""

    low: tuple[tuple[ItemOption, Tone], ...]
    middle: tuple[tuple[ItemOption, Tone], ...]
    high: tuple[tuple[ItemOption, Tone], ...]


def items_chart(rows: Sequence[ItemRow], *, scale: str, name: str = "") -> Chart:
    """A bar per item; the finding names the item with most people at the agreeing end, and at the other end.

    name: ``items.SCALE`` when not given.
    """
    shown = [row for row in rows if row.is_shown]
    n, missing = counted([(row.n, row.missing) for row in rows])
    return Chart(
        name=name or named("items", scale),
        kind="items",
        specification=_picture(rows) if shown else None,
        table=Table(COLUMNS, tuple(line for row in rows for line in _table_rows(row))),
        finding=_finding(shown) if shown else nothing_to_show(row.hidden for row in rows),
        n=n,
        missing=missing,
        unit="percent",
        marks=tuple(mark for row in rows for mark in row.marks) if shown else (),
    )


def sides_of(row: ItemRow) -> Sides:
    """Which options stand on which side. The middle is the neutral option, else between the two halves of the list.

    An option of an odd list without a neutral one, and options merged across the middle, stand at the middle.
    """
    positions = [place for place in range(_count(row)) if place != row.neutral]
    half, odd = divmod(len(positions), 2)
    low, high = positions[:half], positions[half + odd :]
    parted: dict[str, list[tuple[ItemOption, Tone]]] = {"low": [], "middle": [], "high": []}
    start = 0
    for option in row.options:
        places = set(range(start, start + len(option.options)))
        start += len(option.options)
        if places <= set(low):
            parted["low"].append((option, _strength(LOW, [low.index(place) for place in places], half)))
        elif places <= set(high):
            parted["high"].append((option, _strength(HIGH, [half - 1 - high.index(place) for place in places], half)))
        else:
            parted["middle"].append((option, "neutral"))
    return Sides(*(tuple(parted[side]) for side in ("low", "middle", "high")))


def _count(row: ItemRow) -> int:
    return sum(len(option.options) for option in row.options)


def _strength(tones: Sequence[Tone], outward: Sequence[int], half: int) -> Tone:
    """The tone of options so many places from their end, of a side so long; merged ones have that of their middle."""
    mean = sum(outward) / len(outward)
    return tones[round(mean / (half - 1) * 2)] if half > 1 else tones[0]


def _table_rows(row: ItemRow) -> Iterator[tuple[Cell, ...]]:
    rest = (row.n, row.missing, row.not_answered, row.refused)
    if not row.is_shown:
        yield (row.question, row.hidden or "note:no_answers", None, None, *rest)
        return
    for option in row.options:
        yield (row.question, joined(option.options), option.people, share(option.people, row.n), *rest)


def _finding(rows: Sequence[ItemRow]) -> Finding:
    """The ends of the items that have both sides; of items without an order, the option that most people chose."""
    sided = [(row, sides) for row in rows if row.ordered for sides in [sides_of(row)] if sides.low and sides.high]
    if not sided:
        row, option = max(((row, option) for row in rows for option in row.options), key=lambda pair: _share(*pair))
        values: dict[str, Cell] = {
            "question": row.question,
            "options": joined(option.options),
            "share": _share(row, option),
            "n": row.n,
        }
        return Finding("items_most_chosen", values)
    agreeing, agreed = max(((row, sides.high) for row, sides in sided), key=lambda pair: _of_side(*pair))
    opposed, other = max(((row, sides.low) for row, sides in sided), key=lambda pair: _of_side(*pair))
    return Finding(
        "items_ends",
        {
            "agreeing_question": agreeing.question,
            "agreeing_share": _of_side(agreeing, agreed),
            "agreeing_options": joined([key for option, _tone in agreed for key in option.options]),
            "agreeing_n": agreeing.n,
            "opposite_question": opposed.question,
            "opposite_share": _of_side(opposed, other),
            "opposite_options": joined([key for option, _tone in other for key in option.options]),
            "opposite_n": opposed.n,
        },
    )


def _share(row: ItemRow, option: ItemOption) -> float:
    return share(option.people, row.n) or 0.0


def _of_side(row: ItemRow, side: Sequence[tuple[ItemOption, Tone]]) -> float:
    return share(sum(option.people for option, _tone in side), row.n) or 0.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far bars reach in percent: to the low side, to the high side, and where the column of the middle stands."""

    low: float
    high: float
    middle: float
    end: float


def _picture(rows: Sequence[ItemRow]) -> Rows:
    reach = _reach([row for row in rows if row.is_shown])
    sides = _side_columns(rows)
    lines: list[Row | Heading | Legend] = []
    for group in _groups(rows):
        explained = [row for row in group if row.is_shown and row.ordered]
        lines += [_legend(explained)] if explained else []
        for row in group:
            lines += _ordered(row, reach, sides) if row.ordered or not row.is_shown else _unordered(row, sides)
    axis = Axis(low=-reach.low, high=reach.end, title="axis:answers", references=(0.0,))
    return Rows(axis=axis, lines=tuple(lines), sides=sides)


def _groups(rows: Sequence[ItemRow]) -> list[list[ItemRow]]:
    """Neighbouring items with the same options; one that is not shown stays with those before it."""
    groups: list[list[ItemRow]] = []
    for row in rows:
        known = next((each for each in groups[-1] if each.is_shown), row) if groups else None
        if known is None or (row.is_shown and _kind(known) != _kind(row)):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _kind(row: ItemRow) -> tuple[tuple[str, ...], bool]:
    return (_option_list(row), row.ordered)


def _option_list(row: ItemRow) -> tuple[str, ...]:
    return tuple(key for option in row.options for key in option.options)


def _reach(rows: Sequence[ItemRow]) -> Reach:
    """Far enough for every item, so that a percent is as long in each of them."""
    ordered = [(row, sides_of(row)) for row in rows if row.ordered]
    single = [_share(row, option) for row in rows if not row.ordered for option in row.options]
    low = max((_of_side(row, sides.low) for row, sides in ordered), default=0.0)
    high = max([_of_side(row, sides.high) for row, sides in ordered] + single)
    middle = max((_of_side(row, sides.middle) for row, sides in ordered), default=0.0)
    place = high + GAP * (low + high + middle) if middle else high
    return Reach(low, high, place, place + middle)


def _side_columns(rows: Sequence[ItemRow]) -> tuple[str, ...]:
    """The parts of the missing where some item tells them, and the whole unless the parts always say it all."""
    parts = [row for row in rows if row.not_answered is not None and row.refused is not None]
    whole = [row for row in rows if row.missing != (row.not_answered or 0) + (row.refused or 0)]
    told = ("side:not_answered", "side:refused") if parts else ()
    return (("side:missing",) if whole or not parts else ()) + told


def _numbers(row: ItemRow, sides: Sequence[str]) -> tuple[Text | None, ...]:
    told = {"side:missing": row.missing, "side:not_answered": row.not_answered, "side:refused": row.refused}
    return tuple(None if (count := told[side]) is None else number(count) for side in sides)


def _legend(rows: Sequence[ItemRow]) -> Legend:
    """Every option and every merging of the rows, in the order of the list."""
    tones: dict[tuple[str, ...], Tone] = {}
    for row in rows:
        sides = sides_of(row)
        tones |= {option.options: tone for option, tone in (*sides.low, *sides.middle, *sides.high)}
    places = {key: place for place, key in enumerate(_option_list(rows[0]))}
    order = sorted(tones, key=lambda options: (places[options[0]], len(options)))
    return Legend(tuple(Entry(label=joined(held), tone=tones[held], hatched=len(held) > 1) for held in order))


def _ordered(row: ItemRow, reach: Reach, sides: Sequence[str]) -> list[Row | Heading | Legend]:
    if not row.is_shown:
        return [Row(label=row.question, sides=_numbers(row, sides), note=row.hidden or "note:no_answers")]
    parted = sides_of(row)
    segments = (
        *_stacked(row, parted.low, -_of_side(row, parted.low)),
        *_stacked(row, parted.high, 0.0),
        *_stacked(row, parted.middle, reach.middle),
    )
    return [Row(label=row.question, segments=segments, sides=_numbers(row, sides))]


def _unordered(row: ItemRow, sides: Sequence[str]) -> list[Row | Heading | Legend]:
    """A heading and a bar per option; the numbers of the whole item stand with the first."""
    rows: list[Row | Heading | Legend] = [Heading(row.question)]
    for place, option in enumerate(row.options):
        segments = _stacked(row, ((option, "high_light"),), 0.0)
        numbers = _numbers(row, sides) if not place else tuple(None for _side in sides)
        rows.append(Row(label=joined(option.options), segments=tuple(segments), sides=numbers))
    return rows


def _stacked(row: ItemRow, options: Sequence[tuple[ItemOption, Tone]], start: float) -> Iterator[Segment]:
    for option, tone in options:
        part = _share(row, option)
        if option.people:
            yield Segment(
                start=start,
                end=start + part,
                tone=tone,
                name=joined(option.options),
                label=number(part),
                hover=Text("number:people_percent", (("people", option.people), ("value", part)), 1),
                hatched=len(option.options) > 1 and row.ordered,
            )
        start += part
