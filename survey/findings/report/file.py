"""A report as a file for machines: its numbers by key, what they were computed from, a seal over all of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from analysis.results import Cell

FORMAT, VERSION, WITHOUT_WORDS = "jalon report", 2, 1
"""Reports of the first version hold numbers alone."""
RELEASED, EXACT = "released", "exact"
TEXTS = (
    *("jalon", "study", "kind", "made_at", "as_of", "counted_before"),
    *("data_version", "flow_version", "plan_digest", "words_version", "seal"),
)
OF_WORDS = ("words_version", "quotes", "inferences", "override")
Told = Mapping[str, str]
LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read at all."""


class ReportError(ValueError):
    """A report cannot be made, read or verified; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """What a report holds in every language.

    ``kind``: ``released`` (what staff may see) or ``exact``. ``counted_before``: of the release, '' for an exact one.
    ``lock``: digest, moment and name of the plan's lock, empty without one. ``mixed``: whether mixed models were asked
    for with any number of people. ``numbers``: None is a number that cannot be told. ``words_version``: of everything
    that is coded; ``quotes`` and ``inferences`` by their keys; ``override``: who prints stale inferences, and why.
    """

    jalon: str
    study: str
    kind: str
    made_at: str
    as_of: str
    counted_before: str
    data_version: str
    flow_version: str
    plan_digest: str
    lock: Mapping[str, str]
    mixed: bool
    numbers: Mapping[str, Cell]
    words_version: str = ""
    quotes: Mapping[str, Told] = field(default_factory=dict)
    inferences: Mapping[str, Told] = field(default_factory=dict)
    override: Told = field(default_factory=dict)
    version: int = VERSION

    @property
    def seal(self) -> str:
        """A digest of everything the file says: the log of the installation keeps it."""
        told = json.dumps(self._told(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    def text(self) -> str:
        """The file."""
        told = {"format": FORMAT, "version": self.version, **self._told(), "seal": self.seal}
        return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n"

    def _told(self) -> dict[str, Any]:
        left_out = ("version", *OF_WORDS) if self.version == WITHOUT_WORDS else ()
        told = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in left_out}
        return {name: dict(each) if isinstance(each, Mapping) else each for name, each in told.items()}


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A file that was read, and the seal that it carries, which may not be its own."""

    report: ReportFile
    seal: str


def read_report(content: bytes) -> ReportRead:
    """The report of a file; raises ReportError telling everything that is wrong with it."""
    told = _parsed(content)
    if told.get("format") != FORMAT:
        raise ReportError("This is no report of Jalon: a file that `jalon report … -o report.json` wrote is expected.")
    if told.get("version") not in (VERSION, WITHOUT_WORDS):
        raise ReportError(
            f"This report has version {told.get('version')!r}; this Jalon reads versions {WITHOUT_WORDS} and {VERSION}."
        )
    problems = list(_problems(told))
    if problems:
        raise ReportError("This report cannot be read: " + " ".join(problems))
    known = {each.name: told[each.name] for each in fields(ReportFile) if each.name in told}
    return ReportRead(ReportFile(**known), told["seal"])


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise ReportError(f"This file has more than {LARGEST // 1024 // 1024} megabytes: it is no report.")
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ReportError(f"This file is no JSON: {error}.") from None
    if not isinstance(told, dict):
        raise ReportError("This file is JSON, but no report: an object is expected.")
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ReportError(f"This report names {key!r} twice: nobody can say which of both counts.")
        found[key] = value
    return found


def _no_number(word: str) -> float:
    raise ReportError(f"This report holds {word}, which is no number.")


def _problems(told: Mapping[str, Any]) -> Iterator[str]:
    expected = {each.name for each in fields(ReportFile)} | {"format", "version", "seal"}
    expected -= set(OF_WORDS if told.get("version") == WITHOUT_WORDS else ())
    for name in sorted(expected - told.keys()):
        yield f"{name!r} is lacking."
    for name in sorted(told.keys() - expected):
        yield f"{name!r} is not known."
    for name in TEXTS:
        if not isinstance(told.get(name, ""), str):
            yield f"{name!r} is no text."
    if told.get("kind", EXACT) not in (RELEASED, EXACT):
        yield f"'kind' is {told['kind']!r}; it is {RELEASED} or {EXACT}."
    if not isinstance(told.get("mixed", False), bool):
        yield "'mixed' is neither true nor false."
    yield from _moments(told)
    lock = told.get("lock", {})
    if not isinstance(lock, dict) or not all(isinstance(each, str) for each in lock.values()):
        yield "'lock' does not hold texts."
    yield from _problems_of_words(told)
    numbers = told.get("numbers", {})
    if not isinstance(numbers, dict):
        yield "'numbers' is no object of keys and numbers."
        return
    for key, value in numbers.items():
        if value is not None and not _is_finite(value):
            yield f"{key!r} is no number."


def _problems_of_words(told: Mapping[str, Any]) -> Iterator[str]:
    """Quotes, inferences and the override hold texts under keys, and nothing else."""
    if not isinstance(told.get("override", {}), dict) or not _are_texts(told.get("override", {})):
        yield "'override' does not hold texts."
    for name in ("quotes", "inferences"):
        found = told.get(name, {})
        if not isinstance(found, dict) or not all(
            isinstance(each, dict) and _are_texts(each) for each in found.values()
        ):
            yield f"{name!r} is no object of keys and texts."


def _are_texts(found: Mapping[str, Any]) -> bool:
    return all(isinstance(each, str) for each in found.values())


def _moments(told: Mapping[str, Any]) -> Iterator[str]:
    """Moments that are none; an exact report has none of a release."""
    expected = {"made_at", "counted_before"} if told.get("kind") == RELEASED else {"made_at"}
    for name in sorted(expected & told.keys()):
        try:
            aware = datetime.datetime.fromisoformat(str(told[name])).tzinfo is not None
        except ValueError:
            aware = False
        if not aware:
            yield f"{name!r} is no moment with its zone."


def _is_finite(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)
