"""What a questionnaire and a study say, in the pieces that each have a button, and the key of each piece."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from survey.instrument.definition import Group, Node, Questionnaire, Recordings, Text
from survey.instrument.notice import shown
from survey.instrument.plain_words import in_plain_words, words_in
from survey.instrument.source import Where
from survey.instrument.study import Study
from survey.instrument.types import question_type

REFERENCE = "${"
KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Spoken:
    """One piece: where it stands, its words by language, and the files that the column ``audio`` names for it."""

    where: Where
    words: Text
    named: Text = field(default_factory=dict)


def key_of(words: str) -> str:
    """What identifies words, whatever their spaces and the form of their accents."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:KEY_LENGTH]


def said(label: str, hint: str) -> str:
    """A question with its hint, as one button reads it."""
    return "\n".join(part for part in (label, hint) if part)


def recorded(recordings: Recordings, words: str, languages: Sequence[str]) -> str:
    """The published file that says these words, '' where there is none; the languages are tried in their order."""
    key = key_of(words)
    return next((name for code in languages if (name := recordings.files.get(code, {}).get(key))), "")


def languages_of(language: str, fallback: str) -> tuple[str, ...]:
    """The languages in which a text may be shown: its own, its base (``fr-x-facile``: ``fr``), the default."""
    return tuple(dict.fromkeys((language, language.partition("-")[0], fallback)))


def spoken_of(questionnaire: Questionnaire) -> Iterator[Spoken]:
    """Every piece of a questionnaire but those that hold an answer; what a list says comes last."""
    yield from _of_nodes(questionnaire.survey, questionnaire)
    used = {question.list_name for question in questionnaire.questions()}
    for list_name in questionnaire.choices.keys() & used:
        for choice in questionnaire.choices[list_name]:
            words = _words(choice.label, {}, questionnaire)
            yield Spoken(("choice", list_name, choice.name), words, choice.media.get("audio", {}))


def spoken_of_study(study: Study) -> Iterator[Spoken]:
    """Every piece of what a study says before the first question."""
    for key, text in (
        ("title", study.title),
        ("notice", _shown(study, study.notice)),
        ("open_link_notice", _shown(study, study.open_link_notice)),
        ("consent", study.consent),
    ):
        split = {code: words.split("\n\n") for code, words in text.items()}
        for number in range(max(map(len, split.values()), default=0)):
            yield Spoken(("study", key, ""), {code: each[number] for code, each in split.items() if number < len(each)})


def _shown(study: Study, text: Text) -> Text:
    return {code: shown(study, words, code) for code, words in text.items()}


def _of_nodes(nodes: Sequence[Node], questionnaire: Questionnaire) -> Iterator[Spoken]:
    for node in nodes:
        if "field-list" in node.appearance if isinstance(node, Group) else question_type(node.type).is_shown:
            words = _words(node.label, node.hint, questionnaire)
            if words or node.media:
                yield Spoken(("row", node.name, ""), words, node.media.get("audio", {}))
        if isinstance(node, Group):
            yield from _of_nodes(node.children, questionnaire)


def _words(label: Text, hint: Text, questionnaire: Questionnaire) -> Text:
    """The words in each language that has any of its own; a text that holds an answer is no two times the same."""
    fallback = questionnaire.default_language
    codes = [language.code for language in questionnaire.languages] or [fallback]
    found = {
        code: said(words_in(label, code, fallback), words_in(hint, code, fallback))
        for code in codes
        if in_plain_words(label.get(code, "") + hint.get(code, ""))
    }
    return {code: words for code, words in found.items() if REFERENCE not in words}
