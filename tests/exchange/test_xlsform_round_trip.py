"""From a workbook to YAML and back, nothing is lost: ODK sees the identical form, the author every cell."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from exchange.sheets import cells, workbook
from pyxform.xls2xform import convert as pyxform_convert

from survey.exchange.xlsform.convert import convert
from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.loader import read_instrument
from survey.instrument.yaml_tree import MAXIMUM_BYTES

SHIPPED = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
FEATURES = Path(__file__).parent.parent / "questionnaires"
REAL = Path(os.environ["JALON_REAL_DATA"]) / "xlsforms" if "JALON_REAL_DATA" in os.environ else None
FORMS = sorted(path for path in REAL.iterdir() if path.suffix in (".xlsx", ".xls")) if REAL else []
LARGE = 120_000
"""Bytes of a file that takes as long as all others together."""
SOUND = [path for path in FORMS if not path.stem.startswith("wrong-")]


def xform(path: Path) -> str:
    """The XForm that pyxform alone makes of a workbook, in canonical XML."""
    return canonicalize(pyxform_convert(str(path), form_name="form").xform)


def there_and_back(path: Path, folder: Path) -> tuple[Path, Path]:
    """The YAML of a workbook, and the workbook of that YAML."""
    texts, again = folder / f"{path.stem}.yaml", folder / f"{path.stem}.xlsx"
    texts.write_bytes(convert(path, ".yaml", despite_problems=True).files[".yaml"])
    again.write_bytes(convert(texts, ".xlsx", despite_problems=True).files[".xlsx"])
    return texts, again


@pytest.mark.skipif(not REAL, reason="JALON_REAL_DATA is not set")
@pytest.mark.filterwarnings("ignore")  # openpyxl's, about colours and validations of the file
@pytest.mark.parametrize(
    "form",
    [pytest.param(path, marks=pytest.mark.long) if path.stat().st_size > LARGE else path for path in SOUND],
    ids=lambda path: path.stem,
)
def test_a_real_form_comes_back_as_the_identical_xform(form: Path, tmp_path: Path) -> None:
    texts, again = there_and_back(form, tmp_path)
    assert xform(again) == xform(form)
    assert {problem.rule for problem in read_questionnaire(texts).problems if problem.severity == "error"} == set()
    assert texts.stat().st_size < MAXIMUM_BYTES
    twice = tmp_path / "twice.yaml"
    twice.write_bytes(convert(again, ".yaml", despite_problems=True).files[".yaml"])
    assert twice.read_text("utf-8") == texts.read_text("utf-8").replace("\u00a0\n", "\n")


@pytest.mark.skipif(not REAL, reason="JALON_REAL_DATA is not set")
def test_there_are_ten_sound_forms() -> None:
    assert len(SOUND) == 10


FORM = {
    "Notes": [["for", "whom"], [], ["the", "team"]],
    "choices": [
        ["list name", "name", "region", "label::Français (fr)", "label::english", "image::english"],
        ["town", "a", "north", "Aubin", "Aubin", "aubin.png"],
        [None, None, "a remark"],
        ["town", 2, "south", "Bel", None, None],
    ],
    "survey": [
        [
            "theme",
            "type",
            "name",
            "label::Français (fr)",
            "label::english",
            "relevance",
            "caption of mine",
            "media::audio",
        ],
        ["health", "begin_group", "g", "Groupe", "Group", None, None, None],
        [None, "text", "a", "Un", "One\nand a half", None, "yes", "one.mp3"],
        ["only a remark"],
        [None, "select_one town or_other", "b", "Deux", None, "${a} != ''", 3.0, None],
        [None, "end_group"],
        [None, "trigger", "ok", "D'accord", "I agree"],
        [None, "begin_repeat", "r", "Encore", "Again"],
        [None, "note", "g", "Même nom", "The same name"],
        [None, "end_repeat", "the end of r"],
    ],
    "settings": [
        ["form_title", "id_string", "default_language", "style", "mine"],
        ["Essai", "a form", "Français (fr)", "pages", "yes"],
    ],
}


def test_columns_their_order_remarks_media_translations_and_other_sheets_survive(tmp_path: Path) -> None:
    form = workbook(tmp_path / "form.xlsx", FORM)
    texts, again = there_and_back(form, tmp_path / "made" if (tmp_path / "made").mkdir() is None else tmp_path)
    assert cells(again) == cells(form)
    assert xform(again) == xform(form)
    questionnaire = read_questionnaire(texts).source
    assert questionnaire is not None
    found = {question.name: question for question in questionnaire.questionnaire.questions()}
    assert list(found) == ["a", "b", "ok", "g_2"]
    assert (found["a"].label, found["a"].media) == (
        {"fr": "Un", "en": "One\nand a half"},
        {"audio": {"fr": "one.mp3"}},
    )
    assert (found["b"].relevant, found["b"].or_other, found["b"].columns) == (
        "${a} != ''",
        True,
        {"caption of mine": "3"},
    )
    town = questionnaire.questionnaire.choices["town"]
    assert (town[0].media, town[1].columns) == ({"image": {"en": "aubin.png"}}, {"region": "south"})
    assert questionnaire.questionnaire.form_id == "a_form"
    assert questionnaire.questionnaire.settings == {"style": "pages"}


def test_what_is_changed_in_the_yaml_is_changed_in_the_workbook(tmp_path: Path) -> None:
    form = workbook(tmp_path / "form.xlsx", FORM)
    texts = tmp_path / "form.yaml"
    changed = convert(form, ".yaml", despite_problems=True).files[".yaml"].decode()
    for before, after in (
        ("type: acknowledge", "type: text"),
        ("name: g_2", "name: other"),
        ('version: "1"', 'version: "2"'),
        ("version: '1'", "version: '2'"),
        ("form_id: a_form", "form_id: new"),
        ("theme: health", "theme: wealth"),
        ("    relevant: ${a} != ''", "    relevant: ${a} = 'x'\n    hint: {fr: Ici, en: Here}"),
        ("  relevant: ${a} != ''", "  relevant: ${a} = 'x'\n  hint: {fr: Ici, en: Here}"),
    ):
        changed = changed.replace(before, after)
    texts.write_text(changed, encoding="utf-8")
    again = tmp_path / "again.xlsx"
    again.write_bytes(
        convert(texts, ".xlsx").files.get(".xlsx") or convert(texts, ".xlsx", despite_problems=True).files[".xlsx"]
    )
    survey, settings = cells(again)["survey"], cells(again)["settings"]
    assert survey[0][-2:] == ["hint::Français (fr)", "hint::english"]
    assert [row[1:3] for row in survey if row[1:2] in (["text"], ["note"])] == [
        ["text", "a"],
        ["text", "ok"],
        ["note", "other"],
    ]
    assert (survey[1][0], survey[4][5], survey[4][-2:]) == ("wealth", "${a} = 'x'", ["Ici", "Here"])
    assert settings[1] == ["Essai", "new", "Français (fr)", "pages", "yes", "2"]


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_instrument_comes_back_from_a_workbook_as_it_was(path: Path, tmp_path: Path) -> None:
    form = tmp_path / path.with_suffix(".xlsx").name
    form.write_bytes(convert(path, ".xlsx").files[".xlsx"])
    again = tmp_path / path.name
    again.write_bytes(convert(form, ".yaml").files[".yaml"])
    assert read_instrument(again) == read_instrument(path)


@pytest.mark.parametrize(
    "feature", sorted(path for path in FEATURES.glob("*.yaml") if path.stem != "study"), ids=lambda path: path.stem
)
def test_every_feature_comes_back_from_a_workbook(feature: Path, tmp_path: Path) -> None:
    form = tmp_path / feature.with_suffix(".xlsx").name
    form.write_bytes(convert(feature, ".xlsx").files[".xlsx"])
    again = tmp_path / feature.name
    again.write_bytes(convert(form, ".yaml", "fr", despite_problems=True).files[".yaml"])
    assert read_instrument(again) == read_instrument(feature)


def test_cells_are_read_by_their_kind(tmp_path: Path) -> None:
    moment, hour = datetime.datetime(2026, 1, 2, 3, 4, 5), datetime.time(8, 30)
    rows = [
        ["type", "name", "label", "default"],
        *(
            ["text", f"a{n}", "Un", value]
            for n, value in enumerate(
                [True, False, 3.0, 2.5, moment, hour, "=1+1", " spaced  out ", 10**12, "é\u00a0è"]
            )
        ),
    ]
    reading = read_questionnaire(workbook(tmp_path / "form.xlsx", {"survey": rows}), "fr")
    assert reading.source is not None
    assert [question.default for question in reading.source.questionnaire.questions()] == [
        "TRUE",
        "FALSE",
        "3",
        "2.5",
        "2026-01-02 03:04:05",
        "08:30:00",
        "",
        "spaced  out",
        "1000000000000",
        "é\u00a0è",
    ]


def test_an_xform_of_a_yaml_is_that_of_its_workbook(tmp_path: Path) -> None:
    path = SHIPPED / "profile.yaml"
    form = tmp_path / "profile.xlsx"
    form.write_bytes(convert(path, ".xlsx").files[".xlsx"])
    made = convert(path, ".xml").files[".xml"].decode()
    assert canonicalize(made) == canonicalize(pyxform_convert(str(form)).xform)
