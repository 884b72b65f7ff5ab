"""One person's thirds at two times: a line from middle to middle, and no number anywhere."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from analysis.charts.as_svg import svg
from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.marks import Band
from analysis.charts.rendering import Rendering
from analysis.charts.slope import slope_chart
from analysis.charts.specification import Pairs

ENDS = ("wave:entry", "wave:exit")


def picture(first: Band, last: Band) -> Pairs:
    found = slope_chart("scale:wellbeing", ends=ENDS, bands=(first, last)).specification
    assert isinstance(found, Pairs)
    return found


def test_table_and_finding_say_the_thirds() -> None:
    chart = slope_chart("scale:wellbeing", ends=ENDS, bands=("low", "high"))
    assert chart.table.rows == (("wave:entry", "band:low"), ("wave:exit", "band:high"))
    assert chart.finding.values == {
        "first": "wave:entry",
        "before": "band:low",
        "last": "wave:exit",
        "after": "band:high",
    }
    assert (chart.name, chart.estimates) == ("slope.wellbeing", ())


@pytest.mark.parametrize(("first", "last", "places"), [("low", "high", (0.5, 2.5)), ("high", "middle", (2.5, 1.5))])
def test_the_line_goes_from_the_middle_of_one_third_to_the_middle_of_another(
    english: Rendering, first: Band, last: Band, places: tuple[float, float]
) -> None:
    drawing = laid_out(picture(first, last), english, 640)
    assert [(each.start, each.end) for each in drawing.lines if each.above] == [places]
    assert (drawing.low, drawing.high) == (0.0, 3.0)


def test_the_picture_writes_thirds_and_no_number(english: Rendering) -> None:
    drawn = svg(picture("low", "middle"), english, title="t", description="d")
    texts = [each.text for each in ElementTree.fromstring(drawn).iter() if each.tag.endswith("}text")]
    assert sorted(set(texts)) == ["high third", "low third", "middle third", "wave:entry", "wave:exit"]
