"""What stands apart in a text read from right to left: Latin words, numbers of several parts, people's words."""

from __future__ import annotations

import re

from survey.instrument.languages import is_right_to_left

LEFT_TO_RIGHT, AS_IT_BEGINS, END = "\u2066", "\u2068", "\u2069"
"""The isolates of Unicode: they work in titles, lists and spoken labels, where no element can stand."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(
    r"(\$\{[^}]*\}|[\u2066\u2068][^\u2069]*\u2069)"  # what stands for a value, or is isolated already
    r"|[@+#]?[A-Za-z\u00c0-\u024f]"
    r"(?:[\w.'’&@/:+#-]{0,3}[A-Za-z\u00c0-\u024f0-9]| (?=[A-Za-z\u00c0-\u024f]))*[+#%*]{0,3}"
    r"|\+?[0-9]{1,4}(?:[ .\u00a0\u202f-][0-9]{2,4}){2,}|\+?[0-9]+(?:[.:/-][0-9]+)+|\+[0-9]+(?:[ .()-]{1,2}[0-9]+)*",
    re.ASCII,
)
_ANY_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SEVERAL_PARTS = re.compile(r"\+[0-9]|[0-9][ .:/\u00a0\u202f-][0-9]")
_ISOLATES = str.maketrans("", "", LEFT_TO_RIGHT + AS_IT_BEGINS + END)


def isolated(text: str, language: str) -> str:
    """A text as a page in ``language`` shows it: from right to left, Latin words are isolated, and numbers of parts.

    A line without any letter of that direction, such as one left in another language, is isolated whole.
    """
    if not is_right_to_left(language) or not (_ANY_LATIN.search(text) or _SEVERAL_PARTS.search(text)):
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def own_words(text: str, language: str) -> str:
    """What a person wrote, inside a text in ``language``."""
    return f"{AS_IT_BEGINS}{text}{END}" if text and is_right_to_left(language) else text


def reads_from_the_right(text: str) -> bool:
    """Whether a text has letters that are read from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def without_isolates(text: str) -> str:
    """The text for files, where nothing is laid out."""
    return text.translate(_ISOLATES)


def _line(line: str) -> str:
    if _ANY_LATIN.search(line) and not reads_from_the_right(line):
        return line if line.startswith(LEFT_TO_RIGHT) else f"{LEFT_TO_RIGHT}{line}{END}"
    return _LATIN.sub(lambda found: found[0] if found[1] else f"{LEFT_TO_RIGHT}{found[0]}{END}", line)
