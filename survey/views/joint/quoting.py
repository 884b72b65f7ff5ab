"""A quote beside what answers it: how many say the same, the contrary or nothing, and passages held against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort
from flask_babel import LazyString, lazy_gettext

from survey.privacy import counter_quote, joint_words
from survey.privacy.joint_words import Passage, Words
from survey.store import codes
from survey.views.joint import asked, left_out

VOICES: Mapping[str, LazyString] = {
    counter_quote.SAME: lazy_gettext("The same"),
    counter_quote.CONTRARY: lazy_gettext("The contrary"),
    counter_quote.BOTH: lazy_gettext("Both"),
    counter_quote.UNDIRECTED: lazy_gettext("Neither way"),
    counter_quote.NOTHING: lazy_gettext("Nothing of it"),
}
CONSENTS: Mapping[str, LazyString] = {
    "none": lazy_gettext("excerpts may not be shown"),
    "team": lazy_gettext("excerpts may be shown to the team"),
    "partner": lazy_gettext("excerpts may be shown to partners"),
    "public": lazy_gettext("excerpts may be published"),
}
Echo = Callable[[Passage], tuple[tuple[str, int], ...]]


def shown(study: str, guid: str) -> str:
    """The page of a quote that one may see; there is no other."""
    record = asked.record_named(study)
    words = joint_words.words(record, asked.reader(), {})
    quote = next((each for each in words.passages if each.coding.guid == guid), None) or abort(404)
    return asked.page(
        "quote",
        record,
        quote=quote,
        code=next(code for code in codes.codebook(record.id) if code.id == quote.coding.said.code),
        words=words,
        left_out=left_out.told(words),
        echo_of=echo_of(words),
        answers=counter_quote.answers(record, words, quote),
        is_directed=bool(counter_quote.direction(quote.coding.said)),
        consents=CONSENTS,
    )


def echo_of(words: Words) -> Echo:
    """What tells of each passage how many of these people say what beside it."""
    said = counter_quote.directions(words)

    def told(quote: Passage) -> tuple[tuple[str, int], ...]:
        counted = counter_quote.echo(words, said, quote)
        return tuple(
            (str(VOICES[each]), people) for each, people in counted.items() if people or each in counter_quote.ALWAYS
        )

    return told
