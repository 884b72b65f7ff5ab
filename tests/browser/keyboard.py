"""A person without a mouse: Tab from stop to stop, and what shows where one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from browser.colours import contrast
from playwright.sync_api import Page

STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const drawn = element.matches("[type=radio], [type=checkbox]") && element.nextElementSibling || element;
  const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  const behind = [];
  for (let each = drawn.parentElement; each; each = each.parentElement)
    behind.push(getComputedStyle(each).backgroundColor);
  return {
    told: element.tagName.toLowerCase() + " " + (element.id || element.name || element.innerText || "").slice(0, 40),
    line: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colours: [style.outlineColor, ...(style.boxShadow.match(/^rgba?\\([^)]*\\)/) || [])],
    behind,
    seen: Math.min(box.width, box.height) > 4 && box.bottom > 0 && box.top < innerHeight && box.right > 0 &&
      box.left < innerWidth,
  };
}"""
MOST_STOPS = 80
LEAST_CONTRAST = 3.0
"""Of what is not text: https://www.w3.org/TR/WCAG22/#non-text-contrast."""


@dataclass
class Keyboard:
    """Presses keys on a page, and keeps the stops at which the focus could not be seen."""

    page: Page
    hidden: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press one key after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on the element."""
        for _stop in range(MOST_STOPS):
            self.next_stop()
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector} on {self.page.url}")

    def next_stop(self) -> Any:
        """Press Tab once; where one is, None at the end of the page."""
        self.press("Tab")
        stop = self.page.evaluate(STOP)
        if stop and not is_visible(stop):
            self.hidden.append(f"{stop['told']} on {self.page.url.rpartition('/')[2]}")
        return stop

    def push(self, selector: str) -> None:
        """Come to a button and press Enter; the next page is there."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")


def is_visible(stop: dict[str, Any]) -> bool:
    """Whether a line of two pixels or more stands out from what lies behind."""
    strongest = max(contrast(colour, stop["behind"]) for colour in stop["colours"])
    return bool(stop["seen"] and stop["line"] >= 2 and strongest >= LEAST_CONTRAST)
