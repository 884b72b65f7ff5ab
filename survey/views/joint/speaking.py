"""What concordance is told in: ways of words, stands of scores, kinds of memos, reasons, in the language of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from survey.privacy import concordance, measures
from survey.privacy.concordance import LeftOut
from survey.store.concordance_memos import LONGEST_TEXT
from survey.store.studies import StudyRecord

WAYS: Mapping[str, LazyString] = {
    "worse": lazy_gettext("Words: worse"),
    "same": lazy_gettext("Words: no change"),
    "better": lazy_gettext("Words: better"),
}
BY_SCORE: Mapping[str, LazyString] = {
    "low": lazy_gettext("low third"),
    "middle": lazy_gettext("middle third"),
    "high": lazy_gettext("high third"),
}
BY_CHANGE: Mapping[str, LazyString] = {
    "low": lazy_gettext("score fell"),
    "middle": lazy_gettext("score stayed the same"),
    "high": lazy_gettext("score rose"),
}
KINDS: Mapping[str, LazyString] = {
    "expansion": lazy_gettext("Expansion: words tell of something that the score does not measure"),
    "measurement": lazy_gettext("Measurement doubt: the score may not say how this person is"),
    "context": lazy_gettext("Context: something around the person explains both"),
    "error": lazy_gettext("Error: a slip in coding, linking or answering"),
}
REFUSED: Mapping[str, LazyString] = {
    "way": lazy_gettext("Choose one of the directions that are offered."),
    "locked": lazy_gettext(
        "Nothing was kept: one of these directions is locked already. You can add a correction beside it."
    ),
    "not_locked": lazy_gettext("Nothing is locked here yet that could be corrected."),
    "unchanged": lazy_gettext("This is the direction that stands already."),
    "nothing": lazy_gettext("Nothing was locked: choose a direction for at least one scale."),
    "gone": lazy_gettext("This interview is not there any more."),
    "kind": lazy_gettext("Choose of which kind it is."),
    "overtaken": lazy_gettext(
        "Somebody has written this memo, or the person stands elsewhere, since you opened this page. Read what is here "
        "now, then send it again."
    ),
}


def bands(figures: Mapping[str, Any]) -> Mapping[str, LazyString]:
    """What the rows of a grid are called: by change where there is one, else by the third of the score."""
    return BY_CHANGE if figures["of"] == "change" else BY_SCORE


def refusal(rule: str) -> str:
    """Why something was not kept."""
    if rule == "text":
        return gettext("Write why, in at most %(most)d characters.", most=LONGEST_TEXT)
    return str(REFUSED[rule])


def left_out(found: LeftOut) -> str:
    """Why interviews stand nowhere."""
    sentences = {
        concordance.UNLINKED: gettext("These may not stand beside answers"),
        concordance.UNSEEN: gettext("You have locked no direction of these: they stay out of your sight"),
        concordance.UNSAID: gettext("Nobody has locked a direction"),
        concordance.LATE: gettext("Every direction was locked after its coder could see the score"),
        concordance.UNTOLD: found.why or gettext("There is no score of these people"),
    }
    return sentences[found.reason]


def scales(record: StudyRecord, language: str) -> Mapping[str, str]:
    """The scales of a study by name, with their labels."""
    return {each.name: each.label for each in measures.measures(record, language) if each.is_scale}
