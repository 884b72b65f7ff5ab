"""What may be names is kept for the text that stands, and is gone with it: replaced, taken back or erased."""

from __future__ import annotations

from flask import Flask
from open_answers_study import asking, corrected
from open_answers_study import brought_in as answers_in
from open_answers_study import said as answered
from sqlalchemy import delete, select, update
from voices.interviews import brought_in, listed, only, study_of
from voices.interviews import text as words

from survey import extensions
from survey.store import erasure, kept_suspects, listed_names, transcripts
from survey.store.kept_suspects import KeptSuspects
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow, TranscriptSuspects
from survey.voices import later_names, name_queue
from survey.voices.name_lists import names_in
from survey.voices.suspects import RULES, suspected


def interviewed(*turns: str) -> StudyRecord:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", words(*turns)), listed("one.txt,a,post,2026-03-01,fr,,yes,team"))
    return record


def kept(record: StudyRecord) -> dict[int, str]:
    return kept_suspects.found([each.id for each in transcripts.sources(record.id)], RULES)


def said(record: StudyRecord) -> dict[int, str]:
    """What is in the texts that stand."""
    keys = [each.id for each in transcripts.sources(record.id)]
    return {key: suspected(texts).packed() for key, texts in zip(keys, transcripts.texts(keys), strict=True)}


def everything_kept() -> list[TranscriptSuspects]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(TranscriptSuspects)))


def asked(record: StudyRecord) -> list[str]:
    """The queue as a process shows it that never showed one."""
    name_queue._kept.last = ((), ())
    return [each.written for each in name_queue.queue(record)]


def test_an_import_keeps_what_is_in_its_text(app: Flask) -> None:
    record = interviewed("L1 : avec Léa et monsieur dupont", "L2 : au 2 55 08 14 168 025 39, sans Zoé")
    assert kept(record) == said(record) and len(kept(record)) == 1
    assert asked(record) == ["Léa", "dupont", "2 55 08 14 168 025 39"]


def test_what_was_found_by_other_rules_or_in_another_text_is_looked_for_again(app: Flask) -> None:
    record = interviewed("L1 : avec Léa")
    for wrong in ({"rules": RULES - 1}, {"digest": "0" * 64}):
        with extensions.answers.writing() as session:
            session.execute(update(TranscriptSuspects).values(found='[[],""]', **wrong))
        assert kept(record) == {}
        assert asked(record) == ["Léa"]
        assert kept(record) == said(record)


def test_a_database_that_kept_nothing_yet_is_filled_by_the_first_look(app: Flask) -> None:
    record = interviewed("L1 : avec Léa")
    with extensions.answers.writing() as session:
        session.execute(delete(TranscriptSuspects))
    assert asked(record) == asked(record) == ["Léa"]
    assert kept(record) == said(record) and len(kept(record)) == 1


def test_nothing_is_kept_of_a_text_that_was_replaced_meanwhile(app: Flask) -> None:
    record = interviewed("L1 : avec Léa")
    interview = only(record)
    with extensions.answers.writing() as session:
        session.execute(delete(TranscriptSuspects))
        session.execute(update(TranscriptRow).values(digest="1" * 64))
    kept_suspects.keep({interview.id: KeptSuspects(interview.digest, RULES, "Léa"), -1: KeptSuspects("", RULES, "Léa")})
    assert everything_kept() == []


def test_a_name_that_is_replaced_is_kept_nowhere(app: Flask) -> None:
    record = interviewed("L1 : avec Léa et Paul")
    listed_names.add(record.name, names_in("Léa", "person").names, "ana")
    later_names.replace_known(record, "ana")
    (row,) = everything_kept()
    assert "Léa" not in row.found and "Paul" in row.found
    assert kept(record) == said(record) and len(kept(record)) == 1
    assert asked(record) == ["Paul"]


def test_what_is_erased_is_kept_nowhere(app: Flask) -> None:
    record = interviewed("L1 : avec Léa")
    erasure.erase_participant(record, "a", record.waves, keep_contacts=True, actor="test")
    assert everything_kept() == []


def test_open_answers_that_change_are_looked_through_again(app: Flask) -> None:
    record = asking()
    answered(record, a="avec Léa", b="chez Paul")
    answers_in(record)
    assert sorted(asked(record)) == ["Léa", "Paul"] and len(everything_kept()) == 1
    corrected(record, "a", "avec Zora")
    answers_in(record)
    assert everything_kept() == []
    assert sorted(asked(record)) == ["Paul", "Zora"]
    answers_in(record)
    assert len(everything_kept()) == 1
    erasure.erase_participant(record, "b", record.waves, keep_contacts=True, actor="test")
    assert everything_kept() == []
    assert asked(record) == ["Zora"]
