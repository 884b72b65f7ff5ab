"""Dashboards in a browser: opened, drawn and measured."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

WIDE = {"width": 1280, "height": 900}
SECONDS_TO_PREPARE = 60_000
MIDDLE = "(element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; }"
SIZES = """() => [...document.querySelectorAll(".plot text")].filter((text) => text.textContent.trim())
  .map((text) => parseFloat(getComputedStyle(text).fontSize))"""
INKS = """() => [...document.querySelectorAll(".plot .annotation-text")].map((text) => getComputedStyle(text).fill)"""
CUT = """() => [...document.querySelectorAll(".plot")].flatMap((place) => {
  const edges = place.getBoundingClientRect();
  return [...place.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < edges.left - 1 || box.right > edges.right + 1))
    .map(([words]) => words);
})"""

FOCUS_BEFORE = """selector => {
  const figure = document.querySelector(selector);
  figure.tabIndex = -1;
  figure.focus();
}"""
INTO_VIEW = "place => place.scrollIntoView({block: 'center', behavior: 'instant'})"
"""Scrolls without waiting for two still frames, which a busy machine may not draw in time."""


def opened(page: Page, site: Any, words: str = "", study: str = "post_only") -> Page:
    """The dashboard, once its figures are prepared."""
    page.goto(f"{site.base}/staff/{study}/dashboard{words}")
    expect(page.locator("figure").first).to_be_visible(timeout=SECONDS_TO_PREPARE)
    return page


def mark_with_a_quote(page: Page, figure: str) -> str:
    """The id of the figure's first mark whose interview says something of it; interviews are numbered by chance."""
    for mark in page.locator(f"[id='{figure}'] .mark-link[id]").all():
        if '<blockquote class="said"' in page.request.get(mark.evaluate("(link) => link.href")).text():
            return str(mark.get_attribute("id"))
    raise AssertionError(f"no interview marked in {figure} has a quote")


def draw_all(page: Page) -> int:
    """Scroll to each picture until it is drawn; how many there are."""
    places = page.locator(".plot")
    for place in places.all():
        place.evaluate(INTO_VIEW)
        expect(place.locator("svg.main-svg").first).to_be_attached()
    return places.count()
