"""Transcripts with pseudonyms in the place of names, and what of it is told: where and how many, never which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.store import pseudonyms
from survey.store.pseudonyms import Bearer
from survey.store.studies import StudyRecord
from survey.store.transcripts import StoredRepair
from survey.voices.names import Names, StandsFor, names_of, with_speakers
from survey.voices.pseudonyms import Looked, Usage, look, replaced, usage_in
from survey.voices.speakers import labels_given
from survey.voices.transcript import ReadTranscript


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """The words of each turn, the label each speaker gets, and everything told about a file, in its order."""

    texts: tuple[str, ...]
    labels: Mapping[str, str]
    repairs: tuple[StoredRepair, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A transcript with its names found: in the words of each turn, and in what its reader told."""

    transcript: ReadTranscript
    labels: Mapping[str, str]
    turns: tuple[Looked, ...]
    told: tuple[tuple[str, Looked], ...]


def pseudonymised(record: StudyRecord, transcripts: Sequence[ReadTranscript]) -> tuple[Pseudonymised, ...]:
    """These transcripts with a mark in the place of every name of the study, the same mark throughout the study."""
    if not transcripts:
        return ()
    names = names_of(pseudonyms.names(record))
    looked = [_looked(transcript, names) for transcript in transcripts]
    numbers = pseudonyms.numbers(
        record.name, list(dict.fromkeys(bearer for each in looked for bearer in _bearers(each)))
    )
    return tuple(_replaced(each, numbers) for each in looked)


def _looked(transcript: ReadTranscript, of_people: Names) -> _Looked:
    labels = labels_given(turn.speaker for turn in transcript.turns)
    names = with_speakers(of_people, labels)
    usage = usage_in((turn.text for turn in transcript.turns), names)
    told = [_with_labels(repair.what, labels) for repair in transcript.repairs]
    return _Looked(
        transcript,
        labels,
        tuple(look(turn.text, names, usage) for turn in transcript.turns),
        tuple((what, _told(what, names, usage)) for what in told),
    )


def _with_labels(what: str, labels: Mapping[str, str]) -> str:
    for label, given in labels.items():
        if label:
            what = what.replace(f"“{label}”", f"“{given}”")
    return what


def _told(what: str, names: Names, usage: Usage) -> Looked:
    """The names in what a reader says: words of its own begin its sentences, those of the file stand in quotes."""
    return look(what, names, usage) if "“" in what else Looked((), 0)


def _bearers(looked: _Looked) -> Iterator[Bearer]:
    everywhere: Iterable[Looked] = [*looked.turns, *(found for _what, found in looked.told)]
    for each in everywhere:
        yield from (name.stands_for for name in each.found if isinstance(name.stands_for, Bearer))


def _replaced(looked: _Looked, numbers: Mapping[Bearer, int]) -> Pseudonymised:
    def mark(stands_for: StandsFor) -> str:
        return f"[P{numbers[stands_for]}]" if isinstance(stands_for, Bearer) else f"[{stands_for}]"

    turns = looked.transcript.turns
    texts = tuple(replaced(turn.text, each.found, mark) for turn, each in zip(turns, looked.turns, strict=True))
    told = [
        StoredRepair(repair.place, repair.rule, replaced(what, found.found, mark))
        for repair, (what, found) in zip(looked.transcript.repairs, looked.told, strict=True)
    ]
    return Pseudonymised(texts, looked.labels, tuple(sorted([*told, *_report(looked)], key=lambda each: each.place)))


def _report(looked: _Looked) -> Iterator[StoredRepair]:
    """What was replaced, place by place."""
    renamed = sum(label != given for label, given in looked.labels.items())
    if renamed:
        what = f"Speakers whose labels are names and were replaced: {renamed}."
        yield StoredRepair(0, "speaker-renamed", what)
    for turn, each in zip(looked.transcript.turns, looked.turns, strict=True):
        if each.found:
            yield StoredRepair(turn.place, "pseudonym", f"Names replaced: {len(each.found)}.")
        if each.doubtful:
            what = f"Words kept that begin a sentence and may be names: {each.doubtful}. Look at them before release."
            yield StoredRepair(turn.place, "perhaps-a-name", what)
