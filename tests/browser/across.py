"""A page in every way of looking at it: dark, with forced colours, zoomed in, with more space, with less movement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from browser import axe
from browser.surveyor import FACTS, HEIGHT, SCHEMES, Surveyor

from survey.accessibility import WIDTHS, ZOOMS

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The spacing of https://www.w3.org/TR/WCAG22/#text-spacing."""
EVEN = "() => { document.adoptedStyleSheets = []; }"
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((each) => each.checkVisibility() && !each.closest(".hidden, svg") && each.innerText?.trim())
  .filter((each) => ["hidden", "clip"].includes(getComputedStyle(each).overflowX))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
  .map((each) => `${each.tagName} ${each.className} ${each.innerText.slice(0, 40)}`)"""
MOVING = """() => document.getAnimations().map((each) => each.animationName ?? each.transitionProperty)"""


@dataclass
class Across(Surveyor):
    """Notes what axe finds, and what is cut off or lost, in every way of looking at a page."""

    ways: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, name: str, *, in_colour: bool = True) -> None:
        """Look at the page that is shown in every way."""
        self.facts[name] = {}
        for width in WIDTHS:
            for scheme, wished in SCHEMES.items():
                self._look(f"{name}, {scheme}", width, **wished)
            self._look(f"{name}, less movement", width, reduced_motion="reduce")
            self.ways[f"{name}, moving at {width}"] = self.page.evaluate(MOVING)
            self.page.emulate_media(reduced_motion="no-preference")
        for zoom, width in ZOOMS.items():
            self._look(f"{name}, zoom of {zoom}", width)
        self.page.evaluate(SPACED)
        for width in WIDTHS:
            self._look(f"{name}, more space", width)
        self.page.evaluate(EVEN)

    def _look(self, way: str, width: int, **wished: Any) -> None:
        self.page.emulate_media(**(SCHEMES["light"] | wished))
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        facts = self.page.evaluate(FACTS, self.least)
        lost = [facts[each] for each in ("overflow", "cut", "small") if facts[each]]
        self.ways[f"{way} at {width}"] = [*axe.found(self.page), *lost, *self.page.evaluate(CLIPPED)]
        self.page.emulate_media(**SCHEMES["light"])
