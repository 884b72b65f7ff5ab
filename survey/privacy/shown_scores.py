"""Which pages show researchers where the people of interviews stand: one table beside that of roles and addresses."""

from __future__ import annotations

from collections.abc import Mapping

from survey.privacy import access
from survey.privacy.search_filters import THIRD
from survey.store import score_sights
from survey.store.studies import StudyRecord

OF_ALL = frozenset(
    {
        "dashboard.dashboard",
        "dashboard.figures",
        "dashboard.picture",
        "dashboard.table",
        "joint.shown",
    }
)
"""They show the thirds of everybody interviewed."""
OF_ONE = frozenset({"interviews.read", "interviews.release"})
"""They show those of the interview of the address."""
SEARCH = "interviews.found"
"""It shows them where a third is chosen; without one it counts, and names nobody."""


def note(record: StudyRecord, reader: tuple[str, str], endpoint: str, words: Mapping[str, str], number: int) -> None:
    """Note what a page that somebody opens shows; ``reader``: role and name, ``words``: what the address asks for.

    Staff never see where somebody stands. ``number``: the interview of the address, 0 where it has none.
    """
    role, name = reader
    if role not in access.RESEARCHERS:
        return
    if endpoint in OF_ALL or (endpoint == SEARCH and words.get(THIRD)):
        score_sights.note(record, name)
    elif endpoint in OF_ONE:
        score_sights.note(record, name, number)
