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
        for width in sorted({*WIDTHS, *ZOOMS.values()}):  # a zoom is nothing else than a narrower window
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            for scheme, wished in SCHEMES.items():
                self.page.emulate_media(**wished)
                self._look(f"{name}, {scheme} at {width}")
            self.page.emulate_media(**SCHEMES["light"], reduced_motion="reduce")
            # axe looks at words, parts and colours, and less movement changes none of these
            self.ways[f"{name}, less movement at {width}"] = [*self.page.evaluate(MOVING), *self._lost()]
            self.page.emulate_media(reduced_motion="no-preference")
            self.page.evaluate(SPACED)
            self._look(f"{name}, more space at {width}")
            self.page.evaluate(EVEN)

    def _look(self, way: str) -> None:
        self.ways[way] = [*axe.found(self.page), *self._lost()]

    def _lost(self) -> list[Any]:
        facts = self.page.evaluate(FACTS, self.least)
        return [*(facts[each] for each in ("overflow", "cut", "small") if facts[each]), *self.page.evaluate(CLIPPED)]
