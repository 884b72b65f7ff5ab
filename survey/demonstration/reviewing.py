"""The quotes of the demonstration that a researcher has read and released."""

from __future__ import annotations

from survey.privacy import passports
from survey.store import quote_reviews
from survey.store.quote_reviews import RELEASED, NewReview
from survey.store.studies import StudyRecord

MOST = 20


def release_quotes(record: StudyRecord, actor: str) -> int:
    """Release the first key quotes of interviews that the team may read, once; how many were released."""
    if quote_reviews.latest(record.id):
        return 0
    found = [
        each
        for each in passports.passports(record, actor)
        if each.may_be_released and each.interview.released_at is not None
    ]
    for each in found[:MOST]:
        new = NewReview(each.coding.guid, RELEASED, "", 0)
        quote_reviews.keep(record, each.interview, new, passports.ground(each), actor)
    return len(found[:MOST])
