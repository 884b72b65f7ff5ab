"""Interviews as one text for IRaMuTeQ: a line of stars before each text, below it what one role says, turn by turn.

The format is that of its documentation, http://www.iramuteq.org/documentation/html/2-2-2-les-regles-de-formatages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.exchange.coded.thirds import Thirds, third_of
from survey.store.transcripts import StoredTurn
from survey.voices.coded import Coded, CodedInterview

RESPONDENT, UNSTATED = "respondent", "unstated"
_SPACE_INSTEAD = re.compile('[*$£_"“”„«»‹›\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]')
"""Signs of the format itself, and quotation marks, which would become parts of words."""
_APOSTROPHES = re.compile("[‘’ʼ]")
_KEPT_BY_DEFAULT = re.compile("[^a-zA-Z0-9àÀâÂäÄáÁéÉèÈêÊëËìÌîÎïÏòÒôÔöÖùÙûÛüÜçÇßœŒñ.:,;!?'\\s…()\\[\\]–—/%€+=-]")
"""Letters outside of this set are left out by IRaMuTeQ unless it is told otherwise when the text is opened."""
_NO_NAME = re.compile("[^a-zA-Z0-9]+")


@dataclass(frozen=True, slots=True)
class StarredTexts:
    """The file, how many texts it holds, and what is told of it: rules with how often."""

    content: bytes
    texts: int
    told: Mapping[str, int]


def starred_texts(
    coded: Coded, thirds: Thirds, *, roles: Collection[str] = (RESPONDENT,), stated_only: bool = True
) -> StarredTexts:
    """One text for each interview and role that says something; ``stated_only`` leaves turns without a role out.

    ``thirds`` become variables of interviews whose consent says link, and of no other.
    """
    told: Counter[str] = Counter()
    waves = _names(each.interview.wave for each in coded.interviews)
    variables = _names(name for each in thirds.values() for name in each)
    written = []
    for each in coded.interviews:
        spoken = _by_role(each.turns, roles, stated_only=stated_only, told=told)
        if not spoken:
            told["no-words"] += 1
        stands = {name: third_of(each.interview, thirds, name) for name in sorted(variables)}
        more = [f"*{variables[name]}_{third}" for name, third in stands.items() if third is not None]
        for role, lines in spoken.items():
            written.append("\n".join((_stars(each, role, waves, more), *lines)))
    content = "\n\n".join(written)
    return StarredTexts(f"{content}\n".encode() if written else b"", len(written), dict(sorted(told.items())))


def _stars(coded: CodedInterview, role: str, waves: Mapping[str, str], more: Sequence[str]) -> str:
    interview = coded.interview
    stars = ["****", f"*interview_{interview.number}"]
    stars += [f"*wave_{waves[interview.wave]}"] if interview.wave is not None else []
    return " ".join((*stars, f"*role_{role}", f"*language_{_plain(interview.language)}", *more))


def _by_role(
    turns: Sequence[StoredTurn], roles: Collection[str], *, stated_only: bool, told: Counter[str]
) -> dict[str, list[str]]:
    """What each role says, a line for each turn."""
    found: dict[str, list[str]] = {}
    for turn in turns:
        if not turn.role and stated_only:
            told["no-role"] += 1
        if turn.role in roles or not (turn.role or stated_only):
            line = _line(turn.text, told)
            if line:
                found.setdefault(turn.role or UNSTATED, []).append(line)
    return dict(sorted(found.items()))


def _line(text: str, told: Counter[str]) -> str:
    """What was said, on one line, without the signs that mean something else to IRaMuTeQ."""
    plain, apostrophes = _APOSTROPHES.subn("'", text)
    plain = unicodedata.normalize("NFC", plain).replace("\n", " ")
    plain, replaced = _SPACE_INSTEAD.subn(" ", plain)
    plain = " ".join(plain.split())
    told.update({"apostrophe": apostrophes} if apostrophes else {})
    told.update({"replaced": replaced} if replaced else {})
    foreign = len(_KEPT_BY_DEFAULT.findall(plain))
    told.update({"foreign": foreign} if foreign else {})
    return plain


def _names(names: Iterable[str | None]) -> dict[str, str]:
    """Names as variables and values can be called: letters and digits, no two the same."""
    found: dict[str, str] = {}
    for name in sorted({each for each in names if each is not None}):
        plain, number = _plain(name), 1
        while (called := plain if number == 1 else f"{plain}{number}") in found.values():
            number += 1
        found[name] = called
    return found


def _plain(name: str) -> str:
    """``follow_up`` is ``followUp``: accents taken off, what stands between words left out."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    first, *others = [each for each in _NO_NAME.split(letters) if each] or ["x"]
    return first + "".join(each[:1].upper() + each[1:] for each in others)
