"""Marks that other programs draw are left out of what people read."""

from __future__ import annotations

import pytest

from survey.instrument.plain_words import in_plain_words, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Logement**", "Logement"),
        ("Est-ce *vraiment* votre logement ?", "Est-ce vraiment votre logement ?"),
        ("# Vous\nVotre âge", "Vous\nVotre âge"),
        ('<span style="color:red">Attention</span>', "Attention"),
        ("Un<br>deux<BR/>trois", "Un\ndeux\ntrois"),
        ("[le site](https://survey.example.org)", "le site (https://survey.example.org)"),
        ("هل **تسكن** هنا؟", "هل تسكن هنا؟"),
        ("2 * 3 * 4, 1 < 2, [Valmont], n° #1", "2 * 3 * 4, 1 < 2, [Valmont], n° #1"),
        ("<script>x</script>", "<script>x</script>"),
        ("Combien ?", "Combien ?"),
    ],
)
def test_the_words_stay_and_the_marks_go(text: str, words: str) -> None:
    assert in_plain_words(text) == words


def test_a_text_is_taken_in_its_language() -> None:
    assert words_in({"fr": "**Oui**", "en": "Yes"}, "fr-x-facile", "en") == "Oui"
