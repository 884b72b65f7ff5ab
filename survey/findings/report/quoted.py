"""A quote under its key, as the file of a report keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from survey.findings.report.file import Told
from survey.privacy.joint_words import Passage

WORDS, QUOTE = "words", "quote/"
"""The beginning of the keys of counts of people, and of quotes."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote under its key, as the file keeps it; ``interview`` is 0 where its number is not to be told.

    ``digest``: of the whole text in which it stands.
    """

    key: str
    text: str
    digest: str
    language: str
    interview: int
    attribution: Mapping[str, str]

    def told(self) -> Told:
        """What the file says of it."""
        facts = json.dumps(dict(self.attribution), ensure_ascii=False, sort_keys=True)
        number = str(self.interview) if self.interview else ""
        known = {"language": self.language, "interview": number, "attribution": facts}
        return {"text": self.text, "digest": self.digest, **known}


def of_passage(each: Passage) -> Quoted:
    """A passage for researchers: with its interview, and nothing of the person."""
    about = each.interview
    return Quoted(QUOTE + each.coding.guid, each.quote or "", about.digest, about.language, about.number, {})
