"""The names that may occur in interviews, with the parts they are called by, ready to be looked for."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import product
from typing import NamedTuple

from survey.store.pseudonyms import Bearer
from survey.voices.labels import PARTICLE, TITLE
from survey.voices.name_marks import Found
from survey.voices.stems import bare, words

MOST_WORDS = 8
"""A name of more words is looked for in parts."""
NOT_ALONE = frozenset(
    {"الله", "عبد", "ابن", "بن", "بنت", "ابو", "ابي", "ام", "ال", "abd", "abdel", "abou", "abu", "oum"}
)
"""Parts of Arabic names that are words of their own in every second sentence."""

SHORTEST_WITH_HE = 4
"""Letters of a name at whose end ه is read as ة: a shorter one would be «from him»."""
SERVANT = "عبد"
ATTACHED = frozenset("".join(letters) for letters in product(("", "و", "ف"), ("", "ب", "ل", "ك", "لل"))) - {""}
"""What Arabic writes together with the next word; «لل» swallows the article of a name."""
SHORTEST_ATTACHED = 3
"""Letters of a name before which «و» or «ل» is told from the beginning of another word."""

StandsFor = Bearer | Found | str
"""Whom a name means: someone of the study, what the study lists, or a speaker of the file, by the label they get."""
Way = tuple[str, ...]
"""The words of one way to call somebody, bare."""


class Name(NamedTuple):
    """One way to call somebody, and whom it means. ``small``: the places of its words that need no capital."""

    words: Way
    stands_for: StandsFor
    small: frozenset[int] = frozenset()


Names = MutableMapping[str, tuple[Name, ...]]
"""Names by their first word, the longest first."""


def called(word: str) -> str:
    """A word as names are compared: bare, and in Arabic with the one of the letters that end it alike."""
    plain = bare(word)
    return f"{plain[:-1]}ه" if plain.endswith("ة") and len(plain) >= SHORTEST_WITH_HE else plain


def names_of(people: Mapping[str, tuple[str, ...]]) -> Names:
    """The names of people by what the study calls them.

    A way to call somebody that fits several people means none of them: it stands for the name itself.
    """
    bearers: dict[Way, set[str]] = defaultdict(set)
    for person, texts in people.items():
        for way in _ways(texts):
            bearers[way].add(person)
    return _by_first_word(
        Name(way, Bearer(name=" ".join(way)) if len(persons) > 1 else Bearer(participant_id=next(iter(persons))))
        for way, persons in bearers.items()
    )


def listed_names(listed: Iterable[tuple[str, Found]]) -> Names:
    """Names that a study lists, as they are written: only whole, and a word that is written small may be small."""
    names = []
    for written, found in listed:
        inside = list(words(written))
        if inside:
            small = frozenset(place for place, word in enumerate(inside) if word.text[0].islower())
            names.append(Name(tuple(called(word.text) for word in inside), found, small))
    return _by_first_word(names)


def both(first: Names, second: Names) -> Names:
    """The names of both, the longest first; where they are the same the first count."""
    shared = {word: _longest_first([*first[word], *second[word]]) for word in first.keys() & second.keys()}
    return {**first, **second, **shared}


def name_key(written: str) -> str:
    """A name by its words alone, as it is compared with others."""
    return " ".join(_bare_words(written))


def begins_name(word: str, names: Names) -> bool:
    """Whether a name may begin with this word, or within it after what Arabic writes together with it."""
    return any(first in names for _offset, first in beginnings(word))


def with_speakers(names: Names, labels: Mapping[str, str]) -> Names:
    """These names and those of the speakers of a file, who are called in it by the label they get.

    Where a speaker is called as somebody of the study is, the speaker is meant.
    """
    ways = {way: given for label, given in labels.items() if label != given for way in _ways([label.partition("(")[0]])}
    speakers = _by_first_word(Name(way, given) for way, given in ways.items())
    together = {
        first: _longest_first([*here, *(name for name in names.get(first, ()) if name.words not in ways)])
        for first, here in speakers.items()
    }
    return ChainMap(together, names)


def beginnings(word: str) -> Iterator[tuple[int, str]]:
    """Where and how a name may begin with this word; in Arabic also without what is written together with it."""
    yield 0, called(word)
    if not "\u0620" <= word[0] <= "\u06ff":
        return
    for offset in range(1, len(word)):
        attached, rest = bare(word[:offset]), called(word[offset:])
        if attached not in ATTACHED or len(rest) < SHORTEST_ATTACHED or not word[offset].isalpha():
            continue
        yield offset, rest
        if attached.endswith("لل"):
            yield offset, f"ال{rest}"


def _by_first_word(names: Iterable[Name]) -> Names:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        found[name.words[0]].append(name)
    return {first: _longest_first(each) for first, each in found.items()}


def _longest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=lambda name: -len(name.words)))


def _ways(texts: Iterable[str]) -> set[Way]:
    """All ways to call somebody with these names: whole, in both orders, and by every part."""
    split = [tuple(word for word in _bare_words(text) if not TITLE.fullmatch(word)) for text in texts]
    split = [each for each in split if each]
    whole = [*split, *(one + other for one in split for other in split if one is not other)]
    ways = {each for each in whole if len(each) <= MOST_WORDS and any(len(word) > 1 for word in each)}
    for each in split:
        ways.update(_parts(each))
    return ways | {other for way in ways for other in _written_otherwise(way)}


def _written_otherwise(way: Way) -> Iterator[Way]:
    """«عبد الرحمن» is written in one word by some, and in two by others."""
    for place, word in enumerate(way):
        if word == SERVANT and place + 1 < len(way):
            yield (*way[:place], word + way[place + 1], *way[place + 2 :])
        elif word.startswith(f"{SERVANT}ال"):
            yield (*way[:place], SERVANT, word.removeprefix(SERVANT), *way[place + 1 :])


def _parts(of: Way) -> Iterator[Way]:
    for start in range(len(of)):
        for end in range(start + 1, min(len(of), start + MOST_WORDS) + 1):
            part = of[start:end]
            if _stands_alone(part[-1]) and (len(part) > 1 or len(part[0]) > 1):
                yield part


def _stands_alone(word: str) -> bool:
    return not PARTICLE.fullmatch(word) and word not in NOT_ALONE


def _bare_words(text: str) -> Iterator[str]:
    return (called(word.text) for word in words(text))
