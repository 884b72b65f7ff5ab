"""``jalon walk``: what no path reaches, where paths end, how long they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from survey.commands.walk import command
from survey.simulation.patterns import matching

ROOT = Path(__file__).parent.parent.parent
INSTRUMENTS = sorted((ROOT / "survey" / "questionnaires").glob("*.yaml"))
GUIDE = (ROOT / "docs" / "authors.md").read_text("utf-8")
SECTION = GUIDE.partition("## Let it be walked")[2]
HEAD = """\
settings: {form_id: walked, form_title: Walked, version: "1", default_language: en}
choices:
- {list_name: yn, name: "yes", label: "Yes"}
- {list_name: yn, name: "no", label: "No"}
survey:
"""


def walked(folder: Path, rows: str, *words: str) -> Any:
    path = folder / "walked.yaml"
    path.write_text(HEAD + rows, encoding="utf-8")
    done = CliRunner().invoke(command, [str(path), "--json", *words], catch_exceptions=False)
    found = json.loads(done.stdout)
    trouble = found["never_reached"] or found["dead_ends"] or found["failures"]
    assert done.exit_code == (1 if trouble else 0), done.output
    assert [each.name for each in folder.iterdir()] == ["walked.yaml"]  # it only reads
    return found


def dead_ends(found: Any) -> list[tuple[str, str]]:
    return [(each["name"], each["rule"]) for each in found["dead_ends"]]


def test_the_example_of_the_guide_tells_what_the_guide_says(tmp_path: Path) -> None:
    file, shown = (found[1] for found in re.finditer(r"```text\n(.*?)```", SECTION, re.S))
    path = tmp_path / "home.yaml"
    path.write_text(file, encoding="utf-8")
    done = CliRunner().invoke(command, [str(path)])
    assert (done.stdout, done.exit_code) == (shown, 1)


def test_a_sound_questionnaire_has_nothing_to_tell(tmp_path: Path) -> None:
    found = walked(
        tmp_path,
        """\
- {type: select_one yn, name: work, label: Do you work?, required: "true()"}
- {type: integer, name: hours, label: Hours a week?, relevant: "${work} = 'yes'", constraint: ". >= 0 and . <= 99"}
""",
    )
    assert (found["never_reached"], found["dead_ends"], found["failures"]) == ([], [], [])
    assert found["questions"]["shortest"] == 1 and found["questions"]["longest"] == 2
    assert found["pages"]["shortest"] == 1 and found["pages"]["longest"] == 2


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_the_instruments_have_nothing_to_tell(path: Path) -> None:
    done = CliRunner().invoke(command, [str(path), "--paths", "4"])
    assert done.exit_code == 0, done.output


def test_a_question_whose_condition_never_holds_is_told(tmp_path: Path) -> None:
    found = walked(
        tmp_path,
        """\
- {type: integer, name: age, label: Age?, constraint: ". <= 17"}
- {type: text, name: pension, label: Which pension?, relevant: "${age} > 64"}
""",
    )
    assert found["never_reached"] == ["pension"]


def test_a_question_behind_one_answer_in_a_hundred_thousand_is_reached(tmp_path: Path) -> None:
    rows = """\
- {type: integer, name: code, label: Code?}
- {type: text, name: place, label: Place?}
- {type: calculate, name: both, calculation: "${code} = 73519 and ${place} = 'Ouagadougou'"}
- {type: note, name: found, label: Found., relevant: "${both} = 'true'"}
"""
    assert walked(tmp_path, rows, "--paths", "1")["never_reached"] == []


def test_an_answer_that_must_be_that_of_another_question_is_found(tmp_path: Path) -> None:
    found = walked(
        tmp_path,
        """\
- {type: date, name: born, label: Born?, required: "true()"}
- {type: calculate, name: days, calculation: "int(today() - ${born}) * 7"}
- {type: integer, name: said, label: Seven times your days?, required: "true()", constraint: ". = ${days}"}
""",
    )
    assert found["dead_ends"] == []


def test_a_question_in_a_later_instance_is_reached(tmp_path: Path) -> None:
    found = walked(
        tmp_path,
        """\
- {type: begin_repeat, name: member, label: Member}
- {type: text, name: name, label: Name?}
- {type: end_repeat}
- {type: note, name: several, label: Several., relevant: "count(${member}) > 2"}
""",
    )
    assert found["never_reached"] == [] and found["questions"]["longest"] == 3


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ('{type: integer, name: q, label: Q?, required: "true()", constraint: ". > 5 and . < 4"}', "no-answer"),
        ('{type: select_one yn, name: q, label: Q?, required: "true()", choice_filter: "name = 1"}', "no-choice"),
        ('{type: integer, name: q, label: Q?, constraint: ". > 5 and . < 4"}', "never-accepted"),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_dead_end(row: str, rule: str, tmp_path: Path) -> None:
    assert dead_ends(walked(tmp_path, f"- {row}\n")) == [("q", rule)]


@pytest.mark.parametrize(
    "row",
    [
        'required: "true()", read_only: "true()"',
        "required: \"${a} != ''\", read_only: \"${a} != 'x'\"",
        "required: \"true()\", calculation: \"if(${a} = 'x', 1, '')\"",
        'read_only: "true()", default: wrong, constraint: ". = 1"',
    ],
)
def test_a_question_that_can_only_be_looked_at_stops_nobody(row: str, tmp_path: Path) -> None:
    rows = f"- {{type: text, name: a, label: A?}}\n- {{type: text, name: q, label: Q?, {row}}}\n"
    found = walked(tmp_path, f"{rows}- {{type: text, name: z, label: Z?}}\n")
    assert (found["never_reached"], found["dead_ends"]) == ([], [])


def test_a_file_that_is_lacking_is_answered_by_typing(tmp_path: Path) -> None:
    rows = """\
- {type: select_one_from_file towns.csv, name: a, label: A?}
- {type: select_one yn or_other, name: b, label: B?}
- {type: note, name: z, label: Z., relevant: "${b} = 'other'"}
"""
    found = walked(tmp_path, rows)
    assert (found["never_reached"], found["dead_ends"]) == ([], [])


def test_the_same_seed_takes_the_same_paths(tmp_path: Path) -> None:
    rows = """\
- {type: integer, name: a, label: A?}
- {type: text, name: b, label: B?, relevant: "${a} > 3"}
- {type: text, name: c, label: C?, relevant: "${a} > 40"}
"""
    assert walked(tmp_path, rows, "--seed", "7", "--paths", "9") == walked(
        tmp_path, rows, "--seed", "7", "--paths", "9"
    )


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^[A-Z]{2}[0-9]{3}$", "AA555"),
        (r"^\d+$", "5"),
        ("^(FR|ES)-[^0-9]+$", "FR-a"),
        (r"^\+33 ?\d{9}$", "+33555555555"),
    ],
)
def test_a_pattern_gives_a_text_that_it_takes(pattern: str, text: str) -> None:
    assert next(matching(pattern)) == text


@pytest.mark.parametrize("pattern", ["plain", "^(?=a)b$", "[", "(" * 150])
def test_a_pattern_in_doubt_gives_none(pattern: str) -> None:
    assert list(matching(pattern)) == []
