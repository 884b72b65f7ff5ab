"""The text behind every key of a chart, in one language: of the study, of its questionnaires, or of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from survey.dataset.cache import StudyColumns
from survey.findings.telling.contrasts import KIND as CONTRAST
from survey.findings.telling.contrasts import parts_of
from survey.findings.telling.fixed_texts import fixed_text
from survey.findings.telling.tongue import Tongue
from survey.instrument.definition import Text, text_in

ARMS = ("arm", "reference")
AND, AT = "+", "@"
"""Between the parts of a merged category, and before the wave of a question."""


@dataclass(frozen=True, slots=True)
class Texts(Mapping[str, str]):
    """Looks a key such as ``scale:wellbeing`` or ``option:calm:1+2`` up; raises ``KeyError`` for an unknown one."""

    columns: StudyColumns
    tongue: Tongue

    def __getitem__(self, key: str) -> str:
        """The text of a key."""
        kind, _, name = key.partition(":")
        found = KINDS[kind](self, name) if kind in KINDS else fixed_text(self.tongue, key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        """The kinds of keys there are; the keys themselves are made by the charts."""
        return iter(KINDS)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(KINDS)

    def text(self, text: Text) -> str:
        """A text of the study in this language."""
        return text_in(text, self.tongue.language, self.columns.record.study.default_language)


def _scale(texts: Texts, name: str) -> str | None:
    for version in texts.columns.questionnaires:
        for scale in version.questionnaire.scales:
            if scale.name == name:
                return texts.text(scale.label)
    return None


def _question(texts: Texts, name: str) -> str | None:
    name, _, wave = name.partition(AT)
    for version in texts.columns.questionnaires:
        for question in version.questionnaire.questions():
            if question.name == name:
                label = texts.text(question.label)
                return f"{label} ({texts[f'wave:{wave}']})" if wave else label
    return None


def _option(texts: Texts, name: str) -> str | None:
    question, _, values = name.partition(":")
    for version in texts.columns.questionnaires:
        asked = {each.name: each for each in version.questionnaire.questions()}.get(question)
        if asked is not None:
            choices = version.questionnaire.choices.get(asked.list_name, ())
            labels = {choice.name: texts.text(choice.label) for choice in choices}
            return _joined(labels.get(value, value) for value in values.split(AND))
    return None


def _joined(labels: Iterator[str]) -> str:
    return " / ".join(labels)


def _named(texts: Texts, groups: Mapping[str, Text], name: str) -> str | None:
    """The labels of one or more groups; '' is who belongs to none, the rest taken together is «other»."""
    if name == "":
        return texts["other"]
    if name in groups:  # a name may hold the sign itself, as ``60+`` does
        return texts.text(groups[name])
    return _joined(texts.text(groups[each]) if each in groups else each for each in name.split(AND))


def _wave(texts: Texts, name: str) -> str | None:
    return _named(texts, {wave.name: wave.label for wave in texts.columns.record.study.waves}, name)


def _arm(texts: Texts, name: str) -> str | None:
    return _named(texts, {arm.name: arm.label for arm in texts.columns.record.study.arms}, name)


def _event(texts: Texts, name: str) -> str | None:
    return _named(texts, {event.name: event.label for event in texts.columns.record.study.events}, name)


def _site(texts: Texts, name: str) -> str | None:
    return _named(texts, {site.name: site.label for site in texts.columns.record.study.sites}, name)


def _language(texts: Texts, name: str) -> str | None:
    return texts.tongue.language_name(name)


def _variable(texts: Texts, name: str) -> str | None:
    """A variable of the register: a profile variable by its label, an attribute by its fixed text."""
    profile = {each.name: each.label for each in texts.columns.record.study.register.profile}
    prefix, _, variable = name.partition("register.")
    return texts.text(profile[variable]) if not prefix and variable in profile else fixed_text(texts.tongue, name)


def _category(texts: Texts, name: str) -> str | None:
    """A category of a variable of the register, ``category:site:north`` or ``category:register.age_band:18-29+60``."""
    variable, _, values = name.partition(":")
    profile = {f"register.{each.name}": each.values for each in texts.columns.record.study.register.profile}
    if variable in profile:
        return _named(texts, profile[variable], values)
    return texts[f"{variable}:{values}"]


def _steps(texts: Texts, name: str) -> str | None:
    return _joined(texts[f"one_step:{step}"] for step in name.split(AND))


def _contrast(texts: Texts, name: str) -> str | None:
    """What is compared with what: two times of the same people, or two groups at one time."""
    found, tongue = parts_of(f"{CONTRAST}{name}"), texts.tongue
    wave = tongue.quoted(texts[found.wave])
    if found.arm:
        arms = (tongue.quoted(texts[each]) for each in (found.arm, found.reference))
        return tongue.gettext("%(arm)s beside %(reference)s, %(wave)s", **dict(zip(ARMS, arms, strict=True)), wave=wave)
    if found.from_wave:
        return tongue.gettext("between %(first)s and %(last)s", first=tongue.quoted(texts[found.from_wave]), last=wave)
    return texts[found.wave]


KINDS: Mapping[str, Callable[[Texts, str], str | None]] = {
    "scale": _scale,
    "question": _question,
    "option": _option,
    "wave": _wave,
    "arm": _arm,
    "event": _event,
    "site": _site,
    "language": _language,
    "variable": _variable,
    "category": _category,
    "step": _steps,
    "contrast": _contrast,
}
"""How a key is read, by what stands before its colon; all other keys are fixed texts of the interface."""
