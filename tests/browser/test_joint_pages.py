"""The demonstration's pages on which numbers stand beside words, in a browser: filled, in two directions of writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser.surveyor import Surveyor
from browser.test_staff_pages import sign_in

from survey.accessibility import STAFF_TARGET

pytestmark = pytest.mark.long
PAGES = {
    "words against scores": "post_only/joint/concordance",
    "quote matrix": "post_only/joint/?display=quotes",
    "quotes to be shown": "post_only/joint/passports",
    "whom have we not heard": "post_only/joint/coverage",
    "passages": "post_only/interviews/passages",
    "pairs of voices": "before_after/joint/slope/",
}
LINKED = {
    "a memo": ("words against scores", 'main a[href*="/memo"]'),
    "two voices": ("pairs of voices", "main .gaps a"),
    "a quote and its contrary": ("passages", 'main a[href*="/joint/quote/"]'),
}
"""Pages of one interview, by a link of another page: interviews are numbered by chance."""
READY = {
    "words against scores": ".concordance",
    "a memo": "textarea",
    "quote matrix": ".quote-matrix",
    "whom have we not heard": ".strip",
    "two voices": ".slope",
}
"""What is there when the page no longer says that figures are being made."""
SCROLLED = {"words against scores at 360", "quote matrix at 360"}
"""Tables that are scrolled in a part of the page, which is reached by keys and has a name."""
WHILE_FIGURES_ARE_MADE = 60_000


@pytest.fixture(scope="module", params=["ar", "fr"])
def surveyor(request: pytest.FixtureRequest, device: Any, site: Any) -> Iterator[Surveyor]:
    """What was noted on each of them, axe looking on a telephone and on a wide screen."""
    page = device(locale=request.param).new_page()
    found = Surveyor(page, site.base, least=STAFF_TARGET, widths=(360, 1280), looked_at=(360, 1280))
    sign_in(page, site, "researcher")
    addresses = {name: f"/staff/{address}" for name, address in PAGES.items()}
    for name in (*PAGES, *LINKED):
        page.goto(f"{site.base}{addresses[name]}")
        page.wait_for_selector(READY.get(name, "main"), timeout=WHILE_FIGURES_ARE_MADE)
        found.note(name)
        leads = {to: link for to, (by, link) in LINKED.items() if by == name}
        addresses |= {to: str(page.locator(link).first.get_attribute("href")) for to, link in leads.items()}
    yield found
    page.close()


def test_a_person_of_the_grid_has_a_memo(surveyor: Surveyor) -> None:
    assert "<textarea" in surveyor.markup["a memo"]


def test_axe_finds_nothing_wrong_and_leaves_nothing_undecided(surveyor: Surveyor) -> None:
    assert {page: found for page, found in surveyor.flaws.items() if found} == {}
    assert len(surveyor.flaws) == 2 * len(surveyor.facts) == 2 * (len(PAGES) + len(LINKED))


def test_nothing_is_wider_than_the_screen_cut_off_or_too_small(surveyor: Surveyor) -> None:
    assert surveyor.of("overflow", 360, 1280) == surveyor.of("small", 360, 1280) == {}
    assert surveyor.of("cut", 360, 1280).keys() <= SCROLLED


def test_text_stands_out_at_least_four_and_a_half_times(surveyor: Surveyor) -> None:
    faint = {
        (name, scheme, text): ratio
        for name, schemes in surveyor.contrasts.items()
        for scheme, ratios in schemes.items()
        for text, ratio in ratios.items()
        if ratio < 4.5
    }
    assert faint == {}


def test_the_browser_has_nothing_to_complain_of(surveyor: Surveyor) -> None:
    assert (surveyor.complaints, surveyor.foreign) == ([], [])
    assert {name: roles for name, roles in surveyor.nameless.items() if roles} == {}
