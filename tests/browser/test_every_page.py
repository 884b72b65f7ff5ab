"""Every page of a respondent, measured in a browser: on the narrowest phones, in both directions, in every colour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import markup
from browser.person import take_part
from browser.surveyor import SCHEMES, Surveyor
from browser.walks import WALKS

PAGES = {"demonstration": 25, "small": 11, "ends": 7}
"""How many pages each walk shows at least, so that none is forgotten silently."""


@pytest.fixture(
    scope="module",
    params=[
        ("demonstration", "ar"),
        ("small", "fr"),
        ("ends", "ar"),
        *[
            pytest.param(each, marks=pytest.mark.long)
            for each in (("demonstration", "fr"), ("small", "ar"), ("ends", "fr"))
        ],
        *[
            pytest.param((walk, language), marks=pytest.mark.long)
            for walk in ("demonstration", "ends")  # the small study has none
            for language in ("es", "en")
        ],
    ],
    ids=lambda param: " ".join(param),
)
def walk(request: pytest.FixtureRequest, device: Any, site: Any) -> Any:
    """A walk in one language with everything that was noted on its way."""
    name, language = request.param
    closely: dict[str, Any] = {} if language in ("fr", "ar") else {"widths": (360,), "sees_colours": False}
    surveyor = Surveyor(device(locale=language).new_page(), site.base, **closely)
    WALKS[name](surveyor, site, language)
    return name, language, surveyor


def test_the_walk_saw_its_pages(walk: Any) -> None:
    name, _language, surveyor = walk
    assert len(surveyor.facts) >= PAGES[name]


def test_language_and_direction_are_those_that_were_chosen(walk: Any) -> None:
    _name, language, surveyor = walk
    told = {(facts["language"], facts["direction"]) for each in surveyor.facts.values() for facts in each.values()}
    assert told == {(language, "rtl" if language == "ar" else "ltr")}


def test_nothing_is_wider_than_the_screen(walk: Any) -> None:
    assert surveyed(walk).of("overflow") == {}


def test_nothing_to_press_is_cut_off(walk: Any) -> None:
    assert surveyed(walk).of("cut") == {}


def test_everything_to_press_is_at_least_44_pixels_wide_and_high(walk: Any) -> None:
    assert surveyed(walk).of("small") == {}


def test_there_is_one_main_heading_and_a_title(walk: Any) -> None:
    assert surveyed(walk).each("headings") == {1}
    assert surveyed(walk).each("titled") == {True}


def test_ids_are_unique_and_lead_somewhere(walk: Any) -> None:
    assert surveyed(walk).of("repeated") == {}
    assert surveyed(walk).of("lost") == {}


def test_every_field_button_and_link_has_a_name(walk: Any) -> None:
    assert {name: roles for name, roles in surveyed(walk).nameless.items() if roles} == {}
    assert surveyed(walk).of("unlabelled") == {}


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(walk: Any) -> None:
    assert {page: found for page, found in surveyed(walk).flaws.items() if found} == {}
    assert len(surveyed(walk).flaws) == len(surveyed(walk).facts)


def test_the_markup_is_valid(walk: Any) -> None:
    assert markup.validated(surveyed(walk).markup) == []


@pytest.mark.long
def test_the_markup_is_valid_to_the_nu_html_checker(walk: Any, tmp_path: Path) -> None:
    assert markup.checked(surveyed(walk).markup, tmp_path) == []


def test_every_page_leads_to_the_statement(walk: Any) -> None:
    assert [name for name, text in surveyed(walk).markup.items() if 'href="/accessibility"' not in text] == []


def test_the_browser_has_nothing_to_complain_of(walk: Any) -> None:
    assert surveyed(walk).complaints == []


def test_nothing_is_asked_of_another_site(walk: Any) -> None:
    assert surveyed(walk).foreign == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_at_least_four_and_a_half_times(walk: Any, scheme: str) -> None:
    faint = {
        f"{name}: {text}": round(ratio, 2)
        for name, schemes in surveyed(walk).contrasts.items()
        for text, ratio in schemes[scheme].items()
        if ratio < 4.5
    }
    assert faint == {}


def surveyed(walk: Any) -> Surveyor:
    """What was noted on the walk."""
    found: Surveyor = walk[2]
    return found


def test_on_paper_a_page_has_its_text_and_no_buttons(device: Any, site: Any) -> None:
    page = device().new_page()
    take_part(page, site.small, "fr")
    page.emulate_media(media="print")
    assert [page.locator(each).first.is_visible() for each in (".languages", ".buttons", ".skip")] == [False] * 3
    assert page.locator("legend").first.is_visible()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_letters_twice_as_large_stay_on_a_narrow_screen(device: Any, site: Any, language: str, width: int) -> None:
    page = device(viewport={"width": width, "height": 740}, locale=language).new_page()
    take_part(page, site.small, language)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator(".languages summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    menu = page.locator(".languages ul").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= width
