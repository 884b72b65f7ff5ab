"""What the pages of names share: the study, the texts of rules and kinds, the frame."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, render_template
from flask_babel import LazyString, lazy_gettext

from survey import i18n
from survey.instrument.definition import text_in
from survey.store import studies
from survey.store.studies import StudyRecord, UnknownStudyError

RULES: Mapping[str, LazyString] = {
    "too-large": lazy_gettext("The list is larger than 600 kB: cut it into several."),
    "no-text": lazy_gettext("The file is no text: save it as a text file in UTF-8."),
    "broken-table": lazy_gettext("The table is broken: a quotation mark is not closed, or columns are missing."),
    "too-many-names": lazy_gettext("A study lists at most 10,000 names."),
    "no-names": lazy_gettext("There is no name in it."),
    "control-character": lazy_gettext("It holds characters that nobody writes."),
    "unknown-kind": lazy_gettext("Its kind is none of person, place, organisation, other."),
    "no-letters": lazy_gettext("It holds no letter and no figure."),
    "formula": lazy_gettext("It begins like a formula."),
    "too-long": lazy_gettext("It is longer than a name: at most 8 words and 100 characters."),
    "one-letter": lazy_gettext("One letter alone would be found everywhere."),
}
"""Why a line of a list is left out, or the whole list refused."""
SIGNS: Mapping[str, LazyString] = {
    "inside": lazy_gettext("a capital within a sentence"),
    "title": lazy_gettext("after a title or a word of kinship"),
    "also_small": lazy_gettext("a capital within a sentence, elsewhere written small"),
    "figures": lazy_gettext("figures that may be somebody’s number"),
    "beginning": lazy_gettext("only at the beginning of sentences"),
}
"""Why a word may be a name."""


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def page(name: str, record: StudyRecord, **shown: object) -> str:
    """One of the pages of names."""
    title = text_in(record.study.title, i18n.language(), record.study.default_language)
    return render_template(f"staff/names/{name}.html", record=record, study_title=title, rules=RULES, **shown)
