"""What an inference stands on, and whether it still does: figures as shown, places, digests and consents, no words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.privacy import coding_view, joint_words
from survey.privacy.joint_matrix import Matrix
from survey.privacy.joint_words import Words
from survey.store import inferences, transcripts
from survey.store.codes import Code
from survey.store.inferences import THEME, Inference, Seen
from survey.store.studies import StudyRecord

Figures = Mapping[str, Mapping[str, float | None]]
"""The figures of a theme as they are shown, by a key that no language changes."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is another one than before; an absent value is one that is not shown."""

    key: str
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed since an inference was written: figures, passages, consents, texts, and who was interviewed."""

    figures: tuple[Moved, ...] = ()
    gone: int = 0
    new: int = 0
    judged: int = 0
    consents: int = 0
    texts: int = 0
    interviewed: tuple[int, int] | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the inference must be read again."""
        return self != Difference()


@dataclass(frozen=True, slots=True)
class Standing:
    """An inference that stands, with what has changed beneath it as far as somebody may know it."""

    inference: Inference
    difference: Difference


def ground(words: Words, codes: Collection[Code], figures: Figures) -> Seen:
    """What an inference about these codes and figures would stand on now."""
    guids = {code.id: code.guid for code in codes}
    passages = words.of(guids)
    held = {each.interview.number: each.interview for each in passages}
    return {
        "figures": {key: dict(values) for key, values in figures.items()},
        "interviewed": len(words.people),
        "interviews": {
            str(number): {"digest": each.digest, "link": each.link, "quote": each.quote}
            for number, each in sorted(held.items())
        },
        "passages": sorted(
            {
                (
                    each.interview.number,
                    *(each.coding.passage.first_turn, each.coding.passage.start),
                    *(each.coding.passage.last_turn, each.coding.passage.end),
                    guids[each.coding.said.code],
                    str(each.coding.said.weight),
                    each.coding.said.is_key,
                )
                for each in passages
            }
        ),
    }


def fingerprint(seen: Seen) -> str:
    """The digest of what an inference stands on."""
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def figures_of(told: Mapping[str, Any] | None) -> Figures:
    """The figures of a theme as the figure process tells them, as an inference remembers them."""
    if told is None:
        return {}
    if "figures" in told:
        kept = ("value", "low", "high", "n", "missing")
        return {f"{each['of']}.{each['wave']}": {name: each[name] for name in kept} for each in told["figures"]}
    return {f"answer.{place}": _answer(row) for place, row in enumerate(told["rows"])}


def _answer(row: Sequence[Any]) -> Mapping[str, float | None]:
    _option, people, _percent, n, missing, *_reasons = row
    return {"value": people, "n": n, "missing": missing}


def codes_of(matrix: Matrix, subject: str, name: str) -> tuple[Code, ...] | None:
    """The codes that an inference is about; None where there is no such theme or code any more."""
    if subject == THEME:
        row = matrix.row(name)
        return None if row is None else row.codes
    found = tuple(code for code in matrix.codes if code.guid == name)
    return found or None


def standing(
    record: StudyRecord, matrix: Matrix, told: Mapping[str, Any] | None, reader: str | None = None
) -> Iterator[Standing]:
    """Every inference that stands, as its author sees the words now; ``told``: the figures, None where unknown.

    ``reader``: nothing is told of interviews in which this one may not see what all marked. Whoever prints asks
    without a reader: then the answer is whether it is stale at all.
    """
    by_author: dict[str, Words] = {}
    figures = None if told is None else {each["name"]: each for each in (*told["scales"], *told["questions"])}
    for each in inferences.current(record.id):
        codes = codes_of(matrix, each.subject, each.name)
        if each.author not in by_author:
            by_author[each.author] = joint_words.words(record, each.author, {}, veiled=False)
        known = {} if figures is None or each.subject != THEME else figures_of(figures.get(each.name))
        now = ground(by_author[each.author], codes or (), known)
        if figures is None:
            now = {**now, "figures": each.seen["figures"]}
        hidden = frozenset() if reader in (None, each.author) else _hidden(record, str(reader))
        yield Standing(each, difference(each.seen, now, hidden))


def stale(record: StudyRecord, matrix: Matrix, told: Mapping[str, Any]) -> tuple[Standing, ...]:
    """The inferences that must be read again before they are printed."""
    return tuple(each for each in standing(record, matrix, told) if each.difference.is_stale)


def difference(before: Seen, now: Seen, hidden: Collection[int] = ()) -> Difference:
    """What has changed; nothing is told of the interviews that are hidden."""
    old, new = (_interviews(each, hidden) for each in (before, now))
    both = old.keys() & new.keys()
    texts = {number for number in both if old[number]["digest"] != new[number]["digest"]}
    places_before, places_now = (_places(each["passages"], texts, hidden) for each in (before, now))
    stayed = places_before.keys() & places_now.keys()
    interviewed = (int(before["interviewed"]), int(now["interviewed"]))
    return Difference(
        figures=tuple(_moved(before["figures"], now["figures"])),
        gone=len(places_before) - len(stayed),
        new=len(places_now) - len(stayed),
        judged=sum(places_before[place] != places_now[place] for place in stayed),
        consents=sum(_consent(old[number]) != _consent(new[number]) for number in both),
        texts=len(texts),
        interviewed=interviewed if interviewed[0] != interviewed[1] and not hidden else None,
    )


def _hidden(record: StudyRecord, reader: str) -> frozenset[int]:
    """The interviews in which somebody may not see what all marked; one that is gone can sway nobody."""
    opened = coding_view.sight(record, reader).interviews
    return frozenset(each.number for each in transcripts.interviews(record.id) if each.id not in opened)


def _interviews(seen: Seen, hidden: Collection[int]) -> dict[int, Mapping[str, Any]]:
    return {int(number): each for number, each in seen["interviews"].items() if int(number) not in hidden}


def _consent(interview: Mapping[str, Any]) -> tuple[object, object]:
    return interview["link"], interview["quote"]


def _places(
    passages: Iterable[Sequence[Any]], texts: Collection[int], hidden: Collection[int]
) -> dict[tuple[Any, ...], list[tuple[str, bool]]]:
    """What was said of each place; where the text is another one, of each code in the order of the text."""
    found: dict[tuple[Any, ...], list[tuple[str, bool]]] = {}
    counts: dict[tuple[int, str], int] = {}
    for number, first, start, last, end, code, weight, is_key in passages:
        if number in hidden:
            continue
        place: tuple[Any, ...] = (number, code, first, start, last, end)
        if number in texts:
            counts[number, code] = counts.get((number, code), 0) + 1
            place = (number, code, counts[number, code])
        found.setdefault(place, []).append((weight, is_key))
    return found


def _moved(before: Figures, after: Figures) -> Iterator[Moved]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key, {}) != after.get(key, {}):
            yield Moved(key, before.get(key, {}), after.get(key, {}))
