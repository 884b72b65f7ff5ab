"""``jalon evaluate`` tells what a questionnaire decides on given answers."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from survey.commands import main

QUESTIONNAIRE = """
settings:
  {form_id: home, form_title: {fr: Foyer, ar: بيت}, version: "1", default_language: fr,
   languages: {fr: {header: x, status: draft}, ar: {header: x, status: draft}}}
choices:
  - {list_name: kind, name: cat, label: {fr: Chat, ar: قط}, columns: {leg: "4"}}
  - {list_name: kind, name: bird, label: {fr: Oiseau, ar: طائر}, columns: {leg: "2"}}
survey:
  - {type: integer, name: age, label: {fr: Âge, ar: العمر}, constraint: . >= 0, required: true}
  - {type: begin_group, name: household}
  - {type: begin_repeat, name: member, label: {fr: Personne, ar: شخص}}
  - {type: integer, name: years, label: {fr: "Âge, plus de ${age} ?", ar: العمر}, relevant: "${age} > 17"}
  - {type: end_repeat}
  - {type: end_group}
  - {type: select_one kind, name: pet, label: {fr: Animal, ar: حيوان}, choice_filter: "leg = ${age} div 10"}
  - {type: calculate, name: day, calculation: "format-date(today(), '%e %b')"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a questionnaire."""
    (tmp_path / "home.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return tmp_path


def evaluate(folder: Path, answers: Any, *options: str, file: str = "home.yaml") -> Result:
    written = folder / "answers.json"
    written.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    return CliRunner().invoke(main, ["evaluate", str(folder / file), str(written), *options])


ANSWERS = {"/age": "40", "/household/member[2]/years": "7"}


def test_every_question_is_told_by_its_path(folder: Path) -> None:
    done = evaluate(folder, ANSWERS, "--json", "--now", "2026-01-15")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert list(found) == [
        "/age",
        "/household/member[1]/years",
        "/household/member[2]/years",
        "/pet",
        "/day",
    ]
    assert found["/age"] == {"label": "Âge", "relevant": True, "required": True, "valid": True, "value": "40"}
    assert found["/household/member[2]/years"] == {
        "label": "Âge, plus de 40 ?",
        "relevant": True,
        "required": False,
        "valid": True,
        "value": "7",
    }
    assert (found["/household/member[1]/years"]["value"], found["/day"]["value"]) == ("", "15 janv.")
    assert found["/pet"]["choices"] == ["cat"]  # 40 div 10 legs


def test_it_is_told_in_lines_and_in_a_language(folder: Path) -> None:
    done = evaluate(folder, {"/age": "-4"}, "--now", "2026-01-15", "--language", "ar")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        '/age: relevant, required, not valid; "-4"',
        '/household/member[1]/years: not relevant; ""',
        '/pet: relevant; ""; offered: nothing',
        '/day: relevant; "15 يناير"',
    ]


def test_a_path_that_leads_nowhere_is_told(folder: Path) -> None:
    done = evaluate(folder, {"/age": "40", "/nobody": "1", "/household": "1", "/household/member[1]": "2"})
    assert done.exit_code == 1
    assert [line.split("`")[1] for line in done.stderr.splitlines()] == [
        "/nobody",
        "/household",
        "/household/member[1]",
    ]
    assert "/age: relevant" in done.stdout


def test_an_expression_that_fails_is_told(folder: Path) -> None:
    failing = (folder / "home.yaml").read_text(encoding="utf-8").replace("${age} > 17", "regex('a', ${age})")
    (folder / "home.yaml").write_text(failing, encoding="utf-8")
    done = evaluate(folder, {"/age": "("})
    assert done.exit_code == 1
    assert "the `relevant` of `years` fails on these answers" in done.stderr


def test_a_workbook_is_read_too_with_the_file_beside_it(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    for row in (
        ("type", "name", "label", "choice_filter"),
        ("text", "region", "Region", ""),
        ("select_one_from_file towns.csv", "town", "Town", "region = ${region}"),
        ("calculate", "named", "", ""),
    ):
        sheet.append(row)
    sheet.cell(1, 5, "calculation")
    sheet.cell(4, 5, "pulldata('towns', 'label', 'name', ${town})")
    book.save(folder / "home.xlsx")
    (folder / "media").mkdir()
    (folder / "media" / "towns.csv").write_text("name,label,region\n1,Alpha,n\n2,Beta,s\n", encoding="utf-8")
    done = evaluate(folder, {"/region": "s", "/town": "2"}, "--json", file="home.xlsx")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["/town"]["choices"], found["/named"]["value"]) == (["2"], "Beta")


def test_what_or_other_adds_is_told(folder: Path) -> None:
    (folder / "home.yaml").write_text(
        'settings: {form_id: home, form_title: Home, version: "1", default_language: en}\n'
        "choices:\n  - {list_name: town, name: a, label: Alpha}\n"
        "survey:\n  - {type: select_one town or_other, name: home, label: Where?}\n",
        encoding="utf-8",
    )
    found = json.loads(evaluate(folder, {"/home": "other", "/home_other": "Gamma"}, "--json").stdout)
    assert found["/home"]["choices"] == ["a", "other"]
    assert (found["/home_other"]["relevant"], found["/home_other"]["value"]) == (True, "Gamma")


@pytest.mark.parametrize(
    ("answers", "options", "words"),
    [
        ("{", (), "answers.json:1:2 is no JSON"),
        ("", (), "is no JSON"),
        ("[" * 100_000, (), "is no JSON"),
        ('{"/age": NaN}', (), "is no JSON"),
        ('{"/age": "' + "9" * 16_000_001 + '"}', (), "is larger than 16 MB"),
        ("{}", ("--language", "es"), "has no language 'es'; it has fr, ar"),
        ("[]", (), "must hold one JSON object"),
        ('{"/age": ["1"]}', (), "must be a text"),
        ("{}", ("--now", "yesterday"), "--now must be a moment"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_read_is_a_mistake_of_use(
    folder: Path, answers: str, options: tuple[str, ...], words: str
) -> None:
    done = evaluate(folder, answers, *options)
    assert done.exit_code == 2
    assert words in done.output


def test_a_questionnaire_with_errors_is_told(folder: Path) -> None:
    (folder / "home.yaml").write_text("survey: 3", encoding="utf-8")
    done = evaluate(folder, {})
    assert done.exit_code == 1
    assert "home.yaml:1:" in done.stderr


def test_a_file_that_is_not_there_is_a_mistake_of_use(folder: Path) -> None:
    assert evaluate(folder, {}, file="lacking.yaml").exit_code == 2
    lacking = CliRunner().invoke(main, ["evaluate", str(folder / "home.yaml"), str(folder / "lacking.json")])
    assert (lacking.exit_code, "cannot be read" in lacking.output) == (2, True)


ONCE = """
settings: {form_id: once, form_title: Once, version: "1", default_language: en}
survey:
  - {type: integer, name: age, label: Age}
  - {type: calculate, name: first, label: First, calculation: "once(concat('x', ${age}))"}
  - {type: text, name: said, label: Said, calculation: "${age} + 1", trigger: "${age}"}
  - {type: text, name: unsaid, label: Unsaid, calculation: "${age} + 1", trigger: "${age}"}
"""


def test_answers_come_after_the_form_was_opened_as_in_odk(folder: Path) -> None:
    """ODK's engine gives these values: it works out what is worked out once before the first answer."""
    (folder / "once.yaml").write_text(ONCE, encoding="utf-8")
    found = json.loads(evaluate(folder, {"/age": "4", "/said": "mine"}, "--json", file="once.yaml").stdout)
    assert {path: each["value"] for path, each in found.items()} == {
        "/age": "4",
        "/first": "x",
        "/said": "mine",
        "/unsaid": "5",
    }


def test_an_xform_is_not_taken_for_yaml(folder: Path) -> None:
    (folder / "home.xml").write_text("<h:html/>", encoding="utf-8")
    done = evaluate(folder, {}, file="home.xml")
    assert done.exit_code == 1
    assert "The file is an XForm" in done.output
