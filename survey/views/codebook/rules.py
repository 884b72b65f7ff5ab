"""What is told when a codebook cannot be changed as asked, in the language of the page: a sentence per rule."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from survey.store.codes import CodebookError

SENTENCES: Mapping[str, LazyString] = {
    "category_marks": lazy_gettext(
        "“%(name)s” marks passages: merge it into another code, then make it anew as one that only holds others."
    ),
    "gone": lazy_gettext("There is no such code any more: open the codebook again."),
    "holds_others": lazy_gettext("“%(name)s” holds other codes: move or remove them first."),
    "key_taken": lazy_gettext("There is a code with the key %(key)s already."),
    "long_text": lazy_gettext("The texts of “%(name)s” are too long: write at most %(most)d characters in each."),
    "marks_passages": lazy_gettext("“%(name)s” marks passages: merge it into another code."),
    "merged_into": lazy_gettext("“%(name)s” cannot be merged into “%(other)s”: choose another code."),
    "name": lazy_gettext("Give the code a name of at most %(most)d characters."),
    "name_taken": lazy_gettext("There is a code “%(name)s” here already: choose another name."),
    "still_read": lazy_gettext(
        "Somebody else is still coding, and nothing may tell which codes they use. Merge this code into another, "
        "or wait until all are done."
    ),
    "too_deep": lazy_gettext("“%(name)s” would stand too deep: at most %(most)d codes stand under one another."),
    "too_many": lazy_gettext("A codebook holds at most %(most)d codes: merge some of them."),
    "under_itself": lazy_gettext("“%(name)s” cannot stand under itself or under a code of its own."),
}
FIELDS: Mapping[str, str] = {
    "category_marks": "is_category",
    "long_text": "definition",
    "merged_into": "into",
    "name": "name",
    "name_taken": "name",
    "still_read": "is_category",
    "too_deep": "parent",
    "under_itself": "parent",
}
"""The field that a rule is about; all others are about the whole form."""


def told(error: CodebookError) -> str:
    """What is wrong, in the language of the page."""
    return sentence(error.rule, **error.values)


def sentence(rule: str, **values: str | int) -> str:
    """What a rule says about these values."""
    known = SENTENCES.get(rule)
    return gettext("The codebook could not be changed.") if known is None else str(known) % values
