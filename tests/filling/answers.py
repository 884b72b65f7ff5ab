"""Seeded answers that a question takes: what is typed, and what must be kept of it."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from sent_files import PDF, film, picture, sound

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import Question, Value
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.types import question_type

ZONE = ZoneInfo("Europe/Paris")
TEXTS = (
    "Ana",
    "l'été à Nîmes",
    "مرحبا ١٢",
    "0612345678",
    "+33612345678",
    "ana@example.org",
    "AB12",
    "1234567890",
    "12",
)
WHOLE = (0, 1, 2, 3, 5, 10, 17, 18, 25, 50, 65, 100, 1000, 2026, 0, 1)
TRIES = 100
FEW = 2
OBLIGING = 4
"""Of so many choices the one is made that leads to most questions."""
ARABIC = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
FILES: Mapping[str, tuple[str, str, bytes]] = {
    "image": ("picture.png", "image/png", picture("png")),
    "audio": ("sound.wav", "audio/wav", sound("wav")),
    "video": ("film.mp4", "video/mp4", film()),
    "file": ("letter.pdf", "application/pdf", PDF),
}
Typed = dict[str, str | list[str] | tuple[str, str, bytes]]
"""What goes into each input, by its name; a list is what is ticked, a file its name, kind and content."""


@dataclass(frozen=True)
class Said:
    """One answer: what is typed, and the value that is kept of it, or None with the reason there is none."""

    typed: Typed
    value: Value | None
    reason: str = ""


def said(question: Question, place: Place, offered: Sequence[str], state: State, chance: random.Random) -> Said:
    """An answer that may stand beside those of ``state``: now and then a refusal or, where it may be one, a blank."""
    blank = Said({}, None, "not_answered")
    if question.name in counting(state.model) and not broken_rule(_with(state, place, FEW), question, place, FEW):
        return Said({place.key: str(FEW)}, FEW)
    drawn = chance.random()
    if drawn < 0.04:
        return _refusal(question, place)
    if drawn < 0.1 and not question.default and not broken_rule(_with(state, place, None), question, place, None):
        return blank
    found = list(islice(_right(question, place, offered, state, chance), _tries(question, state.model)))
    return max(found, key=lambda each: each[0])[1] if found else _refusal(question, place)


def _right(
    question: Question, place: Place, offered: Sequence[str], state: State, chance: random.Random
) -> Iterator[tuple[int, Said]]:
    """Answers that keep the rules of the question, with how much is asked after each."""
    alone, followers = _tries(question, state.model) == 1, following(state.model)[question.name]
    for _ in range(TRIES):
        typed, value = _DRAWN[question.type](question, place, offered, chance)
        after = _with(state, place, value)
        if value is not None and not broken_rule(after, question, place, value):
            led = 0 if alone else sum(after.is_relevant(each) for name in followers for each in after.places(name))
            yield led, Said(typed, value)


def _tries(question: Question, model: Model) -> int:
    """How many answers are weighed against each other."""
    return OBLIGING if question.list_name and following(model)[question.name] else 1


@lru_cache(maxsize=16)
def following(model: Model) -> Mapping[str, frozenset[str]]:
    """For each question the rows that are asked or not by its answer."""
    texts = {name: standing.node.relevant for name, standing in model.standings.items() if standing.node.relevant}
    return {
        name: frozenset(other for other, text in texts.items() if f"{{{name}}}" in text) for name in model.standings
    }


@lru_cache(maxsize=16)
def counting(model: Model) -> frozenset[str]:
    """The questions that say how often a repeat is asked."""
    counts = [getattr(standing.node, "repeat_count", "") for standing in model.standings.values()]
    return frozenset(name for name in model.standings if any(f"{{{name}}}" in text for text in counts))


def _with(state: State, place: Place, value: Value | None) -> State:
    others = {key: kept for key, kept in state.answers.items() if key != place.key}
    return state.with_answers(others if value is None else {**others, place.key: value}, () if value else (place.key,))


def _refusal(question: Question, place: Place) -> Said:
    apart = question.type not in ("select_one", "select_multiple", "range", "acknowledge")
    return Said({place.key + ".refused" * apart: ["prefer not to say"]}, None, "refused")


def _near(question: Question) -> list[str]:
    """The numbers that stand in a question's own condition."""
    return re.findall(r"(?<![\w.])\d+(?:\.\d+)?", question.constraint)


