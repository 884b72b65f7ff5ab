"""axe runs with every rule that the statement names, and finds what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from browser import axe
from browser.person import take_part

from survey import accessibility

FAINT = "document.querySelector('h1, h2').style.color = '#ddd'"
NAMELESS = "document.querySelector('main button').textContent = ''"
LISTED = """(tags) => axe._audit.rules.filter((rule) => rule.tags.some((tag) => tags.includes(tag)))
  .map((rule) => rule.id)"""


@pytest.mark.long  # axe-core runs all its hundred rules here, which pages of the demonstration wait for
def test_every_rule_of_the_tags_runs(device: Any, site: Any) -> None:
    page = device().new_page()
    page.goto(site.base)
    ran = axe.run(page)["rules"]
    listed = page.evaluate(LISTED, list(accessibility.RULES))
    assert (sorted(ran), len(ran) > 90) == (
        sorted(listed),
        True,
    )  # 90 of axe-core 4.14 run of themselves, others do not
    assert {"target-size", "color-contrast", "region"} <= set(ran)


@pytest.mark.parametrize(("spoilt", "rule"), [(FAINT, "color-contrast"), (NAMELESS, "button-name")])
def test_what_is_spoilt_is_found(device: Any, site: Any, spoilt: str, rule: str) -> None:
    page = device().new_page()
    take_part(page, site.small, "fr")
    assert axe.found(page) == []
    page.evaluate(spoilt)
    assert rule in {each.split(" | ")[1] for each in axe.found(page)}
