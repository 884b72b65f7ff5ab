"""Words that may be names are found by their capitals, after titles, and among figures; ordinary words are not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from voices.test_real_interviews import FILES

from survey.voices.candidates import Candidate, candidates
from survey.voices.name_lists import names_in, read_list
from survey.voices.reading import read_transcript
from survey.voices.suspects import Suspected, suspected


def found(*texts: str) -> dict[str, str]:
    return {each.written: each.sign for each in over({1: dict(enumerate(texts, 1))})}


def over(interviews: Mapping[int, Mapping[int, str]]) -> tuple[Candidate, ...]:
    """Over all of these interviews, each packed and out of what is kept again."""
    found = {number: suspected(texts) for number, texts in interviews.items()}
    kept = {number: Suspected.unpacked(each.packed()) for number, each in found.items()}
    assert [(each.small, len(each.suspects)) for each in kept.values()] == [
        (each.small, len(each.suspects)) for each in found.values()
    ]
    return candidates(kept.items())


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["et hier, avec Karim Benali."], {"Karim Benali": "inside"}),
        (["Mais Karim est là. Mais oui, mais non."], {"Karim": "inside"}),
        (["Karim est là."], {"Karim": "beginning"}),
        (["à Saint-Denis, chez l'Oréal"], {"Saint-Denis": "inside", "Oréal": "inside"}),
        (["avec Rose", "une rose"], {"Rose": "also_small"}),
        (["— Bon. « Alors ? » dit-il. Oui : Voilà"] + ["bon alors oui voilà"], {}),
        (["avec [P7] et [lieu 3], [S1] oui"], {}),
        (["il y a monsieur dupont", "madame est venue, elle est là, est-ce"], {"dupont": "title"}),
        (["vi a la señora garcía ayer"], {"garcía": "title"}),
        (["قالت السيدة فاطمة لعمي أحمد", "السيد الذي جاء"], {"فاطمة": "title", "أحمد": "title"}),
        (["numéro 2 55 08 14 168 025 39"], {"2 55 08 14 168 025 39": "figures"}),
        (["I saw Ana 😀 and I left"], {"Ana": "inside"}),
        (["à E\u0301vry"], {"E\u0301vry": "inside"}),
    ],
)
def test_what_may_be_a_name(texts: list[str], expected: dict[str, str]) -> None:
    assert found(*texts) == expected


def test_the_most_suspicious_come_first_with_their_places() -> None:
    everything = over({1: {1: "avec Léa", 2: "😀 Zoé"}, 2: {1: "et LÉA, et Lea. Rien"}, 3: {4: "avec Paul"}})
    assert [(each.written, each.times, each.interviews) for each in everything] == [
        ("Léa", 3, 2),
        ("Paul", 1, 1),
        ("Zoé", 1, 1),
        ("Rien", 1, 1),
    ]
    assert everything[0].places == ((1, 1, 5, 8), (2, 1, 3, 6), (2, 1, 11, 14))


def test_the_names_of_the_real_interviews_are_among_the_first(real_data: Path) -> None:
    said = {}
    for number, name in enumerate(sorted(FILES), 1):
        turns = read_transcript(name, (real_data / "interviews" / name).read_bytes()).turns
        said[number] = {place: turn.text for place, turn in enumerate(turns, 1)}
    first = [each.written for each in over(said)][:40]
    # read in the files: people and places whom nobody's register knows
    assert {"Corinne", "Jessica", "Nicolas", "Manon", "Tignes", "Alger", "Tebessa", "Martinique"} <= set(first)


@pytest.mark.parametrize(
    ("content", "names", "problems"),
    [
        ("Léa\n\nSaint-Denis | St-Denis\nLéa", ["Léa", "Saint-Denis"], []),
        ('name,kind\nLéa,person\n"Dupont, Marie",person\nX,place\nBondy,lieu', ["Léa", "Dupont, Marie", "Bondy"], [4]),
        ("Léa\n=1\n...\nA\n" + "mot " * 9 + "\nL\u0007éa\nZoé", ["Léa", "Zoé"], [2, 3, 4, 5, 6]),
        ("name;kind\nLéa;chien", [], [0, 2]),
        ("", [], [0]),
    ],
)
def test_a_list_is_read_line_by_line(content: str, names: list[str], problems: list[int]) -> None:
    read = read_list(content.encode(), "person")
    assert [each.written for each in read.names] == names
    assert [each.line for each in read.problems] == problems


def test_what_is_typed_is_never_a_table() -> None:
    assert [each.written for each in names_in("name\nLéa", "person").names] == ["name", "Léa"]
