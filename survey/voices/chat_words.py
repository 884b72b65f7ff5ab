"""The words of a main line of CHAT as they can be read: what was said stays, marks of the transcriber fall away."""

from __future__ import annotations

import re
from typing import NamedTuple

from survey.voices.transcript import Repair

NOT_HEARD = "[…]"
BLANK = re.compile(r"[ \t\n]+")
COLON = "\x00"
"""A colon that is no lengthened sound; no text that is read holds this sign."""
BRACKET = re.compile(r"\[([^\[\]\n]{0,400})\]")
DROPPED = re.compile(r"/{1,3}|/-|/\?|<\d*|>\d*|<>|\?|!{1,2}|#|e|\*.*|:{1,2}\s.*|\+\s.*|-\s.*|[\^%=].*|=\?.*", re.DOTALL)
"""Retracings, overlaps, stress, errors, replacements, codes and remarks: said by nobody."""
REMARK = re.compile(r"(?:%|=\??|\^)\s*(?P<words>[^!].*)", re.DOTALL)
MANNER = re.compile(r"=!\s*(.*)", re.DOTALL)
TIMES_SAID = re.compile(r"x\s*\d+")
SOUND = re.compile(r"&=([\w:.'-]{1,80})")
INTERPOSED = re.compile(r"&\*(\w{1,8}):(\S{1,200})")
FRAGMENT = re.compile(r"&[-+~]?(?=\w)")
UNHEARD = re.compile(r"(?<![\w@])(?:xxx?|yyy?|www)(?:@\S+)?(?![\w@])")
OMITTED = re.compile(r"(?<!\S)0(?:[^\W\d]\S*)?(?!\S)")
FORM = re.compile(r"(?<=\w)@[a-z]{1,4}(?::[\w+&]{1,20})?(?:\$\w{1,10})?(?!\w)")
LENGTHENED = re.compile(r"(?<=[^\W\d_]):+(?=[^\W\d_]|\s|$)")
LINKER = re.compile(r'(?<!\S)\+(?:"(?!/)|\^|<|,|\+)(?!\S)')
ENDS = (
    (re.compile(r"(?<!\S)\+\.\.\.?(?=\s|$)"), "…"),
    (re.compile(r"(?<!\S)\+\.\.\?"), "…?"),
    (re.compile(r"(?<!\S)\+//?\?"), "—?"),
    (re.compile(r"(?<!\S)\+//?\."), "—"),
    (re.compile(r"(?<!\S)\+!\?"), "!?"),
    (re.compile(r'(?<!\S)\+"?/?\.'), "."),
)
SCOPE = re.compile(r"(?<!\S)<(?=\S)|(?<=\S)>(?=\[|\s|$)")
BEFORE_END = re.compile(r" (?=[.,;:!?…](?:\s|$|[?]))")
JOINED = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
SATELLITE = re.compile(r" ?[‡„]")
STRESS = re.compile("[ˈˌ↑↓≠]")


class Readable(NamedTuple):
    """Words without their codes, and what is to be told of them."""

    text: str
    repairs: tuple[Repair, ...]


def readable(written: str, place: int) -> Readable:
    """The words of a main line, without its times."""
    repairs: list[Repair] = []

    def bracket(match: re.Match[str]) -> str:
        within = match.group(1).strip()
        manner = MANNER.fullmatch(within)
        if manner:
            return f" [{manner.group(1).strip()}] "
        if TIMES_SAID.fullmatch(within):
            return match.group()
        remark = REMARK.fullmatch(within)
        if remark:
            told = f"Words that nobody speaks were left out: “{remark.group('words')[:80]}”."
            repairs.append(Repair(place, "aside", told))
        elif within == "?":
            what = "Words marked as a guess were kept; look at the end of what is said before them."
            repairs.append(Repair(place, "unclear", what))
        elif not DROPPED.fullmatch(within):
            repairs.append(Repair(place, "unknown-tag", f"“{match.group()[:40]}” is no code of CHAT; kept as words."))
            return match.group()
        return " "

    text = SCOPE.sub("", SOUND.sub(_sound, BLANK.sub(" ", written)))
    text = BRACKET.sub(bracket, text)
    for pattern, sign in ENDS:
        text = pattern.sub(sign, text)
    text = INTERPOSED.sub(rf"[\1{COLON} \2]", LINKER.sub("", text))
    text, unheard = UNHEARD.subn(NOT_HEARD, text)
    if unheard:
        what = f"Something that was not heard or not written stands as {NOT_HEARD}."
        repairs.append(Repair(place, "not-heard", what))
    for pattern in (OMITTED, FORM, FRAGMENT, LENGTHENED, STRESS):
        text = pattern.sub("", text)
    text = SATELLITE.sub(",", JOINED.sub(" ", text)).replace(COLON, ":")
    text = BEFORE_END.sub("", BLANK.sub(" ", text).strip())
    return Readable(text, tuple(repairs))


def _sound(match: re.Match[str]) -> str:
    """``&=laughs`` is a manner of speaking that stands alone, as in ``[=! laughs]``."""
    return f" [=! {match.group(1).strip('.').replace(':', ' ').replace('_', ' ')}] "
