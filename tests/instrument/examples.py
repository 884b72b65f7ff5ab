"""The examples of the expression language as questionnaires: shared by every test that evaluates one."""

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from survey.instrument.definition import Choice, Group, Node, Question, Questionnaire, Repeat
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State

EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
TOWNS = [{"name": "1", "label": "Alpha"}, {"name": "2", "label": "Beta"}]
WORKED_OUT = "worked_out"


def node_of(row: Mapping[str, Any]) -> Node:
    """One row of the examples' form, with those in it."""
    children = tuple(node_of(child) for child in row.get("children", ()))
    if row["type"] == "begin_repeat":
        return Repeat(row["name"], {}, children, repeat_count="")
    if row["type"] == "begin_group":
        return Group(row["name"], {}, children)
    return Question(row["type"], row["name"], {}, list_name=row.get("list", ""), relevant=row.get("relevant", ""))


def rows(name: str) -> Sequence[Mapping[str, str]]:
    """The one file there is."""
    return {"towns.csv": TOWNS}[name]


def example_state(expression: str, **given: Any) -> State:
    """A filling of the examples' form with one calculation at its end."""
    survey = (*map(node_of, EXAMPLES["form"]), Question("calculate", WORKED_OUT, {}, calculation=expression))
    choices = {
        name: tuple(Choice(code, {"en": label}, columns) for code, label, columns in entries)
        for name, entries in EXAMPLES["choices"].items()
    }
    model = Model.of(Questionnaire("data", {}, "1", "en", (), survey, choices), rows)
    moment = datetime.datetime.fromisoformat(EXAMPLES["now"])
    return State(model, EXAMPLES["answers"], **{"moment": moment, **given})


def worked_out(expression: str, **given: Any) -> str | None:
    """What the calculation gives, None when it fails."""
    state = example_state(expression, **given)
    text = state.text(Place(WORKED_OUT))
    return None if state.failures() else text
