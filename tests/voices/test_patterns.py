"""Numbers, phones and addresses are told by their shape and their check; what only looks like one stays."""

from __future__ import annotations

import pytest

from survey.voices.name_marks import MARK, WORDS
from survey.voices.patterns import in_doubt, shapes


def told(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.kind) for each in shapes(text)]


@pytest.mark.parametrize(
    ("written", "found", "kind"),
    [
        ("appelez le 06 12 34 56 78.", "06 12 34 56 78", "phone"),
        ("au 0612345678", "0612345678", "phone"),
        ("au +33 (0)6.12.34.56.78", "+33 (0)6.12.34.56.78", "phone"),
        ("اتصل بي ٠٦ ١٢ ٣٤ ٥٦ ٧٨", "٠٦ ١٢ ٣٤ ٥٦ ٧٨", "phone"),
        ("llama al +56 9 8765 4321", "+56 9 8765 4321", "phone"),
        ("al 600 123 456", "600 123 456", "phone"),
        ("call 020 7946 0958", "020 7946 0958", "phone"),
        ("à marie.dupont@exemple.fr.", "marie.dupont@exemple.fr", "e-mail"),
        ("marie point dupont arobase exemple point fr", "marie point dupont arobase exemple point fr", "e-mail"),
        ("escribe a ana arroba correo punto es", "ana arroba correo punto es", "e-mail"),
        ("au 12 bis rue de la République, 75012 Paris", "12 bis rue de la République, 75012 Paris", "address"),
        ("en la calle San Martín 45", "calle San Martín 45", "address"),
        ("at 12 Baker Street", "12 Baker Street", "address"),
        # INSEE's key is 97 - number mod 97: 2550814168025 mod 97 = 59
        ("mon numéro 2 55 08 14 168 025 38", "2 55 08 14 168 025 38", "number"),
        ("mon numéro 255081416802538", "255081416802538", "number"),
        # 2A counts as 19: 1850519006084 mod 97 = 62; 2B as 18: 1850518006084 mod 97 = 35
        ("né à 1 85 05 2A 006 084 35", "1 85 05 2A 006 084 35", "number"),
        ("né à 1 85 05 2b 006 084 62", "1 85 05 2b 006 084 62", "number"),
        # 8·2+7·3+6·4+5·5+4·6+3·7+2·2+1·3 = 138, and 11 - 138 mod 11 = 5
        ("mi RUT es 12.345.678-5", "12.345.678-5", "number"),
        ("mi RUT es 12345678-5", "12345678-5", "number"),
        # 3·2+1·3+1·3 = 12, and 11 - 12 mod 11 = 10, which is written K
        ("mi RUT es 10.000.013-K", "10.000.013-K", "number"),
        ("sur FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606", "number"),  # ISO 13616
        ("dossier 123456789012", "123456789012", "number"),
    ],
)
def test_what_is_told_by_its_shape(written: str, found: str, kind: str) -> None:
    assert told(written) == [(found, kind)]


@pytest.mark.parametrize(
    "written",
    [
        "en 2019-2020, le 12 mars 1999, à 18h30",
        "1 500 000 euros, 250 000 personnes",
        "2 55 08 14 168 025 39",  # its key is 38
        "1 85 05 2A 006 084 62",  # its key is 35
        "12.345.678-6, 12-5",
        "le 12 rue après rue, place à prendre",
        "j'ai 45 ans, on était 12 dans 30 mètres carrés",
        "@home, a@b",
    ],
)
def test_what_only_looks_like_one_stays(written: str) -> None:
    assert told(written) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [("le 2 55 08 14 168 025 39", "2 55 08 14 168 025 39"), ("dossier 1234567", "1234567"), ("en 2019-2020", None)],
)
def test_figures_in_doubt_are_shown_to_who_reads(written: str, found: str | None) -> None:
    assert [written[start:end] for start, end in in_doubt(written)] == ([found] if found else [])


@pytest.mark.parametrize("language", WORDS)
def test_a_mark_is_known_again(language: str) -> None:
    assert all(MARK.fullmatch(f"[{word} 12]") and MARK.fullmatch(f"[{word}]") for word in WORDS[language].values())
