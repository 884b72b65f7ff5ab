"""Asks the figure process for the figures of a joint display."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey import i18n
from survey.findings import client
from survey.store.studies import StudyRecord

AT_ONCE, PATIENT = 0.3, 10.0
"""Seconds to wait for the process to start: a page tells so and comes again, what was typed cannot."""


def figures_of(record: StudyRecord, filters: Mapping[str, str], wait: float = AT_ONCE) -> dict[str, Any]:
    """The figures of a base; raises as the client does."""
    return client.ask("joint display", wait=wait, study=record.name, language=i18n.language(), filters=dict(filters))


def stands_of(record: StudyRecord, wait: float = AT_ONCE) -> dict[str, Any]:
    """Where interviewed people stand on each scale, to be held against their words; raises as the client does."""
    return client.ask("concordance", wait=wait, study=record.name, language=i18n.language())
