"""The interview guide of a study: what is asked in interviews, about which scales and questions, under which codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Questionnaire, Text
from survey.instrument.placed import Placed
from survey.instrument.problems import Problem
from survey.instrument.reader import Reader, value_of
from survey.instrument.report import meant
from survey.instrument.yaml_tree import Map

KEYS = ("name", "label", "about", "codes")


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """What an interviewer asks. ``about``: scales and questions of the instruments.

    ``codes``: codes of the codebook by name, by path («money / rent») or by key; the codebook is kept with the
    interviews, so that a page tells which of them is none.
    """

    name: str
    label: Text
    about: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def read_guide(trees: Iterable[Map], reader: Reader) -> tuple[GuideQuestion, ...]:
    """The questions of a guide, whose names have been checked already."""
    found = []
    for tree in trees:
        reader.keys(tree, KEYS, "a question of the guide")
        found.append(
            GuideQuestion(
                name=reader.name(value_of(tree, "name"), "The name in `guide`"),
                label=reader.language_text(value_of(tree, "label"), "A label of `guide`"),
                about=reader.names(value_of(tree, "about"), "`about`"),
                codes=reader.names(value_of(tree, "codes"), "`codes`"),
            )
        )
    return tuple(found)


def guide_problems(
    guide: tuple[GuideQuestion, ...], instruments: Iterable[Questionnaire], placed: Placed
) -> Iterator[Problem]:
    """What a guide asks about that is not there, what it asks that is measured nowhere, and what it leaves out."""
    scales = {scale.name: scale.items for each in instruments for scale in each.scales}
    questions = {question.name for each in instruments for question in each.questions()}
    known = (*scales, *sorted(questions))
    for number, question in enumerate(guide):
        for place, name in enumerate(question.about):
            if name not in scales and name not in questions:
                told = f"`{name}` is no scale and no question of the instruments."
                yield placed.problem(f"guide.{number}.about.{place}", "unknown-about", told, meant(name, known))
        if not question.about:
            told = f"`{question.name}` is asked in interviews and measured by no scale or question."
            remedy = "Name under `about` what it speaks to; leave it so where interviews alone can tell."
            yield placed.problem(f"guide.{number}", "not-measured", told, remedy, warning=True)
    if guide:
        yield from _not_asked(guide, scales, placed)


def _not_asked(
    guide: tuple[GuideQuestion, ...], scales: Mapping[str, tuple[str, ...]], placed: Placed
) -> Iterator[Problem]:
    asked = {name for question in guide for name in question.about}
    for scale, items in scales.items():
        if not asked & {scale, *items}:
            told = f"The scale `{scale}` is measured, and no question of the guide is about it."
            remedy = f"Write it under `about` of a question: `about: [{scale}]`."
            yield placed.problem("guide", "not-asked-about", told, remedy, warning=True)
