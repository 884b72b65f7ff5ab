"""Random expressions on the form of the examples give what ODK's own engine gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from instrument.examples import EXAMPLES, WORKED_OUT, example_state
from odk import reference
from odk.filler import Filling
from odk.random_expressions import Maker

from survey.instrument.model import Model
from survey.instrument.places import Place

pytestmark = pytest.mark.usefixtures("engine")

KNOWN_DEPARTURES = re.compile(r"substring-after\(|%a|date(-time)?\((\$\{nothing\} |'(?!2026|'))")
"""``docs/expressions.md`` says where we differ and why; such expressions are in ``examples.json`` under ``ours``."""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    sheets = folder / "examples.md"
    sheets.write_text(as_sheets(), encoding="utf-8")
    return reference.xform(sheets, folder)


def as_sheets() -> str:
    """The form of the examples as an XLSForm written in Markdown."""
    choices = "".join(
        f"| | {name} | {choice} | {label} | {columns['script']} |\n"
        for name, entries in EXAMPLES["choices"].items()
        for choice, label, columns in entries
    )
    survey = "".join(
        f"| | {kind} | {name} | {name} | {relevant} |\n" for kind, name, relevant in rows(EXAMPLES["form"])
    )
    heads = (
        "| survey |\n| | type | name | label | relevant |\n",
        "| choices |\n| | list_name | name | label | script |\n",
    )
    return f"{heads[0]}{survey}{heads[1]}{choices}"


def rows(nodes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        yield f"{node['type']} {node.get('list', '')}".strip(), node["name"], node.get("relevant", "")
        if "children" in node:
            yield from rows(node["children"])
            yield node["type"].replace("begin", "end"), "", ""


def by_path(model: Model) -> Filling:
    """The answers of the examples by path, numbers of instances first, the outer ones before the inner."""
    answers = {model.path(Place.of(key)): value for key, value in EXAMPLES["answers"].items()}
    return dict(sorted(answers.items(), key=lambda item: (not isinstance(item[1], int), item[0].count("/"))))


def with_paths(expression: str, model: Model) -> str:
    """An expression with ``${name}`` as pyxform writes it for a question outside all repeats."""
    paths = {name: "/data" + re.sub(r"\[\d+\]", "", model.path(Place(name))) for name in model.standings}
    return re.sub(r"\$\{([^}]+)\}", lambda found: paths[found[1]], expression)


def compared(form: Path, seed: int, number: int) -> list[tuple[str, str, str]]:
    """The expressions whose text differs: the engine's, ours."""
    maker, model = Maker(seed), example_state("''").model
    expressions = [one for one in (maker.expression() for _ in range(number)) if not KNOWN_DEPARTURES.search(one)]
    assert len(expressions) > 0.7 * number
    asked = [("", with_paths(expression, model)) for expression in expressions]
    found = reference.values_of(form, by_path(model), asked)
    ours = [example_state(expression).text(Place(WORKED_OUT)) for expression in expressions]
    trials = zip(expressions, found, ours, strict=True)
    given = [(one, told["value"], own) for one, told, own in trials if "error" not in told]  # an error stops its form
    assert len(given) > 0.95 * len(expressions)
    return [(one, theirs, own) for one, theirs, own in given if theirs != own]


def test_random_expressions_give_what_the_engine_gives(form: Path) -> None:
    assert compared(form, 1, 1000) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_random_expressions_give_what_the_engine_gives(form: Path, seed: int) -> None:
    assert compared(form, seed, 3000) == []
