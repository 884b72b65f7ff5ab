"""A quote under its key, as the file of a report keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from analysis.results import Cell
from survey.findings.report.file import Told
from survey.privacy import counter_quote
from survey.privacy.counter_quote import Directions
from survey.privacy.joint_words import Passage, Words
from survey.store.studies import StudyRecord

WORDS, QUOTE = "words", "quote/"
"""The beginning of the keys of counts of people, and of quotes."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote under its key, as the file keeps it; ``interview`` is 0 where its number is not to be told.

    ``digest``: of the whole text in which it stands. ``echo``: how many people say what beside it. ``contrary`` and
    ``drawn``: what is held against it, the strongest contrary passage and one drawn by its seed.
    """

    key: str
    text: str
    digest: str
    language: str
    interview: int
    attribution: Mapping[str, str]
    echo: Mapping[str, int] = field(default_factory=dict)
    contrary: Quoted | None = None
    drawn: Quoted | None = None

    def numbers(self) -> Iterator[tuple[str, Cell]]:
        """How many people say the same, the contrary, both, neither and nothing, under keys."""
        for voice, people in self.echo.items():
            yield f"{WORDS}/echo/{self.key.removeprefix(QUOTE)}/{voice}#people", people

    def printed(self) -> Iterator[Quoted]:
        """It and what is printed under it."""
        yield self
        yield from (each for each in (self.contrary, self.drawn) if each is not None)

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


def beside_its_contrary(record: StudyRecord, words: Words, said_of: Directions, each: Passage) -> Quoted:
    """A passage for researchers with how many say what beside it, and what answers it and may be quoted."""
    answers = counter_quote.answers(record, words, each)
    contrary = answers.strongest if answers.strongest and answers.strongest.quote is not None else None
    return replace(
        of_passage(each),
        echo=counter_quote.echo(words, said_of, each),
        contrary=of_passage(contrary) if contrary else None,
        drawn=of_passage(answers.drawn) if answers.drawn else None,
    )
