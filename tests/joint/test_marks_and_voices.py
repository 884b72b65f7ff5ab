"""From a mark to the quotes of its person and back, voices of a third, and what the team sees beside a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from bs4 import Tag
from findings.thirds_study import come
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty, mark
from signed_in import page, sign_in
from sqlalchemy import update

from survey import extensions
from survey.findings.answering import QUESTIONS
from survey.privacy import passports
from survey.store import codes, codings, erasure, quote_reviews, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.quote_reviews import RELEASED, NewReview
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow

Study = tuple[StudyRecord, Mapping[str, int]]
ADDRESS = "/staff/tiny/dashboard"
LOW, HIGH = "wellbeing.score.post.low", "wellbeing.score.post.high"
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def study(app: Flask) -> Study:
    return coded_thirty()


@pytest.fixture
def browser(app: Flask, study: Study) -> Browser:
    """Somebody of a role; the researcher is who coded."""

    def new(role: str) -> FlaskClient:
        client = sign_in(app.test_client(), role, ANA if role == "researcher" else "")
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return new


def shown(client: FlaskClient, **words: str) -> Tag:
    answer = client.get(ADDRESS, query_string=words)
    assert answer.status_code == 200
    main: Tag = page(answer).main
    return main


def side(client: FlaskClient, **words: str) -> Tag:
    found = shown(client, **words).select_one("#voices")
    assert found is not None
    return found


def quotes(found: Tag) -> dict[str, list[str]]:
    """By code the interviews that are quoted, in their order."""
    return {
        each.select_one("bdi").get_text(): [
            str(link["href"]).partition("#")[0].rpartition("/")[2]
            for link in each.select(".who a[href*='/interviews/']")
        ]
        for each in found.select(".code-quotes")
    }


def text(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ", strip=True).split())


def kept(number: int, **said: object) -> None:
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == number).values(**said))


def finish(record: StudyRecord) -> None:
    """Let all interviews be coded."""
    for each in transcripts.interviews(record.id):
        rounds.finish(record, each, Layer(ANA))


def release(record: StudyRecord, *numbers: int) -> None:
    """Let the team see the figures, these interviews, and what is marked in them."""
    QUESTIONS["release"]({"study": record.name, "actor": "test"})
    for each in transcripts.interviews(record.id):
        if each.number in numbers:
            transcripts.release(each, ANA)
    for each in codings.of_study(record.id):
        found = next(one for one in transcripts.interviews(record.id) if one.id == each.transcript)
        passport = passports.passport(record, ANA, found.number, each.guid)
        if passport is not None and found.number in numbers:
            new = NewReview(each.guid, RELEASED, "", 0)
            quote_reviews.keep(record, found, new, passports.ground(passport), ANA)


def test_a_mark_opens_the_quotes_of_its_person_before_the_interview(browser: Browser) -> None:
    ana = browser("researcher")
    links = shown(ana).select("[id='distribution.wellbeing'] .mark-link")
    first = next(each for each in links if each["data-interview"] == "1")
    found = page(ana.get(str(first["href"]))).select_one("#voices")
    assert text(found.h2) == "Interview 1" and text(found.h3) == "In words: Wellbeing"
    assert quotes(found) == {"Mood": ["1", "1"]}  # of Alone, which speaks to nothing, there is none
    parts = found.select(".code-quotes, .turns")
    assert "turns" in parts[-1]["class"] and len(parts) == 2
    assert found.select_one(".voice-ways a")["href"] == "/staff/tiny/interviews/1"


def test_a_quote_shows_the_mark_it_came_from(browser: Browser) -> None:
    ana = browser("researcher")
    for place in ("scores-1", "distribution.wellbeing-1"):
        main = shown(ana, of="wellbeing", at=place, interview="1")
        link = main.select_one("[data-shows]")
        address, _, fragment = str(link["href"]).partition("#")
        assert fragment == f"mark-{place}-1"
        target = page(ana.get(address)).find(id=fragment)
        assert target is not None and target["aria-current"] == "true"


def test_the_mark_that_is_shown_stands_out_among_voices_of_several(browser: Browser) -> None:
    ana = browser("researcher")
    main = shown(ana, of="wellbeing", mark="2")
    assert {each["data-interview"] for each in main.select(".mark-link[aria-current]")} == {"2"}


def test_a_third_opens_its_voices_by_code(browser: Browser) -> None:
    ana = browser("researcher")
    link = shown(ana).select_one("[id='distribution.wellbeing'] [data-third=low]")
    found = page(ana.get(str(link["href"]))).select_one("#voices")
    assert (text(found.h2), text(found.select_one(".of-part"))) == ("In words: Wellbeing", "score: low third")
    assert quotes(found) == {"Mood": ["2"]}  # 3 stands there too, and may not be linked
    assert text(found.select_one(".about")) == "1 of 1 people interviewed"
    assert quotes(side(ana, third=HIGH)) == {"Mood": ["1", "1"]}


def test_words_of_a_third_are_shown_as_their_consent_allows(browser: Browser) -> None:
    found = side(browser("researcher"), third="wellbeing.score.post.middle")
    assert quotes(found) == {"Mood": ["4"]} and found.blockquote is None
    assert "Words not shown" in text(found)


def test_a_withdrawn_link_takes_the_person_out_of_the_third(browser: Browser) -> None:
    kept(2, link=False)
    found = side(browser("researcher"), third=LOW)
    assert "There is no coded interview here that you may see." in text(found)


def test_a_third_that_is_not_told_says_so(browser: Browser) -> None:
    # One question of three answers tells of the change, so that a third would hold a single value.
    found = side(browser("researcher"), third="wellbeing.change..low")
    assert "Nobody interviewed is told in this third" in text(found) and found.select(".code-quotes") == []


def test_an_erased_submission_leaves_neither_mark_nor_quote(browser: Browser, study: Study) -> None:
    record, _found = study
    erasure.erase_participant(record, "p0-0", record.waves, keep_contacts=True, actor="x")
    ana = browser("researcher")
    assert "2" not in {each["data-interview"] for each in shown(ana).select("[data-interview]")}
    assert "2" not in str(quotes(side(ana, of="wellbeing")))
    assert ana.get(ADDRESS, query_string={"of": "wellbeing", "interview": "2"}).status_code == 404


def test_an_interview_without_answers_has_words_and_no_mark(browser: Browser, study: Study) -> None:
    record, found = study
    mark(record, 3, Said(found["Mood"], 1), 3)  # may not be linked: no figure marks it
    beside = side(browser("researcher"), of="wellbeing", interview="3")
    assert quotes(beside) == {"Mood": ["3", "3"]} and beside.select("[data-shows]") == []


def test_a_figure_of_which_no_code_speaks_leads_to_no_words(browser: Browser, study: Study) -> None:
    record, found = study
    codes.change(record, found["Mood"], NewCode("Mood"), ANA)
    ana = browser("researcher")
    assert shown(ana).select(".speaking") == []
    assert text(side(ana, of="wellbeing").select_one("[role=status]")) == "No code speaks to this."
    assert text(side(ana, of="wellbeing", interview="1").select_one("[role=status]")) == "No code speaks to this."


def test_a_study_without_interviews_has_no_voices_beside_its_figures(browser: Browser, study: Study) -> None:
    record, _found = study
    for number in (1, 2, 3, 4):
        who = {1: "p6-0", 2: "p0-0", 3: "p2-0", 4: "p4-0"}[number]
        erasure.erase_participant(record, who, record.waves, keep_contacts=True, actor="x")
    ana = browser("researcher")
    assert shown(ana).select("#voices, .speaking, .mark-link") == []
    assert "There is no coded interview here that you may see." in text(side(ana, of="wellbeing"))


def test_the_team_sees_released_quotes_by_code_and_how_many_hold_it(browser: Browser, study: Study) -> None:
    record, _found = study
    finish(record)
    release(record, 1, 3)
    staff = browser("staff")
    link = shown(staff).select_one("[id='distribution.wellbeing'] .speaking a")
    found = page(staff.get(str(link["href"]))).select_one("#voices")
    # 3, whose consent has no link, and 1 twice; of 2 nothing is released, 4 may not be quoted.
    who = [text(each) for each in found.select(".who")]
    assert who == ["A person who was supported", *["A person who was supported, Advice"] * 2]
    assert (len(found.select("blockquote")), found.select("a[href*='/interviews/']")) == (3, [])
    assert text(found.select_one(".code-quotes .about")) == "4 of 4 people interviewed"
    assert not any(word in text(found) for word in ("weight", "third", "mark", "Alone", "Counter"))
    assert found.select("[data-shows], a[href*=joint]") == []


def test_the_team_sees_the_same_counts_whatever_is_filtered(browser: Browser, study: Study) -> None:
    record, _found = study
    come(record, "q", arm="support")
    finish(record)
    release(record, 1)
    staff = browser("staff")
    one, other = (side(staff, of="wellbeing", **words) for words in ({}, {"arm": "advice"}))
    assert text(one.select_one(".code-quotes")) == text(other.select_one(".code-quotes"))


def test_nothing_is_told_to_the_team_of_interviews_that_are_still_coded(browser: Browser, study: Study) -> None:
    record, _found = study
    release(record, 1, 3)
    assert "There is no coded interview here that you may see." in text(side(browser("staff"), of="wellbeing"))


def test_no_words_stand_beside_a_figure_that_is_closed(browser: Browser, study: Study) -> None:
    record, _found = study
    finish(record)
    staff = browser("staff")  # no figures have been released
    assert shown(staff).select(".speaking") == []
    found = side(staff, of="wellbeing")
    assert "No figure of this is shown now" in text(found) and found.select(".code-quotes") == []


@pytest.mark.parametrize(
    ("role", "words", "status"),
    [
        ("researcher", {"third": LOW}, 200),
        ("staff", {"third": LOW}, 404),
        ("admin", {"third": LOW}, 404),
        ("researcher", {"of": "wellbeing"}, 200),
        ("staff", {"of": "wellbeing"}, 200),
        ("admin", {"of": "wellbeing"}, 404),
        ("researcher", {"of": "nothing"}, 404),
        ("researcher", {"third": "nothing.score.post.low"}, 404),
        ("staff", {"of": "nothing"}, 404),
    ],
)
def test_who_opens_which_voices(browser: Browser, role: str, words: dict[str, str], status: int) -> None:
    assert browser(role).get(ADDRESS, query_string=words).status_code == status


@pytest.mark.parametrize("words", [{}, {"of": "wellbeing"}, {"of": "wellbeing", "interview": "1"}, {"mark": "1"}])
def test_nobody_but_a_researcher_has_a_mark_or_a_third_beside_words(
    browser: Browser, study: Study, words: dict[str, str]
) -> None:
    record, _found = study
    finish(record)
    release(record, 1, 3)
    staff = browser("staff")
    for form in ({}, {"paper": "yes"}):
        main = shown(staff, **words, **form)
        assert main.select(".marks, .mark-link, [data-third], [data-shows], .thirds, .on-this") == []
        assert "third" not in text(main)


def test_on_paper_the_voices_stand_beside_the_figures(browser: Browser) -> None:
    found = side(browser("researcher"), third=LOW, paper="yes")
    assert quotes(found) == {"Mood": ["2"]} and found.select("[data-shows], a[href*=joint]") == []
