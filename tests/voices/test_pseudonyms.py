"""Names of participants and speakers become marks; words that only look like names stay; nobody is told a name."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from voices.interviews import brought_in, call_them, only, said, study_of, text

from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.voices.names import names_of, with_speakers
from survey.voices.pseudonyms import look, replaced, usage_in
from survey.voices.speakers import labels_given

PEOPLE = {
    "p1": ("Petit", "Rose"),
    "p2": ("Dupont", "Marie-Claude"),
    "p3": ("Haddad", "Aïcha"),
    "p4": ("العلوي", "سعاد"),
    "p5": ("عبد الله", "علي"),
    "p6": ("de La Tour", "Jean"),
    "p7": ("García López", "María Luz"),
    "p8": ("Martin", "Ben"),
    "p9": ("Martin", "Œlla"),
    "p10": ("فاطمة",),
    "p11": ("منة",),
    "p12": ("عبدالرحمن",),
}


def marked(*texts: str, labels: dict[str, str] | None = None) -> list[str]:
    """Texts of one file with ``<p1>`` in the place of a name, ``<martin>`` where several bear it."""
    names = with_speakers(names_of(PEOPLE), labels or {})
    usage = usage_in(texts, names)
    return [
        replaced(
            each,
            look(each, names, usage).found,
            lambda meant: f"<{meant if isinstance(meant, str) else meant.participant_id or meant.name}>",
        )
        for each in texts
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("avec Rose Petit", "avec <p1>"),
        ("avec PETIT Rose, Mme Petit", "avec <p1>, Mme <p1>"),
        ("la rose est petite", "la rose est petite"),
        ("avec Rosette et Petitjean", "avec Rosette et Petitjean"),
        ("voir Marie-Claude, Marie Claude, Marie", "voir <p2>, <p2>, <p2>"),
        ("voir Marie-Ange et Anne-Marie", "voir Marie-Ange et Anne-Marie"),
        ("ce Dupont-là, la Dupont-Durand", "ce <p2>-là, la Dupont-Durand"),
        ("chez Dupont, Dupont !", "chez <p2>, <p2> !"),
        ("la fille d'Aïcha, d’Aicha", "la fille d'<p3>, d’<p3>"),
        ("at Aïcha's, AÏCHA’S", "at <p3>'s, <p3>’S"),
        ("chez AICHA HADDAD", "chez <p3>"),
        ("un Ai\u0308cha décomposé", "un <p3> décomposé"),
        ("un Aï\u00adcha coupé", "un <p3> coupé"),
        ("chez M. de La Tour, chez La Tour", "chez M. <p6>, chez <p6>"),
        ("la tour de la place", "la tour de la place"),
        ("vi a Maria Garcia y a Luz", "vi a <p7> y a <p7>"),
        ("Je vois Ben, ben oui", "Je vois <p8>, ben oui"),
        ("chez les Martin", "chez les <martin>"),
        ("chez Ben Martin", "chez <p8>"),
        ("voir Oella, Œlla", "voir <p9>, <p9>"),
        ("Julian et Flora", "Julian et Flora"),
    ],
)
def test_names_are_whole_words_with_their_capitals(written: str, expected: str) -> None:
    assert marked(written) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("قالت سعاد", "قالت <p4>"),
        ("وسعاد فسعاد بسعاد لسعاد كسعاد", "و<p4> ف<p4> ب<p4> ل<p4> ك<p4>"),
        ("ولسعاد", "ول<p4>"),
        ("قال للعلوي", "قال لل<p4>"),
        ("سُعَاد وَسُعاد", "<p4> وَ<p4>"),
        ("سعادة كبيرة", "سعادة كبيرة"),
        ("سعاد العلوي", "<p4>"),
        ("الحمد لله", "الحمد لله"),
        ("إن شاء الله", "إن شاء الله"),
        ("مع عبد الله", "مع <p5>"),
        ("على الطاولة", "على الطاولة"),
        ("علي أن أذهب", "علي أن أذهب"),
        ("جاء علي", "جاء <p5>"),
        ("مع عبدالله وعبدالله", "مع <p5> و<p5>"),
        ("جاءت فاطمة وفاطمه", "جاءت <p10> و<p10>"),
        ("منة منه", "<p11> منه"),
        ("عبد الرحمن", "<p12>"),
        ("سـعـاد", "<p4>"),
    ],
)
def test_arabic_names_are_found_with_what_is_written_together_with_them(written: str, expected: str) -> None:
    assert marked(written) == [expected]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Petit à petit, ça va."], ["Petit à petit, ça va."]),
        (["Chez Mme Petit.", "Petit à petit."], ["Chez Mme <p1>.", "Petit à petit."]),
        (["Petit, il l'était.", "un petit garçon"], ["Petit, il l'était.", "un petit garçon"]),
        (["Rose est venue.", "avec Rose", "une rose"], ["<p1> est venue.", "avec <p1>", "une rose"]),
        (["Rose est venue."], ["<p1> est venue."]),
        (["C'est bon. Rose, c'est joli.", "rose"], ["C'est bon. Rose, c'est joli.", "rose"]),
        (["— Petit !", "petit"], ["— Petit !", "petit"]),
        (["UNE ROSE", "une rose"], ["UNE ROSE", "une rose"]),
    ],
)
def test_a_capital_at_the_beginning_of_a_sentence_is_no_sign(texts: list[str], expected: list[str]) -> None:
    assert marked(*texts) == expected


@given(st.text(alphabet="Petit à.-'’\n\u0301 «Rose» سعادوال 😀ـ", max_size=60))
def test_any_text_is_cut_at_its_names_and_nowhere_else(written: str) -> None:
    names = names_of(PEOPLE)
    found = look(written, names, usage_in([written], names)).found
    ends = [0, *(place for name in found for place in (name.start, name.end)), len(written)]
    assert ends == sorted(ends)
    pieces = iter([written[name.start : name.end] for name in found])
    assert replaced(written, found, lambda _meant: next(pieces)) == written


def test_what_was_kept_in_doubt_is_counted() -> None:
    names = names_of(PEOPLE)
    texts = ["Petit à petit. Rose, peut-être.", "une rose"]
    assert [look(each, names, usage_in(texts, names)).doubtful for each in texts] == [2, 0]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["L1", "L2"], ["L1", "L2"]),
        (["SPEAKER_00", "S01", "INT", "Q", ""], ["SPEAKER_00", "S01", "INT", "Q", ""]),
        (
            ["Enquêtrice", "interviewer 2", "الباحثة", "Respondent"],
            ["Enquêtrice", "interviewer 2", "الباحثة", "Respondent"],
        ),
        (["Claire", "L1", "Mme Dupont", "Claire"], ["S1", "L1", "S2", "S1"]),
        (["Claire", "CLAIRE"], ["S1", "S1"]),
        (["MARIE", "Dupont1", "سعاد"], ["S1", "S2", "S3"]),
        (["Enquêtrice Marie"], ["S1"]),
        (["S1", "Claire"], ["S1", "S2"]),
        (["S01", "Claire", "Zoé"], ["S01", "S2", "S3"]),
    ],
)
def test_labels_that_are_names_get_a_number(labels: list[str], expected: list[str]) -> None:
    given = labels_given(labels)
    assert [given[label] for label in labels] == expected


def test_speakers_are_called_by_their_label_wherever_they_are_named() -> None:
    labels = {"Rose (mère)": "S1", "Mme Durand": "S2", "L3": "L3"}
    written = ["dis, Rose", "chez Durand, chez Mme Durand", "la rose", "avec Rose Petit"]
    assert marked(*written, labels=labels) == ["dis, <S1>", "chez <S2>, chez Mme <S2>", "la rose", "avec <p1>"]


def marks(record: StudyRecord) -> list[str]:
    return [turn.text for each in transcripts.interviews(record.id) for turn in transcripts.turns(each)]


def test_the_same_person_has_the_same_mark_throughout_a_study(app: Flask) -> None:
    record = study_of(a="Zoé Petit", b="Ali Haddad")
    brought_in(record, ("one.txt", text("L1 : avec Zoé")))
    brought_in(record, ("two.txt", text("L1 : avec Ali, avec Zoé Petit")))
    assert marks(record) == ["avec [P1]", "avec [P2], avec [P1]"]


def test_a_name_that_several_bear_stands_for_itself(app: Flask) -> None:
    record = study_of(a="Zoé Petit", b="Zoé Haddad")
    brought_in(record, ("one.txt", text("L1 : chez Zoé, chez les Zoé")))
    assert said(record) == ["chez [P1], chez les [P1]"]


def test_times_speakers_and_turns_stay(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    cues = (
        b"WEBVTT\n\n00:01.250 --> 00:02.500\n<v L1>avec Zo\xc3\xa9\n\n00:02.000 --> 00:03.000\n<v Claire>Claire, oui\n"
    )
    brought_in(record, ("one.vtt", cues))
    turns = transcripts.turns(only(record))
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in turns] == [
        ("L1", "avec [P1]", 1250, 2500),
        ("S1", "[S1], oui", 2000, 3000),
    ]


def test_the_report_tells_places_and_counts_and_no_name(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    content = text("Durand : avec Zoé, avec Petit", "L2 : Petit à petit", "L2 : rien")
    (told,) = brought_in(record, ("one.txt", content)).interviews
    assert told.repairs == transcripts.repairs(only(record))
    replaced_at = [(each.place, each.rule, each.what) for each in told.repairs if "listed" not in each.rule]
    assert replaced_at == [
        (0, "language-not-stated", "No language is stated: words are searched for as fr."),
        (0, "speaker-renamed", "Speakers whose labels are names and were replaced: 1."),
        (1, "mark-seen-once", "“S1” was read as a speaker, and stands only here."),
        (1, "pseudonym", "Names replaced: 2."),
        (3, "perhaps-a-name", "Words kept that begin a sentence and may be names: 1. Look at them before release."),
    ]


def test_names_in_what_was_left_out_are_replaced_too(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    content = "WEBVTT\n\nNOTE avec Zoé Petit\n\n00:01.000 --> 00:02.000\n<v L1>oui\n".encode()
    (told,) = brought_in(record, ("one.vtt", content)).interviews
    assert [each.what for each in told.repairs if each.rule == "aside"] == [
        "Words that nobody speaks were left out: “NOTE avec [P1]”."
    ]


def test_a_name_that_came_later_leaves_frozen_texts_as_they_are(app: Flask) -> None:
    record = study_of(a="Zoé Petit")
    brought_in(record, ("one.txt", text("L1 : avec Ali")))
    call_them(record, a="Ali Petit")
    brought_in(record, ("one.txt", text("L1 : avec Ali")))
    assert said(record) == ["avec Ali"]
