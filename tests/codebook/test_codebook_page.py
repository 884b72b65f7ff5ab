"""The codebook page: a tree that is grown, changed, moved, merged and cut by plain forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from blind_pages import to_the_letter
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post, sign_in
from staff_study import published

from survey.forms import codebook as forms
from survey.privacy import coding_view
from survey.store import audit, codes, codings, rounds, transcripts
from survey.store.codes import CodebookError, NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.views.codebook import rules

BOOK = "/staff/tiny/codebook/"


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    interview(found, 1)
    return found


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    sign_in(client, "researcher", "ana")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def marked(record: StudyRecord, code: int, coder: str, end: int = 2) -> None:
    (found,) = transcripts.interviews(record.id)
    codings.mark(found, Layer(coder), Passage(1, 0, 1, end), Said(code), digest=found.digest)


def names(record: StudyRecord) -> list[str]:
    return [code.name for code in codes.codebook(record.id)]


def test_a_tree_is_grown_moved_and_shown(ana: FlaskClient, record: StudyRecord) -> None:
    assert post(ana, f"{BOOK}new", name="money", is_category="y").status_code == 303
    (money,) = codes.codebook(record.id)
    for name in ("rent", "debts"):
        sent = {"parent": str(money.id), "definition": "what is owed\r\nto whom", "links": "wellbeing"}
        assert post(ana, f"{BOOK}new", name=f" {name}\n", **sent).status_code == 303
    rent, debts = codes.codebook(record.id)[1:]
    assert (rent.name, rent.definition, rent.links) == ("rent", "what is owed\nto whom", ("wellbeing",))
    assert post(ana, f"{BOOK}{debts.id}/move", way="up").status_code == 303
    assert names(record) == ["money", "debts", "rent"]
    assert post(ana, f"{BOOK}{debts.id}", name="debts", parent="").status_code == 303
    assert [code.name for code in codes.codebook(record.id) if code.parent is None] == ["money", "debts"]
    shown = page(ana.get(BOOK)).main
    assert [each.get_text(strip=True) for each in shown.select(".codes .codes .code-name")] == ["rent"]
    assert "Wellbeing" in shown.select_one(f"#code-{rent.id}").get_text()
    assert [each.action for each in audit.entries(study="tiny") if each.actor == "ana"][-2:] == [
        "code moved",
        "code changed",
    ]


def test_what_is_refused_is_said_beside_its_field_and_what_was_typed_stays(
    ana: FlaskClient, record: StudyRecord
) -> None:
    (trust,) = codes.add(record, [NewCode("Trust", links=("left_out",))], "ana")
    answer = post(ana, f"{BOOK}new", name="trust", definition="typed before", links="wellbeing")
    shown = page(answer)
    assert answer.status_code == 422 and shown.title.string.startswith("Error:")
    assert shown.select_one("#name-mistake").string == "There is a code “Trust” here already: choose another name."
    assert shown.select_one("#definition").get_text(strip=True) == "typed before"
    assert shown.select_one("#link-wellbeing").has_attr("checked")
    assert page(post(ana, f"{BOOK}new", name=" \x00 ")).select_one("#name-mistake")
    assert page(post(ana, f"{BOOK}new", name="a", definition="x" * 4001)).select_one("#definition-mistake")
    kept = page(ana.get(f"{BOOK}{trust.id}")).select_one("label[for=link-left_out]")
    assert kept.string == "left_out, which this study does not have"
    assert names(record) == ["Trust"]


def test_codes_are_merged_and_only_one_that_marks_nothing_is_removed(ana: FlaskClient, record: StudyRecord) -> None:
    trust, faith, unused = codes.add(record, [NewCode("trust"), NewCode("faith"), NewCode("unused")], "ana")
    marked(record, faith.id, "ana")
    refused = post(ana, f"{BOOK}{faith.id}/remove")
    assert refused.status_code == 422 and "“faith” marks passages" in refused.text
    assert post(ana, f"{BOOK}{faith.id}/merge").status_code == 422
    assert post(ana, f"{BOOK}{faith.id}/merge", into=str(trust.id)).status_code == 303
    assert post(ana, f"{BOOK}{unused.id}/remove").status_code == 303
    assert names(record) == ["trust"]
    assert "1 passage of yours" in " ".join(page(ana.get(BOOK)).main.get_text(" ", strip=True).split())


def test_nothing_tells_which_codes_others_use_while_they_are_read_blind(
    ana: FlaskClient, app: Flask, record: StudyRecord
) -> None:
    used, unused = codes.add(record, [NewCode("used"), NewCode("unused")], "ana")
    rounds.begin(*transcripts.interviews(record.id), Layer("ben"))
    pages = [f"{BOOK}", *(f"{BOOK}{code.id}" for code in (used, unused))]
    before = [to_the_letter(ana, address) for address in pages]
    marked(record, used.id, "ben")
    assert [to_the_letter(ana, address) for address in pages] == before
    for code in (used, unused):  # refused alike, whether or not the other marks something with it
        assert post(ana, f"{BOOK}{code.id}/remove").status_code == 422
        assert post(ana, f"{BOOK}{code.id}", name=code.name, is_category="y").status_code == 422
    assert len(codes.codebook(record.id)) == 2
    marked(record, unused.id, "ana")
    for coder in ("ana", "ben"):
        rounds.finish(record, *transcripts.interviews(record.id), Layer(coder))
    assert coding_view.counted(record, "ana") == {
        used.id: coding_view.Counted(0, 1),
        unused.id: coding_view.Counted(1, 1),
    }
    assert "1 that you may see" in page(ana.get(BOOK)).select_one(f"#code-{used.id} .code-facts").get_text()


def test_a_code_of_another_study_is_no_code_here(ana: FlaskClient, record: StudyRecord) -> None:
    (code,) = codes.add(published("other"), [NewCode("theirs")], "ana")
    assert ana.get(f"{BOOK}{code.id}").status_code == 404
    for act in ("", "/move", "/merge", "/remove"):
        assert post(ana, f"{BOOK}{code.id}{act}", name="mine").status_code == 404


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_every_rule_of_the_store_has_its_sentence_and_its_limits_are_those_of_the_form(app: Flask) -> None:
    raised = re.findall(r'CodebookError\(\s*"(\w+)"', Path(codes.__file__).read_text("utf-8"))
    assert rules.SENTENCES.keys() == {*raised, "still_read"} and len(raised) > 10
    assert (forms.LONGEST_NAME, forms.LONGEST_TEXT) == (codes.LONGEST_NAME, codes.LONGEST_TEXT)
    error = CodebookError("marks_passages", "“{name}” marks {count} passages.", name="x", count=3)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        told = rules.told(error)
    assert (str(error), told) == ("“x” marks 3 passages.", "“x” marks passages: merge it into another code.")
