"""The public forms as studies: converted to YAML as an author does, published under the language of their texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.commands.convert import command as convert
from survey.instrument.loader import read_source
from survey.instrument.report import has_errors
from survey.instrument.study_file import read_study_files
from survey.store import participants, studies

FORMS = {
    "all-question-types.xlsx": 60,
    "kobo-date-time.xlsx": 8,
    "kobo-round-1.xlsx": 6,
    "kobo-sample.xlsx": 3,
    "kobo-skip-to-matrix.xls": 5,
    "koboloader-template.xlsx": 20,
    "osm-education.xls": 10,
    "osm-health.xls": 10,
    "socio-economic-survey.xlsx": 10,
    "unhcr-results-monitoring.xlsx": 60,
}
"""How many questions of each form a filling answers at least, so that none ends early unseen."""
AT_LENGTH = {"unhcr-results-monitoring.xlsx", "koboloader-template.xlsx", "kobo-date-time.xlsx", "kobo-round-1.xlsx"}
BY_FORM = pytest.mark.parametrize(
    "name", [pytest.param(each, marks=pytest.mark.long) if each in AT_LENGTH else each for each in FORMS]
)
"""Each form; in the long form those that take longest and ask nothing in a way that the others do not."""
STUDY = """
name: the_form
title: {en: A form}
default_language: en
languages: [en]
time_zone: Europe/Paris
design: post_only
instruments: [FORM]
waves: [{name: once, label: {en: Once}, opens: "2020-01-01"}]
arms: [{name: support, label: {en: Support}}]
register: {participant_id: id}
minimum_cell: 10
help: {telephone: "01 99 00 12 34", place: {en: Desk}}
expected_minutes: 30
notice: {en: We ask.}
consent: {en: I agree.}
retention: {contacts_months: 12, answers_months: 60}
plan: {}
"""


def published(workbook: Path, folder: Path) -> str:
    """The path of a personal link to a study that asks what the workbook asks."""
    written = folder / "form.yaml"
    done = CliRunner().invoke(convert, [str(workbook), str(written)])
    assert done.exit_code == 0, done.output
    source, _ = read_source(written)
    assert source is not None
    name = source.questionnaire.form_id
    written.rename(folder / f"{name}.yaml")
    (folder / "study.yaml").write_text(STUDY.replace("FORM", name), encoding="utf-8")
    study, questionnaires, problems = read_study_files(folder / "study.yaml", folder)
    assert study is not None and not has_errors(problems), [str(each) for each in problems if each.severity == "error"]
    record = studies.publish(study, questionnaires)
    return "/r/" + participants.create_open_participant(record, record.waves[0], "en", "entry-key-of-22-letters"[:22])
