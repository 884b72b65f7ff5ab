"""Why a passage was not marked, in the language of the page, and with which status."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from survey.store.layers import CodingError
from survey.store.passages import NoPassageError

TOLD: Mapping[str, LazyString] = {
    "text-changed": lazy_gettext(
        "Nothing was marked: a name was replaced in this interview meanwhile. Open the page again, then mark."
    ),
    "answers-changed": lazy_gettext(
        "Nothing was marked: answers came in, were corrected or taken out meanwhile. Look at the page again, then mark."
    ),
    "several-answers": lazy_gettext("Nothing was marked: each answer is marked for itself. Choose words of one."),
    "looked": lazy_gettext("Nothing was marked: you read what others marked here, so you cannot code it any more."),
    "done": lazy_gettext("Nothing was changed: you said that you are done with this interview."),
    "no-code": lazy_gettext("A code is not there any more: open the page again."),
    "category": lazy_gettext("This code only holds other codes: choose one of them."),
    "no-mark": lazy_gettext("This mark is not there any more: open the page again."),
    "too-many": lazy_gettext("Nothing was marked: too many passages of this interview are marked already."),
    "outside": lazy_gettext("Nothing was marked: the passage is outside of the turns that you read again."),
}
NO_PASSAGE = lazy_gettext("Nothing was marked: these places hold no words of this interview. Choose the passage again.")
OTHERWISE = lazy_gettext("Nothing was changed. Open the page again, then try once more.")
CONFLICT, UNPROCESSABLE = 409, 422
STANDS_OTHERWISE = {"text-changed", "answers-changed", "looked", "done", "no-mark", "no-code"}
"""What was refused since something had changed before."""


def told(error: CodingError | NoPassageError) -> tuple[str, int]:
    """What to say of an error, and the status of the answer."""
    if isinstance(error, NoPassageError):
        return str(NO_PASSAGE), UNPROCESSABLE
    status = CONFLICT if error.rule in STANDS_OTHERWISE else UNPROCESSABLE
    return str(TOLD.get(error.rule, OTHERWISE)), status
