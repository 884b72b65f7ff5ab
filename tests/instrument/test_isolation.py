"""Latin words and values among words that are read from right to left."""

from __future__ import annotations

import pytest

from survey.instrument.isolation import isolated, own_words, without_isolates

# \u2066 left-to-right isolate, \u2068 first strong isolate, \u2069 pop directional isolate: UAX 9.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("هل تستخدم WhatsApp؟", "هل تستخدم \u2066WhatsApp\u2069؟"),
        ("لغة C++ هنا", "لغة \u2066C++\u2069 هنا"),
        ("مع France Travail 3 مرات", "مع \u2066France Travail\u2069 3 مرات"),
        ("صفحة www.caf.fr/a-b.", "صفحة \u2066www.caf.fr/a-b\u2069."),
        ("مرحبا ${name}، من CAF", "مرحبا ${name}، من \u2066CAF\u2069"),
        ("مرحبا \u2068Ana\u2069", "مرحبا \u2068Ana\u2069"),
        ("Combien ? (à peu près)", "\u2066Combien ? (à peu près)\u2069"),
        ("سطر\nDeux.", "سطر\n\u2066Deux.\u2069"),
        ("من 0 إلى 10", "من 0 إلى 10"),
        ("في 2025 3 مرات، أو 3.", "في 2025 3 مرات، أو 3."),
        ("اتصلوا بـ 01 99 00 12 34.", "اتصلوا بـ \u206601 99 00 12 34\u2069."),
        ("اتصلوا بـ +33 199001234", "اتصلوا بـ \u2066+33 199001234\u2069"),
        ("يوم 26/11/2026 في 10:30", "يوم \u206626/11/2026\u2069 في \u206610:30\u2069"),
        ("", ""),
    ],
)
def test_latin_words_are_isolated_from_right_to_left(text: str, shown: str) -> None:
    assert isolated(text, "ar") == shown
    assert isolated(shown, "ar") == shown
    assert isolated(text, "fr") == text
    assert without_isolates(shown) == without_isolates(text)


def test_what_a_person_wrote_is_isolated_as_it_begins() -> None:
    assert own_words("Ana (2)", "ar") == "\u2068Ana (2)\u2069"
    assert (own_words("", "ar"), own_words("Ana", "fr")) == ("", "Ana")
