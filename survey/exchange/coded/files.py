"""The files that coded interviews leave as: one way to write each, for commands and pages alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from survey.exchange.coded import quotes
from survey.exchange.coded.iramuteq import RESPONDENT, starred_texts
from survey.exchange.coded.thirds import Thirds
from survey.store.transcripts import ROLES
from survey.voices.coded import Coded
from survey.voices.refi import writing

NO_TEXT = "Nobody says anything in this role: there is nothing to write."
NO_QUOTE = "No passage is marked that you may see: there is nothing to write."


@dataclass(frozen=True, slots=True)
class Choices:
    """What a file holds beside the least.

    ``scores``: of which the table of quotes tells the third; ``thirds``: those it and texts are told from;
    ``roles``: whose words count.
    """

    speakers: bool = True
    byte_order_mark: bool = False
    scores: Sequence[str] = ()
    thirds: Thirds = field(default_factory=dict)
    everybody: bool = False

    @property
    def roles(self) -> Collection[str]:
        """The roles whose words become texts."""
        return ROLES if self.everybody else (RESPONDENT,)

    def logged(self) -> dict[str, str | int]:
        """What the log keeps of them: those that were not left as they are."""
        scores = {"scores": ", ".join(self.scores)} if self.scores else {}
        ticked = {"without_speakers": not self.speakers, "thirds": bool(self.thirds), "everybody": self.everybody}
        return {**scores, **{name: 1 for name, is_chosen in ticked.items() if is_chosen}}


@dataclass(frozen=True, slots=True)
class Written:
    """A file, how much it holds (passages, codes or texts), and what is told of it: rules with how often."""

    content: bytes
    count: int
    told: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodedFile:
    """A kind of file.

    ``counts``: what the log calls that of which it holds so many; ``quotes``: it is a table of them; ``with_scores``:
    it holds the scores themselves; ``with_thirds``: it can hold the thirds of all.
    """

    ending: str
    media_type: str
    counts: str
    write: Callable[[Coded, Choices], Written]
    quotes: bool = False
    with_scores: bool = False
    with_thirds: bool = False

    def asks_thirds(self, scores: Sequence[str], *, thirds: bool) -> bool:
        """Whether it needs the thirds, with these scores chosen, or the thirds of all."""
        return bool(scores) if self.quotes else thirds and self.with_thirds


def _project(coded: Coded, choices: Choices) -> Written:
    return Written(writing.project(coded, speakers=choices.speakers), len(coded.codings))


def _codebook(coded: Coded, _choices: Choices) -> Written:
    return Written(writing.codebook(coded.codes), len(coded.codes))


def _comma_separated(coded: Coded, choices: Choices) -> Written:
    _require_quotes(coded)
    content = quotes.comma_separated(coded, choices.scores, choices.thirds, byte_order_mark=choices.byte_order_mark)
    return Written(content, len(coded.codings))


def _workbook(coded: Coded, choices: Choices) -> Written:
    _require_quotes(coded)
    return Written(quotes.workbook(coded, choices.scores, choices.thirds), len(coded.codings))


def _iramuteq(coded: Coded, choices: Choices) -> Written:
    made = starred_texts(coded, choices.thirds, roles=choices.roles, stated_only=not choices.everybody)
    if not made.texts:
        raise writing.NothingToWriteError(NO_TEXT, rule="no-texts")
    return Written(made.content, made.texts, made.told)


def _require_quotes(coded: Coded) -> None:
    if not coded.codings:
        raise writing.NothingToWriteError(NO_QUOTE, rule="no-quotes")


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: Mapping[str, CodedFile] = {
    "qdpx": CodedFile("qdpx", "application/zip", "passages", _project, with_scores=True),
    "qdc": CodedFile("qdc", "application/xml", "codes", _codebook),
    "csv": CodedFile("csv", "text/csv; charset=utf-8", "passages", _comma_separated, quotes=True),
    "xlsx": CodedFile("xlsx", WORKBOOK, "passages", _workbook, quotes=True),
    "iramuteq": CodedFile("txt", "text/plain; charset=utf-8", "texts", _iramuteq, with_thirds=True),
}
"""Every kind by its identifier."""
