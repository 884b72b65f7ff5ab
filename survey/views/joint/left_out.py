"""Which interviews a page of numbers and words leaves out, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from survey.privacy import joint_words
from survey.privacy.joint_words import Words


def told(words: Words) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the interviews that are left out, by the reason."""
    sentences = {
        joint_words.UNCODED: gettext("Nothing is marked there yet that you may see"),
        joint_words.READ_AGAIN: gettext("You read these again just now, and what was marked first would sway you"),
        joint_words.UNLINKED: gettext("These may not stand beside what the register says of the person"),
    }
    return {sentences[reason]: numbers for reason, numbers in words.left_out.items()}
