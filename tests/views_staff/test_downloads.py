"""Downloads: for researchers, logged, streamed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from household_study import ANA, FAMILY, HOUSEHOLD, submitted
from openpyxl import load_workbook
from signed_in import page, post, sign_in
from staff_study import person, published, questionnaire

from survey.exchange.exports import formats
from survey.forms.staff import FORMATS
from survey.store import audit

CSV = {"wave": "post", "file_format": "csv", "language": "en"}


@pytest.fixture
def researcher(app: Flask, client: FlaskClient) -> FlaskClient:
    record = published()
    person(record, "a", step="submitted", worker="w3", answers={"calm": "2"}, missing={"age": "refused"})
    return sign_in(client, "researcher", name="rea")


def test_a_csv_is_an_attachment_with_its_rows(researcher: FlaskClient) -> None:
    answer = post(researcher, "/staff/tiny/downloads", **CSV, labels="y", reasons="y", rows="x")
    assert answer.is_streamed
    (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert (row["participant_id"], row["calm.label"], row["age.missing"]) == ("a", "'=Sometimes", "refused")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=tiny-post-")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_box_that_is_not_ticked_leaves_its_columns_out(researcher: FlaskClient) -> None:
    header = post(researcher, "/staff/tiny/downloads", **CSV, rows="x").text.splitlines()[0]
    assert ".label" not in header and ".missing" not in header and "worker" not in header


def test_every_format_is_offered_by_its_name() -> None:
    assert FORMATS.keys() == formats().keys()


def test_a_workbook_can_be_opened(researcher: FlaskClient) -> None:
    entries = {"wave": "", "file_format": "xlsx", "language": "fr", "labels": "y", "reasons": "y", "rows": "x"}
    answer = post(researcher, "/staff/tiny/downloads", **entries)
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["answers", "labels", "missing", "codebook"]


def test_each_download_is_logged_before_its_first_line(researcher: FlaskClient) -> None:
    answer = post(researcher, "/staff/tiny/downloads", **CSV, rows="x")
    (entry,) = audit.entries(study="tiny", action="answers downloaded")
    assert (entry.actor, entry.detail["format"], entry.detail["wave"]) == ("rea", "csv", "post")
    answer.close()


def test_the_codebook_alone_holds_no_row(researcher: FlaskClient) -> None:
    answer = post(researcher, "/staff/tiny/downloads", **CSV, codebook="x")
    assert answer.text.startswith("name,value,label") and "\r\na," not in answer.text
    assert audit.entries(study="tiny", action="answers downloaded") == []


@pytest.mark.parametrize("wrong", [{"wave": "never"}, {"file_format": "exe"}, {"language": "xx"}])
def test_a_choice_that_is_not_offered_is_told(researcher: FlaskClient, wrong: dict[str, str]) -> None:
    answer = post(researcher, "/staff/tiny/downloads", **{**CSV, **wrong}, rows="x")
    assert answer.status_code == 422 and page(answer).find(role="alert") is not None
    assert audit.entries(study="tiny", action="answers downloaded") == []


def test_looking_at_the_form_changes_nothing(researcher: FlaskClient) -> None:
    before = len(audit.entries())
    assert researcher.get("/staff/tiny/downloads").status_code == 200
    assert len(audit.entries()) == before


def test_the_form_is_labelled(researcher: FlaskClient) -> None:
    found = page(researcher.get("/staff/tiny/downloads"))
    for field in found.select("main input:not([type=hidden]):not([type=submit]), main select"):
        assert found.select_one(f'label[for="{field["id"]}"]') is not None, field


def household_of(client: FlaskClient) -> FlaskClient:
    """A wave that asks about each child and one that does not, seen by a researcher."""
    asked = replace(questionnaire(FAMILY), survey=HOUSEHOLD, scales=())
    submitted(published(post=asked, later=questionnaire(FAMILY)), "b", ANA)
    return sign_in(client, "researcher", name="rea")


def offered(client: FlaskClient) -> list[str]:
    found = page(client.get("/staff/tiny/downloads"))
    return [field["value"] for field in found.select("input[name=table]")]


def test_each_table_of_a_csv_is_named_and_downloaded_by_itself(app: Flask, client: FlaskClient) -> None:
    researcher = household_of(client)
    assert offered(researcher) == ["", "child", "visit"]
    answer = post(researcher, "/staff/tiny/downloads", **CSV, table="child", rows="x")
    rows = [(row["child.instance"], row["first_name"]) for row in csv.DictReader(io.StringIO(answer.text, newline=""))]
    assert rows == [("1", "Ana"), ("2", "Bob")]
    assert answer.headers["Content-Disposition"].endswith("-child.csv")
    (entry,) = audit.entries(study="tiny", action="answers downloaded")
    assert entry.detail["repeat"] == "child"


def test_the_submissions_and_the_workbook_are_no_table_of_a_repeat(app: Flask, client: FlaskClient) -> None:
    researcher = household_of(client)
    assert "first_name" not in post(researcher, "/staff/tiny/downloads", **CSV, table="", rows="x").text
    entries = {**CSV, "file_format": "xlsx", "table": "child"}
    answer = post(researcher, "/staff/tiny/downloads", **entries, rows="x")
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["answers", "child", "visit", "codebook"]
    assert "child" not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("wrong", [{"table": "never"}, {"table": "child", "wave": "later"}])
def test_a_table_that_is_not_there_is_told(app: Flask, client: FlaskClient, wrong: dict[str, str]) -> None:
    answer = post(household_of(client), "/staff/tiny/downloads", **{**CSV, **wrong}, rows="x")
    assert answer.status_code == 422 and page(answer).find(role="alert") is not None
    assert audit.entries(study="tiny", action="answers downloaded") == []


def test_nothing_is_said_of_tables_where_nothing_is_repeated(researcher: FlaskClient) -> None:
    assert offered(researcher) == []
