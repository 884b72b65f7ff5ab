"""A project or codebook of another program taken into a study: what is new is added, nothing is overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from survey.store import codes as codebook
from survey.store import coding_imports, transcripts
from survey.store.clock import now
from survey.store.coding_imports import BroughtBack, ReadCoding
from survey.store.codings import LONGEST_MEMO, MOST_CODINGS, Coding, Said
from survey.store.layers import CONSENSUS, FIRST, CodingError, Layer
from survey.store.passages import quote_of
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices.encoding import composed
from survey.voices.packages import Package
from survey.voices.refi import package as packages
from survey.voices.refi.keys import CONSENSUS_NAME, key, layer_of, sound
from survey.voices.refi.matching import Interviews, Matched, Placed, matched_text, placed
from survey.voices.refi.merging import Merged, merged
from survey.voices.refi.places import CountedText
from survey.voices.refi.read import FileCoding, FileProject
from survey.voices.refi.reading import read_xml
from survey.voices.refi.remarks import said_in
from survey.voices.refi.told import ProjectRefused, Telling, Told, refused
from survey.voices.transcript import TranscriptError

LONGEST_READER = 64
UNNAMED = "unnamed"
BROUGHT_BACK = "brought back"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a study by whoever reads the file: the codings that may be seen, the names that are taken.

    ``has_consensus``: there is a consensus, or none is to be made of a file.
    """

    codings: Sequence[Coding]
    taken: Collection[str]
    has_consensus: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file changed, or would change: its codes and codings, by whom, and what was told of it.

    ``readers``: how many new codings each reader has, by the name that is kept.
    """

    codes_added: int
    codes_known: int
    codings_added: int
    codings_known: int
    interviews: tuple[int, ...]
    readers: tuple[tuple[str, int], ...]
    told: tuple[Told, ...]


@dataclass(slots=True)
class _Plan:
    """What is to be kept, interview by interview."""

    merged: Merged
    by_interview: dict[int, tuple[Interview, list[ReadCoding]]] = field(default_factory=dict)
    known: int = 0


def bring_in(
    record: StudyRecord, name: str, content: bytes, known: Known, actor: str, *, dry_run: bool = False
) -> Brought:
    """Take a file of this name and content into a study; raises ``ProjectRefused``, then nothing is kept."""
    telling = Telling()
    if packages.kind_of(name, content) == packages.CODEBOOK_ENDING:
        read, plan = read_xml([content], "CodeBook", telling), None
    else:
        package = packages.opened(content)
        read = read_xml(packages.project_file(package, telling), "Project", telling)
        plan = _matched(record, read, package, telling)
    used = frozenset(each.code for source in read.sources for one in source.selections for each in one.codings)
    codes = merged(codebook.codebook(record.id), read.codes, used, telling)
    made = _planned(record, read, plan or (), codes, known, telling=telling)
    brought = BroughtBack(codes.new, [each for each in made.by_interview.values() if each[1]])
    if not dry_run and (brought.codes or brought.codings):
        try:
            coding_imports.keep(record, brought, actor)
        except (CodingError, codebook.CodebookError) as error:
            raise refused("changed-meanwhile", str(error), "Read the file again.") from None
    return _told(codes, made, telling)


def _told(codes: Merged, made: _Plan, telling: Telling) -> Brought:
    added = [(interview, each) for interview, read in made.by_interview.values() for each in read]
    readers = Counter(_reader(each.layer) for _interview, each in added)
    return Brought(
        codes_added=len(codes.new),
        codes_known=codes.known,
        codings_added=len(added),
        codings_known=made.known,
        interviews=tuple(sorted(interview.number for interview, _read in made.by_interview.values())),
        readers=tuple(sorted(readers.items())),
        told=telling.all(),
    )


def _reader(layer: Layer) -> str:
    if layer.name == CONSENSUS:
        return CONSENSUS_NAME
    return layer.coder if layer.name == FIRST else f"{layer.coder} ({layer.name})"


def _matched(record: StudyRecord, read: FileProject, package: Package, telling: Telling) -> tuple[Matched, ...]:
    """The texts that are interviews of the study; a project of which none is one is refused."""
    _notes(read, package, telling)
    interviews = Interviews(transcripts.interviews(record.id), telling)
    found: dict[int, Matched] = {}
    for source in read.sources:
        text = packages.without_marks(source.content) if source.is_inline else _text(package, source.path, telling)
        where = (source.name or source.guid)[:60]
        if text is None:
            telling.each("text-missing", where, "Its text is not in the package.", packages.EXPORT_AGAIN)
            continue
        if source.is_inline:
            telling.once("inline", "A text stands within the project itself.")
        try:
            composed(text[0])  # says why it is far more than an interview
        except TranscriptError as error:
            raise ProjectRefused([Told(each.rule, where, each.what, each.remedy) for each in error.problems]) from None
        counted = CountedText(*text)
        interview = interviews.of(source, counted)
        if interview is not None and interview.id in found:
            telling.each("text-twice", where, "The same text is there twice; the first one counts.")
        elif interview is not None:
            found[interview.id] = matched_text(interview, source, counted, transcripts.turns(interview))
    if read.sources and not found:
        what = "None of its texts is an interview of this study: nothing was kept."
        remedy = "Check that it is a project of this study; to take over codes alone, export its codebook (.qdc)."
        raise ProjectRefused([Told("other-study", "", what, remedy), *telling.all()])
    return tuple(found.values())


def _text(package: Package, path: str, telling: Telling) -> tuple[str, int] | None:
    return packages.text_of(package, path, telling) if path else None


def _notes(read: FileProject, package: Package, telling: Telling) -> None:
    """Notes whose words stand in files of their own are read as texts are."""
    for note in read.notes.values():
        if not note.is_inline and note.path:
            text = _text(package, note.path, telling)
            note.content = "" if text is None else text[0]


def _planned(
    record: StudyRecord, read: FileProject, matched: Sequence[Matched], codes: Merged, known: Known, *, telling: Telling
) -> _Plan:
    """What is new of a project: codings that are there already, as they are in the file, are left alone."""
    plan = _Plan(codes)
    ids = {code.guid: code.id for code in codebook.codebook(record.id)}
    guid_of = {number: guid for guid, number in ids.items()}
    there = {_content(each, guid_of.get(each.said.code, "")) for each in known.codings}
    names = _Names(read, known)
    texts = {each.interview.id: {turn.position: turn.text for turn in each.turns} for each in matched}
    by_text: dict[int, list[tuple[Placed, FileCoding, str]]] = {}
    for each in placed(matched, telling):
        for coding in each.selection.codings:
            guid = _code_of(each, coding, codes, telling)
            if guid:
                by_text.setdefault(each.interview.id, []).append((each, coding, guid))
    for transcript, marks in by_text.items():
        interview = marks[0][0].interview
        made = [_made(each, coding, guid, read, texts[transcript]) for each, coding, guid in marks]
        new = list(_new(transcript, made, guid_of, there, names=names, telling=telling))
        plan.known += len(made) - len(new)
        plan.by_interview[transcript] = (interview, new)
    return plan


def _code_of(each: Placed, coding: FileCoding, codes: Merged, telling: Telling) -> str:
    """The guid of the code in the study; '' where the passage is not marked with one that can mark."""
    where = f"{each.interview.number}: {each.selection.start}-{each.selection.end}"
    if coding.code in codes.speakers:
        return ""
    guid = codes.guids.get(coding.code, "")
    if not guid:
        telling.each("unknown-code", where, "It is marked with a code that the file does not hold.")
    elif guid in codes.categories:
        telling.each("category", where, "It is marked with a code that only holds others here.", "Choose one of them.")
        return ""
    return guid


def _made(each: Placed, coding: FileCoding, code: str, read: FileProject, texts: dict[int, str]) -> ReadCoding:
    """A coding as it was made, by whom it was made there, under the key it has there."""
    notes = [read.notes[note].content for note in coding.notes or each.selection.notes if note in read.notes]
    said = said_in("\n".join(notes))
    reader = coding.reader or each.selection.reader
    layer = layer_of(*read.readers.get(reader, (UNNAMED, "")))
    made = coding.made_at or each.selection.made_at or now()
    return ReadCoding(sound(coding.guid), layer, each.passage, quote_of(texts, each.passage), code, said, made)


def _new(
    transcript: int,
    made: Sequence[ReadCoding],
    guid_of: dict[int, str],
    there: Collection[tuple[object, ...]],
    *,
    names: _Names,
    telling: Telling,
) -> Iterator[ReadCoding]:
    unknown = [each for each in made if _whole(transcript, each) not in there]
    own = {each.guid: _own_guid(transcript, each) for each in unknown}
    kept = coding_imports.kept_with([*own, *own.values()], transcript)
    same = {guid: _content(each, guid_of.get(each.said.code, ""))[1:-2] for guid, each in kept.items()}
    seen: set[tuple[object, ...]] = set()
    counts: Counter[Layer] = Counter()
    used: set[str] = set()
    for each in unknown:
        guids = (each.guid, _own_guid(transcript, each))
        if any(same.get(guid) == _of(each) for guid in guids):
            continue
        layer = names.of(each.layer)
        place = (layer, each.passage, each.code)
        if place in seen:
            telling.once("twice", "A passage is marked twice with one code; the first one counts.")
            continue
        if counts[layer] == MOST_CODINGS:
            raise refused("too-many-codings", f"One reader marks at most {MOST_CODINGS} passages of an interview.", "")
        guid = each.guid if each.guid not in kept and each.guid not in used else guids[1]
        if guid in kept or guid in used:
            telling.once("twice", "A passage is marked twice with one code; the first one counts.")
            continue
        seen.add(place)
        used.add(guid)
        counts[layer] += 1
        yield replace(each, guid=guid, layer=layer, said=_short(each.said, telling))


def _whole(transcript: int, each: ReadCoding) -> tuple[object, ...]:
    return (transcript, *_of(each), each.layer.owner, each.layer.name)


def _short(said: Said, telling: Telling) -> Said:
    if len(said.memo) > LONGEST_MEMO:
        telling.once("memo-cut", f"A memo was cut to {LONGEST_MEMO} characters.")
    return replace(said, memo=said.memo[:LONGEST_MEMO])


def _of(each: ReadCoding) -> tuple[object, ...]:
    return each.passage, each.code, each.said.weight, each.said.is_key, each.said.memo[:LONGEST_MEMO].strip()


def _content(coding: Coding, code: str) -> tuple[object, ...]:
    said = coding.said
    return (coding.transcript, coding.passage, code, said.weight, said.is_key, said.memo, coding.coder, coding.layer)


def _own_guid(transcript: int, each: ReadCoding) -> str:
    return key("brought", each.guid, transcript, each.layer.name, each.layer.owner, *_of(each))


class _Names:
    """Under which name each reader of the file is kept: their own, unless somebody here has it."""

    def __init__(self, read: FileProject, known: Known) -> None:
        self._known = known
        self._names: dict[str, str] = {}

    def of(self, layer: Layer) -> Layer:
        """The layer that is kept; what is a consensus elsewhere is a reading like others where there is one."""
        if layer.name == CONSENSUS:
            return Layer(self._name(CONSENSUS_NAME), FIRST) if self._known.has_consensus else layer
        return Layer(self._name(layer.coder), layer.name)

    def _name(self, wished: str) -> str:
        if wished not in self._names:
            plain = "".join(sign for sign in wished if sign.isprintable()).strip()[:LONGEST_READER] or UNNAMED
            taken = {*self._known.taken, *self._names.values()}
            name, number = plain, 1
            while name in taken or (wished == CONSENSUS_NAME and number == 1):
                name = f"{plain} ({BROUGHT_BACK}{f' {number}' if number > 1 else ''})"
                number += 1
            self._names[wished] = name
        return self._names[wished]
