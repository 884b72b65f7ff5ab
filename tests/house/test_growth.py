"""Where the house grows by one file, a newcomer is documented and has its tests."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from house.source_tree import PACKAGE, ROOT

from survey import i18n
from survey.commands import commands, main
from survey.config import LANGUAGES
from survey.exchange.exports import formats
from survey.forms.fields import field_class
from survey.instrument.types import device, module_of, question_type, type_names

DOCUMENTS = {path.name: path.read_text("utf-8") for path in [*ROOT.glob("docs/*.md"), ROOT / "README.md"]}
CHARTS = sorted(
    path.stem
    for path in (ROOT / "analysis" / "charts").glob("*.py")
    if f"def {path.stem}_chart(" in path.read_text("utf-8")
)
INSTRUMENTS = sorted(path.stem for path in (PACKAGE / "questionnaires").glob("*.yaml"))
STUDIES = sorted(path.parent.name for path in (PACKAGE / "questionnaires").glob("*/study.yaml"))


def documented(words: str, *names: str) -> bool:
    """Whether one of these documents holds the words."""
    return any(words in DOCUMENTS.get(name, "") for name in names)


def is_tested(words: str) -> bool:
    """Whether some test outside this one names the words."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    return any(words in path.read_text("utf-8") for path in files)


def verbs() -> list[str]:
    """``check``, ``import register``: every command a person can type."""
    found = []
    for name, command in sorted(commands().items()):
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        found += [f"{name} {word}".strip() for word in inner]
    return found


@pytest.mark.parametrize("name", type_names())
def test_a_question_type_is_documented_and_tested(name: str) -> None:
    assert documented(f"`{name}", "authors.md", "questionnaires.md")
    file = "broken/never-collected" if name in device.NAMES else f"questionnaires/{module_of(name)}"
    assert (ROOT / "tests" / f"{file}.yaml").exists()
    asks = question_type(name).is_question
    assert (field_class(name) is not None) is asks and (not asks or field_template(name).exists())


def field_template(name: str) -> Path:
    """The file that writes the field of a type."""
    field = field_class(name)
    return PACKAGE / "templates" / "fields" / f"{field.template if field else ''}.html"


def test_every_field_has_its_question_type() -> None:
    fields = {path.stem for path in (PACKAGE / "forms" / "fields").glob("*.py")} - {"__init__"}
    assert fields <= {module_of(name) for name in type_names()}


@pytest.mark.parametrize("identifier", sorted(formats()))
def test_an_export_format_is_documented_and_tested(identifier: str) -> None:
    assert documented(f"`{identifier}`", "staff.md") and documented(f"--format {identifier}", "operators.md")
    assert is_tested(f'"{identifier}"')


@pytest.mark.parametrize("verb", verbs())
def test_a_command_is_documented_and_tested(verb: str) -> None:
    assert documented(f"jalon {verb}", "operators.md", "authors.md", "README.md")
    first = verb.split()[0]
    ways = (f'"{first}"', f"jalon {first}", f"import {first.replace('-', '_')}", f"commands.{first}")
    assert any(is_tested(way) for way in ways)


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_is_found_by_its_name(name: str) -> None:
    assert main.get_command(click.Context(main), name) is commands()[name]


def test_an_unknown_command_is_refused() -> None:
    assert main.get_command(click.Context(main), "levitate") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_its_catalog_and_its_name(language: str) -> None:
    assert (i18n.translations_folder() / language / "LC_MESSAGES" / "messages.po").exists()
    assert i18n.NAMES[language]


def test_a_catalog_has_its_language() -> None:
    assert {path.parent.parent.name for path in (ROOT / "translations").glob("*/LC_MESSAGES/messages.po")} == set(
        LANGUAGES
    )


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_is_documented_and_tested(name: str) -> None:
    assert documented(f"`{name}.yaml`", "instruments.md")
    assert is_tested(f'"{name}"')


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_documented_and_tested(name: str) -> None:
    assert documented(f"\n## `{name}`\n", "charts.md")
    assert is_tested(f"{name}_chart(")


def test_charts_were_found() -> None:
    assert {"change", "distribution", "flow", "items", "register", "scores"} <= set(CHARTS)


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_template_is_documented_and_tested(name: str) -> None:
    assert name in (PACKAGE / "questionnaires" / "README.md").read_text("utf-8")
    assert is_tested(f'"{name}"')
