"""What the figure process keeps in its memory: columns and figures, one computation at a time, gone when told."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar, cast

from survey.dataset import cache
from survey.dataset.cache import RegisterFrame, StudyColumns
from survey.store.data_versions import data_version
from survey.store.studies import StudyRecord

MOST = 200
"""Figures kept; the one that was asked for longest ago goes first."""
Made = TypeVar("Made")

_computing = threading.RLock()
_looking = threading.Lock()
_figures: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
_columns: dict[str, StudyColumns] = {}
_frames: dict[str, RegisterFrame] = {}
_erasures: dict[str, int] = {}
"""How often each study was forgotten: what was begun before that is not kept after it."""


def once(study: str, key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made for this ``key`` of a study, or what ``make`` makes of it now, alone; what is kept never waits.

    The key holds the token of the data version, so that nothing outlives the answers it was made of.
    """
    found = _found(study, key)
    if found is None:
        with _computing:
            found = _found(study, key)
            if found is None:
                begun = _erasures.get(study, 0)
                found = (make(),)
                _keep(study, key, found, begun)
    return cast(Made, found[0])


def _found(study: str, key: Hashable) -> tuple[Any] | None:
    with _looking:
        if (study, key) not in _figures:
            return None
        _figures.move_to_end((study, key))
        return cast("tuple[Any]", _figures[study, key])


def _keep(study: str, key: Hashable, found: tuple[Any], begun: int) -> None:
    with _looking:
        if _erasures.get(study, 0) == begun:
            _figures[study, key] = found
            while len(_figures) > MOST:
                _figures.popitem(last=False)


def columns(record: StudyRecord) -> StudyColumns:
    """The columns of a study now, refreshed from those kept; figures of an earlier version are dropped.

    Those that are still right never wait for a computation.
    """
    known = _columns.get(record.name)
    if known is not None and known.version == data_version(record):
        return replace(known, record=record)
    with _computing:
        begun, before = _erasures.get(record.name, 0), _columns.get(record.name)
        found = cache.refreshed(before, record)
        with _looking:
            if before is not None and before.version.token != found.version.token:
                _drop_figures(record.name)
            if _erasures.get(record.name, 0) == begun:
                _columns[record.name] = found
        return found


def register(record: StudyRecord) -> RegisterFrame:
    """The register of a study now, read again only when it changed."""
    known, version = _frames.get(record.name), data_version(record)
    if known is not None and known.version.foundation == version.foundation:
        return replace(known, record=record, version=version)
    with _computing:
        begun = _erasures.get(record.name, 0)
        found = cache.frame(record, _frames.get(record.name))
        with _looking:
            if _erasures.get(record.name, 0) == begun:
                _frames[record.name] = found
        return found


def forget(study: str) -> None:
    """Drop everything of a study at once, also what is being made at this moment."""
    with _looking:
        _erasures[study] = _erasures.get(study, 0) + 1
        _columns.pop(study, None)
        _frames.pop(study, None)
        _drop_figures(study)


def _drop_figures(study: str) -> None:
    for kept in [each for each in _figures if each[0] == study]:
        del _figures[kept]
