"""Names that became known after interviews were brought in: where they stand, and their replacement in all of them.

Whatever was replaced is not found again, so that what was interrupted is finished by doing it once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from survey.store import pseudonyms, text_versions, transcripts
from survey.store.kept_suspects import KeptSuspects
from survey.store.layers import TextChangedError
from survey.store.listed_names import NewName
from survey.store.moving import Replacement, in_order, replaced
from survey.store.studies import StudyRecord
from survey.store.text_versions import NewText
from survey.store.transcripts import Interview
from survey.voices.excerpts import Around, around
from survey.voices.known_names import Marks, bearers, known_names, with_proposed
from survey.voices.name_marks import Found
from survey.voices.names import Names, StandsFor, begins_name, called, name_key
from survey.voices.patterns import HOLDS_ANY
from survey.voices.pseudonymised import in_what_is_told
from survey.voices.pseudonyms import Looked, Usage, look, usage_in
from survey.voices.pseudonyms import replaced as with_marks
from survey.voices.stems import WORD, index_of
from survey.voices.suspects import RULES, suspected

LONGEST_ASKED = 200
MOST_TRIES = 3
MOST_SHOWN = 3
"""Places that are shown of each name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a name stands: the interview, the turn, and the words around it."""

    interview: int
    turn: int
    words: Around = field(repr=False)


@dataclass(slots=True)
class Standing:
    """How often a name stands in the interviews of a study, in how many, and some of the places.

    ``small``: how often its words stand there in small letters, where they are kept.
    """

    times: int = 0
    interviews: set[int] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    small: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be replaced: of each proposed name in their order, and of all that was known already."""

    proposed: tuple[Standing, ...]
    known: Standing

    @property
    def times(self) -> int:
        """How much would be replaced altogether."""
        return self.known.times + sum(each.times for each in self.proposed)


@dataclass(frozen=True, slots=True)
class Done:
    """What was replaced in one interview, and the number of its text since."""

    interview: int
    replaced: int
    version: int


@dataclass(slots=True)
class _Words:
    """Which words may begin a name: asked once of each word of a study."""

    names: Names
    known: dict[str, bool] = field(default_factory=dict)

    def beginnings_in(self, text: str) -> frozenset[str]:
        """The words of a text with which a name may begin."""
        return frozenset(word for word in set(WORD.findall(text)) if self._begins(word))

    def _begins(self, word: str) -> bool:
        found = self.known.get(word)
        if found is None:
            found = self.known[word] = begins_name(word, self.names)
        return found


def outlook(record: StudyRecord, proposed: Sequence[NewName] = (), *, among: Collection[int] | None = None) -> Outlook:
    """What would be replaced in the interviews of a study, or in these, if these names were listed, too.

    Nothing is changed.
    """
    words = _Words(with_proposed(known_names(record), proposed))
    each, known, small = tuple(Standing() for _name in proposed), Standing(), Counter[str]()
    chosen = _chosen(record, among)
    for interview, texts in zip(chosen, transcripts.texts([each.id for each in chosen]), strict=True):
        if proposed:
            small.update(called(word) for text in texts.values() for word in WORD.findall(text) if word[0].islower())
        for turn, looked in _looked(texts, words).items():
            for name in looked.found:
                place = _proposed_place(name.stands_for)
                standing = known if place is None else each[place]
                standing.times += 1
                standing.interviews.add(interview.number)
                if len(standing.places) < MOST_SHOWN:
                    there = around(texts[turn], name.start, name.end)
                    standing.places.append(Place(interview.number, turn, there))
    for new, standing in zip(proposed, each, strict=True):
        standing.small = small[name_key(new.written)]
    return Outlook(each, known)


def _chosen(record: StudyRecord, among: Collection[int] | None) -> tuple[Interview, ...]:
    return tuple(each for each in transcripts.sources(record.id) if among is None or each.number in among)


def _proposed_place(meant: StandsFor) -> int | None:
    """Which of the proposed names is meant; None for one that is known."""
    if isinstance(meant, Found) and meant.number is not None and meant.number < 0:
        return -meant.number - 1
    return None


