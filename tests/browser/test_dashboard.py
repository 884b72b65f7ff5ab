"""The dashboard in a browser: drawn under the strict policy, on every screen, on paper, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.colours import contrast
from browser.dashboards import (
    CUT,
    FOCUS_BEFORE,
    INKS,
    INTO_VIEW,
    MIDDLE,
    SIZES,
    WIDE,
    draw_all,
    mark_with_a_quote,
    opened,
)
from browser.keyboard import Keyboard
from browser.surveyor import SCHEMES, Surveyor
from browser.test_staff_pages import sign_in
from playwright.sync_api import Page, expect

from survey.accessibility import STAFF_TARGET

SIZES_OF_MARKS = """place => place.data.find((trace) => trace.name === "marks").marker.size"""


@pytest.fixture(scope="module")
def seen(device: Any, site: Any) -> Callable[..., Page]:
    """Somebody signed in before a dashboard: ``seen("researcher", locale="ar")``."""

    def new(name: str = "researcher", words: str = "", study: str = "post_only", **wished: Any) -> Page:
        page = sign_in(device(**({"viewport": WIDE} | wished)).new_page(), site, name)
        return opened(page, site, words, study)

    return new


@pytest.fixture(
    scope="module",
    params=[
        ("staff", "ar"),
        *(pytest.param(each, marks=pytest.mark.long) for each in (("researcher", "fr"), ("admin", "en"))),
    ],
    ids=" ".join,
)
def surveyor(request: pytest.FixtureRequest, device: Any, site: Any) -> Iterator[Surveyor]:
    """What was noted on a dashboard and the pages that belong to it."""
    name, language = request.param
    page = device(locale=language, viewport=WIDE).new_page()
    found = Surveyor(page, site.base, least=STAFF_TARGET, looked_at=(360, 1280))  # one column, and two
    page = opened(sign_in(found.page, site, name), site)
    draw_all(page)
    found.note("dashboard")
    page.goto(f"{site.base}/staff/post_only/dashboard?paper=yes")
    found.note("for paper", in_colour=False)
    if name != "admin":
        number = opened(page, site).locator("a[data-interview]").first.get_attribute("data-interview")
        for words in (f"?of=wellbeing&interview={number}", "?of=wellbeing"):
            opened(page, site, words)
            found.note(f"beside {words}")
    page.goto(f"{site.base}/staff/post_only/dashboard?arm=nobody")
    found.note("a filter that is none")
    yield found
    page.close()


def test_nothing_is_wider_than_the_screen(surveyor: Surveyor) -> None:
    assert surveyor.of("overflow") == {}


def test_nothing_to_press_is_cut_off_or_too_small(surveyor: Surveyor) -> None:
    assert surveyor.of("cut") == {}
    assert surveyor.of("small") == {}


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(surveyor: Surveyor) -> None:
    assert {page: found for page, found in surveyor.flaws.items() if found} == {}
    assert len(surveyor.flaws) >= len(surveyor.facts)


def test_ids_and_names_are_in_order(surveyor: Surveyor) -> None:
    assert surveyor.each("headings") == {1}
    assert surveyor.of("repeated") == {} and surveyor.of("lost") == {}
    assert {name: roles for name, roles in surveyor.nameless.items() if roles} == {}


def test_plotly_draws_without_a_complaint_of_the_policy_and_asks_no_other_site(surveyor: Surveyor) -> None:
    assert surveyor.complaints == []
    assert surveyor.foreign == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_at_least_four_and_a_half_times(surveyor: Surveyor, scheme: str) -> None:
    faint = {
        f"{name}: {text}": round(ratio, 2)
        for name, schemes in surveyor.contrasts.items()
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("fr", 360), ("ar", 360)])
def test_every_chart_is_drawn_legibly(seen: Callable[..., Page], language: str, width: int) -> None:
    page = seen(locale=language, viewport={"width": width, "height": 740})
    assert draw_all(page) >= 15
    assert page.locator(".plot .main-svg path").count() > 50
    assert min(page.evaluate(SIZES)) >= 13
    assert page.evaluate(CUT) == []


def test_a_chart_changes_its_layout_with_the_width_of_its_card(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    place = page.locator(".plot[data-chart=change]")
    wide = place.evaluate("(each) => each.offsetHeight")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(place).not_to_have_css("block-size", f"{wide}px")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360


def test_on_dark_paper_ink_is_light(seen: Callable[..., Page]) -> None:
    page = seen(color_scheme="dark")
    draw_all(page)
    sheet = page.locator("figure").first.evaluate("(card) => getComputedStyle(card).backgroundColor")
    inks = set(page.evaluate(INKS))
    assert inks and min(contrast(ink, [sheet]) for ink in inks) >= 4.5


def test_the_voices_stand_where_reading_ends(seen: Callable[..., Page]) -> None:
    for language, right in (("fr", True), ("ar", False)):
        page = seen(locale=language)
        figures, voices = (page.locator(each).evaluate(MIDDLE) for each in (".figure-list", "#voices"))
        assert (voices > figures) is right


def test_the_voices_stay_in_view_beside_the_figures(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    page.locator("figure").nth(8).evaluate(INTO_VIEW)
    expect(page.locator("#voices h2")).to_be_in_viewport()


def test_a_mark_opens_its_interview_without_leaving_the_place(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    mark = page.locator("[id='distribution.wellbeing'] .marks a").nth(1)
    number = mark.get_attribute("data-interview")
    mark.evaluate(INTO_VIEW)
    at = page.evaluate("scrollY")
    page.evaluate("document.documentElement.dataset.same = 'page'")
    mark.click()
    expect(page.locator("#voices h2")).to_be_focused()
    assert page.locator("#voices .turn").count() > 10
    assert page.url.endswith(f"?of=wellbeing&at=distribution.wellbeing-1&interview={number}#voices")
    assert page.evaluate("document.documentElement.dataset.same") == "page"
    assert abs(page.evaluate("scrollY") - at) < 5
    assert mark.get_attribute("aria-current") == "true"


def test_one_theme_is_read_by_keyboard_from_the_figure_to_a_quote_and_back(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    keyboard = Keyboard(page)
    page.evaluate(FOCUS_BEFORE, "figure[id='distribution.wellbeing']")
    mark = mark_with_a_quote(page, "distribution.wellbeing")
    keyboard.tab_to(f"[id='{mark}']")
    keyboard.press("Enter")
    expect(page.locator("#voices h2")).to_be_focused()
    expect(page.locator("#voices .code-quotes blockquote").first).to_be_visible()
    keyboard.tab_to("#voices [data-shows]")
    keyboard.press("Enter")
    expect(page.locator(f"[id='{mark}']")).to_be_focused()
    assert page.locator(f"[id='{mark}']").get_attribute("aria-current") == "true"
    sizes = page.locator(".plot[data-chart='distribution.wellbeing']").evaluate(SIZES_OF_MARKS)
    assert sorted(set(sizes)) == [26, 36] and sizes.count(36) == 1
    assert keyboard.hidden == []


def test_a_column_opens_the_voices_of_its_third(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    column = page.locator(".plot[data-chart='distribution.wellbeing'] .barlayer .point").last
    column.evaluate(INTO_VIEW)
    box = column.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#voices .of-part")).to_be_visible()
    assert "third=wellbeing.score.post.high" in page.url
    assert page.locator("#voices blockquote").count() > 3


def test_without_javascript_a_quote_leads_to_its_mark(seen: Callable[..., Page]) -> None:
    page = seen(java_script_enabled=False)
    page.locator("[id='distribution.wellbeing'] .mark-link").first.click()
    page.locator("#voices [data-shows]").first.click()
    marked = page.locator(".mark-link:target")
    expect(marked).to_be_in_viewport()
    assert marked.get_attribute("aria-current") == "true"


def test_a_circle_of_the_picture_opens_its_interview_too(seen: Callable[..., Page]) -> None:
    page = seen()
    draw_all(page)
    circle = page.locator(".plot[data-chart=change] .scatterlayer .point").last
    circle.evaluate(INTO_VIEW)
    box = circle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**at=change-5&interview=**")  # the last of the five scales of which change is known


def test_filters_marks_and_tables_are_reached_by_keyboard(seen: Callable[..., Page]) -> None:
    page = seen()
    keyboard = Keyboard(page)
    keyboard.tab_to("select[name=arm]")
    keyboard.press("ArrowDown")
    keyboard.push(".filters button")
    expect(page.locator("select[name=arm]")).not_to_have_value("")
    keyboard.tab_to("#change summary")
    keyboard.press("Enter")
    expect(page.locator("#change table")).to_be_visible()
    keyboard.tab_to("a[data-interview]")
    keyboard.press("Enter")
    expect(page.locator("#voices h2")).to_be_focused()
    assert keyboard.hidden == []


def test_without_javascript_pictures_are_still(seen: Callable[..., Page]) -> None:
    page = seen(java_script_enabled=False)
    stills = page.locator("img.still")
    assert stills.count() >= 15
    expect(stills.first).to_be_visible()
    box = stills.first.bounding_box()
    assert box is not None and box["height"] > 100  # an image that failed has no height


def test_a_picture_that_cannot_be_drawn_is_a_still_one(device: Any, site: Any) -> None:
    page = sign_in(device(viewport=WIDE).new_page(), site, "researcher")
    page.route("**/plotly.min.js*", lambda route: route.abort())
    opened(page, site)
    expect(page.locator("figure img.still").first).to_be_visible()


def test_on_paper_tables_are_open_and_nothing_is_left_to_press(seen: Callable[..., Page]) -> None:
    page = seen()
    page.emulate_media(media="print")
    expect(page.locator("figure table").first).to_be_visible()
    for left_out in (".top", ".filters", ".files", ".contents", ".skip"):
        assert not page.locator(left_out).first.is_visible()


def test_on_paper_every_picture_is_there(seen: Callable[..., Page], tmp_path: Path) -> None:
    page = seen()
    expect(page.locator("svg.main-svg").first).to_be_attached()
    page.pdf(path=tmp_path / "paper.pdf")
    places = page.locator(".plot")
    assert places.count() == page.locator(".plot:has(svg.main-svg)").count() >= 15


def test_the_script_of_charts_is_on_no_other_page(device: Any, site: Any) -> None:
    page = device(locale="fr").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.demonstration)
    sign_in(page, site, "staff")
    page.goto(f"{site.base}/staff/post_only/")
    assert asked and [address for address in asked if "plotly" in address or "dashboard" in address] == []
