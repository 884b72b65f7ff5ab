"""ODT: the paragraphs of an OpenDocument text, notes, comments and deletions skipped."""

from __future__ import annotations

from collections.abc import Mapping

from survey.voices.document import Vocabulary, document_of, read_document
from survey.voices.packages import SIGNATURE, UNPROTECTED, Package, open_package, part
from survey.voices.transcript import Reader, ReadTranscript, Repair, refused

KIND = b"application/vnd.oasis.opendocument.text"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
DRAWING = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
MOST_SPACES = 1_000


def _stands_for(name: str, attributes: Mapping[str, str]) -> str:
    if name == f"{TEXT} s":
        count = attributes.get(f"{TEXT} c", "1")
        return " " * min(int(count), MOST_SPACES) if count.isdecimal() and len(count) < 6 else " "
    return {f"{TEXT} tab": "\t", f"{TEXT} line-break": "\n"}.get(name, "")


VOCABULARY = Vocabulary(
    paragraphs=frozenset({f"{TEXT} p", f"{TEXT} h"}),
    words=frozenset(),
    skipped={
        f"{TEXT} tracked-changes": "Words that tracked changes have deleted were left out.",
        f"{TEXT} note": "A footnote or endnote was left out here.",
        f"{OFFICE} annotation": "A comment was left out here.",
        f"{OFFICE} forms": "",
        f"{OFFICE} binary-data": "",
        f"{TEXT} ruby-text": "",
        f"{DRAWING} title": "",
        f"{DRAWING} desc": "",
    },
    stands_for=_stands_for,
    collapses=True,
)


def recognises(content: bytes) -> bool:
    """Whether it is a package that says it is an OpenDocument text."""
    return content.startswith(SIGNATURE) and part(open_package(content), "mimetype").strip() == KIND


def read(content: bytes) -> ReadTranscript:
    """The transcript of an OpenDocument text."""
    package = open_package(content)
    if _is_encrypted(package):
        raise refused("encrypted", "The document is protected by a password.", UNPROTECTED)
    if "content.xml" not in package.names:
        raise refused("package-broken", "The document has no text part.", "Save it again as ODT.")
    document = document_of(part(package, "content.xml"), VOCABULARY)
    styles = part(package, "styles.xml")
    margins = b"<style:header>" in styles or b"<style:footer>" in styles
    what = "Headers and footers were left out."
    return read_document(document, (Repair(0, "skipped", what),) if margins else (), format="odt")


def _is_encrypted(package: Package) -> bool:
    return "encrypted-package" in package.names or b"encryption-data" in part(package, "META-INF/manifest.xml")


READER = Reader("odt", "ODT", (".odt",), recognises, read)
