"""The material and the charts of a study as its answers are now, each made once per data version."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from survey.findings import kept
from survey.findings.drawing_up import charts_of
from survey.findings.frozen import Shown
from survey.findings.material import Material, material
from survey.findings.populations import Base
from survey.findings.protection import Protection, protection
from survey.findings.thirds import Interviewed
from survey.store import transcripts
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Current:
    """A study's answers of one data version with what may be shown of them."""

    material: Material
    protection: Protection


def current(record: StudyRecord) -> Current:
    """What figures of a study are made from now."""
    columns, frame = kept.columns(record), kept.register(record)

    def make() -> Current:
        made = material(columns, frame)
        return Current(made, protection(made))

    return kept.once(record.name, ("material", columns.version.token), make)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The charts of one base; ``key`` is the same for the same charts."""

    key: Hashable
    charts: tuple[Shown, ...]


def charts(record: StudyRecord, base: Base) -> Drawn:
    """Every chart of a base but the flow, with the interviewed people whose consent says link."""
    found, links = current(record), transcripts.linked(record.id)
    key = (found.material.columns.version.token, base, links)

    def make() -> Drawn:
        return Drawn(key, charts_of(found.material, found.protection, base, Interviewed(links)))

    return kept.once(record.name, ("charts", key), make)
