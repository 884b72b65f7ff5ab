"""Texts with ``${x}`` on paper: a gap to fill, with the question whose answer belongs there."""

from __future__ import annotations

import re

from markupsafe import Markup

from survey.fieldwork.paper.clauses import Clauses
from survey.fieldwork.paper.words import Words
from survey.instrument.plain_words import in_plain_words

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


def with_gaps(text: str, clauses: Clauses) -> Markup:
    """A text of the questionnaire, each ``${x}`` a gap."""
    text, parts, end = in_plain_words(text), [], 0
    for found in REFERENCE.finditer(text):
        parts += [clauses.words.shown(text[end : found.start()]), _gap(found[1], clauses)]
        end = found.end()
    return Markup("").join([*parts, clauses.words.shown(text[end:])])


def _gap(name: str, clauses: Clauses) -> Markup:
    gap = Markup('<span class="gap"></span>')
    asked = clauses.question(("answer", name), by_label=True)
    if asked is None:
        return gap
    told = clauses.words.gettext("(your answer to question %(number)s)", number=clauses.number(asked.name))
    return gap + Markup(' <span class="from">{}</span>').format(told)


def paragraphs(text: str, clauses: Clauses) -> tuple[Markup, ...]:
    """A text in paragraphs, its lines kept, each ``${x}`` a gap."""
    return tuple(with_gaps(part, clauses) for part in _parts(text))


def parts_of_text(text: str, words: Words) -> tuple[Markup, ...]:
    """A text without references in paragraphs, its lines kept."""
    return tuple(words.shown(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [stripped for part in re.split(r"\n\s*\n", text) if (stripped := part.strip())]
