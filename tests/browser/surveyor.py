"""Goes from page to page and notes what each is like: size, names, colours, and what the browser complained of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser import axe
from browser.colours import contrast
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from survey.accessibility import TARGET, WIDTHS

FACTS = Path(__file__).with_name("facts.js").read_text("utf-8")
TEXTS = Path(__file__).with_name("texts.js").read_text("utf-8")
HEIGHT = 740
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
NAMED = {"button", "link", "textbox", "radio", "checkbox", "combobox", "DisclosureTriangle"}
"""Roles of which each must have a name that can be read aloud."""


@dataclass
class Surveyor:
    """One browser page, and what was found on every page that it showed."""

    page: Page
    base: str
    least: int = TARGET
    widths: tuple[int, ...] = WIDTHS
    looked_at: tuple[int, ...] = (360,)
    """The widths at which axe looks."""
    sees_colours: bool = True
    facts: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    contrasts: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    nameless: dict[str, list[str]] = field(default_factory=dict)
    flaws: dict[str, list[str]] = field(default_factory=dict)
    """What axe found, by page and width."""
    markup: dict[str, str] = field(default_factory=dict)
    """The pages as the server sent them."""
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the browser from the first page on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def note(self, name: str, *, in_colour: bool = True) -> None:
        """Measure the page that is shown, in every width and, unless its like was seen, colour scheme."""
        self.facts[name] = {}
        for width in self.widths:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.facts[name][width] = self.page.evaluate(FACTS, self.least)
            if width in self.looked_at:
                self.flaws[f"{name} at {width}"] = axe.found(self.page)
        self.markup[name] = self._document.text()
        self.nameless[name] = self._nameless()
        if in_colour and self.sees_colours:
            self.contrasts[name] = self._contrasts()

    def of(self, fact: str, *widths: int) -> dict[str, Any]:
        """What is not as it should be: the fact by page and width, where it is not empty."""
        return {
            f"{name} at {width}": facts[fact]
            for name, measured in self.facts.items()
            for width, facts in measured.items()
            if width in (widths or WIDTHS) and facts[fact]
        }

    def each(self, fact: str) -> set[Any]:
        """Every value that a fact has on the pages."""
        return {facts[fact] for measured in self.facts.values() for facts in measured.values()}

    def _contrasts(self) -> dict[str, dict[str, float]]:
        found = {}
        for scheme, wished in SCHEMES.items():
            self.page.emulate_media(**wished)
            texts = self.page.evaluate(TEXTS)
            found[scheme] = {each["text"]: contrast(each["colour"], each["behind"]) for each in texts}
        self.page.emulate_media(**SCHEMES["light"])
        return found

    def _nameless(self) -> list[str]:
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        roles = [
            (node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]
        ]
        return [role for role, name in roles if role in NAMED and not name.strip()]

    def _response(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self._document = response

    def _console(self, message: ConsoleMessage) -> None:
        # A page with a 4xx status is told as an error by the browser; that it has one is the server's own test.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.base):
            self.foreign.append(request.url)
