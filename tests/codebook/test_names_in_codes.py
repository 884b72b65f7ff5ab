"""Names in codes and memos: whoever keeps them is told which words, and the page of names lists the codes."""

from __future__ import annotations

import pytest
from coding_pages import code, coded_study, made, passage, sent
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in
from staff_study import person
from voices.interviews import call_them

from survey.store import codes, listed_names
from survey.store.codes import NewCode
from survey.store.listed_names import NewName
from survey.store.studies import StudyRecord
from survey.voices import codebook_names

BOOK, NAMES = "/staff/tiny/codebook/", "/staff/tiny/names/"


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    """A study with an interview and three codes, in which Zoé Petit takes part and Bondy is on the list of places."""
    found = coded_study()
    person(found, "p-1")
    call_them(found, **{"p-1": "Zoé Petit"})
    listed_names.add(found.name, [NewName("Bondy", "bondy", "place")], "ana")
    return found


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    sign_in(client, "researcher", "ana")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def told(client: FlaskClient, address: str) -> str:
    return " ".join(" ".join(each.text.split()) for each in page(client.get(address)).select(".told"))


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"name": "moved to Bondy"}, ("Bondy",)),
        ({"name": "help", "definition": "what Zoé Petit asked for, and Zoe again"}, ("Zoé Petit", "Zoe")),
        ({"name": "help", "include": "«Bondy»", "exclude": "call 06 12 34 56 78"}, ("Bondy", "06 12 34 56 78")),
        ({"name": "a petit detail", "definition": "of no place"}, ()),
    ],
)
def test_known_names_are_found_in_every_text_of_a_code(
    record: StudyRecord, texts: dict[str, str], words: tuple[str, ...]
) -> None:
    assert codebook_names.in_code(record, NewCode(**texts)) == words


def test_a_code_with_a_name_is_kept_and_the_name_is_told(ana: FlaskClient, record: StudyRecord) -> None:
    assert post(ana, f"{BOOK}new", name="help", definition="as in Bondy").status_code == 303
    assert "It holds names that are known: Bondy. Codes leave with every file" in told(ana, BOOK)
    assert post(ana, f"{BOOK}{code(record, 'help')}", name="help", definition="as there").status_code == 303
    assert told(ana, BOOK) == "The code “help” is changed."


@pytest.mark.parametrize(("memo", "is_warned"), [("as Zoé said", True), ("as she said", False), ("", False)])
def test_a_memo_with_a_name_is_kept_and_the_name_is_told(
    ana: FlaskClient, record: StudyRecord, memo: str, is_warned: bool
) -> None:
    answer = sent(ana, record, codes=code(record, "Sleep"), memo=memo, part="turns", **passage(2, 2, 2, 7))
    assert ("The memo holds names that are known: Zoé." in answer.text) == is_warned
    (coding,) = made(record, coder="ana")
    assert coding.said.memo == memo
    again = sent(ana, record, "say", guid=coding.guid, code=coding.said.code, memo=memo, part="turns")
    assert ("The memo holds names that are known: Zoé." in again.text) == is_warned


def test_the_page_of_names_lists_the_codes_that_hold_known_names(ana: FlaskClient, record: StudyRecord) -> None:
    assert page(ana.get(NAMES)).select_one("#codebook") is None
    (made_now,) = codes.add(record, [NewCode("life in Bondy", definition="Bondy, Zoé")], "ana")
    (line,) = page(ana.get(NAMES)).select("#codebook ~ ul li")
    assert " ".join(line.text.split()) == "life in Bondy: Bondy, Zoé"
    assert line.a["href"] == f"{BOOK}{made_now.id}"
