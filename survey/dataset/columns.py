"""Which columns a study's submissions have: what is known of the participant, then one per question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.instrument.casts import bound_number
from survey.instrument.definition import Choice, Node, Question, Questionnaire, Repeat, Text
from survey.instrument.given import is_recorded, is_worked_out
from survey.instrument.study import Study
from survey.instrument.types import question_type

DIGEST_SHOWN = 12
"""Letters of a questionnaire's digest that a column tells it by."""

CLUSTERS = ("household", "worker")
"""Pseudonyms of groups of participants; only in an export that asks for them."""

PROFILE = "register."
"""Begins the columns of what the register says; a dot stands in no name, and no question is called ``register``."""

INSTANCE = ".instance"
"""Ends the column that numbers the instances of a repeat, after its name."""

IDENTIFIES = ("participant_id", "wave", "questionnaire", "state")
"""The columns of a submission that stand before each instance of a repeat, too; the first two tell which it is."""

DATES = ("entry_date", "support_start", "support_end", "started_on", "submitted_on")

PARTICIPANT_COLUMNS: Mapping[str, str] = {
    "participant_id": "The participant's identifier in the register, or the one an open link gave",
    "origin": "Whether the participant came from the register or through the open link",
    "arm": "The group that is compared",
    "site": "The site",
    "event": "The life event that led to the support",
    "household": "A pseudonym of the household",
    "worker": "A pseudonym of the social worker",
    "entry_date": "The day the participant entered, from the register",
    "support_start": "The day the support began, from the register",
    "support_end": "The day the support ended, from the register",
    "wave": "The time of measurement",
    "language": "The language of the last page sent",
    "mode": "How the questions were asked; simulated: nobody was asked, a program made the answers up",
    "questionnaire": f"The first {DIGEST_SHOWN} characters of the digest of the published questionnaire",
    "started_on": "The day the submission was begun, in the zone of the study",
    "submitted_on": "The day the submission was sent, in the zone of the study",
    "state": "submitted, or started when it was broken off",
}
"""Column names with what they mean; the order of an export. The profile of the register stands after its dates."""


@dataclass(frozen=True, slots=True)
class Version:
    """A questionnaire that was published, with its digest."""

    digest: str
    questionnaire: Questionnaire


@dataclass(frozen=True, slots=True)
class ParticipantColumn:
    """A column about the participant or the submission; ``values`` holds a label for each name it can have."""

    name: str
    label: Text
    values: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_many_valued(self) -> bool:
        """Whether it can hold as many texts as there are rows."""
        open_profile = self.name.startswith(PROFILE) and not self.values
        return open_profile or self.name in ("participant_id", *CLUSTERS)

    @property
    def dtype(self) -> str:
        """The pandas dtype that fits every value."""
        if self.name.endswith(INSTANCE):
            return "Int64"
        return "datetime64[ns]" if self.name in DATES else "string"


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A question as asked in the newest questionnaire that has it; ``choices`` are those of all versions.

    ``is_mixed`` says that another version asks it with another type: its values are then told
    apart one by one.
    """

    question: Question
    choices: tuple[Choice, ...]
    is_mixed: bool
    versions: tuple[Version, ...]

    @property
    def name(self) -> str:
        """The name of the question."""
        return self.question.name

    @property
    def has_labels(self) -> bool:
        """Whether its values stand for labels."""
        return bool(self.choices)

    @property
    def is_coded(self) -> bool:
        """Whether one choice is made among whole numbers, so that a value is a number."""
        return (
            self.question.type == "select_one"
            and not self.is_mixed
            and bool(self.choices)
            and all(is_whole(choice.name) for choice in self.choices)
        )

    @property
    def dtype(self) -> str:
        """The pandas dtype that fits every value."""
        if self.is_mixed:
            return "string"
        return "Int64" if self.is_coded else question_type(_kind(self.question)).dtype


def _kind(question: Question) -> str:
    """The type of a question's values: a number that is worked out is one where it is bound as one."""
    return (bound_number(question) if is_worked_out(question) else "") or question.type


