"""What a page shows from top to bottom: questions with their fields, and repeats with their instances."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from survey.forms.answer_field import Shown
from survey.forms.asked import Asked
from survey.instrument.flow import MOST_INSTANCES, Flow, Instances
from survey.instrument.isolation import isolated, own_words
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.instrument.state import State


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One question, or one note, which has no field; ``is_later`` is one that is not asked now, but may be."""

    key: str
    asked: Asked
    field: Shown | None
    is_later: bool = False
    instances: None = None


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One instance of a repeat on a page; ``key`` names it in the button that removes it."""

    title: str
    key: str
    rows: tuple[AskedRow | RepeatRow, ...]


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """A repeat that is asked on a page. ``more`` says whether one more can be added."""

    label: str
    key: str
    is_open: bool
    more: bool
    instances: tuple[InstanceRow, ...]


def rows_of(
    shown: tuple[Place | Instances, ...],
    asked: Mapping[str, Asked],
    fields: Mapping[str, Shown | None],
    *,
    flow: Flow,
    state: State,
    language: str,
    present: Collection[str],
) -> tuple[AskedRow | RepeatRow, ...]:
    """The rows of a page; those whose keys are not ``present`` are not asked now."""
    rows: list[AskedRow | RepeatRow] = []
    for row in shown:
        if isinstance(row, Place):
            rows.append(AskedRow(row.key, asked[row.key], fields[row.key], row.key not in present))
            continue
        instances = tuple(
            InstanceRow(
                instance_title(flow, each.place, state, language),
                each.place.key,
                rows_of(each.rows, asked, fields, flow=flow, state=state, language=language, present=present),
            )
            for each in row.instances
        )
        label = repeat_label(flow, row.place, state, language)
        rows.append(RepeatRow(label, row.place.key, row.is_open, len(instances) < MOST_INSTANCES, instances))
    return tuple(rows)


def repeat_label(flow: Flow, place: Place, state: State, language: str) -> str:
    """What a repeat is called, '' when its file does not say."""
    label = flow.model.standings[place.name].node.label
    return state.label(isolated(words_in(label, language, flow.questionnaire.default_language), language), place)


def instance_title(flow: Flow, instance: Place, state: State, language: str) -> str:
    """Which instance it is: ``Member of the household 2 – Anna``, with the first text that was answered in it."""
    number = str(format_decimal(instance.indices[-1]))
    repeat = Place(instance.name, instance.indices[:-1])
    label = repeat_label(flow, repeat, state, language)
    title = f"{label} {number}" if label else gettext("Entry %(number)s", number=number)
    first = next((text for place in _texts(flow, instance) if (text := state.text(place))), "")
    return f"{title} – {own_words(first, language)}" if first else title


def instance_titles(flow: Flow, names: tuple[str, ...], indices: tuple[int, ...], state: State, language: str) -> str:
    """In which instance of each repeat one stands, the outer one first."""
    places = [Place(name, indices[: depth + 1]) for depth, name in enumerate(names)]
    return ", ".join(instance_title(flow, place, state, language) for place in places)


def _texts(flow: Flow, instance: Place) -> list[Place]:
    """The questions directly in an instance that are answered with a text, in their order."""
    return [Place(question.name, instance.indices) for question in flow.titles.get(instance.name, ())]
