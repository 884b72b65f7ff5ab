"""Puts the instruments of a study together into the questionnaire of each wave."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from survey.instrument.answer_tables import without_headings
from survey.instrument.definition import Choice, Group, Language, Node, Question, Questionnaire, Scale
from survey.instrument.or_other import with_other
from survey.instrument.renamed_lists import reading_renamed
from survey.instrument.study import Study, Wave


def assemble(study: Study, wave: Wave, instruments: Sequence[Questionnaire]) -> Questionnaire:
    """What one participant fills in at a wave: the instruments in order, without then-test rows where it has none.

    It is complete in itself: what ``or_other`` stands for is written out, what only heads a table is a note.
    """
    choices: dict[str, tuple[Choice, ...]] = {}
    survey: list[Node] = []
    scales: list[Scale] = []
    for instrument in instruments:
        names = _list_names(instrument, choices)
        choices |= {names[name]: listed for name, listed in instrument.choices.items()}
        survey.extend(_kept(instrument.survey, names, then_test=wave.then_test))
        scales.extend(instrument.scales)
    put_together = Questionnaire(
        form_id=f"{study.name}_{wave.name}",
        form_title=study.title,
        version=", ".join(f"{instrument.form_id} {instrument.version}" for instrument in instruments),
        default_language=study.default_language,
        languages=tuple(_language(code, instruments) for code in study.languages),
        survey=tuple(survey),
        choices=choices,
        scales=tuple(scales),
    )
    return with_other(without_headings(put_together))


def _list_names(instrument: Questionnaire, taken: Mapping[str, tuple[Choice, ...]]) -> dict[str, str]:
    """The name each list gets: its own, or ``instrument.list`` where another instrument's list differs."""
    return {
        name: name if taken.get(name, listed) == listed else f"{instrument.form_id}.{name}"
        for name, listed in instrument.choices.items()
    }


def _kept(nodes: Sequence[Node], names: Mapping[str, str], *, then_test: bool) -> Iterator[Node]:
    for node in nodes:
        if node.then_test and not then_test:
            continue
        if isinstance(node, Question):
            named = dataclasses.replace(node, list_name=names.get(node.list_name, node.list_name))
            yield reading_renamed(named, names)
            continue
        children = tuple(_kept(node.children, names, then_test=then_test))
        if children:
            yield reading_renamed(dataclasses.replace(node, children=children), names)


def _language(code: str, instruments: Sequence[Questionnaire]) -> Language:
    """A language of the study: reviewed only when it is in every instrument."""
    found = [language for each in instruments for language in each.languages if language.code == code]
    if not found:
        return Language(code, code)
    draft = next((language for language in found if language.status != "reviewed"), None)
    return draft or found[0]


def row_names(nodes: Sequence[Node]) -> Iterator[str]:
    """The names of all questions and groups."""
    for node in nodes:
        yield node.name
        if isinstance(node, Group):
            yield from row_names(node.children)
