"""The three displays: people counted, quotes only where they may be quoted, thirds only where the consent says link."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty, mark
from signed_in import page, sign_in

from survey.findings import client as figures
from survey.findings.client import FiguresFailed
from survey.store import erasure
from survey.store.codings import Said
from survey.store.studies import StudyRecord

Study = tuple[StudyRecord, Mapping[str, int]]


@pytest.fixture
def study(app: Flask) -> Study:
    return coded_thirty()


@pytest.fixture
def ana(client: FlaskClient, study: Study) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def shown(client: FlaskClient, **words: str) -> Tag:
    main: Tag = page(client.get("/staff/tiny/joint/", query_string=words)).main
    return main


def text(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ", strip=True).split())


def test_a_theme_has_its_figure_with_all_that_belongs_to_it_and_counts_people(ana: FlaskClient) -> None:
    theme = shown(ana).select_one("#theme-wellbeing")
    # Six scores, 0 to 100 in steps of a sixth without the half, five people each: 50 on average.
    cells = [text(cell) for cell in theme.select_one("tbody tr").select("th, td")]
    assert (cells[0], cells[1], cells[3], cells[4]) == ("score", "50.0", "30", "0")
    assert " to " in cells[2] and "95" in text(theme.select_one(".joint-figure > .about"))
    assert text(theme.select_one("h4")) == "Mood 4 of 4 people interviewed"  # five passages


def test_a_key_quote_stands_first_and_nobody_is_quoted_without_consent(ana: FlaskClient) -> None:
    assert "Interview 3" in text(shown(ana).select_one("#theme-wellbeing .who"))
    beside = shown(ana, display="beside").select_one("#theme-wellbeing .joint-words")
    who = [text(each) for each in beside.select(".who")]
    assert [each.split()[1] for each in who] == ["3", "1", "2", "4", "1"]
    assert len(beside.select("blockquote")) == 4
    assert "Words not shown: nobody said that excerpts of this interview may be quoted." in text(beside)


def test_a_third_stands_beside_words_only_where_the_consent_says_link(ana: FlaskClient) -> None:
    beside = shown(ana, display="beside").select_one("#theme-wellbeing .joint-words")
    who = [text(each) for each in beside.select(".who")]
    assert "third" not in who[0] and "score: high third" in who[1] and "score: low third" in who[2]


def test_words_that_point_the_other_way_than_the_score_are_named(ana: FlaskClient) -> None:
    found = [text(each) for each in shown(ana).select(".differing li")]
    assert found == [
        "Interview 2 : score in the low third, mean weight of the words +2.0",
        "Interview 1 : score in the high third, mean weight of the words -1.5",
    ]


def test_the_quote_matrix_counts_people_of_thirds_and_says_why_somebody_has_none(ana: FlaskClient) -> None:
    main = shown(ana, display="quotes", by="third:wellbeing.score.post")
    heads = [text(each) for each in main.select("thead th")]
    assert heads[:5] == [
        "Code",
        "low third 1 person interviewed",
        "middle third 1 person interviewed",
        "high third 1 person interviewed",
        "not known, or not to be told 1 person interviewed",
    ]
    rows = {text(row.th.a): [text(each) for each in row.select(".of-group")] for row in main.select("tbody tr")}
    assert rows == {
        "Mood": ["1 of 1", "1 of 1", "1 of 1", "1 of 1"],
        "Alone": ["0 of 1", "0 of 1", "1 of 1", "0 of 1"],
    }
    assert "Not told: the interview may not stand beside answers" in text(main)
    assert "mapped to nothing that is measured" in text(main.select("tbody th")[1])


def test_a_filter_leaves_out_whom_the_register_may_not_tell_of(ana: FlaskClient) -> None:
    main = shown(ana, display="quotes", arm="advice")
    assert "Interview 3: These may not stand beside what the register says of the person" in text(main)
    assert "3 people interviewed" in text(main)


def test_too_few_people_have_no_figure_and_the_words_stay(ana: FlaskClient) -> None:
    main = shown(ana, arm="support")
    assert "Too few people to show this" in text(main.select_one(".told"))
    assert main.select_one("#theme-wellbeing h4") is not None


def test_marks_of_others_count_when_all_are_done(ana: FlaskClient, study: Study) -> None:
    record, found = study
    mark(record, 2, Said(found["Alone"]), 3, coder="ben")
    assert "1 of 4" in text(shown(ana).select("#unmapped-title ~ .joint-words h4")[0])


def test_an_erased_person_is_gone_from_figure_and_words(ana: FlaskClient, study: Study) -> None:
    record, _found = study
    erasure.erase_participant(record, "p6-0", record.waves, keep_contacts=True, actor="x")
    theme = shown(ana).select_one("#theme-wellbeing")
    assert text(theme.select_one("h4")) == "Mood 3 of 3 people interviewed"
    assert text(theme.select("tbody tr td")[2]) == "29"


def test_words_are_shown_while_figures_cannot_be(ana: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise FiguresFailed("gone")

    monkeypatch.setattr(figures, "ask", fails)
    main = shown(ana)
    assert "Figures cannot be shown now." in text(main) and main.select("blockquote")


@pytest.mark.parametrize(
    "words", [{"display": "x"}, {"by": "x"}, {"arm": "x"}, {"x": "y"}, {"display": "quotes", "by": "third:x"}]
)
def test_what_the_study_does_not_have_is_no_page(ana: FlaskClient, words: dict[str, str]) -> None:
    assert ana.get("/staff/tiny/joint/", query_string=words).status_code == 404
