"""What we make of a filling, node by node, and where ODK's engine makes something else of it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from odk import reference
from odk.filler import Filling

from survey.instrument.by_path import state_by_path
from survey.instrument.definition import Node
from survey.instrument.expressions.tree import calls
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.standing import expression_or_none
from survey.instrument.state import State

MOMENT = datetime.datetime.fromisoformat(reference.MOMENT)
LISTED = frozenset({"select_multiple", "rank"})
DRAWN = frozenset({"random", "uuid"})
NOT_OURS = re.compile(r"/meta\b.*|.*/\w+_count")
"""What pyxform adds: to every form, and to a repeat whose number of instances an expression tells."""


@dataclass
class Findings:
    """How many decisions were compared, by kind, and those that differ: node, kind, the engine's, ours."""

    compared: Counter[str] = field(default_factory=Counter)
    different: list[tuple[str, str, Any, Any]] = field(default_factory=list)

    def add(self, path: str, kind: str, theirs: Any, ours: Any) -> None:
        """Count one decision."""
        self.compared[kind] += 1
        if theirs != ours:
            self.different.append((path, kind, theirs, ours))


def place_of(model: Model, path: str) -> Place | None:
    """The place of a path of the engine; a question whose name stood twice in the file is called otherwise here."""
    group, _, name = path.rpartition("/")
    called = (each.name for each in model.questions() if each.node.columns.get("name") == name)
    return model.place(path) or next(filter(None, (model.place(f"{group}/{other}") for other in called)), None)


def state_of(model: Model, filling: Filling) -> State:
    """Our state of a filling: as the engine's, what is worked out once was worked out before anyone answered."""
    answers: dict[str, Any] = {}
    for path, text in filling.items():
        place = place_of(model, path)
        if place is None:
            raise LookupError(f"no place {path}")
        kind = getattr(model.standings[place.name].node, "type", "")
        answers[place.key] = tuple(str(text).split(" ")) if kind in LISTED else text
    return state_by_path(model, answers, moment=MOMENT)


def taken(filling: Filling, made: Mapping[str, Any]) -> Filling:
    """The answers that the engine took: not those to what was not offered, not asked or not there when they came."""
    held = {told["path"]: told["value"] for told in made["nodes"] if told["relevant"] and "value" in told}
    answers = {path: held.get(path, text) for path, text in filling.items() if path not in made["refused"]}
    return {path: text for path, text in answers.items() if text != ""}


def compare(model: Model, filling: Filling, made: Mapping[str, Any], findings: Findings) -> None:
    """Hold every node of a filling against what the engine made of it."""
    state, drawn = state_of(model, filling), drawn_names(model)
    for told in made["nodes"]:
        if NOT_OURS.fullmatch(told["path"]) or told["kind"].startswith("repeat-range"):
            continue
        place = place_of(model, told["path"])
        if place is None:
            findings.add(told["path"], "known", True, False)
        elif place.name not in drawn:
            findings.add(told["path"], "relevant", told["relevant"], state.is_relevant(place))
            if told["relevant"] and "value" in told and state.is_relevant(place):
                for kind, theirs, ours in _decisions(state, place, told):
                    findings.add(told["path"], kind, theirs, ours)


def _decisions(state: State, place: Place, told: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    yield "required", told["required"], state.is_required(place)
    if told["kind"] != "upload":  # the engine gives each file a name of its own
        yield "value", told["value"], state.text(place)
    if told["value"]:
        value = state.answers.get(place.key, told["value"])
        yield "valid", told["valid"], state.constraint_holds(place, value)
    if "choices" in told:
        yield "choices", told["choices"], [choice.name for choice in state.choices(place)]


def drawn_names(model: Model) -> frozenset[str]:
    """The questions that hang on a drawn number: each side draws its own."""
    drawn = {standing.name for standing in model.questions() if _draws(standing.node)}
    while True:
        more = {
            name
            for name, standing in model.standings.items()
            if name not in drawn and not drawn.isdisjoint((*standing.reads, *standing.above))
        }
        if not more:
            return frozenset(drawn)
        drawn |= more


def _draws(node: Node) -> bool:
    expression = expression_or_none(getattr(node, "calculation", ""))
    return expression is not None and any(name in DRAWN for name, _ in calls(expression.tree))
