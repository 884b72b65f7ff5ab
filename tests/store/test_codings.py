"""Passages are marked, changed and undone; each quote is the text at its place; codes make a tree."""

from __future__ import annotations

import pytest
from flask import Flask
from voices.interviews import brought_in, listed, only, study_of, text

from survey.store import codes, codings, erasure, text_versions, transcripts
from survey.store.codes import Code, CodebookError, NewCode
from survey.store.codings import Coding, Said
from survey.store.layers import CONSENSUS, CodingError, Layer, TextChangedError
from survey.store.moving import Replacement
from survey.store.passages import NoPassageError, Passage, quote_of
from survey.store.studies import StudyRecord
from survey.store.text_versions import NewText
from survey.store.transcripts import Interview
from survey.voices.stems import index_of

ANA, BEN = Layer("ana"), Layer("ben")
WORDS = text("L1 : bonjour 😀 ça va ?", "L2 : oui, avec Jeanne ça va mieux", "L2 : سلام عليكم")


def interview_of() -> tuple[StudyRecord, Interview]:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", WORDS), listed("one.txt,a,post,2026-03-01,fr,L2=respondent,yes,public"))
    return record, only(record)


def coded(record: StudyRecord, *names: str) -> list[Code]:
    return list(codes.add(record, [NewCode(name) for name in names], "ana"))


def marked(interview: Interview, passage: Passage, code: int, layer: Layer = ANA, **said: object) -> Coding:
    return codings.mark(interview, layer, passage, Said(code, **said), digest=interview.digest)  # type: ignore[arg-type]  # each of these is of its own kind


def texts(interview: Interview) -> dict[int, str]:
    return {turn.position: turn.text for turn in transcripts.turns(interview)}


