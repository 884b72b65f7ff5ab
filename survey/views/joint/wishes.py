"""What the address of a joint display asks for: which display, filters, and by what the interviewed are crossed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, request

from survey.instrument.study import filter_values
from survey.privacy.joint_groups import crossings
from survey.store.studies import StudyRecord

THEMES, BESIDE, QUOTES = "themes", "beside", "quotes"
DISPLAYS = (THEMES, BESIDE, QUOTES)
MOST_FILTERS = 2
DISPLAY, BY, THIRD = "display", "by", "third:"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which display of whose figures; ``by``: what the columns of the quote matrix are, ``third:KEY`` for thirds."""

    display: str
    filters: Mapping[str, str]
    by: str

    def address(self, **changes: str | None) -> dict[str, str]:
        """The words of an address that asks for the same, but for ``changes``; None leaves a word out."""
        words: dict[str, str | None] = {DISPLAY: self.display, **self.filters, BY: self.by, **changes}
        return {name: value for name, value in words.items() if value}


def read(record: StudyRecord) -> Wishes:
    """The wishes of this request; there is no such page where it asks for what the study does not have."""
    sent = {name: value for name, value in request.args.items() if value}
    display = sent.pop(DISPLAY, THEMES)
    by = sent.pop(BY, "") or crossings(record.study)[0]
    is_known = by in crossings(record.study) or by.startswith(THIRD)
    is_filter = all(
        name in record.study.filters and value in filter_values(record.study, name) for name, value in sent.items()
    )
    if display not in DISPLAYS or not is_known or not is_filter or len(sent) > MOST_FILTERS:
        abort(404)
    return Wishes(display, sent, by)
