"""Words are found without their accents and in other inflections; words that only look alike are not."""

from __future__ import annotations

import pytest
from flask import Flask
from staff_study import published
from voices.interviews import brought_in, listed, study_of, text

from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.transcript_terms import packed, place, turn_of, turns_of, unpacked
from survey.voices.search import MOST_WORDS, Hit, search, sought_in, spans_of


def found(text: str, query: str, language: str = "fr") -> list[str]:
    return [text[start:end] for start, end in spans_of(text, query, language)]


@pytest.mark.parametrize(
    ("language", "query", "written"),
    [
        ("fr", "rassurer", "rassurée"),
        ("fr", "rassuree", "rassurée"),
        ("fr", "rassurees", "rassuré"),
        ("fr", "ECOLE", "écoles"),
        ("fr", "general", "généraux"),
        ("fr", "soeur", "sœurs"),
        ("fr", "sœur", "soeurs"),
        ("fr", "espagnol", "d’espagnol"),
        ("fr", "e\u0301cole", "école"),
        ("es", "cancion", "canciones"),
        ("es", "ayudo", "ayudó"),
        ("es", "nino", "niños"),
        ("es", "lapiz", "lápices"),
        ("es", "veces", "vez"),
        ("en", "helping", "helped"),
        ("en", "naive", "naïve"),
        ("ar", "مدرسة", "مَدْرَسَة"),
        ("ar", "مدرسه", "المدرسة"),
        ("ar", "بيت", "وبيت"),
        ("ar", "بيتنا", "البيت"),
        ("ar", "إجراءات", "الاجراءات"),
        ("ar", "مساعدة", "بمساعدة"),
        ("ar", "اطفال", "وأطفالي"),
        ("ar", "كبيـــر", "كبير"),
        ("ar", "3", "٣"),
    ],
)
def test_accents_and_inflection_do_not_count(language: str, query: str, written: str) -> None:
    (shown,) = found(f"… {written}.", query, language)
    assert shown in written and len(shown) > len(written) - 3


@pytest.mark.parametrize(
    ("language", "query", "written"),
    [
        ("fr", "chat", "château"),
        ("fr", "père", "pari"),
        ("fr", "ami", "amical"),
        ("es", "casa", "cosa"),
        ("en", "house", "hose"),
        ("ar", "بيت", "بنت"),
    ],
)
def test_other_words_are_not_found(language: str, query: str, written: str) -> None:
    assert found(written, query, language) == []


@pytest.mark.parametrize(
    ("query", "sought"),
    [
        ("la porte", (("la",), ("porte",))),
        ("l'hôpital", (("hôpital",),)),
        ("qu'est", (("est",),)),
        ("l'", (("l",),)),
        ("le la les", (("le",), ("la",), ("les",))),
        ('"petit frère" vu', (("petit", "frère"), ("vu",))),
        ("« petit frère »", (("petit", "frère"),)),
        ('"petit', (("petit",),)),
        ("oui oui", (("oui",),)),
        ("?!… \u0301", ()),
        ("", ()),
    ],
)
def test_what_a_query_asks_for(query: str, sought: tuple[tuple[str, ...], ...]) -> None:
    assert sought_in(query) == sought


def test_a_query_without_end_is_cut() -> None:
    assert len(sought_in(" ".join(f"mot{number}" for number in range(1000)))) == MOST_WORDS


def test_words_in_quotation_marks_stand_next_to_each_other() -> None:
    words = "un petit café, mon frère, et mon petit frère"
    assert found(words, '"petit frère"') == ["petit", "frère"]
    assert spans_of(words, '"petit frère"', "fr") == ((33, 38), (39, 44))
    assert found(words, "petit frère") == ["petit", "frère", "petit", "frère"]


def test_spans_are_code_points_beyond_the_first_plane_too() -> None:
    assert spans_of("😀 école", "ecole", "fr") == ((2, 7),)


def with_three() -> StudyRecord:
    """A study with a French, an English and an unlisted interview."""
    record = study_of(a="")
    files = [
        ("one.txt", text("L1 : les écoles", "L2 : oui", "L1 : mon école est petite")),
        ("two.txt", text("L1 : helping the schools", "L1 : an ecole")),
    ]
    brought_in(record, *files, listed("one.txt,,,,fr,,,", "two.txt,,,,en,,,"))
    return record


def number_of(record: StudyRecord, language: str) -> int:
    return next(each.number for each in transcripts.interviews(record.id) if each.language == language)


def test_hits_come_in_order_with_the_places_of_their_words(app: Flask) -> None:
    record = with_three()
    number = number_of(record, "fr")
    assert search(record, "école", {number}) == (Hit(number, 1, ((4, 10),)), Hit(number, 3, ((4, 9),)))
    assert search(record, "ecoles petites", {number}) == (Hit(number, 3, ((4, 9), (14, 20))),)


def test_every_interview_is_searched_in_its_own_language(app: Flask) -> None:
    record = with_three()
    hits = search(record, "école", {1, 2})
    assert sorted((hit.number, hit.position) for hit in hits) == sorted(
        [(number_of(record, "fr"), 1), (number_of(record, "fr"), 3), (number_of(record, "en"), 2)]
    )
    assert [hit.number for hit in search(record, "helps", {1, 2})] == [number_of(record, "en")]


def test_only_the_interviews_named_are_searched(app: Flask) -> None:
    record = with_three()
    assert search(record, "école", {number_of(record, "en")}) == (Hit(number_of(record, "en"), 2, ((3, 8),)),)
    assert search(record, "école", ()) == () == search(record, "école", {99})


def test_another_study_is_not_searched(app: Flask) -> None:
    record = with_three()
    assert search(published("other"), "école", {1, 2}) == () != search(record, "école", {1, 2})


@pytest.mark.parametrize("query", ["", "?", "licorne", "école licorne", '"oui école"'])
def test_what_stands_nowhere_is_not_found(app: Flask, query: str) -> None:
    assert search(with_three(), query, {1, 2}) == ()


def test_not_more_hits_than_asked_for(app: Flask) -> None:
    record = with_three()
    assert len(search(record, "école", {1, 2}, most=2)) == 2


def test_names_are_not_found_and_their_marks_are(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : avec Zoé")))
    assert search(record, "Zoé", {1}) == ()
    assert search(record, "[P1]", {1}) == (Hit(1, 1, ((6, 8),)),)


@pytest.mark.parametrize("turn", [1, 30_000])
def test_places_are_kept_as_they_are(turn: int) -> None:
    places = [place(turn, word) for word in (0, 1, 2_000_000)]
    assert list(unpacked(packed(places))) == places and {turn_of(each) for each in places} == {turn}
    assert turns_of(unpacked(packed(places))) == {turn_of(each) for each in places}
