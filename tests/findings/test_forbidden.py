"""The words effect, impact and cause: found in each language, and their harmless relatives let through."""

from __future__ import annotations

import pytest

from survey.config import LANGUAGES
from survey.findings.telling.forbidden import HARMLESS, STEMS, forbidden_in


def test_every_language_has_its_stems_and_its_harmless_words() -> None:
    assert set(STEMS) == set(HARMLESS) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The effect of the support"),
        ("en", "Effects and impacts"),
        ("en", "It was caused by the support"),
        ("en", "thanks to the support"),
        ("fr", "L’effet de l’accompagnement"),
        ("fr", "Les EFFETS"),
        ("fr", "un impact réel"),
        ("fr", "la cause du changement"),
        ("fr", "cela a causé une hausse"),
        ("fr", "grâce à l’accompagnement"),
        ("fr", "une aide efficace"),
        ("es", "el efecto del acompañamiento"),
        ("es", "los efectos"),
        ("es", "el impacto"),
        ("es", "la causa del cambio"),
        ("es", "causó un aumento"),
        ("ar", "أثر المرافقة"),
        ("ar", "الأثَر"),
        ("ar", "تأثير المرافقة"),
        ("ar", "سبب التغيّر"),
        ("ar", "والأسباب"),
    ],
)
def test_a_forbidden_word_is_found(language: str, text: str) -> None:
    assert forbidden_in(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Not shown because too few people answered"),
        ("en", "effective n"),
        ("fr", "effectuer une démarche"),
        ("fr", "les effectifs des groupes"),
        ("fr", "En effet, peu ont répondu"),
        ("fr", "à cause de la petite taille"),
        ("es", "pago en efectivo"),
        ("es", "efectuar un trámite"),
        ("es", "a causa de la lluvia"),
        ("ar", "بسبب قلّة الإجابات"),
        ("fr", "Ce qui a changé"),
        ("ar", "ما الذي تغيّر"),
        ("ar", "أكثر من شخص"),
    ],
)
def test_a_harmless_relative_is_let_through(language: str, text: str) -> None:
    assert forbidden_in(text, language) == ()
