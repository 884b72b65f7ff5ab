"""What the server decides on a filling, and what the page decides when the same is typed there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from instrument.examples import EXAMPLES
from page_interpreter import node

from survey.forms.page_tree import page_tree
from survey.instrument.definition import Question
from survey.instrument.places import Place
from survey.instrument.state import State

NOW = datetime.datetime.fromisoformat(EXAMPLES["now"])


def decisions(state: State) -> dict[str, dict[str, Any]]:
    """What the server decides on each node, by key."""
    return dict(_decisions(state))


def _decisions(state: State) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, standing in state.model.standings.items():
        question = standing.node
        if not isinstance(question, Question):
            continue
        for place in state.places(name):
            value = state.answers.get(place.key)
            decided: dict[str, Any] = {
                "relevant": state.is_relevant(place),
                "required": state.is_required(place),
                "holds": state.constraint_holds(place, value),
                "text": state.text(place),
            }
            if question.list_name:
                decided["choices"] = [choice.name for choice in state.choices(place)]
            yield place.key, decided


def compared(fillings: Sequence[tuple[State, State]], names: tuple[str, ...]) -> None:
    """Hold the page against the server: shown on the first state of each pair, then answered like the second."""
    asked, expected = [], []
    for before, after in fillings:
        tree = page_tree(before, names, moment=NOW, language="en")
        assert tree is not None
        typed = [place for name in names if is_typed(after, tree, name) for place in before.places(name)]
        given = before.answers.keys() | after.answers.keys()
        texts = [[place.key, as_text(after.answers.get(place.key))] for place in typed if place.key in given]
        known = {key: decided for key, decided in decisions(after).items() if Place.of(key).name in names}
        asked.append(
            {"form": tree, "set": texts, "keys": [key for key in known if Place.of(key).name in tree["nodes"]]}
        )
        expected.append(known)
    for told, known in zip(node.run("forms.mjs", asked), expected, strict=True):
        for key, decided in told.items():
            assert decided == {part: known[key][part] for part in decided}, key


def is_typed(state: State, tree: dict[str, Any], name: str) -> bool:
    """Whether the page follows an answer; where the server alone filters the choices, it has the server's text."""
    question = state.model.standings[name].node
    told = tree["nodes"].get(name)
    return told is not None and ("filter" in told or not getattr(question, "choice_filter", ""))


def as_text(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
