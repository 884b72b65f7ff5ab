"""The chart of the questions that belong to no scale: the profile, who helped."""

from __future__ import annotations

from analysis.charts.chart import Chart
from analysis.charts.items import items_chart
from survey.findings.figures.items import is_asked, item_row
from survey.findings.material import Material
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.thirds import Interviewed

NAME = "questions"
CHOSEN = "select_one"


def questions(material: Material, protection: Protection, base: Base, interviewed: Interviewed) -> Chart | None:
    """Every single choice outside the scales, at the last wave; sensitive ones are left out."""
    wave = material.last_wave.name
    if protection.closed(wave, base):
        return None
    names = [name for name in unscaled(material) if is_asked(material, name, wave)]
    rows = [item_row(material, protection, base, name, wave, told=name, interviewed=interviewed) for name in names]
    return items_chart(rows, scale="", name=NAME) if rows else None


def unscaled(material: Material) -> list[str]:
    """The single choices that are neither items of a scale nor look back at one."""
    items = {item for asked in material.scales for item in (*asked.scale.items, *asked.then_items.values())}
    return [
        name
        for name, column in material.columns.questions.items()
        if column.question.type == CHOSEN and not column.question.sensitive and name not in items
    ]
