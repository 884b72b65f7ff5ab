"""What became of each item from one version of a questionnaire to the next, in each language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Group, Question, Questionnaire, Text
from survey.instrument.model import Model
from survey.instrument.standing import Standing
from survey.instrument.types import question_type

SAME = "same"
REWORDED = "reworded"
RESCALED = "rescaled"
NEW = "new"
GONE = "gone"
VERDICTS = (SAME, REWORDED, RESCALED, NEW, GONE)
_WORDS = ("label", "hint", "guidance_hint")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """An item's verdict by language, and which parts of it changed there."""

    name: str
    verdicts: Mapping[str, str]
    changed: Mapping[str, tuple[str, ...]]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in any language."""
        return set(self.verdicts.values()) <= {SAME}


@dataclass(frozen=True, slots=True)
class _Version:
    """One questionnaire, ready to be compared."""

    questionnaire: Questionnaire
    model: Model
    languages: tuple[str, ...]
    items: Mapping[str, Standing]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> _Version:
        model = Model.of(questionnaire)
        shown = (each for each in model.questions() if question_type(_question(each).type).is_shown)
        languages = tuple(language.code for language in questionnaire.languages)
        return cls(questionnaire, model, languages, {each.name: each for each in shown})


def differences(old: Questionnaire, new: Questionnaire) -> tuple[Difference, ...]:
    """Every item in the order of the new questionnaire, then those that are gone."""
    before, after = _Version.of(old), _Version.of(new)
    names = [*after.items, *(name for name in before.items if name not in after.items)]
    return tuple(_difference(name, before, after) for name in names)


def _difference(name: str, before: _Version, after: _Version) -> Difference:
    if name not in before.items:
        return Difference(name, dict.fromkeys(after.languages, NEW), {})
    if name not in after.items:
        return Difference(name, dict.fromkeys(before.languages, GONE), {})
    verdicts: dict[str, str] = {}
    changed: dict[str, tuple[str, ...]] = {}
    for language in dict.fromkeys((*after.languages, *before.languages)):
        if language not in before.languages:
            verdicts[language] = NEW
        elif language not in after.languages:
            verdicts[language] = GONE
        else:
            answers = _unlike(_answers(name, before, language), _answers(name, after, language))
            words = _unlike(_words(name, before, language), _words(name, after, language))
            verdicts[language] = RESCALED if answers else REWORDED if words else SAME
            if answers or words:
                changed[language] = (*answers, *words)
    return Difference(name, verdicts, changed)


def _unlike(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(part for part in after if before[part] != after[part])


def _answers(name: str, version: _Version, language: str) -> Mapping[str, object]:
    """What can be answered and what it counts: with another answer to choose from, figures cannot be compared."""
    question = _question(version.items[name])
    choices = version.questionnaire.choices.get(question.list_name, ())
    return {
        "type": question.type,
        "choices": tuple(choice.name for choice in choices),
        "choice labels": tuple(_text(choice.label, language) for choice in choices),
        "choice_filter": question.choice_filter,
        "parameters": dict(question.parameters),
        "file": question.file,
        "or_other": question.or_other,
        "reverse": any(name in scale.reverse for scale in version.questionnaire.scales),
    }


def _words(name: str, version: _Version, language: str) -> Mapping[str, object]:
    """What people read when they answer, the headings above included."""
    question = _question(version.items[name])
    headings = tuple(_headings(version, name, language))
    return {**{part: _text(getattr(question, part), language) for part in _WORDS}, "heading": headings}


def _headings(version: _Version, name: str, language: str) -> Iterator[str]:
    for above in version.items[name].above:
        node = version.model.standings[above].node
        if isinstance(node, Group):
            yield from filter(None, (_text(node.label, language), _text(node.hint, language)))


def _question(standing: Standing) -> Question:
    if not isinstance(standing.node, Question):
        raise TypeError(standing.name)
    return standing.node


def _text(text: Text, language: str) -> str:
    """Words as they are read: other spaces and other ways to write an accent make no difference."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.get(language, ""))).strip()
