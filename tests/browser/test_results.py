"""The results of a plan in a browser: drawn under the strict policy, on every screen, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser.dashboards import CUT, SECONDS_TO_PREPARE, SIZES, WIDE, draw_all
from browser.surveyor import SCHEMES, Surveyor
from browser.test_staff_pages import sign_in
from playwright.sync_api import Page, expect

from survey.accessibility import STAFF_TARGET

NARROW = {"width": 360, "height": 740}


def opened(page: Page, site: Any, words: str = "", study: str = "before_after") -> Page:
    """The results, once they are prepared."""
    page.goto(f"{site.base}/staff/{study}/results{words}")
    expect(page.locator("figure").first).to_be_visible(timeout=SECONDS_TO_PREPARE)
    return page


@pytest.fixture(
    scope="module",
    params=[
        ("researcher", "ar", NARROW),
        *(
            pytest.param(each, marks=pytest.mark.long)
            for each in (("researcher", "fr", WIDE), ("staff", "ar", WIDE), ("staff", "es", WIDE))
        ),
    ],
    ids=lambda param: f"{param[0]} {param[1]} {param[2]['width']}",
)
def surveyor(request: pytest.FixtureRequest, device: Any, site: Any) -> Iterator[Surveyor]:
    """What was noted on the results of both studies."""
    name, language, viewport = request.param
    found = Surveyor(device(locale=language, viewport=viewport).new_page(), site.base, least=STAFF_TARGET)
    for study in ("before_after", "post_only"):
        page = opened(sign_in(found.page, site, name) if study == "before_after" else found.page, site, study=study)
        draw_all(page)
        found.note(study)
    page.goto(f"{site.base}/staff/before_after/results?paper=yes")
    found.note("for paper", in_colour=False)
    yield found
    page.close()


def test_nothing_is_wider_than_the_screen_cut_off_or_too_small_to_press(surveyor: Surveyor) -> None:
    assert surveyor.of("overflow") == {} and surveyor.of("cut") == {} and surveyor.of("small") == {}


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(surveyor: Surveyor) -> None:
    assert {page: found for page, found in surveyor.flaws.items() if found} == {}
    assert len(surveyor.flaws) >= len(surveyor.facts)


def test_ids_and_names_are_in_order(surveyor: Surveyor) -> None:
    assert surveyor.each("headings") == {1}
    assert surveyor.of("repeated") == {} and surveyor.of("lost") == {}
    assert {name: roles for name, roles in surveyor.nameless.items() if roles} == {}


def test_the_policy_has_nothing_to_complain_of_and_no_other_site_is_asked(surveyor: Surveyor) -> None:
    assert surveyor.complaints == [] and surveyor.foreign == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_at_least_four_and_a_half_times(surveyor: Surveyor, scheme: str) -> None:
    faint = {
        f"{name}: {text}": round(ratio, 2)
        for name, schemes in surveyor.contrasts.items()
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize(("language", "viewport"), [("fr", WIDE), ("fr", NARROW), ("ar", NARROW)])
def test_every_chart_is_drawn_legibly(device: Any, site: Any, language: str, viewport: dict[str, int]) -> None:
    page = opened(sign_in(device(locale=language, viewport=viewport).new_page(), site, "researcher"), site)
    assert draw_all(page) >= 15
    assert min(page.evaluate(SIZES)) >= 13 and page.evaluate(CUT) == []


def test_without_javascript_every_picture_and_table_is_there(device: Any, site: Any) -> None:
    page = opened(sign_in(device(java_script_enabled=False).new_page(), site, "researcher"), site)
    stills = page.locator("figure img.still")
    assert stills.count() >= 15
    box = stills.first.bounding_box()
    assert box is not None and box["height"] > 100  # an image that failed has no height
    page.locator("figure summary").first.click()
    expect(page.locator("figure table").first).to_be_visible()


def test_on_paper_tables_and_assumptions_are_open_and_nothing_is_left_to_press(device: Any, site: Any) -> None:
    page = opened(sign_in(device(viewport=WIDE).new_page(), site, "researcher"), site, "?paper=yes")
    page.emulate_media(media="print")
    expect(page.locator("figure table").first).to_be_visible()
    expect(page.locator(".must-hold ul").first).to_be_visible()
    for left_out in (".top", ".contents", ".files", ".skip"):
        assert page.locator(left_out).count() == 0 or not page.locator(left_out).first.is_visible()
