"""By what the interviewed can be told apart, beside thirds, what each group is called, and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.instrument.definition import text_in
from survey.instrument.study import Study, filter_values
from survey.privacy import joint_words
from survey.privacy.joint_words import LANGUAGE, WAVE, Group, Passage, Words


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


def sizes(words: Words, groups: Sequence[Group]) -> tuple[int, ...]:
    """How many people each group holds; whoever was interviewed several times is one."""
    members = {each.number: joint_words.person(each) for each in words.interviews}
    return tuple(len({members[number] for number in group.numbers}) for group in groups)


def across(passages: Sequence[Passage], groups: Sequence[Group]) -> tuple[tuple[int, tuple[Passage, ...]], ...]:
    """These passages by group: how many people said them, and which they are, in their order."""
    by_group = (tuple(each for each in passages if each.interview.number in group.numbers) for group in groups)
    return tuple((len(joint_words.people(mine)), mine) for mine in by_group)
