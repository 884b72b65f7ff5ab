"""How a chart was computed, in one line: interval, method, who counts."""

from __future__ import annotations

from analysis.charts.chart import Chart
from survey.findings.telling.tongue import Tongue


def method_of(chart: Chart, tongue: Tongue) -> str:
    """Interval, standardised figure and missing policy; '' where a chart only counts."""
    level = tongue.percent(0.95)
    if chart.kind == "change":
        return tongue.gettext(
            "Mean change with its %(level)s t interval; d_z and Hedges g divide it by the spread of the changes. "
            "Only people with both scores count.",
            level=level,
        )
    if chart.kind == "forest":
        levels = {found.level for _keys, found in chart.estimates if found.value is not None}
        return tongue.gettext(
            "Each figure with its %(level)s interval; the table names its method, its weights and who is missing.",
            level=tongue.percent(max(levels, default=0.95)),
        )
    if chart.kind == "paired_change":
        return tongue.gettext("Only people with both scores are drawn; means with %(level)s t intervals.", level=level)
    if chart.kind == "individual_change":
        return tongue.gettext(
            "Only people with both scores count. The area of a column counts its people; shares have Wilson's interval."
        )
    if chart.kind == "scores":
        return tongue.gettext(
            "Means with %(level)s t intervals. A score needs the minimum number of answers of its scale.", level=level
        )
    if chart.kind == "distribution":
        return tongue.gettext(
            "Neighbouring columns are joined until each holds enough people; the height shows people per point."
        )
    if chart.kind == "items":
        return tongue.gettext(
            "Shares of the people who answered; blanks and «prefers not to say» stand beside. Answers chosen by few "
            "are told together with their neighbour."
        )
    if chart.kind == "register":
        return tongue.gettext(
            "Shares of the people whose category is known. Small categories are told together. Weights are not used."
        )
    return tongue.gettext("Counts of people by the last step they reached, whatever the filters.")
