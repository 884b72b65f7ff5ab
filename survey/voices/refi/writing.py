"""A project (.qdpx) and a codebook (.qdc) as files: the same state gives the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.layers import Layer
from survey.store.transcripts import StoredTurn
from survey.voices.coded import Coded, CodedInterview, checked, place_in_text, starts_of
from survey.voices.refi.keys import (
    PROGRAM,
    SPEAKERS,
    key,
    reader_identity,
    reader_key,
    reader_name,
    sound,
    source_keys,
)
from survey.voices.refi.remarks import description_of, note_of
from survey.voices.refi.xml_writer import XmlWriter

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
PLAIN_DAY = (1980, 1, 1, 0, 0, 0)
LONGEST_NAME = 500
"""Characters of a quote that stand as the name of its selection; a longer one ends in «…»."""
PROGRAM_KEY = key("program")


class NothingToWriteError(ValueError):
    """The study holds nothing that such a file could hold; ``rule`` names what is lacking."""

    def __init__(self, message: str, *, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


def project(coded: Coded, *, speakers: bool = True) -> bytes:
    """The project of a study: texts, codes, codings, linked people with their scores.

    ``speakers``: each turn is a passage that says who speaks, which makes a project of many turns a large one.
    """
    keys = source_keys(each.interview for each in coded.interviews)
    if not keys:
        raise NothingToWriteError("The study holds no interview yet: there is nothing to write.", rule="no-interviews")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, "project.qde", _project(coded, keys, speakers=speakers))
        for each in coded.interviews:
            _put(package, f"sources/{keys[each.interview.id]}.txt", each.text.encode())
    return written.getvalue()


def codebook(codes: Sequence[Code]) -> bytes:
    """The codebook of a study."""
    if not codes:
        raise NothingToWriteError("The codebook holds no code yet: there is nothing to write.", rule="no-codes")
    out = XmlWriter()
    out.open("CodeBook", xmlns=CODEBOOK, origin=PROGRAM)
    out.open("Codes")
    _tree(out, codes)
    out.close("Codes")
    out.close("CodeBook")
    return out.content()


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, PLAIN_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    package.writestr(entry, content)


def _project(coded: Coded, keys: Mapping[int, str], *, speakers: bool) -> bytes:
    out, by_interview = XmlWriter(), coded.by_interview()
    latest = max((each.made_at for each in coded.codings), default=None)
    modified = None if latest is None else moment(latest)
    out.open("Project", xmlns=PROJECT, name=coded.record.name, origin=PROGRAM, modifiedDateTime=modified)
    _readers(out, coded.codings)
    out.open("CodeBook")
    out.open("Codes")
    _tree(out, coded.codes)
    if speakers:
        _speakers(out, coded.interviews)
    out.close("Codes")
    out.close("CodeBook")
    _people(out, coded, keys)
    out.open("Sources")
    code_keys = {code.id: sound(code.guid) for code in coded.codes}
    for each in coded.interviews:
        source = keys[each.interview.id]
        _open_source(out, each, source)
        if speakers:
            _spoken(out, each, source)
        _marked(out, each, source, by_interview.get(each.interview.id, ()), code_keys)
        out.close("TextSource")
    out.close("Sources")
    _notes(out, coded.codings)
    _waves(out, coded, keys)
    out.close("Project")
    return out.content()


def _readers(out: XmlWriter, codings: Sequence[Coding]) -> None:
    layers = sorted({(each.coder, each.layer) for each in codings})
    out.open("Users")
    out.leaf("User", guid=PROGRAM_KEY, name=PROGRAM, id="")
    for coder, name in layers:
        layer = Layer(coder, name)
        out.leaf("User", guid=reader_key(layer), name=reader_name(layer), id=reader_identity(layer))
    out.close("Users")


def _tree(out: XmlWriter, codes: Sequence[Code]) -> None:
    """Codes within codes; parents stand before their children, as a codebook is kept."""
    open_codes: list[int] = []
    for code in codes:
        while open_codes and open_codes[-1] != code.parent:
            out.close("Code")
            open_codes.pop()
        codable = "false" if code.is_category else "true"
        out.open("Code", guid=sound(code.guid), name=code.name, isCodable=codable)
        out.leaf("Description", description_of(code))
        open_codes.append(code.id)
    for _code in open_codes:
        out.close("Code")


def _speaker(turn: StoredTurn) -> str:
    return f"{turn.speaker or '?'} ({turn.role})" if turn.role else turn.speaker or "?"


def _speakers(out: XmlWriter, interviews: Sequence[CodedInterview]) -> None:
    names = sorted({_speaker(turn) for each in interviews for turn in each.turns})
    out.open("Code", guid=key("speakers"), name=SPEAKERS, isCodable="false")
    out.leaf("Description", "Who speaks: one passage for each turn.")
    for name in names:
        out.open("Code", guid=key("speaker", name), name=name, isCodable="true")
        out.leaf("Description", "")
        out.close("Code")
    out.close("Code")


def _people(out: XmlWriter, coded: Coded, keys: Mapping[int, str]) -> None:
    """Linked people as cases, with their scores and texts."""
    by_person: dict[str, list[CodedInterview]] = {}
    for each in coded.interviews:
        if each.participant_id is not None:
            by_person.setdefault(each.participant_id, []).append(each)
    if not by_person:
        return
    if coded.scores:
        out.open("Variables")
        for score in coded.scores:
            out.open("Variable", guid=key("score", score.name), name=score.name, typeOfVariable="Float")
            out.leaf("Description", score.label)
            out.close("Variable")
        out.close("Variables")
    out.open("Cases")
    for name, interviews in sorted(by_person.items()):
        out.open("Case", guid=key("person", coded.record.name, name), name=name)
        out.leaf("Description", "")
        for score in coded.scores:
            if score.name in interviews[0].scores:
                out.open("VariableValue")
                out.leaf("VariableRef", targetGUID=key("score", score.name))
                out.leaf("FloatValue", f"{Decimal(repr(interviews[0].scores[score.name])):f}")
                out.close("VariableValue")
        for each in interviews:
            out.leaf("SourceRef", targetGUID=keys[each.interview.id])
        out.close("Case")
    out.close("Cases")


def _open_source(out: XmlWriter, coded: CodedInterview, source: str) -> None:
    name = f"interview_{coded.interview.number:02}"
    out.open("TextSource", guid=source, name=name, plainTextPath=f"internal://{source}.txt", creatingUser=PROGRAM_KEY)
    out.leaf("Description", f"language: {coded.interview.language}")


def _marked(
    out: XmlWriter, coded: CodedInterview, source: str, codings: Sequence[Coding], code_keys: Mapping[int, str]
) -> None:
    starts = starts_of(coded.turns)
    texts = {turn.position: turn.text for turn in coded.turns}
    ordered = sorted(codings, key=lambda each: (each.passage, each.coder, each.layer, each.made_at, each.guid))
    for (passage, coder, layer), group in groupby(ordered, key=lambda each: (each.passage, each.coder, each.layer)):
        start, end = place_in_text(starts, passage)
        marks = [checked(texts, each) for each in group]
        reader = reader_key(Layer(coder, layer))
        guid = key("selection", source, start, end, reader)
        _selection(out, guid, (start, end), marks[0].quote, reader, made=moment(marks[0].made_at))
        for each in marks:
            out.open("Coding", guid=sound(each.guid), creatingUser=reader, creationDateTime=moment(each.made_at))
            out.leaf("CodeRef", targetGUID=code_keys[each.said.code])
            if note_of(each.said):
                out.leaf("NoteRef", targetGUID=key("note", sound(each.guid)))
            out.close("Coding")
        out.close("PlainTextSelection")


def _selection(
    out: XmlWriter, guid: str, place: tuple[int, int], words: str, reader: str, *, made: str | None = None
) -> None:
    name = words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"
    places = {"startPosition": place[0], "endPosition": place[1]}
    out.open("PlainTextSelection", guid=guid, name=name, **places, creatingUser=reader, creationDateTime=made)


def _spoken(out: XmlWriter, coded: CodedInterview, source: str) -> None:
    """Who speaks, turn by turn."""
    starts = starts_of(coded.turns)
    for turn in (each for each in coded.turns if each.text):
        start, guid = starts[turn.position], key("turn", source, turn.position)
        _selection(out, guid, (start, start + len(turn.text)), turn.text, PROGRAM_KEY)
        out.open("Coding", guid=key("spoken", source, turn.position), creatingUser=PROGRAM_KEY)
        out.leaf("CodeRef", targetGUID=key("speaker", _speaker(turn)))
        out.close("Coding")
        out.close("PlainTextSelection")


def _notes(out: XmlWriter, codings: Sequence[Coding]) -> None:
    noted = sorted((sound(each.guid), note_of(each.said)) for each in codings if note_of(each.said))
    if not noted:
        return
    out.open("Notes")
    for guid, text in noted:
        out.open("Note", guid=key("note", guid), name="Weight, key quote, memo")
        out.leaf("PlainTextContent", text)
        out.close("Note")
    out.close("Notes")


def _waves(out: XmlWriter, coded: Coded, keys: Mapping[int, str]) -> None:
    by_wave: dict[str, list[str]] = {}
    for each in coded.interviews:
        if each.interview.wave is not None:
            by_wave.setdefault(each.interview.wave, []).append(keys[each.interview.id])
    if not by_wave:
        return
    out.open("Sets")
    for wave, sources in sorted(by_wave.items()):
        out.open("Set", guid=key("wave", wave), name=f"wave {wave}")
        out.leaf("Description", "")
        for source in sources:
            out.leaf("MemberSource", targetGUID=source)
        out.close("Set")
    out.close("Sets")


def moment(at: datetime.datetime) -> str:
    """A moment in UTC, to the microsecond where it has some."""
    return at.astimezone(datetime.UTC).replace(tzinfo=None).isoformat() + "Z"
