"""Texts go to translators and come back, and nothing else of a file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from survey.exchange.translations.catalog import Entry, Translations, catalog_text, read_catalog
from survey.exchange.translations.coverage import coverage
from survey.exchange.translations.merging import Merging, merged, write
from survey.exchange.translations.splicing import written
from survey.exchange.translations.texts import TextFile, read_text_files, texts_of
from survey.instrument.loader import read_instrument

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "survey" / "questionnaires"
FILES = sorted([*LIBRARY.rglob("*.yaml"), *(ROOT / "tests" / "questionnaires").glob("[!s]*.yaml")])

SLEEP = """\
# Sleep, as people say it.
settings:
  form_id:   sleep   # never changes
  form_title: { fr: Le sommeil,  ar: النوم }
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: reviewed, reviewed_by: A. Lectrice, reviewed_on: "2026-11-30"}
    ar: {header: العربية (ar), status: incomplete}

choices:
- {list_name: often, name: "1", label: {fr: Jamais}}   # lowest first
- list_name: often
  name: "2"
  label:
      fr: 'Souvent'   # after a week


survey:
    # Two questions.
  - type: select_one often
    name: sleep_well
    label:
      fr: >-
        Je dors
        bien.
      ar: أنام جيدا.
    hint: Cette semaine   # a plain text

  - type: note
    name: thanks
    label: |
      Merci, ${sleep_well}.
      À bientôt !
