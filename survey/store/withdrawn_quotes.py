"""What follows when it is said anew who may read excerpts of an interview."""

from __future__ import annotations

from survey.store.clock import now
from survey.store.tables.transcripts import TranscriptRow

NOBODY = "none"


def follow(row: TranscriptRow, before: str) -> None:
    """Withhold an interview from staff of which nothing may be quoted; remember when that was taken back.

    ``before``: who might read excerpts until now. Where nobody ever might, nothing was taken back; whoever agrees
    again is quoted again.
    """
    if row.quote != NOBODY:
        row.withdrawn_at = None
        return
    row.read_by = row.released_at = None
    if before != NOBODY:
        row.withdrawn_at = now()
