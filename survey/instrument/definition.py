"""The frozen shape of a questionnaire, as read from YAML and as published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Text = Mapping[str, str]
"""One text in every language it has: ``{"fr": "Bonjour", "ar": "مرحبا"}``. Empty when absent."""

Value = str | int | float | tuple[str, ...]
"""What a person answered. Dates are ISO texts; several choices are a tuple of names."""

Answers = Mapping[str, Value]
"""Answers by place: a question's name, ``age[2]`` for the second instance of the repeat it stands in, ``age[2][1]``
where repeats are nested, the outer one first. The name of a repeat is answered with its number of instances, unless
``repeat_count`` computes it. A question without an answer has no key (never None, 0 or '')."""

NOT_ASKED = "not_asked"
NOT_REACHED = "not_reached"
NOT_ANSWERED = "not_answered"
REFUSED = "refused"
MISSING_REASONS = (NOT_ASKED, NOT_REACHED, NOT_ANSWERED, REFUSED)


@dataclass(frozen=True, slots=True)
class Language:
    """A language of a file: its header in the sheet, and whether a native reader has read it."""

    code: str
    header: str
    status: str = "draft"
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list."""

    name: str
    label: Text
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One row that is no group: a question, a note, or a value worked out or kept without being shown.

    Expressions are XLSForm texts, '' when absent. ``media`` holds the names of files by kind (``image``,
    ``big-image``, ``audio``, ``video``) and language; ``file`` is the file that a select takes its choices from.
    """

    type: str
    name: str
    label: Text
    list_name: str = ""
    hint: Text = field(default_factory=dict)
    guidance_hint: Text = field(default_factory=dict)
    required: str = ""
    required_message: Text = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = field(default_factory=dict)
    appearance: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False
    then_test: str = ""
    instrument: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    calculation: str = ""
    trigger: tuple[str, ...] = ()
    default: str = ""
    read_only: str = ""
    choice_filter: str = ""
    file: str = ""
    or_other: bool = False
    media: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows; one with the appearance ``field-list`` is a page."""

    name: str
    label: Text
    children: tuple[Node, ...]
    hint: Text = field(default_factory=dict)
    relevant: str = ""
    appearance: tuple[str, ...] = ()
    then_test: bool = False
    instrument: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repeat(Group):
    """A group asked once for each instance: as many as ``repeat_count`` says, or as the person adds when it is ''."""

    repeat_count: str = field(kw_only=True)  # always written, so that canonical JSON tells a repeat from a group


Node = Question | Group


@dataclass(frozen=True, slots=True)
class Scale:
    """A score made of items: which are reversed, how many must be answered, its range and source."""

    name: str
    label: Text
    items: tuple[str, ...]
    minimum_answered: int
    score_range: tuple[float, float]
    source: str
    reverse: tuple[str, ...] = ()
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Recordings:
    """Texts read aloud: by language and key of a text, the name of a published file; ``synthetic``: by a machine."""

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What one participant fills in at one wave; an instrument alone is one too.

    ``settings`` holds XLSForm's other settings, such as ``style`` and ``instance_name``. ``files``: by the name that
    rows give, the name under which publishing keeps a file; ``recordings``: what is read aloud without a column.
    """

    form_id: str
    form_title: Text
    version: str
    default_language: str
    languages: tuple[Language, ...]
    survey: tuple[Node, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    scales: tuple[Scale, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    recordings: Recordings = field(default_factory=Recordings)

    def questions(self) -> Iterator[Question]:
        """Every question and note in the order of the file."""
        return _questions(self.survey)


def _questions(nodes: tuple[Node, ...]) -> Iterator[Question]:
    for node in nodes:
        if isinstance(node, Question):
            yield node
        else:
            yield from _questions(node.children)


def text_in(text: Text, language: str, fallback: str) -> str:
    """The text in ``language``, else in its base language (``fr-x-facile``: ``fr``), else in ``fallback``."""
    for code in (language, language.partition("-")[0], fallback):
        if text.get(code):
            return text[code]
    return next(iter(text.values()), "")
