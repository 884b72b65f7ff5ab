"""By what the interviewed can be told apart, beside thirds, and what each group is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.instrument.definition import text_in
from survey.instrument.study import Study, filter_values
from survey.privacy.joint_words import LANGUAGE, WAVE


def crossings(study: Study) -> Sequence[str]:
    """Waves where there are several, declared filters, the language that was spoken."""
    declared = [name for name in study.filters if name != LANGUAGE]
    waves = [WAVE] if len(study.waves) > 1 else []
    return (*waves, *declared, LANGUAGE)


def labels(study: Study, by: str, language: str, names: Mapping[str, str]) -> dict[str, str]:
    """The groups of a crossing in their order, and what they are called; ``names``: of languages."""
    if by == LANGUAGE:
        return {code: names.get(code, code) for code in study.languages}
    labelled = study.waves if by == WAVE else (*study.arms, *study.sites, *study.events)
    named = {each.name: each.label for each in labelled}
    wanted = named if by == WAVE else filter_values(study, by)
    return {name: text_in(named[name], language, study.default_language) for name in wanted}
