"""Who answered, beside the results: the register's chart, and what the register calls its variables."""

from __future__ import annotations

from analysis.charts.chart import Chart
from survey.findings.figures.register import register
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, REGISTER
from survey.findings.protection import Protection
from survey.findings.results_page.forests import Variables
from survey.findings.thirds import NOBODY
from survey.store.studies import StudyRecord


def who_answered(material: Material, protection: Protection) -> tuple[Chart, ...]:
    """Those who answered beside the register, where there is one."""
    beside = register(material, protection, EVERYONE, NOBODY) if material.origin == REGISTER else None
    return () if beside is None else (beside,)


def variables_of(record: StudyRecord) -> Variables:
    """The keys of the register's profile, by the names that a plan gives them."""
    return {each.name: f"register.{each.name}" for each in record.study.register.profile}
