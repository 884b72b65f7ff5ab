"""Small questionnaires and their fillings, built in a line."""

import datetime
from collections.abc import Mapping
from typing import Any

from survey.instrument.definition import Answers, Choice, Node, Question, Questionnaire, Repeat
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State

MOMENT = datetime.datetime(2026, 1, 15, 10, tzinfo=datetime.UTC)
TOWNS = [
    {"name": "1", "label": "Alpha", "region": "n"},
    {"name": "2", "label": "Beta", "region": "s"},
    {"name": "3", "label": "Gamma", "region": "n"},
]
CHOICES = {
    "list": tuple(
        Choice(name, {"fr": f"{name}-fr", "ar": f"{name}-ar"}, {"kind": kind})
        for name, kind in (("a", "x"), ("b", "y"), ("c", "x"))
    )
}


def ask(name: str, kind: str = "integer", **columns: Any) -> Question:
    given = {"list_name": "list" if kind.startswith("select") and "file" not in columns else "", **columns}
    return Question(kind, name, {"fr": name}, **given)


def calculate(name: str, calculation: str, **columns: Any) -> Question:
    return Question(columns.pop("kind", "calculate"), name, {}, calculation=calculation, **columns)


def repeat(name: str, *children: Node, count: str = "", **columns: Any) -> Repeat:
    return Repeat(name, {}, children, repeat_count=count, **columns)


def rows(name: str) -> list[Mapping[str, str]]:
    return {"towns.csv": TOWNS}[name]  # type: ignore[return-value]  # a list of dicts is one of mappings


def state(survey: tuple[Node, ...], answers: Answers, **given: Any) -> State:
    model = Model.of(Questionnaire("q", {}, "1", "fr", (), survey, CHOICES), rows)
    return State(model, answers, **{"moment": MOMENT, **given})


def text(survey: tuple[Node, ...], answers: Answers, key: str, **given: Any) -> str:
    place = Place.of(key)
    assert place is not None
    return state(survey, answers, **given).text(place)
