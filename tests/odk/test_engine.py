"""The engine is run rightly: it gives the values that are written down, and takes the answers that the filler makes."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from odk import reference
from odk.filler import Filling, filling
from odk.xform import read

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture(scope="module")
def examples(real_data: Path) -> dict[str, object]:
    return json.loads((real_data / "expressions.json").read_text("utf-8"))


def by_path(answers: dict[str, object]) -> Filling:
    """The answers of the examples, whose one repeat is a list, by path."""
    flat: Filling = {}
    for name, value in answers.items():
        if not isinstance(value, list):
            flat[f"/{name}"] = value
            continue
        flat[f"/{name}"] = len(value)
        flat |= {f"/{name}[{i}]/{k}": text for i, one in enumerate(value, 1) for k, text in one.items() if text}
    return flat


def with_calculates(form: str, expressions: list[str]) -> str:
    """The examples' form with one calculate per expression after its questions."""
    survey, choices = form.split("| choices |")
    heads = survey.replace("| relevant |", "| relevant | calculation |", 1)
    rows = "".join(f"| | calculate | c{number} | | | {text} |\n" for number, text in enumerate(expressions))
    return f"{heads}{rows}| choices |{choices}"


def test_the_engine_gives_the_values_of_the_examples(examples: dict[str, object], tmp_path: Path) -> None:
    cases = [case for case in examples["cases"] if "error" not in case]
    sheets = tmp_path / "examples.md"
    sheets.write_text(with_calculates(examples["form"], [case["expression"] for case in cases]), encoding="utf-8")
    assert examples["now"] == reference.MOMENT
    [made] = reference.made_of(reference.xform(sheets, tmp_path), [by_path(examples["answers"])])
    values = {node["path"]: node["value"] for node in made["nodes"] if "value" in node}
    found = {case["expression"]: values[f"/c{number}"] for number, case in enumerate(cases)}
    assert len(cases) == 80
    assert found == {case["expression"]: case["value"] for case in cases}


def test_what_the_engine_cannot_evaluate_is_told(examples: dict[str, object], tmp_path: Path) -> None:
    [case] = [case for case in examples["cases"] if "error" in case]
    sheets = tmp_path / "example.md"
    sheets.write_text(with_calculates(examples["form"], [case["expression"]]), encoding="utf-8")
    [made] = reference.made_of(reference.xform(sheets, tmp_path), [{}])
    assert made["error"] in case["error"]


@pytest.mark.long
def test_the_ten_sound_forms_take_the_fillers_answers(forms: Path, tmp_path: Path) -> None:
    """Every answer is stored as it was given or, a choice that is not offered now, not at all."""
    sound = [path for path in sorted(forms.iterdir()) if not path.name.startswith("wrong-")]
    stored: Counter[str] = Counter()
    for workbook in sound:
        made = reference.xform(workbook, tmp_path)
        answers = filling(read(made.read_text("utf-8")), seed=1)
        [outcome] = reference.made_of(made, [answers])
        assert "error" not in outcome, (workbook.name, outcome)
        assert set(outcome["refused"].values()) <= {"no such node"}, (workbook.name, outcome["refused"])
        for node in outcome["nodes"]:
            if node["relevant"] and node.get("value") and node["path"] in answers and node["kind"] != "upload":
                assert node["value"] == answers[node["path"]], (workbook.name, node)
                stored[workbook.stem] += 1
    assert len(stored) == len(sound) == 10


def test_the_lock_file_names_no_address_and_has_a_hash_for_each_package() -> None:
    locked = json.loads((reference.HERE / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {name: package for name, package in locked.items() if name}
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []
    assert not re.search(r"registry|://[^\"]*\.tgz", (reference.HERE / "package-lock.json").read_text("utf-8"))
