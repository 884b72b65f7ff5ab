"""``jalon translations``: the example of the guide there and back, what it tells, what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from survey.commands.publish import command as publish
from survey.commands.translations import command

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "survey" / "questionnaires"
SECTION = (ROOT / "docs" / "authors.md").read_text("utf-8").partition("## Give texts to translators")[2]


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", SECTION, re.S)
    assert found is not None
    return found[1]


def translations(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


@pytest.fixture
def night(tmp_path: Path) -> Path:
    path = tmp_path / "night.yaml"
    path.write_text(block("text"), encoding="utf-8")
    return path


@pytest.fixture
def catalog(night: Path) -> Path:
    """The PO file of the guide, translated."""
    path = night.with_name("night-es.po")
    assert translations("export", night, "es", "--output", path).exit_code == 0
    empty = re.sub(r'^msgstr ".*"', 'msgstr ""', block("po"), flags=re.M)
    assert empty.strip() in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(empty.strip(), block("po").strip()), encoding="utf-8")
    return path


def test_the_example_of_the_guide_becomes_what_the_guide_shows(night: Path, catalog: Path) -> None:
    done = translations("import", catalog, night)
    assert (done.exit_code, night.read_text("utf-8")) == (0, block("yaml"))
    assert done.stdout.splitlines() == [
        f"{night}: texts changed: 2.",
        f"{night}: `es` is complete: write `status: draft`.",
    ]
    assert translations("import", catalog, night).exit_code == 0  # once more changes nothing
    assert night.read_text("utf-8") == block("yaml")


def test_a_changed_source_is_told_and_nothing_written_unless_the_rest_is_wanted(night: Path, catalog: Path) -> None:
    changed = night.read_text("utf-8").replace("did you sleep", "have you slept")
    night.write_text(changed, encoding="utf-8")
    refused = translations("import", catalog, night)
    line = catalog.read_text("utf-8").splitlines().index('msgid "How many hours did you sleep?"') + 1
    assert (refused.exit_code, night.read_text("utf-8")) == (1, changed)
    told, *rest = refused.stderr.splitlines()
    assert told.startswith(f"{catalog}:{line}:1: error [source-changed] `night: hours: label` said")
    assert rest == ["Error: Nothing was written."]
    some = translations("import", catalog, night, "--only-fitting")
    assert (some.exit_code, "es: ¿Cuántas" in night.read_text("utf-8")) == (1, False)
    assert 'es: "${hours} horas: gracias."' in night.read_text("utf-8")
    assert f"{night}: texts still missing in `es`: 1." in some.stdout


def test_fuzzy_entries_are_not_taken(night: Path, catalog: Path) -> None:
    marked = catalog.read_text("utf-8").replace("#: night.yaml:13\n", "#: night.yaml:13\n#, fuzzy\n")
    catalog.write_text(marked, encoding="utf-8")
    done = translations("import", catalog, night)
    assert "Not taken, for they are fuzzy: 1." in done.stdout and "¿Cuántas" not in night.read_text("utf-8")


def test_a_reviewed_language_that_changes_is_told(night: Path, catalog: Path) -> None:
    reviewed = 'status: reviewed, reviewed_by: A. Name, reviewed_on: "2026-11-30"'
    night.write_text(block("yaml").replace("status: incomplete", reviewed).replace("durmió", "dormiste"), "utf-8")
    assert "`es` was reviewed before this" in translations("import", catalog, night).stdout


def test_coverage_counts_the_texts_of_each_language(night: Path) -> None:
    rows = json.loads(translations("coverage", night, "--json").stdout)
    counts = [(row["language"], row["status"], row["translated"], row["texts"], row["missing"]) for row in rows]
    assert counts == [("en", "draft", 3, 3, 0), ("es", "incomplete", 1, 3, 2)]
    table = translations("coverage", night).stdout.splitlines()
    assert table[0].split() == ["file", "language", "status", "translated", "texts", "missing"]
    assert table[2].split() == [str(night), "es", "incomplete", "1", "3", "2"]


def test_a_study_gives_its_instruments_too(tmp_path: Path) -> None:
    study, written = LIBRARY / "before_after", tmp_path / "ar.po"
    alone = translations("export", study, "ar")
    assert "Left out, for they are shared instruments: wellbeing," in alone.stderr
    assert translations("export", study, "ar", "--library", LIBRARY, "--output", written).exit_code == 0
    with written.open("rb") as file:
        found = {message.context: message.string for message in read_po(file) if message.id}
    assert found["study before_after: title"] == "في بداية المساعدة وفي نهايتها"
    assert {context.partition(": ")[0] for context in found} == {
        "study before_after", "wellbeing", "self_confidence", "capability", "profile",
    }  # fmt: skip
    assert all(found.values())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "is the default language"),
        ("ar", "`ar` is not a language of night.yaml"),
        ("xx", "is not a language code"),
    ],
)
def test_a_language_that_cannot_be_exported_is_refused(language: str, words: str, night: Path) -> None:
    refused = translations("export", night, language)
    assert refused.exit_code != 0 and words in refused.stderr


def test_what_is_there_is_not_overwritten(night: Path, catalog: Path) -> None:
    before = catalog.read_bytes()
    refused = translations("export", night, "es", "--output", catalog)
    assert (refused.exit_code, "exists already" in refused.stderr, catalog.read_bytes()) == (1, True, before)


def test_a_half_translated_study_is_published_only_when_told_so(installation: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for path in LIBRARY.glob("*.yaml"):
        (library / path.name).write_bytes(path.read_bytes())
    text = (LIBRARY / "relationship.yaml").read_text("utf-8")
    text = text.replace("العربية (ar), status: draft", "العربية (ar), status: incomplete")
    text = text.replace("    ar: العلاقة مع الخدمة الاجتماعية\n", "", 1)
    (library / "relationship.yaml").write_text(text, encoding="utf-8")
    words = [str(LIBRARY / "post_only"), "--library", str(library)]
    refused = CliRunner().invoke(publish, words)
    assert refused.exit_code == 1 and "Nothing was published." in refused.stderr
    assert f"{library / 'relationship.yaml'}:1:1: error [half-translated] `ar` lacks 1 of " in refused.stdout
    even_so = CliRunner().invoke(publish, [*words, "--despite-missing-texts"])
    assert (even_so.exit_code, "The study post_only is published." in even_so.stdout) == (0, True)
