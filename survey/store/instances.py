"""The instances of a repeat in a document: one more, or one less with the later ones moving up."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from survey.instrument.flow import MOST_INSTANCES, Flow
from survey.instrument.places import Place
from survey.instrument.worked_out import MARK
from survey.store.documents import Document, settled, state_of

_Entry = TypeVar("_Entry")


def with_count(document: Document, flow: Flow, repeat: Place, count: int, moment: datetime.datetime) -> Document:
    """The document with so many instances of a repeat; whether there is one more is then asked again."""
    return settled(
        replace(
            document,
            answers={**document.answers, repeat.key: min(count, MOST_INSTANCES)},
            pages={key: revision for key, revision in document.pages.items() if key != repeat.key},
        ),
        flow,
        moment,
    )


def without(document: Document, flow: Flow, instance: Place, moment: datetime.datetime) -> Document:
    """The document without one instance: all that was said in it is gone, and the later ones move up."""
    repeat = Place(instance.name, instance.indices[:-1])
    count = flow.count(repeat.name, repeat.indices, state_of(document, flow, moment))

    def moved(entries: Mapping[str, _Entry]) -> dict[str, _Entry]:
        return {new: entry for key, entry in entries.items() if (new := _moved(key, flow, instance)) is not None}

    return with_count(
        replace(
            document,
            answers=moved(document.answers),
            missing=moved(document.missing),
            aside=moved(document.aside),
            typed=moved(document.typed),
            pages=moved(document.pages),
            refused_aside=tuple(moved(dict.fromkeys(document.refused_aside))),
            kept=moved(document.kept),
        ),
        flow,
        repeat,
        count - 1,
        moment,
    )


def _moved(key: str, flow: Flow, instance: Place) -> str | None:
    """The key of the same place once an instance is gone, None when it went with it."""
    own, mark, trigger = key.partition(MARK)
    place = Place.of(own)
    standing = flow.model.standings.get(place.name) if place else None
    if place is None or standing is None or instance.name not in standing.instance_repeats:
        return key
    depth = len(instance.indices) - 1
    outer, number = instance.indices[:-1], instance.indices[-1]
    if len(place.indices) <= depth or place.indices[:depth] != outer or place.indices[depth] < number:
        return key
    if place.indices[depth] == number:
        return None
    indices = (*outer, place.indices[depth] - 1, *place.indices[depth + 1 :])
    return Place(place.name, indices).key + mark + trigger
