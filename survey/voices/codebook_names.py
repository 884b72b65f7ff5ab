"""Names that a study knows where no interview is: in its codes and in what is noted of a passage.

They are told and not replaced: whoever wrote them writes them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.store import codes
from survey.store.codes import Code, NewCode
from survey.store.studies import StudyRecord
from survey.voices.known_names import known_names
from survey.voices.names import Names
from survey.voices.pseudonyms import look, usage_in

MOST_TOLD = 5
"""Words of one code or memo that are told."""


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code, and the words in it that are names, or numbers and addresses by their shape."""

    code: Code
    words: tuple[str, ...]


def in_code(record: StudyRecord, code: NewCode) -> tuple[str, ...]:
    """The words of known names in a code, as they are written there."""
    return _words(_texts(code), known_names(record))


def in_memo(record: StudyRecord, memo: str) -> tuple[str, ...]:
    """The words of known names in a memo."""
    return _words([memo], known_names(record)) if memo.strip() else ()


def in_codebook(record: StudyRecord) -> tuple[NamedCode, ...]:
    """The codes of a study in which known names stand, in the order of the codebook."""
    book = codes.codebook(record.id)
    names = known_names(record) if book else {}
    found = (NamedCode(code, _words(_texts(code), names)) for code in book)
    return tuple(each for each in found if each.words)


def _texts(code: Code | NewCode) -> Sequence[str]:
    return (code.name, code.definition, code.include, code.exclude)


def _words(texts: Iterable[str], names: Names) -> tuple[str, ...]:
    """Each once, in the order in which they stand there."""
    kept = [text for text in texts if text]
    usage = usage_in(kept, names)
    found = (text[each.start : each.end] for text in kept for each in look(text, names, usage).found)
    return tuple(dict.fromkeys(found))[:MOST_TOLD]
