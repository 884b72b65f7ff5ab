"""The search page and the marks in an interview: what is found, what stands beside it, whose words it looks into."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, sign_in
from staff_study import published

from survey.privacy import filtered_search, interview_view
from survey.privacy.search_filters import Viewer
from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.voices.importing import import_transcripts

FIRST = """L1: Et depuis ?

L2: J’ai payé mes factures, toutes.

L1: Comment vous sentez-vous ?

L2: Étonnée, et plus tranquille.
"""
SECOND = """L1: Qui vous a aidée ?

L2: La facture, c’est ma sœur qui l’a lue.
"""
LIST = "file,quote\nfirst.txt,team\nsecond.txt,team\n"


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    files = [("first.txt", FIRST), ("second.txt", SECOND), ("interviews.csv", LIST)]
    import_transcripts(found, [(name, content.encode()) for name, content in files], "test")
    return found


def number_of(record: StudyRecord, turns: int) -> int:
    """The number of the interview with so many turns: numbers are drawn by lot."""
    return next(each.number for each in transcripts.interviews(record.id) if each.turns == turns)


def release(record: StudyRecord, turns: int) -> int:
    """Release the interview with so many turns; its number."""
    number = number_of(record, turns)
    kept = transcripts.interview(record.id, number)
    if kept is None:
        raise LookupError(number)
    transcripts.release(kept, "test")
    return number


def found(client: FlaskClient, query: str) -> Tag:
    """The main part of the search page."""
    shown: Tag = page(client.get(f"/staff/tiny/interviews/search?q={quote(query)}")).main
    return shown


def marked(shown: Tag) -> list[str]:
    """The words that are marked."""
    return [mark.text for mark in shown.select("mark")]


FINDS = {
    "facture": ["facture", "factures"],
    "FACTURES": ["facture", "factures"],
    "etonne": ["Étonnée"],
    "tranquilles étonnés": ["tranquille", "Étonnée"],
    "facture sœur": ["facture", "sœur"],
    "« mes factures »": ["factures", "mes"],
    "« factures mes »": [],
    "facture tranquille": [],
}
"""What is marked for each query, in the order of its letters."""
ODD = ("%", "_", "fact%", "'; DROP TABLE turn", "a" * 200, "فاتورة", "💶", "\u202e")


def test_accents_and_endings_do_not_count_and_all_words_do(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    shown = {query: sorted(word for mark in marked(found(client, query)) for word in mark.split()) for query in FINDS}
    assert shown == FINDS


def test_what_is_found_is_grouped_by_interview_with_the_lines_beside_it(
    record: StudyRecord, client: FlaskClient
) -> None:
    shown = found(sign_in(client, "researcher"), "factures")
    assert shown.select_one("[role=status]").get_text(strip=True) == "2 prises de parole ont été trouvées."
    assert len(shown.select("section")) == 2
    section = shown.select_one(f"[aria-labelledby=found-{number_of(record, 4)}]")
    assert [each.text for each in section.select(".beside")] == ["Et depuis ?", "Comment vous sentez-vous ?"]
    assert section.select_one(".said").text == "J’ai payé mes factures, toutes."


def test_a_hit_leads_to_its_turn_where_the_words_are_marked(record: StudyRecord, client: FlaskClient) -> None:
    link = found(sign_in(client, "researcher"), "tranquille").select_one(".hit a")["href"]
    assert link == f"/staff/tiny/interviews/{number_of(record, 4)}?q=tranquille#turn-4"
    shown = page(client.get(link)).main
    assert marked(shown) == ["tranquille"]
    assert [each["href"] for each in shown.select(".places a")] == ["#turn-4"]
    assert shown.select_one("#turn-4 mark") is not None


def test_words_that_are_nowhere_are_answered_with_a_sentence(record: StudyRecord, client: FlaskClient) -> None:
    shown = found(sign_in(client, "researcher"), "licorne")
    assert "licorne" in shown.select_one("[role=status]").text
    assert shown.select(".hits") == []


def test_odd_characters_are_searched_for_or_answered_with_a_sentence(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    for query in ODD:
        shown = found(client, query)
        assert marked(shown) == [] and shown.select("form ~ p"), query


def test_a_search_of_staff_counts_what_is_released_and_nothing_else(
    app: Flask, record: StudyRecord, client: FlaskClient
) -> None:
    sign_in(client, "staff")
    assert found(client, "facture").select(".hits") == []
    number = release(record, 2)
    shown = found(client, "facture")
    assert [each["id"] for each in shown.select("section h2")] == [f"found-{number}"]
    assert shown.select_one("[role=status]").get_text(strip=True) == "1 prise de parole a été trouvée."


def test_a_word_of_an_interview_that_is_not_released_looks_like_a_word_that_is_nowhere(
    record: StudyRecord, client: FlaskClient
) -> None:
    release(record, 2)
    sign_in(client, "staff")
    hidden, nowhere = (str(found(client, word)).replace(word, "") for word in ("tranquille", "licorne"))
    assert hidden == nowhere


@pytest.mark.parametrize(("role", "turns"), [("", 0), ("admin", 0), ("staff", 1), ("researcher", 2)])
def test_each_role_finds_what_it_may_read(record: StudyRecord, role: str, turns: int) -> None:
    release(record, 2)
    assert filtered_search.found(record, Viewer(role, "ana"), "facture").turns == turns


def test_pages_of_hits_follow_each_other_with_what_was_asked_for(
    record: StudyRecord, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interview_view, "MOST_HITS", 1)
    sign_in(client, "researcher")
    address, seen = "/staff/tiny/interviews/search?q=facture&language=fr", []
    for at in ("1 à 1", "2 à 2"):
        shown = page(client.get(address)).main
        told = " ".join(shown.select_one("[role=status]").text.split())
        assert told.startswith(f"2 prises de parole ont été trouvées. {at} s’affichent ici.")
        seen += [each["id"] for each in shown.select("section h2")]
        assert len(shown.select(".hit")) == 1
        following = shown.select_one("a[rel=next]")
        address = following["href"] if following else ""
    assert (len(set(seen)), address) == (2, "")
    back = shown.select_one("a[rel=prev]")["href"]
    assert "q=facture" in back
    assert "language=fr" in back


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "1" * 10])
def test_a_page_of_hits_that_is_not_there_is_not_found(
    record: StudyRecord, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setattr(interview_view, "MOST_HITS", 1)
    sign_in(client, "researcher")
    asked_for = {"q": "facture", "page": number}
    assert client.get("/staff/tiny/interviews/search", query_string=asked_for).status_code == 404
