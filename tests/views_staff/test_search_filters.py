"""A search narrowed by who speaks, language, wave, code and third: what is offered, found and told, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import Tag
from findings.thirds_study import interviewed, thirty
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, sign_in
from voices.interviews import brought_in, listed, study_of, text

from survey.findings import client as figures
from survey.findings.answering import QUESTIONS
from survey.privacy.filtered_search import met
from survey.store import codes, codings, rounds, transcripts
from survey.store.coded_places import CodedPlace
from survey.store.codes import Code, NewCode
from survey.store.codings import Said
from survey.store.layers import FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

ANA, BEN = Layer("ana"), Layer("ben")
FRENCH = text("L1 : Qui vous aide ?", "L2 : Ma sœur m’aide à payer le loyer.", "L2 : Le loyer, c’est tout.")
ENGLISH = text("L1 : Who helps you?", "L3 : My sister pays the rent.")
LIST = listed(
    "fr.txt,a,post,,fr,L1=interviewer; L2=respondent,no,team", "en.txt,,later,,en,L1=interviewer; L3=other,no,team"
)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    """A French interview at one wave, an English one at another; three codes, one under another."""
    found = study_of("post", "later", a="")
    brought_in(found, ("fr.txt", FRENCH), ("en.txt", ENGLISH), LIST)
    help_, _money = codes.add(found, [NewCode("Help"), NewCode("Money")], "ana")
    codes.add(found, [NewCode("Family", parent=help_.id)], "ana")
    return found


def in_language(record: StudyRecord, language: str) -> Interview:
    return next(each for each in transcripts.interviews(record.id) if each.language == language)


def code(record: StudyRecord, name: str) -> Code:
    return next(each for each in codes.codebook(record.id) if each.name == name)


def mark(record: StudyRecord, name: str, place: tuple[int, int, int, int], layer: Layer = ANA, **said: Any) -> None:
    interview = in_language(record, "fr")
    what = Said(code(record, name).id, **said)
    codings.mark(interview, layer, Passage(*place), what, digest=interview.digest)


def asked(client: FlaskClient, **words: str) -> Tag:
    """The main part of the search page."""
    shown: Tag = page(client.get("/staff/tiny/interviews/search", query_string=words)).main
    return shown


def said(shown: Tag) -> list[str]:
    """The turns that are shown, in the order of their letters."""
    return sorted(each.text for each in shown.select(".hit .said"))


def offered(shown: Tag) -> Mapping[str, list[str]]:
    """What can be chosen, by the name of the filter."""
    lists = shown.select(".narrow-lists select")
    return {each["name"]: [option.text for option in each.select("option")[1:]] for each in lists}


ASKS, PAYS, ALL, WHO, RENT = (
    "Qui vous aide ?",
    "Ma sœur m’aide à payer le loyer.",
    "Le loyer, c’est tout.",
    "Who helps you?",
    "My sister pays the rent.",
)
NARROWED: tuple[tuple[Mapping[str, str], list[str]], ...] = (
    ({"role": "interviewer"}, [ASKS, WHO]),
    ({"role": "other"}, [RENT]),
    ({"speaker": "L2"}, [ALL, PAYS]),
    ({"language": "en"}, [RENT, WHO]),
    ({"wave": "post"}, [ALL, PAYS, ASKS]),
    ({"q": "aider", "role": "respondent"}, [PAYS]),
    ({"q": "aider", "role": "interviewer"}, [ASKS]),
    ({"q": "loyer", "language": "en"}, []),
    ({"role": "interviewer", "speaker": "L2"}, []),
    ({"wave": "later", "role": "respondent"}, []),
)


def test_turns_keep_to_every_filter_that_is_chosen(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    assert [(words, said(asked(client, **words))) for words, _turns in NARROWED] == [
        (words, sorted(turns)) for words, turns in NARROWED
    ]


def test_a_researcher_picks_from_lists_with_counts(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "Help", (2, 0, 2, 7))
    mark(record, "Family", (2, 3, 2, 7))
    sign_in(client, "researcher", "ana")
    assert offered(asked(client)) == {
        "role": ["enquêteur·rice (2)", "personne interrogée (2)", "une autre personne (1)"],
        "speaker": ["L1 (2)", "L2 (2)", "L3 (1)"],
        "language": ["English (1)", "Français (1)"],
        "wave": ["later (1)", "post (1)"],
        "code": ["Help (2)", "Help › Family (1)", "Money (0)"],
        "meets": ["Help (2)", "Help › Family (1)", "Money (0)"],
    }


def test_what_is_chosen_is_said_with_n_and_can_be_taken_away(record: StudyRecord, client: FlaskClient) -> None:
    shown = asked(sign_in(client, "researcher"), q="aider", role="respondent", language="fr")
    status = " ".join(shown.select_one("p[role=status]").text.split())
    assert status == "1 prise de parole a été trouvée. 1 entretien a été parcouru."
    first, second = shown.select(".active-filters li")
    assert first.span.text == "Qui parle: personne interrogée"
    assert first.a["href"] == "/staff/tiny/interviews/search?q=aider&language=fr"
    assert second.a["href"] == "/staff/tiny/interviews/search?q=aider&role=respondent"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"role": "nobody"}, "« nobody » n’est pas une valeur du filtre « Qui parle »"),
        ({"code": "0"}, "« 0 » n’est pas une valeur du filtre « Code »"),
        ({"third": "wellbeing.score.post.low"}, "n’est pas une valeur du filtre « Tiers d’une échelle »"),
        ({"colour": "red"}, "L’adresse demande « colour », qui n’est pas un filtre ici."),
    ],
)
def test_what_is_no_filter_and_no_value_is_told_and_nothing_is_shown(
    record: StudyRecord, client: FlaskClient, words: Mapping[str, str], told: str
) -> None:
    shown = asked(sign_in(client, "researcher"), q="loyer", **words)
    assert told in shown.select_one(".told").text and shown.select(".hit") == []


def test_staff_have_no_filter_of_what_researchers_alone_know(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "Help", (2, 0, 2, 7))
    transcripts.release(in_language(record, "fr"), "ana")
    sign_in(client, "staff")
    assert offered(asked(client)) == {
        "role": ["personne interrogée (2)", "enquêteur·rice (1)"],
        "speaker": ["L2 (2)", "L1 (1)"],
        "language": ["Français (1)"],
    }
    assert said(asked(client, role="respondent")) == sorted([ALL, PAYS])
    for hidden in ({"wave": "post"}, {"code": code(record, "Help").guid}, {"code": "0"}, {"language": "en"}):
        shown = asked(client, **hidden)
        assert shown.select(".hit") == [] and len(shown.select(".told")) == 1, hidden


def test_a_code_finds_the_turns_of_its_passages_and_of_those_under_it(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "Family", (2, 3, 2, 7))
    mark(record, "Money", (2, 19, 3, 8))
    sign_in(client, "researcher", "ana")
    shown = asked(client, code=code(record, "Help").guid)
    assert (said(shown), [each.text for each in shown.select(".held")]) == ([PAYS], ["sœur"])
    shown = asked(client, code=code(record, "Money").guid)
    assert [each.text for each in shown.select(".held")] == ["yer le loyer.", "Le loyer"]
    shown = asked(client, code=code(record, "Money").guid, q="aider")
    assert (said(shown), [each.text for each in shown.select("mark")]) == ([PAYS], ["aide"])


def test_two_codes_find_what_both_hold_and_no_code_meets_itself(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "Help", (2, 0, 2, 23))
    mark(record, "Money", (2, 16, 3, 8))
    mark(record, "Family", (3, 0, 3, 8))
    sign_in(client, "researcher", "ana")
    both = asked(client, code=code(record, "Help").guid, meets=code(record, "Money").guid)
    assert [each.text for each in both.select(".held")] == ["payer", "Le loyer"]
    alone = asked(client, code=code(record, "Family").guid, meets=code(record, "Help").guid)
    assert alone.select(".hit") == []


def test_a_search_by_code_tells_nothing_of_the_unfinished_round_of_another(
    record: StudyRecord, client: FlaskClient
) -> None:
    mark(record, "Help", (2, 0, 2, 7))
    mark(record, "Help", (3, 0, 3, 8), BEN)
    guid = code(record, "Help").guid
    sign_in(client, "researcher", "ana")
    shown = [said(asked(client, code=guid)), offered(asked(client))["code"][0]]
    rounds.finish(record, in_language(record, "fr"), ANA)
    assert [said(asked(client, code=guid)), offered(asked(client))["code"][0]] == shown == [[PAYS], "Help (1)"]
    listed_page = page(client.get("/staff/tiny/interviews/passages"))
    assert [each.text for each in listed_page.select(".hit .said")] == ["Ma sœur"]
    rounds.finish(record, in_language(record, "fr"), BEN)
    assert said(asked(client, code=guid)) == sorted([PAYS, ALL])


def test_passages_are_listed_by_code_with_key_quotes_first(record: StudyRecord, client: FlaskClient) -> None:
    mark(record, "Money", (2, 16, 2, 31))
    mark(record, "Money", (3, 0, 3, 8), weight=-2, is_key=True)
    mark(record, "Family", (2, 0, 2, 7), weight=1)
    sign_in(client, "researcher", "ana")
    shown = page(client.get("/staff/tiny/interviews/passages")).main
    quotes = [(each.h2.text, [hit.text for hit in each.select(".said")]) for each in shown.select("section")]
    assert quotes == [("Help › Family", ["Ma sœur"]), ("Money", ["Le loyer", "payer le loyer"])]
    assert " ".join(shown.select("section")[1].select_one(".who").text.split()) == (
        "citation clé · poids −2 · première lecture · ana"
    )
    assert shown.select_one("p[role=status]").text.strip() == "3 passages · 1 entretien"
    one = page(client.get(f"/staff/tiny/interviews/passages?code={code(record, 'Help').guid}")).main
    assert [each.text for each in one.select(".said")] == ["Ma sœur"]


def test_passages_have_pages_and_no_others(record: StudyRecord, client: FlaskClient) -> None:
    for start in (each for each in range(32) if PAYS[each] != " "):
        for end in (32, start + 1):
            mark(record, "Money", (2, start, 2, end))
    sign_in(client, "researcher", "ana")
    first, second = (page(client.get(f"/staff/tiny/interviews/passages?page={number}")).main for number in (1, 2))
    # 26 letters, each with its end and to the end of the turn; the last one ends both ways.
    assert (len(first.select(".hit")), len(second.select(".hit"))) == (50, 1)
    assert first.select_one("[rel=next]")["href"] == "/staff/tiny/interviews/passages?page=2"
    for wrong in ("0", "3", "x", "1" * 30):
        assert client.get(f"/staff/tiny/interviews/passages?page={wrong}").status_code == 404
    assert client.get("/staff/tiny/interviews/passages?code=0").status_code == 404


def place(key: int, code: int, *passage: int) -> CodedPlace:
    return CodedPlace(key, 1, code, "ana", FIRST, False, *passage)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((1, 0, 1, 5), (1, 3, 1, 9), [Passage(1, 3, 1, 5)]),
        ((1, 0, 1, 5), (1, 5, 1, 9), []),
        ((1, 0, 3, 2), (2, 4, 2, 6), [Passage(2, 4, 2, 6)]),
        ((1, 7, 2, 3), (2, 0, 4, 1), [Passage(2, 0, 2, 3)]),
        ((2, 0, 2, 3), (1, 0, 1, 9), []),
    ],
)
def test_what_two_passages_hold_both(one: tuple[int, ...], other: tuple[int, ...], both: list[Passage]) -> None:
    assert met([place(1, 1, *one)], [place(2, 2, *other)]) == both == met([place(2, 2, *other)], [place(1, 1, *one)])
    assert met([place(1, 1, *one)], [place(2, 1, *other)]) == []


def test_the_thirds_hold_the_linked_interviews_and_no_others(app: Flask) -> None:
    record = thirty()
    for number, name in ((7, "p0-0"), (3, "p1-0"), (4, "p4-0"), (9, "p6-0"), (2, "p6-0")):
        interviewed(record, number, name, link=number != 2)
    told = QUESTIONS["by thirds"]({"study": record.name, "language": "en"})["thirds"]
    assert [(each["key"], each["interviews"]) for each in told] == [
        ("wellbeing.score.post.low", [3, 7]),
        ("wellbeing.score.post.middle", [4]),
        ("wellbeing.score.post.high", [9]),
    ]


def test_a_third_is_chosen_from_those_of_everyone(app: Flask, client: FlaskClient) -> None:
    record = thirty()
    interviewed(record, 1, "p0-0", link=True)
    interviewed(record, 2, "p6-0", link=True)
    sign_in(client, "researcher")
    try:
        figures.ask("ping", wait=20.0)
        shown = asked(client, third="wellbeing.score.post.high")
    finally:
        figures.end()
    assert [each["id"] for each in shown.select("section h2")] == ["found-2"]
    assert offered(shown)["third"] == [
        f"Bien-être (score): tiers {name} ({n})" for name, n in (("bas", 1), ("moyen", 0), ("haut", 1))
    ]


def test_while_no_third_can_be_told_a_third_in_the_address_shows_nothing(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_words: Any, **_more: Any) -> None:
        raise figures.FiguresStarting("not yet")

    monkeypatch.setattr(figures, "ask", failing)
    interviewed(thirty(), 1, "p6-0", link=True)
    shown = asked(sign_in(client, "researcher"), third="wellbeing.score.post.high")
    assert "se préparent" in shown.select_one(".told").text and shown.select(".hit") == []
