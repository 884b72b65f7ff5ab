"""Where the person of an interview stands on each scale, asked of the figure process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from survey import i18n
from survey.findings import client
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """The third of each scale in which a person stands, as the figure process tells it; and why it is not told."""

    thirds: Sequence[Mapping[str, Any]] = ()
    told: str = ""


NOT_ASKED = Standing()


def of(record: StudyRecord, number: int) -> Standing:
    """Where the person of an interview stands; a sentence where nobody can tell it now: the page is shown anyway."""
    try:
        answer = client.ask("standing", study=record.name, interview=number, language=i18n.language())
    except client.FiguresStarting:
        return Standing(told=gettext("Figures are being prepared: open this page again in a moment."))
    except client.FiguresFailed:
        return Standing(told=gettext("Figures cannot be shown now. The interview is complete."))
    return Standing(answer.get("standing", ()), answer.get("why_not", ""))
