"""Which marks of a code stand in the turns that a search has found, so that each leads to its page."""

from __future__ import annotations

from collections.abc import Mapping

from survey.privacy.interview_view import Found
from survey.privacy.search_filters import CODE, Chosen, Searchable
from survey.store import codings
from survey.store.layers import AGAIN
from survey.store.studies import StudyRecord


def by_turn(
    record: StudyRecord, among: Searchable, chosen: Chosen, found: Found
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """The keys of the marks of the code that is searched for, by interview and turn; of open answers there are none."""
    if CODE not in chosen:
        return {}
    numbers = {each.id: each.number for each in among.interviews if not each.is_answers}
    turns = {(voice.number, each.turn.position) for voice, here in found.interviews for each in here}
    marked: dict[tuple[int, int], tuple[str, ...]] = {}
    for each in codings.of_study(record.id, codes=among.under(chosen[CODE])):
        if each.transcript in numbers and each.layer != AGAIN and among.sight.sees(*_whose(each)):
            for turn in each.passage.turns():
                place = (numbers[each.transcript], turn)
                if place in turns:
                    marked[place] = (*marked.get(place, ()), each.guid)
    return marked


def _whose(coding: codings.Coding) -> tuple[int, str, str]:
    return coding.transcript, coding.coder, coding.layer