def is_whole(name: str) -> bool:
    """Whether a choice's name is a whole number as a spreadsheet would write it: not 01, not ٣."""
    digits = name.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and str(int(name)) == name


def participant_columns(study: Study, clusters: bool = False) -> tuple[ParticipantColumn, ...]:
    """The columns that come before the questions."""
    labels: dict[str, dict[str, Text]] = {
        "arm": {arm.name: arm.label for arm in study.arms},
        "site": {site.name: site.label for site in study.sites},
        "event": {event.name: event.label for event in study.events},
        "wave": {wave.name: wave.label for wave in study.waves},
    }
    known = [
        ParticipantColumn(name, {"en": meaning}, labels.get(name, {}))
        for name, meaning in PARTICIPANT_COLUMNS.items()
        if clusters or name not in CLUSTERS
    ]
    place = [column.name for column in known].index("support_end") + 1
    profile = (
        ParticipantColumn(PROFILE + variable.name, variable.label, variable.values)
        for variable in study.register.profile
    )
    return (*known[:place], *profile, *known[place:])


def instance_columns(repeat: Sequence[str]) -> tuple[ParticipantColumn, ...]:
    """The columns that number the instances of a repeat and of those it stands in, the outermost first."""
    return tuple(
        ParticipantColumn(name + INSTANCE, {"en": f"The number of the instance of the repeat {name}"})
        for name in repeat
    )


def question_columns(versions: Sequence[Version], repeat: tuple[str, ...] = ()) -> tuple[QuestionColumn, ...]:
    """One column per question of any version, in the order of the first (the newest).

    Those asked once or, with ``repeat``, those of a repeat: its name after the names of the repeats it stands in.
    """
    asked = [
        {question.name: question for question in _recorded(version.questionnaire.survey, repeat)}
        for version in versions
    ]
    columns = []
    for name in _order(asked):
        having = tuple(version for version, questions in zip(versions, asked, strict=True) if name in questions)
        questions = [questions[name] for questions in asked if name in questions]
        columns.append(
            QuestionColumn(
                question=questions[0],
                choices=tuple(_choices(having, questions)),
                is_mixed=len({_kind(question) for question in questions}) > 1,
                versions=having,
            )
        )
    return tuple(columns)


def repeats(versions: Sequence[Version]) -> tuple[tuple[str, ...], ...]:
    """Every repeat of any version, after the names of the repeats it stands in; an outer one before its inner ones."""
    found = (repeat for version in versions for repeat in _repeats(version.questionnaire.survey))
    return tuple(dict.fromkeys(found))


def _repeats(nodes: Sequence[Node], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for node in nodes:
        if isinstance(node, Question):
            continue
        inside = (*above, node.name) if isinstance(node, Repeat) else above
        if inside != above:
            yield inside
        yield from _repeats(node.children, inside)


def _recorded(nodes: Sequence[Node], repeat: tuple[str, ...], above: tuple[str, ...] = ()) -> Iterator[Question]:
    """What is asked or worked out in a repeat, or once where there is none."""
    for node in nodes:
        if not isinstance(node, Question):
            yield from _recorded(node.children, repeat, (*above, node.name) if isinstance(node, Repeat) else above)
        elif above == repeat and is_recorded(node):
            yield node


def _order(asked: Iterable[Mapping[str, Question]]) -> list[str]:
    """The order of the first; a question only others have stands after the one it follows there."""
    order: list[str] = []
    known: set[str] = set()
    for questions in asked:
        place = 0
        for name in questions:
            if name in known:
                place = order.index(name) + 1
            else:
                order.insert(place, name)
                known.add(name)
                place += 1
    return order


def _choices(versions: Sequence[Version], questions: Sequence[Question]) -> Iterator[Choice]:
    seen: set[str] = set()
    for version, question in zip(versions, questions, strict=True):
        for choice in version.questionnaire.choices.get(question.list_name, ()):
            if choice.name not in seen:
                seen.add(choice.name)
                yield choice
