"""axe-core in a page of Chromium, with every rule of the statement's tags, also those that axe leaves out of itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import npm_packages
from conftest import need
from playwright.sync_api import Page

from survey import accessibility

CHECKERS = Path(__file__).parent.parent / "checkers"
RUN = """async (tags) => {
  const rules = axe.getRules(tags).map((rule) => rule.ruleId);
  const { violations, incomplete } = await axe.run(document, {
    runOnly: { type: "rule", values: rules }, resultTypes: ["violations", "incomplete"],
  });
  const told = (found, kind) => found.flatMap(({ id, nodes }) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map((each) => each.data?.messageKey ?? "").join("");
    return [kind, id, node.target.flat().join(" "), why, node.html.slice(0, 160)];
  }));
  return { rules, found: [...told(violations, "wrong"), ...told(incomplete, "undecided")] };
}"""
UNDECIDED = {
    ("audio-caption", "", "audio"): "a recording says what is written beside its button",
    ("hidden-content", "", ""): "it only tells that something is hidden: what scripts show is looked at once it shows",
    (
        "color-contrast",
        "bgGradient",
        "select",
    ): "the arrow in the corner; the words stand on the plain colour of the sheet",
    ("color-contrast", "bgOverlap", "text"): "what takes the pointer lies over words; test_drawing has their ink",
    ("color-contrast", "shortTextContent", "text"): "a digit of a chart, in the ink of its words",
}
"""What axe leaves undecided, by rule, reason and element ('' is any), and why that is right."""


@lru_cache(maxsize=1)
def source() -> str:
    """The script of axe-core, from the installed package."""
    absent = npm_packages.install(CHECKERS)
    need(not absent, "axe-core", absent)
    return (CHECKERS / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def found(page: Page) -> list[str]:
    """What is wrong with the page as it stands, and what axe could not decide and nobody has."""
    return [" | ".join(each) for each in run(page)["found"] if each[0] == "wrong" or not _is_decided(*each)]


def _is_decided(_kind: str, rule: str, _target: str, reason: str, html: str) -> bool:
    element = html.strip("<").replace(">", " ").split()[0]
    return (rule, reason, element) in UNDECIDED or (rule, reason, "") in UNDECIDED


def run(page: Page) -> Any:
    """The rules that ran, and what they found."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    return page.evaluate(RUN, list(accessibility.RULES))
