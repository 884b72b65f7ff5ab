"""The page of a report in four languages: its parts by role and order, pictures with their tables, words by design."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from flask import Flask
from reported_study import LOST, PAIRS, release, released, reported

from survey.config import LANGUAGES
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.drawing import drawn
from survey.findings.report.pictures import without_texts
from survey.findings.report.telling import told_report
from survey.findings.telling.forbidden import forbidden_in
from survey.instrument.plan import Plan
from survey.store import plan_locks
from survey.store.studies import StudyRecord

PLAN = Plan(primary=("wellbeing",), covariates=("site",))
SECTIONS = ["short", "results", "who", "methods", "limits", "appendix"]


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def page(record: StudyRecord, language: str = "en", *, exact: bool = True, on_paper: bool = False) -> BeautifulSoup:
    basis = basis_of(record, exact=exact)
    told = told_report(basis, file_of(basis), language, on_paper=on_paper)
    return BeautifulSoup(drawn(told), "html.parser")


def sentences(section: Tag | None) -> list[str]:
    """The paragraphs and points of a part."""
    assert section is not None
    return [each.get_text() for each in section.select("p, li")]


def test_a_report_has_its_parts_in_order_and_each_is_named_by_its_heading() -> None:
    soup = page(reported())
    assert [each.get_text() for each in soup.select("h1")] == ["What changed"]
    assert [each["aria-labelledby"] for each in soup.select("main > section")] == SECTIONS
    for section in soup.select("main section"):
        heading = section.find(["h2", "h3"], id=str(section["aria-labelledby"]))
        assert heading is not None and heading.get_text()
    levels = [int(each.name[1]) for each in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))


def test_it_is_complete_in_itself_and_nothing_in_it_runs() -> None:
    html = str(page(reported()))
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select("script, link, img, iframe") == [] and "url(http" not in html and "@import" not in html
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None and str(policy["content"]).startswith("default-src 'none'")


def test_names_stand_for_one_thing_and_links_lead_there() -> None:
    soup = page(reported())
    names = [str(each["id"]) for each in soup.select("[id]")]
    assert len(names) == len(set(names)) > 100
    assert {str(each["href"])[1:] for each in soup.select("a[href^='#'], svg [href^='#']")} <= set(names)


def test_each_picture_has_a_name_a_sentence_and_a_table_that_says_the_same() -> None:
    figures = page(reported()).select("figure")
    assert [str(each["id"]) for each in figures[:3]] == [
        "part-forest.wellbeing",
        "part-paired_change.wellbeing",
        "part-individual_change.wellbeing",
    ]
    for figure in figures:
        picture, caption = figure.select_one("svg"), figure.select_one("figcaption p")
        assert picture is not None and picture["role"] == "img" and picture.title is not None
        assert caption is not None and caption.get_text() and figure.select_one("table") is not None


def test_each_table_has_a_caption_and_headings_for_columns_and_rows() -> None:
    for table in page(reported()).select("table"):
        assert table.caption is not None and table.caption.get_text()
        assert {each.get("scope") for each in table.select("thead th")} == {"col"}
        assert all(row.find("th", scope="row") for row in table.select("tbody tr"))


def test_methods_tell_design_plan_scores_estimators_and_weights() -> None:
    soup = page(reported(plan=Plan(primary=("wellbeing",), important_change={"wellbeing": 10})))
    names = [str(each["aria-labelledby"]) for each in soup.select("section[aria-labelledby^='method-']")]
    assert names == [f"method-{name}" for name in ("design", "plan", "scores", "estimators", "weights")]
    plan = sentences(soup.select_one("[aria-labelledby=method-plan]"))
    assert plan[0].startswith("The plan is not locked")
    assert "Wellbeing: a change of 10 points or more counts as one that matters." in plan
    row = soup.select_one("[aria-labelledby=method-scores] tbody tr")
    assert row is not None
    told = [cell.get_text() for cell in row.find_all(["th", "td"])]
    assert told == ["Wellbeing", "1", "1", "1", "0 to 100", "written for Jalon, not validated"]
    estimators = " ".join(sentences(soup.select_one("[aria-labelledby=method-estimators]")))
    assert "An interval of 95%" in estimators and "method of Holm" in estimators
    assert "People have no ties to each other" in estimators


def test_a_locked_plan_is_told_with_its_day() -> None:
    record = reported()
    plan_locks.lock(record, "Ana", "ana")  # after the first answers
    plan = sentences(page(record).select_one("[aria-labelledby=method-plan]"))
    assert plan[0].startswith("The plan was locked on") and "after the first answers" in plan[0]


def test_every_caution_stands_among_the_limits() -> None:
    soup = page(reported())
    cautions = [each.get_text() for each in soup.select(".careful li")]
    limits = sentences(soup.select_one("[aria-labelledby=limits]"))
    assert len(cautions) >= 2
    assert all(any(caution in limit for limit in limits) for caution in cautions)
    assert any("comparison group" in limit for limit in limits)


def test_the_appendix_has_every_number_that_is_shown_under_its_key() -> None:
    basis = basis_of(reported(), exact=True)
    file = file_of(basis)
    soup = BeautifulSoup(drawn(told_report(basis, file, "en")), "html.parser")
    told = {
        row.th.get_text() + each.code.get_text(): each.get_text().split()[-1]
        for row in soup.select(".numbers tbody tr")
        for each in row.select(".number")
        if row.th is not None and each.code is not None
    }
    shown = {key: value for key, value in file.numbers.items() if value is not None and not key.startswith("plan/")}
    assert told.keys() == shown.keys()
    assert all(float(told[key]) == pytest.approx(float(value), rel=1e-6) for key, value in shown.items())
    assert file.seal in [each.get_text() for each in soup.select(".versions code")]


def test_the_report_for_the_team_says_so_and_what_it_leaves_out() -> None:
    soup = page(released(), exact=False)
    assert "for the team" in soup.select_one("header .about").get_text()  # type: ignore[union-attr]  # it is there
    limits = sentences(soup.select_one("[aria-labelledby=limits]"))
    assert any("fewer than 5 people" in limit for limit in limits)
    assert "Left out: Wellbeing: each person, from the first time to the last." in limits
    withheld = soup.select_one("[id='part-paired_change.wellbeing']")
    assert withheld is not None and "only researchers see this picture" in withheld.get_text()
    assert withheld.select("svg, table") == []


def test_the_report_for_researchers_says_that_it_is_not_to_be_handed_on() -> None:
    soup = page(reported())
    assert "for researchers: not to be handed on" in soup.select_one("header .about").get_text()  # type: ignore[union-attr]  # it is there
    who = soup.select_one("[aria-labelledby=who]")
    assert who is not None and str(len(PAIRS) + LOST) in who.get_text()


def in_every_language(record: StudyRecord, *, exact: bool) -> Iterator[tuple[str, BeautifulSoup]]:
    """The report in each language, whatever the study is in."""
    every = dataclasses.replace(record, study=dataclasses.replace(record.study, languages=LANGUAGES))
    yield from ((language, page(every, language, exact=exact)) for language in LANGUAGES)


@pytest.mark.parametrize("exact", [True, False])
def test_a_report_stands_in_its_language_and_direction(exact: bool) -> None:
    for language, soup in in_every_language(released(), exact=exact):
        assert soup.html is not None and soup.html["lang"] == language
        assert soup.html["dir"] == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("design", ["before_after", "post_only", "by_need", "waiting_list"])
def test_no_report_of_such_a_study_speaks_of_effects_in_any_language(design: str) -> None:
    record = released(("advice", "support"), design=design, plan=PLAN)
    for exact in (True, False):
        for language, soup in in_every_language(record, exact=exact):
            assert forbidden_in(soup.get_text(" "), language) == ()
            assert forbidden_in(str(soup.h1), language) == ()
        assert forbidden_in(" ".join(basis_of(record, exact=exact).numbers()), "en") == ()


def test_a_study_where_chance_decided_may_speak_of_an_effect() -> None:
    soup = page(reported(("advice", "support"), design="randomised", plan=PLAN))
    assert [each.get_text() for each in soup.select("h1")] == ["Effect"]
    design = sentences(soup.select_one("[aria-labelledby=method-design]"))
    assert design[0].startswith("Chance decided who came into which group.")
    assert design[2] == "Groups: “Advice” and “Support”."
    estimators = " ".join(sentences(soup.select_one("[aria-labelledby=method-estimators]")))
    assert "Where groups are compared" in estimators and "“Place”" in estimators


def test_on_paper_the_texts_of_a_picture_are_laid_over_it() -> None:
    record = reported()
    on_screen, on_paper = page(record, "fr"), page(record, "fr", on_paper=True)
    texts = [each.get_text() for each in on_screen.select("figure svg text")]
    assert texts and on_paper.select("figure svg text") == []
    assert [each.get_text() for each in on_paper.select(".drawn > span")] == texts


def test_a_text_stands_on_the_line_where_it_stood() -> None:
    text = '<text x="10" y="20" font-size="14px" text-anchor="end">a&lt;b</text>'
    left, over = without_texts(f'<svg xmlns="http://www.w3.org/2000/svg"><g>{text}</g></svg>')
    assert "<text" not in left
    assert "left:10.0px;top:7.57px;font-size:14.0px" in over  # 20 - 0.888 x 14
    assert "translateX(-100%)" in over and ">a&lt;b</span>" in over


def test_a_release_of_another_day_is_told_with_its_day() -> None:
    record = reported()
    release(record)
    about = page(record, exact=False).select_one("header .about")
    assert about is not None and about.get_text().startswith("Answers up to")
