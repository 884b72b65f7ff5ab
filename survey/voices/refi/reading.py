"""The XML of a project or codebook, gone through once under limits; entities and document types are refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from survey.voices.refi.keys import GUID, key, sound
from survey.voices.refi.package import EXPORT_AGAIN
from survey.voices.refi.read import FileCode, FileCoding, FileProject, FileSelection, FileText
from survey.voices.refi.told import Telling, refused

MOST_ELEMENTS = 1_500_000
DEEPEST = 60
NAMESPACE = re.compile(r"urn:QDA-XML:(?:project|codebook):([\w.]{1,20})", re.IGNORECASE)
VERSION = "1.0"
LARGEST_PLACE = 10**9
LONGEST_PLACE = 12
TEXTS = ("Description", "PlainTextContent")
_METHODS = {
    "Code": "code",
    "CodeRef": "code_ref",
    "Coding": "coding",
    "Note": "note",
    "NoteRef": "note_ref",
    "PlainTextSelection": "plain_text_selection",
    "Set": "set",
    "Sets": "sets",
    "TextSource": "text_source",
    "User": "reader",
}
"""The elements that are read, and how the methods for them are called."""
OTHER_SOURCES = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")


def read_xml(pieces: Iterable[bytes], root: str, telling: Telling) -> FileProject:
    """What the pieces of a file say; raises ``ProjectRefused``."""
    going = _Going(root, telling)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = going.start, going.end
    parser.CharacterDataHandler = going.words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declares
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        what = f"From line {error.lineno} on it is no sound XML: {expat.errors.messages[error.code]}."
        raise refused("xml-broken", what, EXPORT_AGAIN) from None
    except (LookupError, UnicodeError):
        raise refused("xml-broken", "It is in an unknown encoding.", EXPORT_AGAIN) from None
    return going.project


def _declares(*_declared: object) -> None:
    raise refused("entities", "It declares entities or a document type, which are never read.", EXPORT_AGAIN)


class _Going:
    """Where the reading stands: the elements around it, and what they make."""

    def __init__(self, root: str, telling: Telling) -> None:
        self.project, self.root, self.telling = FileProject(), root, telling
        self.path: list[str] = []
        self.elements = 0
        self.namespace: str | None = None
        self.codes: list[FileCode] = []
        self.described: list[bool] = []
        self.text: FileText | None = None
        self.selection: FileSelection | None = None
        self.coding: FileCoding | None = None
        self.gathered: list[str] | None = None
        self.sets = 0
        self._starts = {name: getattr(self, f"_start_{of}", None) for name, of in _METHODS.items()}
        self._ends = {name: getattr(self, f"_end_{of}", None) for name, of in _METHODS.items()}

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = self._local(qualified)
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.path) > DEEPEST:
            raise refused("too-long", "It holds far more, or far deeper, than a project does.", EXPORT_AGAIN)
        if not self.path and name != self.root:
            raise refused(
                "no-project", f"It begins with {name[:40] or 'something else'}, not {self.root}.", EXPORT_AGAIN
            )
        self.path.append(name)
        act = self._starts.get(name)
        if act is not None:
            act(attributes)
        elif name in TEXTS:
            self.gathered = []
        elif name in OTHER_SOURCES:
            what = "Pictures, PDF, sound and film are not read, nor what was marked in them."
            self.telling.once("other-source", what)

    def words(self, text: str) -> None:
        """Characters of a text that is gathered."""
        if self.gathered is not None:
            self.gathered.append(text)

    def end(self, _qualified: str) -> None:
        """An element ends."""
        name = self.path.pop()
        act = self._ends.get(name)
        if act is not None:
            act()
        elif name in TEXTS and self.gathered is not None:
            self._gathered(name, "".join(self.gathered))
            self.gathered = None

    def _gathered(self, name: str, text: str) -> None:
        above = self.path[-1] if self.path else ""
        if name == "Description" and above == "Code" and self.codes:
            self.codes[-1].description, self.described[-1] = text, True
        elif name == "PlainTextContent" and above in ("TextSource", "Note") and self.text is not None:
            self.text.content, self.text.is_inline = text, True

    def _start_reader(self, said: Mapping[str, str]) -> None:
        self.project.readers[self._guid(said)] = (said.get("name", "").strip(), said.get("id", ""))

    def _start_code(self, said: Mapping[str, str]) -> None:
        codable = said.get("isCodable", "").strip().lower()
        if codable not in ("true", "1", "false", "0"):
            self.telling.once("codable-missing", "A code does not say whether it can mark passages; it can.")
        code = FileCode(
            self._guid(said),
            said.get("name", ""),
            codable not in ("false", "0"),
            self.codes[-1].guid if self.codes else "",
        )
        self.project.codes.append(code)
        self.codes.append(code)
        self.described.append(False)

    def _end_code(self) -> None:
        if not self.described.pop():
            self.telling.once("no-description", "A code has no description.")
        self.codes.pop()

    def _start_sets(self, _said: Mapping[str, str]) -> None:
        self.sets = 0

    def _start_set(self, _said: Mapping[str, str]) -> None:
        self.sets += 1

    def _end_sets(self) -> None:
        if not self.sets:
            self.telling.once("empty-sets", "The list of sets is empty, which the standard does not allow.")

    def _start_text_source(self, said: Mapping[str, str]) -> None:
        self.text = FileText(self._guid(said), said.get("name", ""), said.get("plainTextPath", "").strip())
        self.project.sources.append(self.text)

    def _start_note(self, said: Mapping[str, str]) -> None:
        self.text = FileText(self._guid(said), said.get("name", ""), said.get("plainTextPath", "").strip())
        self.project.notes[self.text.guid] = self.text

    def _end_text_source(self) -> None:
        self.text = None

    _end_note = _end_text_source

    def _start_plain_text_selection(self, said: Mapping[str, str]) -> None:
        if self.text is None or self.path[-2] != "TextSource":
            return
        start, end = _place(said.get("startPosition", "")), _place(said.get("endPosition", ""))
        reader = sound(said["creatingUser"]) if said.get("creatingUser") else ""
        guid, made = self._guid(said, optional=True), _moment(said.get("creationDateTime", ""))
        self.selection = FileSelection(guid, said.get("name", ""), start, end, reader, made)
        self.text.selections.append(self.selection)

    def _end_plain_text_selection(self) -> None:
        self.selection = None

    def _start_coding(self, said: Mapping[str, str]) -> None:
        if self.selection is None:
            what = "A whole text, or something else than a passage, is marked with a code."
            self.telling.once("not-a-passage", what)
            return
        reader = sound(said["creatingUser"]) if said.get("creatingUser") else self.selection.reader
        made = _moment(said.get("creationDateTime", "")) or self.selection.made_at
        self.coding = FileCoding(self._guid(said, optional=True), reader, made)
        self.selection.codings.append(self.coding)

    def _end_coding(self) -> None:
        self.coding = None

    def _start_code_ref(self, said: Mapping[str, str]) -> None:
        if self.coding is not None:
            self.coding.code = sound(said.get("targetGUID", ""))

    def _start_note_ref(self, said: Mapping[str, str]) -> None:
        target = sound(said.get("targetGUID", ""))
        if self.coding is not None:
            self.coding.notes.append(target)
        elif self.selection is not None:
            self.selection.notes.append(target)

    def _guid(self, said: Mapping[str, str], *, optional: bool = False) -> str:
        """The key of an element; one that has none gets one by where it stands."""
        given = said.get("guid", "").strip()
        if not given:
            if not optional:
                self.telling.once("no-guid", "An element has no key; it was given one.")
            return key("nameless", self.elements)
        guid = sound(given)
        if given != guid and GUID.fullmatch(given.strip("{}").lower()):
            self.telling.once("guid-case", "Keys are written in capitals or braces.")
        return guid

    def _local(self, qualified: str) -> str:
        """The name of an element of any version of the standard; '' for one of another vocabulary."""
        namespace, _, local = qualified.rpartition(" ")
        if self.path and namespace == self.namespace:
            return local
        version = NAMESPACE.fullmatch(namespace)
        if namespace and version is None:
            self.telling.once("foreign-element", "Elements of another vocabulary were left out.")
            return ""
        if not self.path and (version is None or version.group(1) != VERSION):
            said = f"version {version.group(1)}" if version else "no version"
            self.telling.once("namespace", f"The file says {said} of the standard; it was read as {VERSION}.")
        self.namespace = namespace
        return local


def _place(text: str) -> int:
    """A place in a text; -1 for what is none."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_PLACE):
        return -1
    return min(int(text), LARGEST_PLACE)


def _moment(text: str) -> datetime.datetime | None:
    """A moment; None where it is not stated or unreadable. One without a zone is taken as UTC."""
    try:
        at = datetime.datetime.fromisoformat(text.strip())
        return at.replace(tzinfo=datetime.UTC) if at.tzinfo is None else at.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
