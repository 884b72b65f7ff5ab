"""Reads a plan from a file: which scales, contrasts, groups, weights and adjustments it names."""

from __future__ import annotations

from collections.abc import Collection

from survey.instrument.plan import (
    ADJUSTMENTS,
    ASSIGNED,
    CLUSTERS,
    PARTS,
    WEIGHT_METHODS,
    Adjustment,
    Contrast,
    Plan,
    Weights,
)
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import meant
from survey.instrument.yaml_tree import Items, Map, Tree

KEYS = (
    *PARTS,
    "contrasts",
    "subgroups",
    "covariates",
    "cluster",
    "weights",
    "adjustment",
    "level",
    "important_change",
    "lost",
)
CONTRAST = ("wave", "from", "arm", "reference")
WEIGHTS = ("method", "margins", "trim")
LOST = ("deltas",)


def read_plan(tree: Tree | None, reader: Reader) -> Plan:
    """The plan under ``plan:``; an empty one where there is none."""
    found = reader.map(tree, "`plan`")
    if found is None:
        return Plan()
    reader.keys(found, KEYS, "`plan`")
    primary, secondary, exploratory, subgroups, covariates = (
        reader.names(value_of(found, key), f"`{key}`") for key in (*PARTS, "subgroups", "covariates")
    )
    level = reader.number(value_of(found, "level"), "`level`")
    return Plan(
        primary,
        secondary,
        exploratory,
        contrasts=_contrasts(found, reader),
        subgroups=subgroups,
        covariates=covariates,
        cluster=one_of(found, "cluster", CLUSTERS, reader) or None,
        weights=_weights(value_of(found, "weights"), reader),
        adjustment=_adjustment(value_of(found, "adjustment"), reader),
        level=Plan().level if level is None else level,
        important_change=_points(value_of(found, "important_change"), reader),
        deltas=_deltas(value_of(found, "lost"), reader),
    )


def read_assigned(top: Map, reader: Reader) -> str:
    """Who decided who waits: ``random`` or nothing."""
    return one_of(top, "assigned", ASSIGNED, reader)


def read_pair(tree: Tree | None, what: str, reader: Reader, example: str) -> tuple[float, float] | None:
    """Two numbers, the lower first, such as ``example``; None when absent or wrong."""
    if tree is None:
        return None
    numbers = _numbers(tree, what, reader)
    if len(numbers) == 2 and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    if isinstance(tree, Items) and len(numbers) == len(tree.items):  # otherwise each item has been told
        told = f"{what} must be two numbers, the lower first."
        reader.report.add(tree, "not-two-numbers", told, f"Write {example}, say.")
    return None


def one_of(found: Map, key: str, known: Collection[str], reader: Reader) -> str:
    """A word of a short list; '' when absent or wrong."""
    word = reader.text(value_of(found, key), f"`{key}`")
    if word and word not in known:
        told = f"`{word[:80]}` is not one of the words for `{key}`."
        reader.report.add(place_of(found, key), "unknown-word", told, meant(word, known))
        return ""
    return word


def _contrasts(found: Map, reader: Reader) -> tuple[Contrast, ...]:
    """Every item, so that each keeps its number; what is no contrast has no wave."""
    trees = reader.items(value_of(found, "contrasts"), "`contrasts`")
    return tuple(_contrast(reader.map(tree, "Each item of `contrasts`"), reader) for tree in trees)


def _contrast(tree: Map | None, reader: Reader) -> Contrast:
    if tree is None:
        return Contrast("")
    reader.keys(tree, CONTRAST, "a contrast")
    reader.required(tree, ("wave",), "The contrast")
    wave, earlier, arm, reference = (reader.text(value_of(tree, key), f"`{key}`") for key in CONTRAST)
    return Contrast(wave, earlier or None, arm or None, reference or None)


def _weights(tree: Tree | None, reader: Reader) -> Weights:
    found = reader.map(tree, "`weights`")
    if found is None:
        return Weights()
    reader.keys(found, WEIGHTS, "`weights`")
    reader.required(found, ("method",), "`weights`")
    method = one_of(found, "method", WEIGHT_METHODS, reader)
    margins = reader.names(value_of(found, "margins"), "`margins`")
    trim = read_pair(value_of(found, "trim"), "`trim`", reader, "[0.3, 3]")
    return Weights(method, margins, trim) if method else Weights()


def _adjustment(tree: Tree | None, reader: Reader) -> Adjustment:
    found = reader.map(tree, "`adjustment`")
    if found is None:
        return Adjustment()
    reader.keys(found, tuple(ADJUSTMENTS), "`adjustment`")
    chosen = {key: one_of(found, key, known, reader) for key, known in ADJUSTMENTS.items()}
    return Adjustment(**{key: word for key, word in chosen.items() if word})


def _points(tree: Tree | None, reader: Reader) -> dict[str, float]:
    found = reader.map(tree, "`important_change`")
    if found is None:
        return {}
    read = {scale: reader.number(value, f"The change of `{scale}`") for scale, (_, value) in found.entries.items()}
    return {scale: points for scale, points in read.items() if points is not None}


def _deltas(tree: Tree | None, reader: Reader) -> tuple[float, ...]:
    found = reader.map(tree, "`lost`")
    if found is None:
        return ()
    reader.keys(found, LOST, "`lost`")
    reader.required(found, LOST, "`lost`")
    return _numbers(value_of(found, "deltas"), "`deltas`", reader)


def _numbers(tree: Tree | None, what: str, reader: Reader) -> tuple[float, ...]:
    read = (reader.number(item, f"Each item of {what}") for item in reader.items(tree, what))
    return tuple(number for number in read if number is not None)
