"""Seeded answers to a form: plausible ones, and those at the edges of its types and of its own conditions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from odk.xform import Asked, XForm

Filling = dict[str, str | int]
"""Answers by path as ODK stores them, ``/household/member[2]/age``; at a repeat's own path its number of instances."""

TEXTS = (
    "Ana", "l'été à Nîmes", "مرحبا ١٢", "  two  words ", "007", "1e3", "-1", "true", "2026-01-10", "0612345678",
    "+33612345678", "1234567890", "05/2024", "a@b.org", "O'Neil \"Bob\"", "x" * 300, "0", "NaN", "é̀",
)  # fmt: skip
WHOLE = (0, 1, 2, 5, 10, 17, 18, 25, 50, 65, 100, 110, 1000, -1, -7, 2147483647)
DECIMALS = ("0.0", "0.1", "0.5", "1.0", "2.5", "-2.5", "18.0", "99.99", "1000000.0", "0.000001")
DATES = ("2026-01-15", "2026-01-14", "2026-01-16", "2000-02-29", "1970-01-01", "1931-07-04", "2030-12-31")
TIMES = ("08:30:00.000+00:00", "00:00:00.000+00:00", "23:59:59.999+00:00")
MOMENTS = ("2026-01-10T08:30:00.000+00:00", "2026-01-15T10:00:00.000+00:00", "1999-12-31T23:59:59.999+00:00")
POINTS = ("48.8566 2.3522 0.0 0.0", "-33.45 -70.6667 520.0 5.5")
TRACES = ("48.8566 2.3522 0.0 0.0;48.86 2.36 0.0 0.0", "1.0 1.0 0.0 0.0;2.0 2.0 0.0 0.0;3.0 1.0 0.0 0.0")
SHAPES = ("1.0 1.0 0.0 0.0;2.0 2.0 0.0 0.0;3.0 1.0 0.0 0.0;1.0 1.0 0.0 0.0",)
BLANKS = 0.15
MOST_INSTANCES = 4


class Chance(random.Random):
    """The chances of one filling; one that obliges mostly answers what conditions ask for."""

    obliging = 0.5


def filling(form: XForm, seed: int) -> Filling:
    """The answers of one seed, repeats before what stands in them."""
    chance = Chance(seed)
    chance.obliging = chance.choice((0.2, 0.5, 0.95))
    blanks = chance.choice((0.0, BLANKS, BLANKS, 0.6))
    answers: Filling = {}
    for repeat in form.repeats:
        for path in instances(form, repeat, answers):
            answers[path] = chance.randint(0, MOST_INSTANCES)
    for asked in form.asked:
        for path in instances(form, asked.path, answers):
            if asked.path in form.counts.values():
                answers[path] = str(chance.randint(0, MOST_INSTANCES))
            elif chance.random() >= blanks:
                answers[path] = answer(_likely(asked, answers, chance), chance)
    return {path: text for path, text in answers.items() if path not in form.counts and text != ""}


def _likely(asked: Asked, answers: Filling, chance: Chance) -> Asked:
    """The question, mostly with those choices alone that a filter on the answers so far would let pass."""
    given = set(map(str, answers.values()))
    likely = tuple(choice for choice in asked.choices if given.intersection(choice[1:]))
    return replace(asked, choices=likely) if likely and chance.random() < 0.8 else asked


def instances(form: XForm, path: str, answers: Mapping[str, str | int]) -> list[str]:
    """A path once for each instance of the repeats above it."""
    places, plain = [""], ""
    for word in path.split("/")[1:]:
        plain = f"{plain}/{word}"
        places = [f"{place}/{word}" for place in places]
        if plain in form.repeats and plain != path:
            places = [f"{place}[{number}]" for place in places for number in range(1, int(answers[place]) + 1)]
    return places


def answer(asked: Asked, chance: Chance) -> str:
    """One answer as ODK stores it; often one that the form's own conditions turn on."""
    if asked.control in _CHOSEN:
        return _CHOSEN[asked.control](asked, chance)
    return _TYPED.get(asked.kind, _text)(asked, chance)


def _one(asked: Asked, chance: Chance) -> str:
    names = [choice[0] for choice in asked.choices] or [""]
    named = [name for name in names if name in asked.near]
    return chance.choice(named if named and chance.random() < chance.obliging else names)


def _several(asked: Asked, chance: Chance) -> str:
    likely = chance.choice((0.15, 0.5, 1.0))
    names = [choice[0] for choice in asked.choices]
    named = [name for name in names if name in asked.near and chance.random() < 0.3]
    return " ".join(name for name in names if name in named or chance.random() < likely)


def _ranked(asked: Asked, chance: Chance) -> str:
    return " ".join(choice[0] for choice in chance.sample(asked.choices, len(asked.choices)))


def _ranged(asked: Asked, chance: Chance) -> str:
    start, end, step = asked.bounds
    value = start + step * chance.randint(0, round((end - start) / step))
    return str(round(value)) if asked.kind == "int" else str(float(value))


def _integer(asked: Asked, chance: Chance) -> str:
    near = [int(float(word)) + shift for word in asked.near if _is_number(word) for shift in (-1, 0, 1)]
    return str(chance.choice(near if near and chance.random() < chance.obliging else list(WHOLE)))


def _decimal(asked: Asked, chance: Chance) -> str:
    near = [str(float(word)) for word in asked.near if _is_number(word)]
    return chance.choice(near if near and chance.random() < chance.obliging else list(DECIMALS))


def _text(asked: Asked, chance: Chance) -> str:
    return chance.choice(asked.near if asked.near and chance.random() < 0.4 else TEXTS)


def _any_of(texts: tuple[str, ...]) -> Callable[[Asked, Chance], str]:
    return lambda asked, chance: chance.choice(texts)


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit() and len(word) < 9


_CHOSEN: Mapping[str, Callable[[Asked, Chance], str]] = {
    "select1": _one,
    "select": _several,
    "rank": _ranked,
    "range": _ranged,
    "trigger": _any_of(("OK",)),
    "upload": _any_of(("picture.png",)),
}
_TYPED: Mapping[str, Callable[[Asked, Chance], str]] = {
    "int": _integer,
    "decimal": _decimal,
    "date": _any_of(DATES),
    "time": _any_of(TIMES),
    "dateTime": _any_of(MOMENTS),
    "geopoint": _any_of(POINTS),
    "geotrace": _any_of(TRACES),
    "geoshape": _any_of(SHAPES),
}