def _one(question: Question, place: Place, offered: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    if not offered:
        return {}, None
    name = chance.choice(offered)
    return {place.key: [name]}, name


def _several(
    question: Question, place: Place, offered: Sequence[str], chance: random.Random
) -> tuple[Typed, Value | None]:
    likely = chance.choice((0.1, 0.3, 0.8))
    names = [name for name in offered if chance.random() < likely] or list(offered[:1])
    return {place.key: list(names)}, tuple(names) or None


def _ranked(
    question: Question, place: Place, offered: Sequence[str], chance: random.Random
) -> tuple[Typed, Value | None]:
    order = chance.sample(list(offered), len(offered))
    return {f"{place.key}.{name}": str(number) for number, name in enumerate(order, 1)}, tuple(order)


def _integer(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    near = [int(float(text)) + shift for text in _near(question) for shift in (-1, 0, 1)]
    number = chance.choice([*WHOLE, *near, *near])
    return {place.key: _written(str(number), chance)}, number


def _decimal(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    number = chance.choice([*map(float, WHOLE), 0.5, 2.5, 12.75, *map(float, _near(question))])
    return {place.key: _written(str(number), chance)}, number


def _written(number: str, chance: random.Random) -> str:
    """A number as somebody types it: with a comma, or in Arabic figures."""
    return chance.choice((number, number, number.replace(".", ","), number.translate(ARABIC)))


def _text(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    lengths = [int(text) for text in _near(question) if text.isdecimal() and int(text) < 40]
    figures = ["0612345678901234567890123456789012345678"[:length] for length in lengths if length]
    text = chance.choice([*TEXTS, *figures])
    return {place.key: f" {text} "}, text


def _date(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    day = datetime.datetime.now(ZONE).date() + datetime.timedelta(days=chance.choice((0, -1, 1, -40, -700, -9000, 30)))
    if "year" in question.appearance:
        return {f"{place.key}.year": str(day.year)}, f"{day.year}-01-01"
    parts = {f"{place.key}.month": str(day.month), f"{place.key}.year": _written(str(day.year), chance)}
    if "month-year" in question.appearance:
        return dict(parts), f"{day.year}-{day.month:02}-01"
    return {f"{place.key}.day": str(day.day), **parts}, day.isoformat()


def _time(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    hour, minute = chance.randrange(24), chance.randrange(60)
    offset = datetime.datetime.now(ZONE).isoformat(timespec="milliseconds")[-6:]
    typed: Typed = {f"{place.key}.hour": str(hour), f"{place.key}.minute": f"{minute:02}"}
    return typed, f"{hour:02}:{minute:02}:00.000{offset}"


def _moment(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    days, _day = _date(Question("date", question.name, {}), place, (), chance)
    hour, minute = chance.randrange(4, 24), chance.randrange(60)
    clock: Typed = {f"{place.key}.hour": str(hour), f"{place.key}.minute": f"{minute:02}"}
    year, month, number = (int(text) for text in str(_day).split("-"))
    moment = datetime.datetime(year, month, number, hour, minute, tzinfo=ZONE)
    return days | clock, moment.isoformat(timespec="milliseconds")


def _point(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    latitude, longitude = chance.randint(-89, 89) + 0.25, chance.randint(-179, 179) + 0.5
    typed: Typed = {f"{place.key}.latitude": str(latitude), f"{place.key}.longitude": str(longitude)}
    if chance.random() < 0.5:
        return typed, f"{latitude} {longitude}"
    return typed | {f"{place.key}.accuracy": "12"}, f"{latitude} {longitude} 0 12"


def _points(least: int) -> Callable[[Question, Place, Sequence[str], random.Random], tuple[Typed, Value | None]]:
    def drawn(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
        points = [f"{chance.randint(-80, 80)} {number}" for number in range(chance.randint(least, 5))]
        kept = points if question.type == "geotrace" else [*points, points[0]]
        return {place.key: "\n".join(points)}, ";".join(f"{point} 0 0" for point in kept)

    return drawn


def _range(
    question: Question, place: Place, offered: Sequence[str], chance: random.Random
) -> tuple[Typed, Value | None]:
    start, end, step = (
        float(question.parameters.get(name, text)) for name, text in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    point = start + step * chance.randint(0, round((end - start) / step))
    value = int(point) if point.is_integer() else round(point, 6)
    return {place.key: [str(value)] if offered else str(value)}, value


def _tick(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    return {place.key: ["OK"]}, "OK"


def _file(question: Question, place: Place, _: Sequence[str], chance: random.Random) -> tuple[Typed, Value | None]:
    return {f"{place.key}.file": FILES[question.type]}, FILES[question.type][0]


_DRAWN: Mapping[str, Callable[[Question, Place, Sequence[str], random.Random], tuple[Typed, Value | None]]] = {
    "select_one": _one,
    "select_multiple": _several,
    "rank": _ranked,
    "range": _range,
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
    "barcode": _text,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "geopoint": _point,
    "geotrace": _points(2),
    "geoshape": _points(3),
    "acknowledge": _tick,
    **dict.fromkeys(FILES, _file),
}


def is_kept(question: Question, kept: Value | None, value: Value | None) -> bool:
    """Whether a value is kept; a file gets a name of its own, that of its question, and keeps what kind it is."""
    if question.type not in FILES or value is None:
        return kept == value
    return str(kept).startswith(question.name[:3]) and str(kept)[-4:] in (str(value)[-4:], ".jpg")


def in_list_order(question: Question, value: Value | None, state: State) -> Value | None:
    """Several choices as they are kept: in the order of their list, whatever the order they were ticked in."""
    if question.type != "select_multiple" or not isinstance(value, tuple):
        return value
    return tuple(choice.name for choice in state.model.choices(question) if choice.name in value)


def asked_of(state: State, keys: Sequence[str]) -> Iterator[tuple[Place, Question]]:
    """The questions among keys, notes left out."""
    for key in keys:
        place = Place.of(key)
        assert place is not None
        question = state.model.standings[place.name].node
        assert isinstance(question, Question)
        if question_type(question.type).is_question:
            yield place, question
