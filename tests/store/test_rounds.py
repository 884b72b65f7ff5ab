"""Coders are blind to each other until all are done; what is done stays as it is."""

from __future__ import annotations

import pytest
from flask import Flask
from store.test_codings import ANA, BEN, coded, interview_of, marked

from survey.privacy import coding_view, passages_view
from survey.privacy.coding_view import Counted
from survey.privacy.search_filters import Viewer
from survey.store import codings, rounds
from survey.store.codes import codebook
from survey.store.layers import AGAIN, CONSENSUS, CodingError, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord


def test_coders_see_each_other_when_all_are_done(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    of_ana = marked(interview, Passage(1, 0, 1, 4), trust.id)
    of_ben = marked(interview, Passage(2, 0, 2, 3), trust.id, BEN)
    assert coding_view.visible(record, "ana") == (of_ana,)
    rounds.finish(record, interview, ANA)
    assert coding_view.visible(record, "ana") == (of_ana,)
    rounds.finish(record, interview, BEN)
    assert coding_view.visible(record, "ana") == coding_view.visible(record, "ben") == (of_ana, of_ben)


def test_whoever_has_not_coded_sees_nothing_until_saying_so(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    of_ana = marked(interview, Passage(1, 0, 1, 4), trust.id)
    rounds.finish(record, interview, ANA)
    assert coding_view.visible(record, "cleo") == ()
    assert rounds.look(record, [interview], "cleo") == (interview,)
    assert coding_view.visible(record, "cleo") == (of_ana,)
    with pytest.raises(CodingError, match="cannot code it blind"):
        marked(interview, Passage(2, 0, 2, 3), trust.id, Layer("cleo"))
    with pytest.raises(CodingError, match="cannot code it blind"):
        rounds.begin(interview, Layer("cleo"))


def test_what_was_marked_first_is_out_of_sight_while_one_reads_again(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    first = marked(interview, Passage(1, 0, 1, 4), trust.id)
    of_ben = marked(interview, Passage(2, 0, 2, 3), trust.id, BEN)
    for layer in (ANA, BEN):
        rounds.finish(record, interview, layer)
    anew = Layer("ana", AGAIN)
    rounds.begin(interview, anew, [1])
    second = marked(interview, Passage(1, 0, 1, 3), trust.id, anew)
    assert _seen_by(record, "ana") == {second.guid}
    assert coding_view.counted(record, "ana") == {}
    rounds.finish(record, interview, anew)
    assert _seen_by(record, "ana") == {first.guid, of_ben.guid, second.guid}
    assert coding_view.counted(record, "ana") == {trust.id: Counted(own=1, seen=2)}


def _seen_by(record: StudyRecord, coder: str) -> set[str]:
    """What somebody sees among the passages by code, and of the codings of a study: the same."""
    found = passages_view.passages(record, Viewer("researcher", coder), [each.id for each in codebook(record.id)], 1)
    assert found is not None
    listed = {each.coding.guid for _code, quotes in found.by_code for each in quotes}
    assert {each.guid for each in coding_view.visible(record, coder)} == listed
    return listed


def test_whoever_codes_cannot_look(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    marked(interview, Passage(1, 0, 1, 4), trust.id)
    rounds.begin(interview, BEN)
    assert rounds.look(record, [interview], "ben") == ()
    assert coding_view.visible(record, "ben") == ()


def test_what_is_done_stays_as_it_is(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    kept = marked(interview, Passage(1, 0, 1, 4), trust.id)
    done = rounds.finish(record, interview, ANA)
    assert done.done_at is not None
    assert rounds.finish(record, interview, ANA) == done
    for act in (
        lambda: marked(interview, Passage(2, 0, 2, 3), trust.id),
        lambda: codings.say(interview, ANA, kept.guid, kept.said),
        lambda: codings.unmark(interview, ANA, kept.guid),
        lambda: codings.undo(interview, ANA),
    ):
        with pytest.raises(CodingError, match="you are done"):
            act()
    assert codings.of_interview(interview, ANA) == (kept,)


def test_the_consensus_is_nobodys_and_overwrites_neither(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    of_ana = marked(interview, Passage(1, 0, 1, 4), trust.id)
    of_ben = marked(interview, Passage(1, 0, 1, 7), trust.id, BEN)
    for layer in (ANA, BEN):
        rounds.finish(record, interview, layer)
    agreed = marked(interview, Passage(1, 0, 1, 5), trust.id, Layer("ana", CONSENSUS))
    assert agreed.coder == ""
    assert set(coding_view.visible(record, "ben")) == {of_ana, of_ben, agreed}


def test_a_round_that_never_began_cannot_be_done(app: Flask) -> None:
    record, interview = interview_of()
    with pytest.raises(CodingError, match="Nothing was begun"):
        rounds.finish(record, interview, ANA)
    assert rounds.begin(interview, ANA, [2, 1]).turns == (1, 2)
    assert rounds.finish(record, interview, ANA).done_at is not None
