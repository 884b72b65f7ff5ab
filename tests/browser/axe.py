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
UNDECIDED: dict[tuple[str, str], str] = {
    ("audio-caption", ""): "a recording says what is written beside its button",
    ("hidden-content", ""): "what is hidden is looked at in the walks once it shows; a player has nothing to read",
}
"""What axe leaves undecided, by rule and reason, and why that is right: nothing else may stay undecided."""


@lru_cache(maxsize=1)
def source() -> str:
    """The script of axe-core, from the installed package."""
    absent = npm_packages.install(CHECKERS)
    need(not absent, "axe-core", absent)
    return (CHECKERS / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def found(page: Page) -> list[str]:
    """What is wrong with the page as it stands, and what axe could not decide and nobody has."""
    told = run(page)
    return [" | ".join(each) for each in told["found"] if each[0] == "wrong" or (each[1], each[3]) not in UNDECIDED]


def run(page: Page) -> Any:
    """The rules that ran, and what they found."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    return page.evaluate(RUN, list(accessibility.RULES))