"""


def file_of(folder: Path, content: str = SLEEP) -> Path:
    path = folder / "sleep.yaml"
    path.write_bytes(content.encode())
    return path


def texts(path: Path) -> TextFile:
    read = read_text_files(path, LIBRARY, with_library=False)
    assert read.problems == ()
    return read.files[0]


def taken(path: Path, said: dict[str, str], language: str = "ar") -> Merging:
    """What translations change, for their sources as the file has them."""
    file = texts(path)
    sources = {text.context: text.said.get(file.default_language, "") for text in file.texts}
    entries = tuple(Entry(context, sources[context], text, 1) for context, text in said.items())
    return merged((file,), Translations("ar.po", language, entries, 0), language)


def test_a_catalog_holds_context_source_and_translation(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_bytes(catalog_text((texts(file_of(tmp_path)),), "ar"))
    with path.open("rb") as file:
        found = [(message.context, message.id, message.string) for message in read_po(file) if message.id]
    assert found == [
        ("sleep: form_title", "Le sommeil", "النوم"),
        ("sleep: often = 1: label", "Jamais", ""),
        ("sleep: often = 2: label", "Souvent", ""),
        ("sleep: sleep_well: label", "Je dors bien.", "أنام جيدا."),
        ("sleep: sleep_well: hint", "Cette semaine", ""),
        ("sleep: thanks: label", "Merci, ${sleep_well}.\nÀ bientôt !", ""),
    ]


@pytest.mark.parametrize("language", ["ar", "fr-x-facile", "kab", "xyz"])
def test_a_catalog_says_its_language(language: str, tmp_path: Path) -> None:
    path = tmp_path / "some.po"
    path.write_bytes(catalog_text((texts(file_of(tmp_path)),), language))
    translations, problems = read_catalog(path)
    assert problems == () and translations is not None and translations.language == language


def test_translations_come_in_and_every_other_byte_stays(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    said = {
        "sleep: form_title": "نومي",
        "sleep: often = 1: label": "أبدًا، إطلاقًا",
        "sleep: often = 2: label": "كثيرًا",
        "sleep: sleep_well: label": "أنام جيدًا.",
        "sleep: sleep_well: hint": "هذا الأسبوع: كله",
        "sleep: thanks: label": "شكرًا، ${sleep_well}.\nإلى اللقاء!",
    }
    merging = taken(path, said)
    expected = SLEEP
    for old, new in (
        ("ar: النوم }", "ar: نومي }"),
        ("{fr: Jamais}", "{fr: Jamais, ar: أبدًا، إطلاقًا}"),
        ("# after a week\n", "# after a week\n      ar: 'كثيرًا'\n"),
        ("ar: أنام جيدا.", "ar: أنام جيدًا."),
        ("hint: Cette semaine   # a plain text\n",
         'hint:\n      fr: Cette semaine   # a plain text\n      ar: "هذا الأسبوع: كله"\n'),
        ("label: |\n      Merci, ${sleep_well}.\n      À bientôt !\n",
         "label:\n      fr: |\n        Merci, ${sleep_well}.\n        À bientôt !\n"
         "      ar: |\n        شكرًا، ${sleep_well}.\n        إلى اللقاء!\n"),
    ):  # fmt: skip
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert merging.problems == ()
    assert merging.changed[0].content == expected
    write(merging.changed)
    assert path.read_text("utf-8") == expected
    assert [path.name for path in tmp_path.iterdir()] == ["sleep.yaml"]
    assert read_instrument(path).form_title["ar"] == "نومي"
    assert [(each.language, each.missing) for each in coverage((texts(path),))] == [("fr", 0), ("ar", 0)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_other_words_and_the_old_ones_again_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    copied = tmp_path / path.name
    copied.write_bytes(before)
    file = read_text_files(copied, LIBRARY, with_library=False).files[0]
    for language in file.languages:
        old = {text.context: text.said[language.code] for text in file.texts if language.code in text.said}
        if language.code == file.default_language or not old:
            continue
        new = {context: f"- {text}: #" for context, text in old.items()}
        if all("\n" not in text for text in old.values()):
            write(taken(copied, new, language.code).changed)
            assert copied.read_bytes() != before
            write(taken(copied, old, language.code).changed)
            now = {text.context: text.said[language.code] for text in texts(copied).texts if text.context in old}
            assert now == old
    assert copied.read_bytes().replace(b'"', b"").replace(b"'", b"") == before.replace(b'"', b"").replace(b"'", b"")


def test_line_ends_of_another_system_stay(tmp_path: Path) -> None:
    path = file_of(tmp_path, SLEEP.replace("\n", "\r\n"))
    merging = taken(path, {"sleep: often = 2: label": "كثيرًا", "sleep: thanks: label": "شكرًا، ${sleep_well}.\nنعم"})
    content = merging.changed[0].content
    assert content.count("\n") == content.count("\r\n") and "ar: 'كثيرًا'\r\n" in content


@pytest.mark.parametrize(
    ("said", "source", "rule"),
    [
        ("نومي", "Le repos", "source-changed"),
        ("نومي ${x}", "Le sommeil", "lost-reference"),
        ("نو\u202eمي", "Le sommeil", "control-character"),
    ],
)
def test_what_does_not_fit_is_told(said: str, source: str, rule: str, tmp_path: Path) -> None:
    translations = Translations("ar.po", "ar", (Entry("sleep: form_title", source, said, 17),), 0)
    merging = merged((texts(file_of(tmp_path)),), translations, "ar")
    assert [(problem.file, problem.line, problem.rule) for problem in merging.problems] == [("ar.po", 17, rule)]
    assert merging.changed == ()


def test_a_mistake_that_stands_in_the_file_already_keeps_no_other_text_out(tmp_path: Path) -> None:
    path = file_of(tmp_path, SLEEP.replace("ar: النوم", 'ar: "النوم ${x}"'))
    merging = taken(path, {"sleep: form_title": "النوم ${x}", "sleep: often = 1: label": "أبدًا"})
    assert merging.problems == () and merging.changed[0].count == 1


def test_a_text_that_is_gone_is_told_and_one_of_another_file_counted(tmp_path: Path) -> None:
    entries = (Entry("sleep: nap: label", "Sieste", "قيلولة", 5), Entry("calm: form_title", "Calme", "هدوء", 9))
    merging = merged((texts(file_of(tmp_path)),), Translations("ar.po", "ar", entries, 0), "ar")
    assert [(each.line, each.rule) for each in merging.problems] == [(5, "source-gone")]
    assert merging.elsewhere == 1


def test_a_language_that_the_file_has_not_is_told(tmp_path: Path) -> None:
    merging = taken(file_of(tmp_path), {"sleep: form_title": "El sueño"}, "es")
    assert [problem.rule for problem in merging.problems] == ["unknown-language"] and merging.changed == ()


@pytest.mark.parametrize("content", ["msgid", 'hello "a"', "\udcff"])
def test_what_is_no_catalog_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    translations, problems = read_catalog(path)
    assert translations is None and [problem.rule for problem in problems] == ["not-a-catalog"]


@pytest.mark.parametrize(
    ("text", "style", "in_braces", "expected"),
    [
        ("Oui", "", False, "Oui"),
        ("no", "", False, '"no"'),
        ("a: b", "", False, '"a: b"'),
        ("a, b", "", False, "a, b"),
        ("a, b", "", True, '"a, b"'),
        ("d'où", "'", False, "'d''où'"),
        ("a\nb", "", False, "|\n    a\n    b"),
        (" a\nb", "", True, '" a\\nb"'),
        ("a\u2028b", "", False, '"a\\u2028b"'),
    ],
)
def test_a_text_is_written_in_quotes_when_it_must_be(text: str, style: str, in_braces: bool, expected: str) -> None:
    assert written(text, style, in_braces=in_braces, indent=4) == expected


def test_sounds_of_a_language_of_their_own_are_translated_and_one_for_all_is_not() -> None:
    content = """\
settings: {form_id: tr, form_title: {fr: Essai, en: Trial}}
choices:
- {list_name: l, name: a, label: {fr: Un, en: One}, image: one.png, audio: {fr: un.mp3}}
survey:
- {type: select_one l, name: q, label: {fr: Deux, en: Two}, video: {fr: deux.mp4, en: two.mp4}}
"""
    found = {each.context: each.said for each in texts_of(content, "tr", "fr")}
    assert found["tr: l = a: audio"] == {"fr": "un.mp3"}
    assert found["tr: q: video"] == {"fr": "deux.mp4", "en": "two.mp4"}
    assert "tr: l = a: image" not in found
