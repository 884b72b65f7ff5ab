"""Phones, e-mail addresses, national numbers and postal addresses: told by their shape, and by their check if any.

Every pattern is bounded: what it costs grows with the text and no faster. Digits are those of any script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from survey.voices.name_marks import ADDRESS, E_MAIL, NUMBER, PHONE

GAP = r"[\s.\u00a0\u202f-]?"
PHONES = (
    rf"(?:(?:\+|00){GAP}33{GAP}(?:\(0\){GAP})?|0)[1-9](?:{GAP}\d\d){{4}}",  # France; Morocco and Algeria write so
    r"(?:\+|00)[1-9]\d{0,2}(?:[\s.()\u00a0\u202f-]{0,2}\d){7,12}",  # any country by its number
    rf"9{GAP}\d{{4}}{GAP}\d{{4}}",  # Chile
    rf"[6-9]\d\d{GAP}(?!000)\d{{3}}{GAP}\d{{3}}|[6-9]\d\d(?:{GAP}\d\d){{3}}",  # Spain
    r"\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}|0\d{2,4}\s\d{3,4}\s?\d{3,4}",  # North America, United Kingdom
)
E_MAILS = (
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    # as it is said: «marie point dupont arobase exemple point fr»
    r"(?:\w{1,30}\s(?:point|punto|dot|tiret|guion)\s){0,3}\w{1,30}\s(?:arobase|arroba|at)\s\w{1,30}\s(?:point|punto|dot)\s\w{2,10}",
)
STREET = (
    r"rue|avenue|av\.|boulevard|bd\.?|place|impasse|chemin|all[ée]e|quai|cours|route|square|passage|r[ée]sidence"
    r"|calle|avenida|avda\.?|plaza|paseo|pasaje|camino"
)
LITTLE = r"(?:(?:de|du|des|la|le|les|del|los|las|el|y|et)\s|[dl]['’])"
STREET_NAME = (
    rf"{LITTLE}{{0,3}}[^\W\d_a-zà-ÿ][\w'’-]{{0,40}}(?:[ -]{LITTLE}{{0,2}}[^\W\d_a-zà-ÿ][\w'’-]{{0,40}}){{0,4}}"
)
TOWN = r"(?:,?\s\d{5}(?:\s[^\W\d_a-zà-ÿ][\w'’-]{1,40})?)?"
ADDRESSES = (
    rf"\d{{1,4}}(?:\s?(?:bis|ter|quater))?,?\s(?i:{STREET})\s{STREET_NAME}{TOWN}",
    rf"(?i:calle|avenida|avda\.?|plaza|paseo|pasaje)\s{STREET_NAME},?\s(?:n[º°o.]\s?)?\d{{1,5}}",
    r"\d{1,5}\s(?:[A-Z][\w'’-]{1,30}\s){1,3}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Court)(?!\w)",
)
NIR = rf"[1-478]{GAP}\d\d{GAP}\d\d{GAP}(?:\d\d|2[ABab]){GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d\d"
RUT = r"\d{1,2}(?:\.\d{3}\.\d{3}|\d{6})-[\dkK]|\d{1,2}\.\d{3}\.\d{3}\s?[\dkK]"
IBAN = r"[A-Z]{2}\d\d(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?"
LONG_RUN = r"\d{9,40}"
"""So many figures without a gap count nothing that people tell: they are the number of a file or an account."""
LEAST_DIGITS_IN_DOUBT = 7
IN_DOUBT = re.compile(r"\d(?<![\w@.,-].)(?:\d{0,3}(?:[ \u00a0\u202f-]\d{1,4}){2,9}|\d{5,7})(?![\w@-])")
"""Figures that may be the number of somebody; who reads decides."""
CORSICA = {"2A": "19", "2B": "18"}


class Shape(NamedTuple):
    """Where something stands that is told by its shape, in code points, and its kind."""

    start: int
    end: int
    kind: str


def _apart(*patterns: str) -> re.Pattern[str]:
    """These patterns as words of their own."""
    return re.compile(rf"(?<![\w@+])(?:{'|'.join(patterns)})(?![\w@])")


def nir_is_right(written: str) -> bool:
    """Whether the key of a French NIR is that of its number; Corsica counts 2A as 19 and 2B as 18."""
    plain = re.sub(r"[^\dAB]", "", written.upper())
    number, key = plain[:-2], plain[-2:]
    number = number[:5] + CORSICA.get(number[5:7], number[5:7]) + number[7:]
    month = int(number[3:5])
    return (1 <= month <= 12 or 20 <= month <= 42 or month >= 50) and int(key) == 97 - int(number) % 97


def rut_is_right(written: str) -> bool:
    """Whether the last sign of a Chilean RUT checks the others: weights 2 to 7 from the right, modulo 11, K for 10."""
    plain = re.sub(r"[^\dK]", "", written.upper())
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(plain[:-1])))
    check = "0123456789K"[(11 - total % 11) % 11]
    return plain[-1] == check


def iban_is_right(written: str) -> bool:
    """Whether an IBAN leaves 1 modulo 97 (ISO 13616), letters counted from A as 10."""
    plain = re.sub(r"\s", "", written)
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _always(_written: str) -> bool:
    return True


LOOKED_FOR: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
    (_apart(*E_MAILS), E_MAIL, _always),
    (_apart(NIR), NUMBER, nir_is_right),
    (_apart(RUT), NUMBER, rut_is_right),
    (_apart(IBAN), NUMBER, iban_is_right),
    (_apart(*ADDRESSES), ADDRESS, _always),
    (_apart(*PHONES), PHONE, _always),
    (_apart(LONG_RUN), NUMBER, _always),
)
OTHER_DIGIT = re.compile(r"[^\D0-9]")
HOLDS_ANY = re.compile(r"[\d@]|\s(?:arobase|arroba|at)\s")


def shapes(text: str) -> Iterator[Shape]:
    """What is told by its shape, in order; where two overlap the one that is looked for first counts."""
    if not HOLDS_ANY.search(text):
        return
    plain, taken = _western(text), bytearray(len(text))
    found: list[Shape] = []
    for pattern, kind, is_right in LOOKED_FOR:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if is_right(match.group()) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Shape(start, end, kind))
    yield from sorted(found)


def _western(text: str) -> str:
    """The text with figures from 0 to 9 in the place of those of other scripts, one for one."""
    return OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)


def in_doubt(text: str) -> Iterator[tuple[int, int]]:
    """Where figures stand that may be the number of somebody."""
    for match in IN_DOUBT.finditer(text):
        if match.group().isdigit() or sum(map(str.isdigit, match.group())) >= LEAST_DIGITS_IN_DOUBT:
            yield match.span()