def replace_known(record: StudyRecord, actor: str, *, among: Collection[int] | None = None) -> tuple[Done, ...]:
    """Replace every known name that still stands in the interviews of a study, or in these of them.

    Each interview is a transaction of its own: its text, its search terms and its codings change together.
    """
    words = _Words(known_names(record))
    return tuple(
        done for each in _chosen(record, among) if (done := _replace_in(record, each, words, actor)) is not None
    )


def _replace_in(record: StudyRecord, interview: Interview, words: _Words, actor: str) -> Done | None:
    for _try in range(MOST_TRIES):
        (texts,) = transcripts.texts([interview.id])
        found = {turn: looked for turn, looked in _looked(texts, words).items() if looked.found}
        beside = {each: _beside(words, each) for each in text_versions.beside(interview)}
        everything = [*found.values(), *beside.values()]
        if not any(each.found for each in everything):
            return None
        numbers = pseudonyms.numbers(record.name, list(dict.fromkeys(bearers(everything))))
        mark = Marks(numbers, record.study.default_language if interview.is_answers else interview.language)
        try:
            return _replaced_in(record, interview, _new_text(interview, texts, found, _Changes(mark, beside)), actor)
        except TextChangedError:
            again = transcripts.interview(record.id, interview.number)
            if again is None:
                return None  # it was erased meanwhile
            interview = again
    raise TextChangedError(f"Interview {interview.number} is being changed by somebody else: do it again later.")


def _new_text(
    interview: Interview, texts: Mapping[int, str], found: Mapping[int, Looked], changes: _Changes
) -> NewText:
    instead = {
        turn: in_order(
            [Replacement(each.start, each.end, changes.mark(each.stands_for)) for each in looked.found],
            len(texts[turn]),
        )
        for turn, looked in found.items()
    }
    after = {turn: replaced(text, instead.get(turn, ())) for turn, text in texts.items()}
    if not instead:
        return NewText(interview.digest, {}, {}, changes)
    suspects = KeptSuspects(text_versions.digest_of(after), RULES, suspected(after).packed())
    return NewText(interview.digest, instead, index_of(after, interview.language), changes, suspects)


def _replaced_in(record: StudyRecord, interview: Interview, new: NewText, actor: str) -> Done:
    if new.replaced:
        version = text_versions.replace(record, interview, new, actor)
        return Done(interview.number, version.replaced, version.number)
    text_versions.replace_beside(record, interview, new.beside, actor)
    return Done(interview.number, 0, len(text_versions.versions(interview)))


@dataclass(frozen=True, slots=True)
class _Changes:
    """What is done to words beside the text; a memo that was written meanwhile is looked at the next time."""

    mark: Marks
    known: Mapping[str, Looked]

    def __call__(self, text: str) -> str:
        return with_marks(text, self.known[text].found, self.mark) if text in self.known else text


def _beside(words: _Words, text: str) -> Looked:
    """The names in what was told of a file, or in a memo."""
    if not (words.beginnings_in(text) or HOLDS_ANY.search(text)):
        return Looked((), 0)
    usage = usage_in([text], words.names)
    return in_what_is_told(text, words.names, usage) if "“" in text else look(text, words.names, usage)


def _looked(texts: Mapping[int, str], words: _Words) -> dict[int, Looked]:
    """What is to be replaced in each turn that may hold something; words that begin no name need no look.

    All turns are asked together first, each word once: most interviews hold nothing, and turns are hundreds.
    """
    once = f" {' '.join(set(' '.join(texts.values()).split()))} "
    beginnings, is_any_shape = words.beginnings_in(once), HOLDS_ANY.search(once) is not None
    if not (beginnings or is_any_shape):
        return {}
    named = {turn: text for turn, text in texts.items() if not beginnings.isdisjoint(WORD.findall(text))}
    usage = usage_in(named.values(), words.names) if named else Usage(frozenset(), frozenset())
    return {
        turn: look(text, words.names, usage)
        for turn, text in texts.items()
        if turn in named or (is_any_shape and HOLDS_ANY.search(text))
    }
