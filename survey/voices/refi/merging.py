"""The codes of a file beside those of a study: the same by key, else by their path of names, else new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.store.codes import DEEPEST, LONGEST_NAME, LONGEST_TEXT, MOST_CODES, Code, NewCode
from survey.store.coding_imports import ReadCode
from survey.voices.refi.keys import SPEAKERS, key, sound
from survey.voices.refi.read import FileCode
from survey.voices.refi.remarks import described, description_of, links_in
from survey.voices.refi.told import Telling, refused

SHORTEN = "Give it a shorter name in the program the file comes from."


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the codes of a file: the guid each has in the study, by its key; those that mark nothing there.

    ``speakers``: codes that say who speaks, which are no part of a codebook.
    """

    guids: Mapping[str, str]
    new: tuple[ReadCode, ...]
    known: int
    categories: frozenset[str]
    speakers: frozenset[str]


def merged(codes: Sequence[Code], read: Sequence[FileCode], used: frozenset[str], telling: Telling) -> Merged:
    """Find each code of a file in the codebook, or make a new one of it; ``used``: those that mark passages."""
    _check_keys(read)
    return _Merging(codes, telling).all(read, used)


def _check_keys(read: Sequence[FileCode]) -> None:
    if len({each.guid for each in read}) < len(read):
        what = "Two codes have the same key: nobody can tell which one a passage is marked with."
        raise refused("two-codes", what, "Export the project again.")
    if len(read) > 2 * MOST_CODES:
        raise refused("too-many-codes", f"A codebook holds at most {MOST_CODES} codes.", "Merge some of them.")


class _Merging:
    """The codebook as it will be, found by guid and by path."""

    def __init__(self, codes: Sequence[Code], telling: Telling) -> None:
        self.telling = telling
        self.by_guid = {sound(code.guid): code for code in codes}
        self.paths: dict[tuple[str, ...], str] = {}
        self.path_of: dict[str, tuple[str, ...]] = {}
        self.kept_guid = {sound(code.guid): code.guid for code in codes}
        names: dict[int, tuple[str, ...]] = {}
        for code in codes:
            above = names[code.parent] if code.parent is not None else ()
            names[code.id] = (*above, code.name.casefold())
            self._put(sound(code.guid), names[code.id])
        self.guids: dict[str, str] = {}
        self.new: list[ReadCode] = []
        self.categories = {sound(code.guid) for code in codes if code.is_category}
        self.speakers: set[str] = set()

    def _put(self, guid: str, path: tuple[str, ...]) -> None:
        self.paths[path] = guid
        self.path_of[guid] = path

    def all(self, read: Sequence[FileCode], used: frozenset[str]) -> Merged:
        """Parents stand before their children."""
        for each in read:
            is_root = not each.parent and (each.guid == key("speakers") or each.name == SPEAKERS)
            if is_root or each.parent in self.speakers:
                self.speakers.add(each.guid)
            else:
                self.guids[each.guid] = self._found(each) or self._added(each, each.guid in used)
        if len(self.path_of) > MOST_CODES:
            raise refused("too-many-codes", f"A codebook holds at most {MOST_CODES} codes.", "Merge some of them.")
        known = len(self.guids) - len(self.new)
        return Merged(
            {file: self.kept_guid[guid] for file, guid in self.guids.items()},
            tuple(self.new),
            known,
            frozenset(self.kept_guid[guid] for guid in self.categories),
            frozenset(self.speakers),
        )

    def _path(self, read: FileCode) -> tuple[str, ...]:
        above = self.path_of[self.guids[read.parent]] if read.parent else ()
        return (*above, read.name.strip().casefold())

    def _found(self, read: FileCode) -> str | None:
        guid = read.guid if read.guid in self.path_of else self.paths.get(self._path(read))
        code = self.by_guid.get(guid) if guid is not None else None
        if code is not None:
            self._compare(code, read)
        return guid

    def _compare(self, code: Code, read: FileCode) -> None:
        """Nothing of a code that is there is overwritten; what the file says otherwise is told."""
        if read.name.strip() != code.name:
            what = f"It is called “{code.name}” here, and stays so."
            self.telling.each("code-renamed", read.name[:LONGEST_NAME], what)
        elif self._path(read) != self.path_of[sound(code.guid)]:
            self.telling.each("code-moved", code.name, "It stands elsewhere in the codebook here, and stays there.")
        if read.description.strip() and described(read.description) != described(description_of(code)):
            what = "The file describes it otherwise; the words of the codebook stay."
            self.telling.each("code-described", code.name, what)

    def _added(self, read: FileCode, is_used: bool) -> str:
        name, path = read.name.strip(), self._path(read)
        if not name or len(name) > LONGEST_NAME:
            what = f"The name of a code has 1 to {LONGEST_NAME} characters."
            raise refused("code-name", what, SHORTEN, name[:60])
        if len(path) > DEEPEST:
            what = f"At most {DEEPEST} codes stand under one another."
            raise refused("code-depth", what, "Move it up in the program the file comes from.", name)
        if is_used and not read.is_codable:
            self.telling.each("category-used", name, "It only holds others and marks passages; here it can mark them.")
        texts = described(read.description)
        if any(len(text) > LONGEST_TEXT for text in texts.values()):
            self.telling.each("text-cut", name, f"Its description was cut to {LONGEST_TEXT} characters.")
        definition, include, exclude = (texts[part][:LONGEST_TEXT] for part in ("definition", "include", "exclude"))
        new = NewCode(
            name,
            definition,
            include,
            exclude,
            links=links_in(texts["links"]),
            is_category=not read.is_codable and not is_used,
            guid=read.guid,
        )
        under = self.kept_guid[self.guids[read.parent]] if read.parent else None
        self.new.append(ReadCode(new, under))
        self.kept_guid[read.guid] = read.guid
        if new.is_category:
            self.categories.add(read.guid)
        self._put(read.guid, path)
        return read.guid
