"""Open answers become sources: a turn for each, with pseudonyms, in no order; said otherwise, taken back, erased."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask
from open_answers_study import asking, brought_in, coded, corrected, said, turn_of, words_of
from sqlalchemy import func, select
from staff_study import person
from voices.interviews import call_them

from survey import extensions
from survey.store import codings, erasure, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import CodingError, Layer, TextChangedError
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodingAct, CodingRow
from survey.store.tables.transcripts import TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcripts import Interview, NotReleasableError
from survey.voices import later_names, name_queue, search
from survey.voices.answer_sources import bring_in

ANA = Layer("ana")


def mark(record: StudyRecord, source: Interview, words: str, part: str = "") -> None:
    """Mark an answer with a code, or a part of it."""
    (code,) = coded(record, f"{words} {part}")
    turn, start = turn_of(source, words), words.index(part)
    place = Passage(turn, start, turn, start + len(part or words))
    codings.mark(source, ANA, place, Said(code, memo="memo"), digest=source.digest)


def marked(source: Interview) -> list[tuple[str, int, int]]:
    return sorted((each.quote, each.passage.start, each.passage.end) for each in codings.of_interview(source))


def rows(table: type) -> int:
    with extensions.answers.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def found(record: StudyRecord, query: str) -> list[int]:
    numbers = {each.number for each in transcripts.answer_sources(record.id)}
    return [hit.position for hit in search.search(record, query, numbers)]


def test_each_answer_is_a_turn_of_one_source_of_its_question_and_wave(app: Flask) -> None:
    record = asking("entry", "exit")
    for wave, who in (("entry", "a"), ("exit", "b"), ("exit", "c")):
        person(record, who, wave=wave, step="submitted", answers={"why": f"Mot de {who}"})
    bring_in(record, "ana")
    sources = transcripts.answer_sources(record.id)
    assert [(each.number, each.wave, each.question, words_of(each)) for each in sources] == [
        (-1, "entry", "why", ["Mot de a"]),
        (-2, "exit", "why", ["Mot de b", "Mot de c"]),
    ]
    assert transcripts.interviews(record.id) == ()


def test_answers_not_sent_yet_and_blank_ones_are_left_out(app: Flask) -> None:
    record = asking()
    person(record, "a", step="broken_off", answers={"why": "pas fini"})
    said(record, b="  \n ", c="fini")
    assert words_of(brought_in(record)) == ["fini"]


def test_their_order_is_drawn_by_lot(app: Flask) -> None:
    record = asking()
    said(record, **{f"p{number:03}": f"mot {number:03}" for number in range(60)})
    words = [turn.text for turn in transcripts.turns(brought_in(record))]
    assert len(words) == 60 and words != sorted(words)  # by chance alone once in 60! times


def test_new_answers_are_appended_and_those_that_stand_keep_their_numbers(app: Flask) -> None:
    record = asking()
    said(record, a="un", b="deux")
    before = {turn.position: turn.text for turn in transcripts.turns(brought_in(record))}
    said(record, c="trois")
    after = {turn.position: turn.text for turn in transcripts.turns(brought_in(record))}
    assert after == before | {3: "trois"}


def test_bringing_in_twice_changes_nothing(app: Flask) -> None:
    record = asking()
    said(record, a="un")
    source = brought_in(record)
    assert [each.is_changed for each in bring_in(record, "ana")] == [False]
    assert brought_in(record).digest == source.digest


def test_sensitive_questions_are_no_sources_unless_the_study_says_so(app: Flask) -> None:
    record = asking()
    person(record, "a", step="submitted", answers={"words": "ma santé"})
    bring_in(record, "ana")
    assert transcripts.answer_sources(record.id) == ()
    record = asking(sensitive_sources=("words",))
    assert words_of(brought_in(record)) == ["ma santé"]


def test_what_may_be_a_source_no_more_is_taken_out(app: Flask) -> None:
    record = asking(sensitive_sources=("words",))
    person(record, "a", step="submitted", answers={"words": "ma santé"})
    assert brought_in(record).turns == 1
    assert brought_in(asking()).turns == 0


def test_names_are_replaced_before_anything_is_kept(app: Flask) -> None:
    record = asking()
    said(record, a="Ma voisine Zoé Petit, au 06 12 34 56 78.", b="Petit sourire.", c="Un petit mot.")
    call_them(record, a="Zoé Petit")
    assert words_of(brought_in(record)) == ["Ma voisine [P1], au [téléphone].", "Un petit mot.", "[P1] sourire."]


def test_names_that_become_known_later_move_the_codings_of_answers(app: Flask) -> None:
    record = asking()
    said(record, a="Avec Karima, je vais mieux.")
    source = brought_in(record)
    assert name_queue.queue(record)[0].written == "Karima"
    mark(record, source, "Avec Karima, je vais mieux.", "vais mieux")
    call_them(record, a="Karima Benali")
    later_names.replace_known(record, "ana")
    source = brought_in(record)
    assert words_of(source) == ["Avec [P1], je vais mieux."]
    assert marked(source) == [("vais mieux", 14, 24)]


def test_answers_are_found_in_each_language_without_accents_or_endings(app: Flask) -> None:
    record = asking()
    said(record, a="Je suis rassurée", b="البيت جميل", c="We were helping them")
    source = brought_in(record)
    assert found(record, "rassurer") == [turn_of(source, "Je suis rassurée")]
    assert found(record, "بيت") == [turn_of(source, "البيت جميل")]
    assert found(record, "help") == [turn_of(source, "We were helping them")]


def test_a_corrected_answer_takes_the_place_of_what_it_corrects(app: Flask) -> None:
    record = asking()
    said(record, a="On m’a aidée, oui", b="Rien")
    source = brought_in(record)
    turn = turn_of(source, "On m’a aidée, oui")
    mark(record, source, "On m’a aidée, oui")
    mark(record, source, "On m’a aidée, oui", "aidée")
    mark(record, source, "On m’a aidée, oui", "oui")
    corrected(record, "a", "Ma sœur m’a aidée")
    (done,) = bring_in(record, "ana")
    assert (done.kept.added, done.kept.corrected, done.kept.moved, done.kept.dropped) == (0, 1, 2, 1)
    source = transcripts.answer_sources(record.id)[0]
    assert turn_of(source, "Ma sœur m’a aidée") == turn
    assert marked(source) == [("Ma sœur m’a aidée", 0, 17), ("aidée", 12, 17)]
    assert (found(record, "sœur"), found(record, "oui")) == ([turn], [])


def test_an_answer_that_was_taken_back_goes_with_its_codings(app: Flask) -> None:
    record = asking()
    said(record, a="un secret", b="deux")
    source = brought_in(record)
    mark(record, source, "un secret")
    corrected(record, "a", None)
    (done,) = bring_in(record, "ana")
    assert (done.kept.taken_out, done.kept.turns) == (1, 1)
    assert (found(record, "secret"), rows(CodingRow), rows(CodingAct)) == ([], 0, 0)


def test_the_number_of_an_erased_answer_never_comes_back(app: Flask) -> None:
    record = asking()
    said(record, a="un", b="deux")
    last = next(turn.text for turn in transcripts.turns(brought_in(record)) if turn.position == 2)
    who = {"un": "a", "deux": "b"}[last]
    erasure.erase_participant(record, who, record.waves, keep_contacts=False, actor="test")
    said(record, c="trois")
    assert turn_of(brought_in(record), "trois") == 3


def one(record: StudyRecord) -> None:
    erasure.erase_participant(record, "a", record.waves, keep_contacts=True, actor="test")


def test_erasing_a_person_takes_answer_codings_and_terms_at_once(app: Flask) -> None:
    record = asking()
    said(record, a="un secret", b="deux mots")
    source = brought_in(record)
    mark(record, source, "un secret")
    mark(record, source, "deux mots")
    one(record)
    (source,) = transcripts.answer_sources(record.id)
    assert (words_of(source), source.turns) == (["deux mots"], 1)
    assert marked(source) == [("deux mots", 0, 9)]
    assert (found(record, "secret"), len(found(record, "mots"))) == ([], 1)
    assert rows(CodingAct) == 0  # an act could bring back what was marked


def everybody(record: StudyRecord) -> None:
    erasure.erase_answers(record, "test")


@pytest.mark.parametrize("erase", [one, everybody])
def test_a_source_without_answers_goes_itself(app: Flask, erase: Callable[[StudyRecord], None]) -> None:
    record = asking()
    said(record, a="un secret")
    mark(record, brought_in(record), "un secret")
    erase(record)
    assert [rows(table) for table in (TranscriptRow, TurnRow, TranscriptTerm, CodingRow, CodingAct)] == [0] * 5


def test_erasing_counts_answers_as_submissions_and_no_interview(app: Flask) -> None:
    record = asking()
    said(record, a="un")
    brought_in(record)
    assert erasure.answers_of(record).transcripts == 0
    assert erasure.erase_answers(record, "test").transcripts == 0


def test_a_passage_lies_within_one_answer(app: Flask) -> None:
    record = asking()
    said(record, a="un", b="deux")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    with pytest.raises(CodingError, match="Each answer is marked for itself"):
        codings.mark(source, ANA, Passage(1, 0, 2, 2), Said(code), digest=source.digest)


def test_nothing_is_marked_on_a_page_from_before_answers_came_in(app: Flask) -> None:
    record = asking()
    said(record, a="un")
    before = brought_in(record)
    said(record, b="deux")
    brought_in(record)
    (code,) = coded(record, "Help")
    with pytest.raises(TextChangedError) as told:
        codings.mark(before, ANA, Passage(1, 0, 1, 2), Said(code), digest=before.digest)
    assert told.value.rule == "answers-changed"


def test_a_sample_forgets_an_answer_that_was_erased(app: Flask) -> None:
    record = asking()
    said(record, a="un", b="deux")
    source = brought_in(record)
    rounds.begin(source, dataclasses.replace(ANA, name="again"), [1, 2])
    stays = turn_of(source, "deux")
    one(record)
    (reading,) = rounds.of_interview(source)
    assert reading.turns == (stays,)


def test_open_answers_are_never_released(app: Flask) -> None:
    record = asking()
    said(record, a="un")
    with pytest.raises(NotReleasableError):
        transcripts.release(brought_in(record), "ana")
