"""Every text that charts add by themselves is known, and nothing more is asked for."""

from __future__ import annotations

import re

import pytest
from house.source_tree import ROOT

from analysis.charts import change, distribution, flow, items, register, scores
from analysis.charts.texts import OWN_TEXTS
from analysis.results import REASONS

CHARTS = ROOT / "analysis" / "charts"
KEY = re.compile(r'"((?:axis|number|side|point|band|label|note|reason):[a-z_]+)"')


def test_every_key_of_the_charts_has_a_text_and_every_text_a_chart() -> None:
    sources = [path.read_text("utf-8") for path in CHARTS.glob("*.py") if path.name != "texts.py"]
    asked = {key for source in sources for key in KEY.findall(source)}
    bands, reasons = ({key for key in OWN_TEXTS if key.startswith(kind)} for kind in ("band:", "reason:"))
    assert asked | bands | reasons == {key for key in OWN_TEXTS if not key.startswith("column:")}


@pytest.mark.parametrize("chart", [change, distribution, flow, items, register, scores])
def test_every_column_of_a_table_has_its_heading(chart: object) -> None:
    columns: tuple[str, ...] = chart.COLUMNS  # type: ignore[attr-defined]  # every chart names its columns
    assert [name for name in columns if f"column:{name}" not in OWN_TEXTS] == []


def test_bands_and_reasons_are_those_that_the_figures_know() -> None:
    assert {key for key in OWN_TEXTS if key.startswith("band:")} == {f"band:{band}" for band in distribution.BANDS}
    assert {key for key in OWN_TEXTS if key.startswith("reason:")} == {f"reason:{reason}" for reason in REASONS}
