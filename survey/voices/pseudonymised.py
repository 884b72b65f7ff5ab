"""Transcripts with pseudonyms in the place of names, and what of it is told: where and how many, never which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.store import pseudonyms
from survey.store.pseudonyms import Bearer
from survey.store.studies import StudyRecord
from survey.store.transcripts import StoredRepair
from survey.voices.known_names import Marks, bearers, known_names
from survey.voices.names import Names, with_speakers
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
    language: str
    labels: Mapping[str, str]
    turns: tuple[Looked, ...]
    told: tuple[tuple[str, Looked], ...]


def pseudonymised(record: StudyRecord, transcripts: Sequence[tuple[ReadTranscript, str]]) -> tuple[Pseudonymised, ...]:
    """These transcripts, each in a language, with a mark in the place of every name that the study knows.

    The same one has the same number throughout the study.
    """
    if not transcripts:
        return ()
    names = known_names(record)
    looked = [_looked(transcript, language, names) for transcript, language in transcripts]
    found = dict.fromkeys(bearer for each in looked for bearer in bearers(_everything(each)))
    numbers = pseudonyms.numbers(record.name, list(found))
    return tuple(_replaced(each, numbers) for each in looked)


def _looked(transcript: ReadTranscript, language: str, of_study: Names) -> _Looked:
    labels = labels_given(turn.speaker for turn in transcript.turns)
    names = with_speakers(of_study, labels)
    usage = usage_in((turn.text for turn in transcript.turns), names)
    told = [_with_labels(repair.what, labels) for repair in transcript.repairs]
    return _Looked(
        transcript,
        language,
        labels,
        tuple(look(turn.text, names, usage) for turn in transcript.turns),
        tuple((what, in_what_is_told(what, names, usage)) for what in told),
    )


def _with_labels(what: str, labels: Mapping[str, str]) -> str:
    for label, given in labels.items():
        if label:
            what = what.replace(f"“{label}”", f"“{given}”")
    return what


def in_what_is_told(what: str, names: Names, usage: Usage) -> Looked:
    """The names in what a reader says: words of its own begin its sentences, those of the file stand in quotes."""
    return look(what, names, usage) if "“" in what else Looked((), 0)


def _everything(looked: _Looked) -> Iterable[Looked]:
    return [*looked.turns, *(found for _what, found in looked.told)]


def _replaced(looked: _Looked, numbers: Mapping[Bearer, int]) -> Pseudonymised:
    mark = Marks(numbers, looked.language)
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