def test_a_passage_over_two_turns_is_kept_with_its_words(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    found = marked(interview, Passage(1, 8, 2, 3), trust.id, weight=2, is_key=True, memo=" strong ")
    assert (found.quote, found.said) == ("😀 ça va ?\noui", Said(trust.id, 2, True, "strong"))
    assert codings.of_interview(interview) == codings.of_study(record.id) == (found,)
    assert quote_of(texts(interview), found.passage) == found.quote


def test_the_same_passage_is_marked_once_with_a_code_and_often_with_several(app: Flask) -> None:
    record, interview = interview_of()
    trust, money = coded(record, "trust", "money")
    marked(interview, Passage(2, 0, 2, 3), trust.id)
    marked(interview, Passage(2, 0, 2, 3), trust.id, weight=-1)
    marked(interview, Passage(2, 1, 2, 12), money.id)
    assert [(each.said.code, each.said.weight) for each in codings.of_interview(interview)] == [
        (trust.id, -1),
        (money.id, None),
    ]


def test_each_act_is_undone_and_no_act_of_another_coder(app: Flask) -> None:
    record, interview = interview_of()
    trust, money = coded(record, "trust", "money")
    theirs = marked(interview, Passage(1, 0, 1, 7), trust.id, BEN)
    first = marked(interview, Passage(2, 0, 2, 3), trust.id, memo="first")
    codings.say(interview, ANA, first.guid, Said(money.id, 1))
    codings.unmark(interview, ANA, first.guid)
    seen = []
    while codings.undo(interview, ANA):
        seen.append([each.said for each in codings.of_interview(interview, ANA)])
    assert seen == [[Said(money.id, 1)], [Said(trust.id, None, False, "first")], []]
    assert codings.of_interview(interview) == (theirs,)


def test_the_consensus_belongs_to_nobody(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    marked(interview, Passage(1, 0, 1, 7), trust.id, Layer("ana", CONSENSUS))
    (found,) = codings.of_interview(interview, Layer("ben", CONSENSUS))
    assert (found.coder, found.layer) == ("", "consensus")


@pytest.mark.parametrize(
    ("passage", "said", "told"),
    [
        (Passage(9, 0, 9, 1), {}, "not within the interview"),
        (Passage(1, 0, 1, 99), {}, "outside of what was said"),
        (Passage(1, 7, 1, 8), {}, "no words"),
        (Passage(1, 0, 1, 3), {"weight": 3}, "from -2 to 2"),
        (Passage(1, 0, 1, 3), {"memo": "x" * 5000}, "at most 4000"),
        (Passage(1, 0, 1, 3), {"code": 999}, "no such code"),
    ],
)
def test_what_cannot_be_marked_is_refused(app: Flask, passage: Passage, said: dict[str, object], told: str) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    with pytest.raises((CodingError, NoPassageError), match=told):
        marked(interview, passage, **({"code": trust.id} | said))  # type: ignore[arg-type]  # each of these is of its own kind
    assert codings.of_interview(interview) == ()


def test_codings_move_with_their_text_when_a_name_is_replaced_later(app: Flask) -> None:
    record, interview = interview_of()
    trust, money = coded(record, "trust", "money")
    for passage, code in ((Passage(2, 10, 2, 22), trust), (Passage(2, 17, 2, 28), money), (Passage(3, 0, 3, 4), trust)):
        marked(interview, passage, code.id)
    before = texts(interview)
    instead = {2: [Replacement(before[2].index("Jeanne"), before[2].index("Jeanne") + 6, "[Lieu 1]")]}
    after = before | {2: before[2].replace("Jeanne", "[Lieu 1]")}
    new = NewText(interview.digest, instead, index_of(after, "fr"))
    version = text_versions.replace(record, interview, new, "ana")
    now = only(record)
    assert texts(now) == after and now.digest == version.digest == text_versions.digest_of(after)
    assert [each.quote for each in codings.of_interview(now)] == ["[Lieu 1] ça va", "ça va mieux", "سلام"]
    assert all(quote_of(after, each.passage) == each.quote for each in codings.of_interview(now))
    assert [each.number for each in text_versions.versions(now)] == [1, 2]
    with pytest.raises(TextChangedError):
        codings.mark(now, ANA, Passage(1, 0, 1, 3), Said(trust.id), digest=interview.digest)
    with pytest.raises(TextChangedError):
        text_versions.replace(record, interview, new, "ana")


def test_codings_go_with_their_interview(app: Flask) -> None:
    record, interview = interview_of()
    (trust,) = coded(record, "trust")
    marked(interview, Passage(1, 0, 1, 7), trust.id)
    erasure.erase_participant(record, "a", record.waves, keep_contacts=False, actor="ana")
    assert codings.of_study(record.id) == ()


def test_codes_stand_under_each_other_in_their_order(app: Flask) -> None:
    record, _interview = interview_of()
    (money,) = codes.add(record, [NewCode("money", is_category=True)], "ana")
    rent, debts = codes.add(record, [NewCode("rent", parent=money.id), NewCode("debts", parent=money.id)], "ana")
    (trust,) = codes.add(
        record, [NewCode("trust", "with the worker", "«elle m'écoute»", links=("trust_scale",))], "ana"
    )
    book = codes.codebook(record.id)
    assert [code.name for code in book] == ["money", "rent", "debts", "trust"]
    assert codes.path(book, debts.id) == ("money", "debts")
    assert (book[3].definition, book[3].include, book[3].links) == (
        "with the worker",
        "«elle m'écoute»",
        ("trust_scale",),
    )
    with pytest.raises(CodebookError, match="under itself"):
        codes.change(record, money.id, NewCode("money", parent=rent.id, is_category=True), "ana")
    with pytest.raises(CodebookError, match="already"):
        codes.add(record, [NewCode("new"), NewCode("TRUST")], "ana")
    with pytest.raises(CodebookError, match="holds other codes"):
        codes.remove(record, money.id, "ana")
    assert len(codes.codebook(record.id)) == 4 and trust.guid


def test_two_codes_become_one_and_what_both_marked_stays_once(app: Flask) -> None:
    record, interview = interview_of()
    trust, faith = coded(record, "trust", "faith")
    for code in (trust, faith):
        marked(interview, Passage(1, 0, 1, 7), code.id)
    marked(interview, Passage(2, 0, 2, 3), faith.id)
    with pytest.raises(CodebookError, match="marks 2 passages"):
        codes.remove(record, faith.id, "ana")
    codes.merge(record, faith.id, trust.id, "ana")
    assert [(each.quote, each.said.code) for each in codings.of_interview(interview)] == [
        ("bonjour", trust.id),
        ("oui", trust.id),
    ]
    assert [code.name for code in codes.codebook(record.id)] == ["trust"]
