"""The public forms, filled in at random, are decided as ODK's own engine decides them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from odk import reference
from odk.filler import filling
from odk.ours import Findings, compare, taken
from odk.own_forms import OWN_FORMS, written
from odk.xform import read

from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.files_beside import rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.model import Model

pytestmark = pytest.mark.usefixtures("engine")

FORMS = (
    "all-question-types.xlsx",
    "kobo-date-time.xlsx",
    "kobo-round-1.xlsx",
    "kobo-sample.xlsx",
    "kobo-skip-to-matrix.xls",
    "koboloader-template.xlsx",
    "osm-education.xls",
    "osm-health.xls",
    "socio-economic-survey.xlsx",
    "unhcr-results-monitoring.xlsx",
)
SHORT = range(10)
LONG = range(10, 200)
OWN = 8


def test_all_sound_forms_are_compared(forms: Path) -> None:
    assert {path.name for path in forms.iterdir() if not path.name.startswith("wrong-")} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_decided_as_odks_engine_decides_it(name: str, forms: Path, tmp_path: Path) -> None:
    findings = compared(forms / name, SHORT, tmp_path)
    assert findings.different == []
    assert findings.compared["relevant"] >= len(SHORT)


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_decided_as_odks_engine_decides_it_in_many_fillings(name: str, forms: Path, tmp_path: Path) -> None:
    assert compared(forms / name, LONG, tmp_path).different == []


def compared(workbook: Path, seeds: range, folder: Path) -> Findings:
    """Every decision on every node, for each seed."""
    form = reference.xform(workbook, folder)
    asked, model = read(form.read_text("utf-8")), model_of(workbook)
    fillings = [filling(asked, seed) for seed in seeds]
    findings = Findings()
    for answers, made in zip(fillings, reference.made_of(form, fillings), strict=True):
        assert "error" not in made, made["error"]
        compare(model, answers, made, findings)
    return findings


@pytest.mark.parametrize("name", OWN_FORMS)
def test_a_form_of_our_own_is_decided_as_odks_engine_decides_it(name: str, tmp_path: Path) -> None:
    workbook = written(name, tmp_path)
    form = reference.xform(workbook, tmp_path)
    asked, rows = read(form.read_text("utf-8")), rows_beside(workbook)
    source = read_questionnaire(workbook).source
    assert source is not None
    model = Model.of(with_files(source.questionnaire, rows), rows)
    fillings, findings = [filling(asked, seed) for seed in range(OWN)], Findings()
    for answers, made in zip(fillings, reference.made_of(form, fillings), strict=True):
        assert "error" not in made, made["error"]
        compare(model, taken(answers, made), made, findings)
    assert findings.different == []
    assert findings.compared["value"] > OWN


@lru_cache
def model_of(workbook: Path) -> Model:
    source = read_questionnaire(workbook).source
    assert source is not None
    return Model.of(source.questionnaire)
