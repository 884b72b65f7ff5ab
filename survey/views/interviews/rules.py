"""What is told of a file of interviews, in the language of the page: one short sentence per rule of the readers.

Readers say in English what exactly stands where; these sentences stand before that.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

TITLES: Mapping[str, LazyString] = {
    # Why files are refused.
    "absent": lazy_gettext("A listed file was not sent."),
    "binary": lazy_gettext("This is no text."),
    "blank": lazy_gettext("This cell is empty."),
    "cells": lazy_gettext("This row has too many cells."),
    "column": lazy_gettext("The columns are not those of a list."),
    "date": lazy_gettext("This is no date."),
    "duplicate": lazy_gettext("Two rows name the same file."),
    "empty": lazy_gettext("It is empty."),
    "encoding": lazy_gettext("The encoding of the text is broken."),
    "encoding-broken": lazy_gettext("The encoding of the text is broken."),
    "encrypted": lazy_gettext("It is protected by a password."),
    "entities": lazy_gettext("It declares entities, which are never read."),
    "json-broken": lazy_gettext("The document is broken."),
    "link-to-nobody": lazy_gettext("A link needs a participant."),
    "list-and-person": lazy_gettext("Either a list or one participant."),
    "no-files": lazy_gettext("There is no transcript."),
    "no-text": lazy_gettext("Nobody speaks in it."),
    "not-a-transcript": lazy_gettext("It is something else than a transcript."),
    "nul": lazy_gettext("This is no text."),
    "package-broken": lazy_gettext("The document is broken."),
    "package-too-large": lazy_gettext("The document would unpack to too much."),
    "quotes": lazy_gettext("A quotation mark is not closed."),
    "roles": lazy_gettext("The roles cannot be read."),
    "same-content": lazy_gettext("Two files are the same."),
    "same-name": lazy_gettext("Two files have the same name."),
    "stacked-marks": lazy_gettext("Letters carry too many marks."),
    "too-large": lazy_gettext("It is too large."),
    "too-long": lazy_gettext("It is too long."),
    "too-many-lines": lazy_gettext("It has too many lines."),
    "too_many_rows": lazy_gettext("It has too many lines."),
    "too-many-turns": lazy_gettext("It has too many turns."),
    "two-lists": lazy_gettext("There are two lists."),
    "unknown": lazy_gettext("The study does not know this."),
    "unknown-ending": lazy_gettext("Files with this ending are not read."),
    "unreadable": lazy_gettext("It cannot be opened."),
    "wrong-ending": lazy_gettext("The content is not what the name says."),
    "xml-broken": lazy_gettext("The document is broken."),
    # What was mended, replaced or skipped.
    "arrow-missing": lazy_gettext("The arrow between two times is missing; mended."),
    "aside": lazy_gettext("A note was left out."),
    "blank-line-in-cue": lazy_gettext("A blank line stands within what is said; kept."),
    "blank-line-missing": lazy_gettext("A blank line is missing; mended."),
    "control-character": lazy_gettext("Characters that nobody speaks were taken out."),
    "empty-cue": lazy_gettext("A place without words was left out."),
    "empty-turn": lazy_gettext("Somebody is named and says nothing."),
    "encoding-guessed": lazy_gettext("The encoding was guessed: check the accents."),
    "encoding-mixed": lazy_gettext("Two encodings are mixed; mended."),
    "ends-before-it-starts": lazy_gettext("It ends before it starts; kept."),
    "language-not-stated": lazy_gettext("No language is stated: that of the study counts."),
    "line-without-sign": lazy_gettext("A line without a sign of its own; kept."),
    "mark-inside": lazy_gettext("Another person begins in the midst of it: a new turn."),
    "mark-repeated": lazy_gettext("The same person is named twice."),
    "mark-seen-once": lazy_gettext("This was read as a speaker; it stands only here."),
    "more-repairs": lazy_gettext("There were more, which are not listed."),
    "no-number": lazy_gettext("This is no number; left out."),
    "not-heard": lazy_gettext("Something was not heard or not written."),
    "not-listed": lazy_gettext("No list names this file: nothing is allowed."),
    "not-stated": lazy_gettext("What is not stated is not allowed."),
    "overlap": lazy_gettext("Several people speak at once."),
    "perhaps-a-name": lazy_gettext("Perhaps a name: read it yourself."),
    "pseudonym": lazy_gettext("Names were replaced."),
    "roles-of-file": lazy_gettext("The roles are those that the file states."),
    "skipped": lazy_gettext("A part of the document was left out."),
    "speaker-renamed": lazy_gettext("Speakers were given signs in the place of names."),
    "speaker-unlisted": lazy_gettext("Somebody speaks who is not on the list of speakers; kept."),
    "speakers-alike": lazy_gettext("Several speakers have the same name: they were kept apart."),
    "time-out-of-order": lazy_gettext("The times go back; kept."),
    "time-unreadable": lazy_gettext("This is no time; left out."),
    "time-without-words": lazy_gettext("Nothing is said at this time."),
    "times-inside": lazy_gettext("Times within what is said were left out."),
    "times-overlap": lazy_gettext("Times overlap; kept."),
    "unclear": lazy_gettext("This was hard to understand; kept."),
    "unknown-tag": lazy_gettext("An unknown sign was kept as words."),
    "words-beside-times": lazy_gettext("Words stand beside the times; kept."),
    "words-outside-cue": lazy_gettext("Words without times; kept."),
}


def rule_title(rule: str) -> str:
    """What a rule says; '' for one that only readers know."""
    return str(TITLES.get(rule, ""))
