"""The sound and the picture that stand with a text: their addresses, as seen from a page of questions."""

from __future__ import annotations

from collections.abc import Mapping

from survey.instrument.definition import Questionnaire, Text
from survey.instrument.spoken import languages_of, recorded

FOLDER = "../media/"
"""Relative, so that the markup of a question is the same under every link."""


def sound(questionnaire: Questionnaire, words: str, label: Text, named: Text, language: str) -> str:
    """Where the recording of these words is, '' where there is none: the file of the row, else one that says them."""
    codes = languages_of(language, questionnaire.default_language)
    spoken = next((code for code in codes if label.get(code)), codes[-1])
    name = questionnaire.files.get(named.get(spoken, ""), "")
    name = name or (recorded(questionnaire.recordings, words, codes) if questionnaire.recordings.files else "")
    return FOLDER + name if name else ""


def image(questionnaire: Questionnaire, media: Mapping[str, Text], language: str) -> str:
    """Where the picture is, '' where there is none."""
    if not questionnaire.files:
        return ""
    named = media.get("image", {})
    codes = languages_of(language, questionnaire.default_language)
    name = questionnaire.files.get(next((named[code] for code in codes if code in named), ""), "")
    return FOLDER + name if name else ""
