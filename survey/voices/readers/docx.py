"""DOCX: the paragraphs of a Word document, insertions accepted, deletions, notes and comments skipped."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.voices.document import Vocabulary, document_of, read_document
from survey.voices.packages import SIGNATURE, Package, open_package, part, walk
from survey.voices.transcript import Reader, ReadTranscript, Repair, refused

MAIN = re.compile(r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml")
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATHEMATICS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STANDS_FOR = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
SKIPPED = {
    "pPr": "",
    "rPr": "",
    "sectPr": "",
    "moveFrom": "Words that tracked changes have moved away were left out here.",
    "del": "Words that tracked changes have deleted were left out here.",
    "footnoteReference": "A footnote was left out here.",
    "endnoteReference": "An endnote was left out here.",
    "commentReference": "A comment was left out here.",
    "sym": "A symbol of a special font was left out here.",
}


def _names(locals_: Mapping[str, str]) -> dict[str, str]:
    return {f"{namespace} {name}": said for namespace in NAMESPACES for name, said in locals_.items()}


CHARACTERS = _names(STANDS_FOR)


def _stands_for(name: str, _attributes: Mapping[str, str]) -> str:
    return CHARACTERS.get(name, "")


VOCABULARY = Vocabulary(
    paragraphs=frozenset(_names({"p": ""})),
    words=frozenset({*_names({"t": ""}), f"{MATHEMATICS} t"}),
    skipped=_names(SKIPPED) | {f"{COMPATIBILITY} Fallback": ""},  # a second copy, for programs of 2007
    stands_for=_stands_for,
    collapses=False,
)


def recognises(content: bytes) -> bool:
    """Whether it is a package whose main part is a Word document."""
    return content.startswith(SIGNATURE) and bool(_main_part(open_package(content)))


def read(content: bytes) -> ReadTranscript:
    """The transcript of a Word document."""
    package = open_package(content)
    name = _main_part(package)
    if name not in package.names:
        raise refused("package-broken", "The document has no text part.", "Save it again as DOCX.")
    document = document_of(part(package, name), VOCABULARY)
    margins = [other for other in package.names if re.fullmatch(r"word/(header|footer)\d*\.xml", other)]
    what = "Headers and footers were left out."
    return read_document(document, (Repair(0, "skipped", what),) if margins else (), format="docx")


def _main_part(package: Package) -> str:
    """The name of the part that holds the text, by the list of content types; '' where there is none."""
    found: list[str] = []

    def override(name: str, attributes: Mapping[str, str]) -> None:
        if name.endswith(" Override") and MAIN.fullmatch(attributes.get("ContentType", "")):
            found.append(attributes.get("PartName", "").removeprefix("/"))

    if "[Content_Types].xml" in package.names:
        walk(part(package, "[Content_Types].xml"), start=override)
    return found[0] if found else ""


READER = Reader("docx", "DOCX", (".docx",), recognises, read)
