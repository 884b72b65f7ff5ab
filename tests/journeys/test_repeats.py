"""Repeats, calculations, filters and defaults, answered by a browser without JavaScript."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from journeys.journey import begin
from sqlalchemy import select
from tiny_study import STUDY

from survey import extensions
from survey.dataset.rows import dataset, repeat_tables, rows
from survey.instrument.definition import Choice, Group, Language, Node, Question, Questionnaire, Repeat
from survey.instrument.study import Wave
from survey.store import documents, participants, studies
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

ENTRY = Wave("entry", {"fr": "Entrée"}, opens=datetime.date(2020, 1, 1))
OPEN = replace(STUDY, languages=("fr",), waves=(ENTRY,))
YES_NO = (Choice("yes", {"fr": "Oui"}), Choice("no", {"fr": "Non"}))
TOWNS = (
    Choice("paris", {"fr": "Paris"}, {"land": "fr"}),
    Choice("lyon", {"fr": "Lyon"}, {"land": "fr"}),
    Choice("oran", {"fr": "Oran"}, {"land": "dz"}),
)
LANDS = (Choice("fr", {"fr": "France"}), Choice("dz", {"fr": "Algérie"}))


def ask(kind: str, name: str, label: str = "", **columns: Any) -> Question:
    return Question(kind, name, {"fr": label or name}, **columns)


def page(name: str, *children: Node) -> Group:
    return Group(name, {"fr": name}, children, appearance=("field-list",))


def members(*children: Node, count: str = "", apart: bool = True) -> Repeat:
    return Repeat(
        "member", {"fr": "Personne"}, children, appearance=("field-list",) if apart else (), repeat_count=count
    )


@pytest.fixture
def link(app: Flask, request: pytest.FixtureRequest) -> str:
    """The link of a questionnaire with the rows that the test names."""
    lists = {"yes_no": YES_NO, "towns": TOWNS, "lands": LANDS}
    spoken = (Language("fr", "Français (fr)"),)
    asked = Questionnaire("tiny", {"fr": "Essai"}, "1", "fr", spoken, request.param, lists)
    record = studies.publish(OPEN, {"entry": asked})
    return "/r/" + participants.create_open_participant(record, record.waves[0], "fr", "e" * 22)


def document() -> documents.Document:
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())


def revisions() -> list[str]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(SubmissionRevision.sent).order_by(SubmissionRevision.revision)))


HOUSEHOLD = (members(ask("text", "name", "Prénom"), ask("integer", "age", "Âge de ${name}")), ask("text", "end", "Fin"))


def tell(browser: Any, **persons: str) -> None:
    """Tell about each person on a page of their own, and say before each but the first that there is one more."""
    for number, (name, age) in enumerate(persons.items(), start=1):
        if number > 1:
            browser.press("add member")
        assert browser.path.endswith(f"/page/member~{number}")
        browser.press("continue", **{f"name[{number}]": name, f"age[{number}]": age})


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_a_repeat_is_asked_once_for_each(browser: Any, link: str) -> None:
    begin(browser, link)
    assert "Personne 1" in browser.text
    tell(browser, Anna="41", Boris="12")
    assert browser.path.endswith("/page/member")
    assert "Personne 1 – Anna" in browser.text and "Personne 2 – Boris" in browser.text
    browser.press("continue").press("continue", end="Merci")
    assert browser.path.endswith("/review")
    assert "Personne 2 – Boris" in browser.text and "Âge de Boris" in browser.text
    browser.press("submit")
    assert document().answers == {
        "name[1]": "Anna",
        "age[1]": 41,
        "name[2]": "Boris",
        "age[2]": 12,
        "member": 2,
        "end": "Merci",
    }
    assert document().instances == {"member": 2} and document().missing == {}


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_what_was_said_of_each_is_exported(browser: Any, link: str) -> None:
    tell(begin(browser, link), Anna="41", Boris="12")
    browser.press("continue").press("continue", end="Merci").press("submit")
    whole = dataset(studies.study_named("tiny"))
    (table,) = repeat_tables(whole)
    said = [(row.participant[-1], dict(row.answers)) for row in rows(table)]
    assert said == [(1, {"name": "Anna", "age": 41}), (2, {"name": "Boris", "age": 12})]
    assert [row.answers["end"] for row in rows(whole)] == ["Merci"]


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_an_instance_is_removed_after_a_second_question(browser: Any, link: str) -> None:
    tell(begin(browser, link), Anna="41", Boris="12", Chloe="9")
    browser.press("remove member[2]")
    assert "Boris" in browser.text
    browser.press("keep")
    assert "Personne 2 – Boris" in browser.text
    browser.press("remove member[2]").press("removed member[2]")
    assert browser.path.endswith("/page/member")
    assert document().answers == {"name[1]": "Anna", "age[1]": 41, "name[2]": "Chloe", "age[2]": 9, "member": 2}
    assert set(document().pages) == {"member[1]", "member[2]"}
    assert revisions()[-1] == '{"removed":"member[2]"}' and any("Boris" in sent for sent in revisions())


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_nothing_is_removed_when_something_else_was_saved(browser: Any, link: str, another: Any) -> None:
    tell(begin(browser, link), Anna="41", Boris="12")
    browser.press("remove member[1]")
    other = another().get(f"{link}/page/member")
    other.press("remove member[1]").press("removed member[1]")
    browser.press("removed member[1]")
    assert browser.status == 409
    assert document().answers == {"name[1]": "Boris", "age[1]": 12, "member": 1}


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_pressed_twice_it_is_one_more(browser: Any, link: str) -> None:
    tell(begin(browser, link), Anna="41")
    form = browser.form() | {".act": "add member"}
    for _ in range(2):
        browser.client.post(f"{link}/page/member", data=form)
    assert document().answers["member"] == 2


@pytest.mark.parametrize("link", [HOUSEHOLD], indirect=True)
def test_nobody_at_all_can_be_said(browser: Any, link: str) -> None:
    tell(begin(browser, link), Anna="41")
    browser.press("remove member[1]").press("removed member[1]").press("continue").press("continue")
    browser.press("submit")
    assert document().answers == {"member": 0} and document().missing == {"end": "not_answered"}


@pytest.mark.parametrize(
    "link", [(page("one", ask("integer", "children"), members(ask("text", "name"), apart=False)),)], indirect=True
)
def test_a_repeat_on_a_page_grows_and_shrinks_by_its_buttons(browser: Any, link: str) -> None:
    begin(browser, link).press("add member", **{"name[1]": "Anna"})
    assert [legend.get_text(strip=True) for legend in browser.soup.find_all("legend")] == [
        "Personne 1 – Anna",
        "Personne 2",
    ]
    browser.press("add member", **{"name[2]": "Boris"}).press("remove member[1]").press("removed member[1]")
    assert document().answers == {"name[1]": "Boris", "member": 2}
    browser.press("continue", **{"name[2]": "Chloe"}, children="2")
    assert browser.path.endswith("/review")
    assert document().answers == {"name[1]": "Boris", "name[2]": "Chloe", "children": 2, "member": 2}


COUNTED = (ask("integer", "how_many"), members(ask("text", "name"), count="${how_many}"), ask("text", "end"))


@pytest.mark.parametrize("link", [COUNTED], indirect=True)
def test_a_counted_repeat_asks_nothing_more_and_keeps_aside_what_is_too_much(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", how_many="2")
    browser.press("continue", **{"name[1]": "Anna"}).press("continue", **{"name[2]": "Boris"})
    assert browser.path.endswith("/page/end")
    browser.press("continue").get(f"{link}/page/how_many?change=1").press("continue", how_many="1")
    assert browser.path.endswith("/review")
    assert "name[2]" not in document().answers and document().aside == {"name[2]": "Boris"}


@pytest.mark.parametrize(
    "link",
    [
        (
            page("p", ask("select_one", "land", list_name="lands")),
            ask("select_one", "town", list_name="towns", choice_filter="land = ${land}"),
        )
    ],
    indirect=True,
)
def test_choices_are_filtered_and_what_is_no_longer_offered_is_asked_again(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", land="fr")
    assert [each["value"] for each in browser.soup.find_all("input", {"name": "town"})][:-1] == ["paris", "lyon"]
    assert browser.press("continue", town="oran").status == 422
    assert browser.press("continue", town="lyon").path.endswith("/review")
    browser.get(f"{link}/page/p?change=1").press("continue", land="dz")
    assert browser.path.endswith("/page/town") and "Lyon" in browser.text
    assert "town" not in document().answers
    browser.press("continue", town="oran").press("submit")
    assert document().answers == {"land": "dz", "town": "oran"}


SUMS = (
    page("p", ask("integer", "a"), ask("integer", "b", default="3"), ask("text", "c", default="x", read_only="true()")),
    Question("calculate", "total", {}, calculation="${a} + ${b}"),
    Question("calculate", "number", {}, calculation="once(random())"),
    ask("note", "told", "Ensemble : ${total}"),
    ask("integer", "double", calculation="${total} * 2"),
)


@pytest.mark.parametrize("link", [SUMS], indirect=True)
def test_what_is_worked_out_is_told_kept_and_never_taken_from_a_request(browser: Any, link: str) -> None:
    begin(browser, link)
    assert browser.form()["b"] == "3" and "c" not in browser.form()
    browser.press("continue", a="4", c="forged")
    assert "Ensemble : 7" in browser.text
    drawn = document().calculated["number"]
    browser.press("continue")
    assert "14" in browser.text
    browser.press("continue", double="99").press("submit")
    assert document().answers == {"a": 4, "b": 3, "c": "x"} and document().missing == {}
    assert document().calculated == {"total": "7", "number": drawn, "double": "14"}


@pytest.mark.parametrize("link", [SUMS], indirect=True)
def test_a_default_that_was_taken_away_does_not_come_back(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", a="4", b="").press("back").press("back")
    assert browser.form()["b"] == "" and document().missing["b"] == "not_answered"


@pytest.mark.parametrize("link", [(ask("text", "name"), ask("note", "hello", "Bonjour <${name}>"))], indirect=True)
def test_what_somebody_wrote_is_shown_as_text_alone(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", name="<b>x</b> & co")
    assert "Bonjour <<b>x</b> & co>" in browser.text and not browser.soup.find("b")
    assert browser.page is not None and "&lt;&lt;b&gt;x" in browser.page.text


NESTED = (
    Repeat(
        "house",
        {"fr": "Maison"},
        (ask("text", "street"), Repeat("room", {"fr": "Pièce"}, (ask("integer", "size"),), repeat_count="")),
        repeat_count="",
    ),
)


@pytest.mark.parametrize("link", [NESTED], indirect=True)
def test_repeats_in_repeats(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", **{"street[1]": "A"}).press("continue", **{"size[1][1]": "9"})
    browser.press("add room[1]")
    assert "Maison 1 – A, Pièce 2" in browser.text
    browser.press("continue", **{"size[1][2]": "8"}).press("continue").press("add house")
    browser.press("continue", **{"street[2]": "B"}).press("continue", **{"size[2][1]": "7"}).press("continue")
    browser.press("remove house[1]").press("removed house[1]").press("continue").press("submit")
    assert document().answers == {"street[1]": "B", "size[1][1]": 7, "room[1]": 1, "house": 1}
    assert document().instances == {"house": 1, "room[1]": 1}
