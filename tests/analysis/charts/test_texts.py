"""Every text that charts add by themselves is known, and nothing more is asked for."""

from __future__ import annotations

import re

import pytest
from house.source_tree import ROOT

from analysis.change.categories import CATEGORIES
from analysis.charts import (
    change,
    distribution,
    flow,
    forest,
    individual_change,
    items,
    paired_change,
    register,
    scores,
)
from analysis.charts.texts import OWN_TEXTS
from analysis.results import REASONS

CHARTS = ROOT / "analysis" / "charts"
KEY = re.compile(r'"((?:axis|number|side|point|line|band|label|note|reason|reliable|way|part|planned):[a-z_]+)"')


def test_every_key_of_the_charts_has_a_text_and_every_text_a_chart() -> None:
    sources = [path.read_text("utf-8") for path in CHARTS.glob("*.py") if path.name != "texts.py"]
    asked = {key for source in sources for key in KEY.findall(source)}
    made = {key for key in OWN_TEXTS if key.startswith(("band:", "reason:", "reliable:", "way:", "part:"))}
    assert asked | made == {key for key in OWN_TEXTS if not key.startswith("column:")}


@pytest.mark.parametrize(
    "chart",
    [change, distribution, flow, forest, individual_change, items, paired_change, register, scores],
)
def test_every_column_of_a_table_has_its_heading(chart: object) -> None:
    columns: tuple[str, ...] = chart.COLUMNS  # type: ignore[attr-defined]  # every chart names its columns
    assert [name for name in columns if f"column:{name}" not in OWN_TEXTS] == []


def test_bands_and_reasons_are_those_that_the_figures_know() -> None:
    assert {key for key in OWN_TEXTS if key.startswith("band:")} == {f"band:{band}" for band in distribution.BANDS}
    for kind in ("reliable", "way"):
        told = {key for key in OWN_TEXTS if key.startswith(f"{kind}:")}
        assert told == {f"{kind}:{category}" for category in CATEGORIES}
    assert {key for key in OWN_TEXTS if key.startswith("reason:")} == {f"reason:{reason}" for reason in REASONS}
