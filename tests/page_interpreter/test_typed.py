"""The page reads what is typed as the server does: numbers, days, times, places and orders, in any numerals."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from page_interpreter import node
from werkzeug.datastructures import MultiDict

from survey.forms.page import sent_form
from survey.instrument.definition import Choice, Group, Question, Questionnaire
from survey.instrument.flow import Flow
from survey.instrument.places import Place
from survey.instrument.worked_out import stored_text

PARIS = ZoneInfo("Europe/Paris")
SUMMER = datetime.datetime(2026, 7, 14, 0, 30, tzinfo=PARIS)
DAY, CLOCK = ("day", "month", "year"), ("hour", "minute")
TYPES: Mapping[str, tuple[str, ...]] = {
    "text": ("",),
    "barcode": ("",),
    "integer": ("",),
    "decimal": ("",),
    "date": DAY,
    "time": CLOCK,
    "dateTime": (*DAY, *CLOCK),
    "geopoint": ("latitude", "longitude", "accuracy"),
    "geotrace": ("",),
    "geoshape": ("",),
    "rank": ("a", "b", "c"),
}
SINGLE: Mapping[str, tuple[str, ...]] = {
    "text": ("", "  a \u00a0", "a\r\nb\x07", "\ufeffa", "é e\u0301"),
    "barcode": ("", " 12 \t 34\n5", "٣"),
    "integer": (
        "",
        "7",
        "007",
        "-0",
        "+3",
        "٣٤",
        "۱۲",
        "1 234",
        "1\u202f234\u00a0567",
        "1 23",
        "2,0",
        "−5",
        "9007199254740991",
    )
    + ("9007199254740992", "000000000000000000001", "00000000000000000001", "x", "1e3", "1٬234", "\u200f12"),
    "decimal": ("", "3", "3.0", "-0", ".5", "5.", ",5", "1 234,5", "١٢٫٥", "1,234.5", "0.1", "1e3", "1000000000000000")
    + ("1000000000000001", "0.000001234567890123456", "123456789.123456789", "-7,25", "1.2.3", "1,2,3"),
    "geotrace": ("", "1 2", "1 2\n3 4", "1 2; 3 4 5;", "48.85,2.35\n48.86,2.36", "1 2\nx"),
    "geoshape": ("", "1 2\n3 4\n5 6", "1 2\n3 4\n5 6\n1 2", "1 2\n3 4\n1 2", "1 2\n3 4"),
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "day": ("", "1", "31", "٣", "29", " 5 ", "0", "x"),
    "month": ("", "1", "2", "12", "۲", "13", "02"),
    "year": ("", "2024", "2026", "1899", "2100", "2101", "24", "٢٠٢٦", "0000"),
    "hour": ("", "0", "8", "23", "24", "٩", "08"),
    "minute": ("", "00", "30", "59", "60", "5", "٣٠"),
    "latitude": ("", "48.8566", "48,8566", "-0.0", "91", "90", "٤٨٫٥", "+1.50", "12.1234567894", "5°"),
    "longitude": ("", "2.3522", "-180", "181", "007", "2,5", "1 0"),
    "accuracy": ("", "12", "4.5", "-1", "0"),
    **dict.fromkeys("abc", ("", "1", "2", "3")),
}


def questionnaire(appearance: tuple[str, ...] = ()) -> Questionnaire:
    rows = tuple(Question(kind, f"the_{kind}", {"en": kind}, list_name="abc" * (kind == "rank")) for kind in TYPES)
    short = Question("date", "short", {"en": "short"}, appearance=appearance)
    page = Group("page", {"en": "page"}, (*rows, short), appearance=("field-list",))
    return Questionnaire(
        "all", {}, "1", "en", (), (page,), {"abc": tuple(Choice(name, {"en": name}) for name in "abc")}
    )


def on_the_server(flow: Flow, name: str, parts: Mapping[str, str], moment: datetime.datetime) -> str:
    state = flow.state({}, moment)
    stop = next(flow.stops(state))
    typed = {f"{name}.{ending}" if ending else name: text for ending, text in parts.items()}
    field = sent_form(flow, stop, state, MultiDict(typed | {".shown": name})).field_of(Place(name))
    assert field is not None
    return "" if field.data is None else stored_text(field.question.type, field.data)


def compared(cases: list[tuple[str, dict[str, str]]], moment: datetime.datetime) -> set[str]:
    """Hold both sides against each other; which types gave an answer at all."""
    flow, now, zone = Flow.of(questionnaire()), moment.isoformat(timespec="milliseconds"), str(moment.tzinfo)
    expected = [on_the_server(flow, f"the_{kind}", parts, moment) for kind, parts in cases]
    found = node.run("typed.mjs", [[kind, parts, now, zone] for kind, parts in cases])
    differing = [row for row in zip(cases, expected, found, strict=True) if row[1] != row[2]]
    assert differing == []
    return {kind for (kind, _), text in zip(cases, expected, strict=True) if text}


def test_one_text_is_read_alike() -> None:
    cases = [(kind, {"": text}) for kind, texts in SINGLE.items() for text in texts]
    assert compared(cases, SUMMER) == SINGLE.keys()


@pytest.mark.parametrize("seed", range(3))
def test_parts_are_read_alike(seed: int) -> None:
    chance = random.Random(seed)
    kinds = [kind for kind, endings in TYPES.items() if endings != ("",)]
    drawn = [chance.choice(kinds) for _ in range(3000)]
    cases = [(kind, {ending: chance.choice(PARTS[ending]) for ending in TYPES[kind]}) for kind in drawn]
    assert compared(cases, SUMMER) == set(kinds)


def test_a_moment_has_the_offset_of_its_own_day() -> None:
    """Also around the hours at which clocks are changed, of which one does not exist and one comes twice."""
    hours = [(day, hour) for day in ("28/3", "29/3", "24/10", "25/10") for hour in range(24)]
    cases = []
    for day, hour in hours:
        number, _, month = day.partition("/")
        cases.append(("dateTime", {"day": number, "month": month, "year": "2026", "hour": str(hour), "minute": "30"}))
    assert compared(cases, SUMMER) == {"dateTime"}


@pytest.mark.parametrize(("appearance", "asked"), [("month-year", ("month", "year")), ("year", ("year",))])
def test_a_month_and_a_year_are_their_first_day(appearance: str, asked: tuple[str, ...]) -> None:
    flow = Flow.of(questionnaire((appearance,)))
    cases = [dict.fromkeys(asked, text) for text in ("", "2", "12", "2026")]
    cases += [dict(zip(asked, ("2", "2026")[-len(asked) :], strict=True))]
    now = SUMMER.isoformat(timespec="milliseconds")
    found = node.run("typed.mjs", [["date", parts, now, "Europe/Paris"] for parts in cases])
    assert found == [on_the_server(flow, "short", parts, SUMMER) for parts in cases]
    assert found[-1] in ("2026-02-01", "2026-01-01")
