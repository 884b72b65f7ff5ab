"""``jalon diff`` tells of each item whether it is the same, reworded, rescaled, new or gone, in each language."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.commands.diff import command

OLD = """\
settings:
  form_id: nights
  form_title: {fr: Nuits, en: Nights}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    en: {header: English (en), status: draft}
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, en: Never}}
  - {list_name: often, name: "2", label: {fr: Toujours, en: Always}}
survey:
  - {type: begin_group, name: page, label: {fr: Vos nuits, en: Your nights}, appearance: field-list}
  - {type: select_one often, name: sleep, label: {fr: Je dors bien., en: I sleep well.}}
  - {type: select_one often, name: wake, label: {fr: Je me réveille., en: I wake up.}}
  - {type: end_group}
  - {type: range, name: hours, label: {fr: Des heures, en: Hours}, parameters: start=0 end=12}
scales:
  - name: nights
    label: {fr: Nuits, en: Nights}
    items: [sleep, wake]
    reverse: [wake]
    minimum_answered: 2
    score_range: [0, 100]
    source: written for Jalon, not validated
"""


def compared(folder: Path, new: str, *options: str) -> Result:
    """What the command says of the questionnaire above and another."""
    for name, text in (("old", OLD), ("new", new)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(folder / "old.yaml"), str(folder / "new.yaml"), *options])


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(OLD, id="the same file"),
        pytest.param(OLD.replace('version: "1"', 'version: "2"'), id="another version"),
        pytest.param(OLD.replace("Je dors bien.", "'Je  dors bien.'"), id="another space"),
        pytest.param(
            OLD.replace("réveille", "re\N{COMBINING ACUTE ACCENT}veille"), id="another way to write an accent"
        ),
    ],
)
def test_nothing_changed(new: str, tmp_path: Path) -> None:
    ended = compared(tmp_path, new)
    assert (ended.exit_code, ended.output) == (0, "3 same, 0 reworded, 0 rescaled, 0 new, 0 gone\n")


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("en: I sleep well.", "en: I sleep soundly.", ["sleep: same in fr; reworded in en (label)"]),
        (
            "fr: Vos nuits",
            "fr: Vos nuits d’été",
            ["sleep: reworded in fr (heading); same in en", "wake: reworded in fr (heading); same in en"],
        ),
        ("start=0 end=12", "start=0 end=24", ["hours: rescaled in fr, en (parameters)"]),
        (
            "fr: Toujours",
            "fr: Souvent",
            ["sleep: rescaled in fr (choice labels); same in en", "wake: rescaled in fr (choice labels); same in en"],
        ),
        ("reverse: [wake]", "reverse: []", ["wake: rescaled in fr, en (reverse)"]),
        ("name: hours", "name: hours_slept", ["hours_slept: new in fr, en", "hours: gone in fr, en"]),
    ],
)
def test_a_change_is_told_of_each_item(old: str, new: str, lines: list[str], tmp_path: Path) -> None:
    ended = compared(tmp_path, OLD.replace(old, new))
    assert ended.exit_code == 1
    assert ended.output.splitlines()[:-1] == lines


def test_a_choice_more_rescales_the_items_of_its_list(tmp_path: Path) -> None:
    third = '  - {list_name: often, name: "3", label: {fr: Sans arrêt, en: All the time}}\nsurvey:\n'
    ended = compared(tmp_path, OLD.replace("survey:\n", third))
    assert ended.output.splitlines() == [
        "sleep: rescaled in fr, en (choices, choice labels)",
        "wake: rescaled in fr, en (choices, choice labels)",
        "1 same, 0 reworded, 2 rescaled, 0 new, 0 gone",
    ]


def test_a_language_more_is_new_for_every_item(tmp_path: Path) -> None:
    new = OLD.replace("    en: {", "    es: {header: Español (es), status: incomplete}\n    en: {")
    ended = compared(tmp_path, new, "--json")
    assert ended.exit_code == 1
    assert json.loads(ended.output)[0] == {
        "name": "sleep",
        "languages": {"fr": "same", "es": "new", "en": "same"},
        "changed": {},
    }


def test_json_names_the_parts_that_changed(tmp_path: Path) -> None:
    new = OLD.replace("I sleep well.", "I sleep soundly.").replace("en: Always", "en: Every day")
    rows = json.loads(compared(tmp_path, new, "--json").output)
    assert rows[0]["changed"] == {"en": ["choice labels", "label"]}
    assert [row["languages"]["en"] for row in rows] == ["rescaled", "rescaled", "same"]


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    ended = compared(tmp_path, OLD.replace("type: range", "type: rnage"))
    assert ended.exit_code == 2
    assert "unknown-type" in ended.output
    assert "new.yaml cannot be compared" in ended.output
    assert CliRunner().invoke(command, [str(tmp_path / "old.yaml")]).exit_code == 2
