"""Names that are listed later are replaced in every interview, and codings keep their words, whatever they are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_interviews import interview as keep
from staff_study import published
from voices.interviews import brought_in, call_them, listed, only, said, study_of, text

from survey.store import codes, codings, listed_names, text_versions, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer, TextChangedError
from survey.store.passages import NoPassageError, Passage, quote_of, trimmed
from survey.store.studies import StudyRecord
from survey.voices import later_names
from survey.voices.name_lists import names_in
from survey.voices.name_marks import Found, mark_of
from survey.voices.names import name_key
from survey.voices.search import search

ANA = Layer("ana")
FILLING = ("avec", "😀", "x\u0301y", "مع", "oui,", "l'", "—", "👩‍👩‍👧", "n°")
LATIN = st.builds("".join, st.tuples(st.sampled_from("AÉŒZ"), st.text("béœz\u0301", min_size=2, max_size=5)))
NAME = LATIN | st.text("سعدفطم", min_size=3, max_size=6)
PIECE = st.tuples(st.just(False), st.sampled_from(FILLING)) | st.tuples(st.just(True), NAME)
TURN = st.lists(PIECE, min_size=1, max_size=8)


def on_list(record: StudyRecord, lines: str, kind: str = "person", *, everywhere: bool = True) -> int:
    return listed_names.add(record.name, names_in(lines, kind, everywhere=everywhere).names, "ana")


def held(turns: Sequence[Sequence[tuple[bool, str]]], passage: Passage, marks: dict[str, str]) -> str:
    """What a passage holds once names are replaced: of a name it touches the mark, of other words what it held."""
    lines = []
    for turn in passage.turns():
        pieces = [piece for each in turns[turn - 1] for piece in ((False, " "), each)][1:]
        start, end = passage.within(turn, sum(len(words) for _is_name, words in pieces))
        place, parts = 0, []
        for is_name, words in pieces:
            touched = words[max(0, start - place) : max(0, end - place)]
            parts.append(marks[name_key(words)] if is_name and touched else touched)
            place += len(words)
        lines.append("".join(parts))
    return "\n".join(lines)


@pytest.fixture
def coded(app: Flask) -> tuple[StudyRecord, int]:
    """A study with one code."""
    record = published()
    return record, codes.add(record, [NewCode("trust")], "ana")[0].id


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(TURN, min_size=1, max_size=3), drawn=st.data())
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_codings_keep_their_words_and_hold_the_mark_of_what_they_held(
    coded: tuple[StudyRecord, int], turns: list[list[tuple[bool, str]]], drawn: st.DataObject
) -> None:
    record, code = coded
    number = len(transcripts.interviews(record.id)) + 1
    before = {place: " ".join(words for _is_name, words in each) for place, each in enumerate(turns, 1)}
    keep(record, number, [("L2", "respondent", words, None) for words in before.values()])
    there = transcripts.interview(record.id, number)
    assert there is not None
    expected = {}
    for _number in range(drawn.draw(st.integers(1, 6))):
        first = drawn.draw(st.integers(1, len(turns)))
        last = drawn.draw(st.integers(first, len(turns)))
        ends = drawn.draw(st.integers(0, len(before[first]))), drawn.draw(st.integers(0, len(before[last])))
        try:
            passage = trimmed(before, Passage(first, ends[0], last, ends[1]))
        except NoPassageError:
            continue
        mark = codings.mark(there, ANA, passage, Said(code), digest=there.digest)
        expected[mark.guid] = passage
    names = {words for each in turns for is_name, words in each if is_name}
    on_list(record, "\n".join(names))
    later_names.replace_known(record, "ana")
    marks = {
        name_key(each.written): mark_of(Found(each.kind, each.number), "fr") for each in listed_names.listed("tiny")
    }
    now = transcripts.interview(record.id, number)
    assert now is not None
    after = {turn.position: turn.text for turn in transcripts.turns(now)}
    whole = {place: held(turns, Passage(place, 0, place, len(before[place])), marks) for place in before}
    assert after == whole
    assert now.digest == hashlib.sha256("\n".join(whole.values()).encode()).hexdigest()
    found = {each.guid: each for each in codings.of_interview(now)}
    assert {guid: each.quote for guid, each in found.items()} == {
        guid: held(turns, passage, marks) for guid, passage in expected.items()
    }
    assert all(quote_of(after, each.passage) == each.quote for each in found.values())


def test_a_name_is_replaced_in_all_interviews_of_a_study_once(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    for number, word in enumerate(("Karim", "KARIM", "rien"), 1):
        brought_in(record, (f"{number}.txt", text(f"L1 : avec {word} à Bondy {number}")))
    on_list(record, "Karim\nZoé")
    on_list(record, "Bondy", "place")
    done = later_names.replace_known(record, "ana")
    texts = [turn.text for each in transcripts.interviews(record.id) for turn in transcripts.turns(each)]
    karim = next(each.number for each in listed_names.listed("tiny") if each.written == "Karim")
    assert texts == [
        f"avec [personne {karim}] à [lieu 1] 1",
        f"avec [personne {karim}] à [lieu 1] 2",
        "avec rien à [lieu 1] 3",
    ]
    assert sorted(each.replaced for each in done) == [1, 2, 2]
    assert later_names.replace_known(record, "ana") == ()


def test_what_was_interrupted_is_finished_by_doing_it_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    record = study_of(a="Zoé Petit")
    for number in range(1, 4):
        brought_in(record, (f"{number}.txt", text(f"L1 : avec Karim {number}")))
    on_list(record, "Karim")
    replace, calls = text_versions.replace, []

    def interrupted(*given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return replace(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(text_versions, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        later_names.replace_known(record, "ana")
    standing = later_names.outlook(record).known
    assert (standing.times, len(standing.interviews)) == (2, 2)
    assert len(later_names.replace_known(record, "ana")) == 2
    versions = [len(text_versions.versions(each)) for each in transcripts.interviews(record.id)]
    assert versions == [2, 2, 2]


def test_a_text_that_changed_meanwhile_is_looked_at_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("1.txt", text("L1 : avec Karim à Bondy")))
    on_list(record, "Karim")
    replace, calls = text_versions.replace, []

    def late(*given: object) -> object:
        calls.append(given)
        if len(calls) == 1:
            on_list(record, "Bondy", "place")
            later_names.replace_known(record, "ben")
            raise TextChangedError("meanwhile")
        return replace(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(text_versions, "replace", late)
    later_names.replace_known(record, "ana")
    assert said(record) == ["avec [personne 1] à [lieu 1]"]


def test_search_and_what_stands_beside_follow(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    content = b"WEBVTT\n\nNOTE avec Karim\n\n00:01.000 --> 00:02.000\n<v L1>chez Karim oui\n"
    brought_in(record, ("one.vtt", content))
    interview = only(record)
    (code,) = codes.add(record, [NewCode("trust")], "ana")
    codings.mark(interview, ANA, Passage(1, 0, 1, 10), Said(code.id, memo="Karim, encore"), digest=interview.digest)
    assert len(search(record, "karim", {1})) == 1
    on_list(record, "Karim")
    later_names.replace_known(record, "ana")
    (coding,) = codings.of_interview(only(record))
    assert (coding.quote, coding.said.memo) == ("chez [personne 1]", "[personne 1], encore")
    assert search(record, "karim", {1}) == ()
    assert len(search(record, "personne", {1})) == 1
    assert "Karim" not in "".join(each.what for each in transcripts.repairs(only(record)))


def test_a_memo_alone_is_cleaned_and_the_text_keeps_its_version(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("1.txt", text("L1 : bonjour")))
    interview = only(record)
    (code,) = codes.add(record, [NewCode("trust")], "ana")
    codings.mark(interview, ANA, Passage(1, 0, 1, 7), Said(code.id, memo="c'est Karim"), digest=interview.digest)
    on_list(record, "Karim")
    later_names.replace_known(record, "ana")
    assert codings.of_interview(only(record))[0].said.memo == "c'est [personne 1]"
    assert len(text_versions.versions(only(record))) == 1


def test_people_of_the_register_who_came_later_are_replaced_when_asked(app: Flask) -> None:
    record = study_of(a="Zoé Petit", b="")
    brought_in(record, ("1.txt", text("L1 : avec Ali, avec Zoé")))
    call_them(record, a="Ali Petit", b="Ali Haddad")
    assert later_names.outlook(record).known.times == 1
    later_names.replace_known(record, "ana")
    assert said(record) == ["avec [P2], avec [P1]"]  # two people are called Ali: the name has a number of its own


def test_lists_are_replaced_before_a_text_is_frozen(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    on_list(record, "Christina\nChristina M | Titi", everywhere=False)
    on_list(record, "Saint-Denis\ncité des Fleurs", "place", everywhere=False)
    spoken = ("L1 : Christina M et Christina et Titi", "L2 : à St Saint Denis, cité des Fleurs, 06 12 34 56 78, fleurs")
    brought_in(record, ("1.txt", text(*spoken)), listed("1.txt,a,post,,fr,,no,none"))
    numbers = {each.written: each.number for each in listed_names.listed("tiny")}
    assert numbers["Christina M"] == numbers["Titi"] != numbers["Christina"]
    both, one = numbers["Titi"], numbers["Christina"]
    assert said(record) == [
        f"[personne {both}] et [personne {one}] et [personne {both}]",
        f"à St [lieu {numbers['Saint-Denis']}], [lieu {numbers['cité des Fleurs']}], [téléphone], fleurs",
    ]
    assert later_names.outlook(record).times == 0


@pytest.mark.parametrize(
    ("language", "spoken", "expected"),
    [
        ("ar", "قالت ليلى لليلى في حلب", "قالت [شخص 1] ل[شخص 1] في [مكان 1]"),
        ("es", "con Leila en Alepo", "con [persona 1] en [lugar 1]"),
        ("en", "with Leila in Alepo", "with [person 1] in [place 1]"),
    ],
)
def test_marks_are_words_of_the_language_of_the_interview(
    app: Flask, language: str, spoken: str, expected: str
) -> None:
    record = published()
    keep(record, 1, [("L2", "respondent", spoken, None)], language=language)
    on_list(record, "ليلى | Leila")
    on_list(record, "حلب | Alepo", "place")
    later_names.replace_known(record, "ana")
    assert said(record) == [expected]


def test_before_anything_is_replaced_counts_and_contexts_are_told(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("1.txt", text("L1 : Rose est venue. une rose, deux roses", "L2 : avec Rose et une rose")))
    names = names_in("Rose\nKarim", "person", everywhere=True).names
    seen = later_names.outlook(record, names)
    rose, karim = seen.proposed
    assert (rose.times, rose.interviews, rose.small, karim.times) == (2, {1}, 2, 0)
    assert [(each.turn, each.words.before, each.words.words) for each in rose.places] == [
        (1, "", "Rose"),
        (2, "avec ", "Rose"),
    ]
    assert said(record)[1] == "avec Rose et une rose"
    assert listed_names.listed("tiny") == ()


def test_a_word_in_doubt_is_kept_until_somebody_decides(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    on_list(record, "Rose", everywhere=False)
    brought_in(record, ("1.txt", text("L1 : Rose est venue. une rose")))
    assert said(record) == ["Rose est venue. une rose"]
    on_list(record, "Rose", "place", everywhere=True)
    later_names.replace_known(record, "ana")
    assert said(record) == ["[personne 1] est venue. une rose"]  # what it was called first counts
