"""The file as it was sent: told by its content, a package opened under limits, its texts found whatever their case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from survey.voices.encoding import characters
from survey.voices.packages import SIGNATURE, UNREADABLE, Package, open_package, part
from survey.voices.refi.told import ProjectRefused, Telling, Told, refused
from survey.voices.transcript import TranscriptError
from survey.voices.xml_text import root_of

LARGEST_FILE = 25 * 1024 * 1024
PROJECT_ENDING, CODEBOOK_ENDING = ".qdpx", ".qdc"
PROJECT_FILE = "project.qde"
PIECE = 256 * 1024
EXPORT_AGAIN = "Export it again from the program it was made with."
MARK = "\ufeff"
OTHER_ZIPS = (b"Rar!", b"7z\xbc\xaf")


def kind_of(name: str, content: bytes) -> str:
    """``.qdpx`` or ``.qdc``, as name and content both say; raises ``ProjectRefused``."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending not in (PROJECT_ENDING, CODEBOOK_ENDING):
        what = "Only projects (.qdpx) and codebooks (.qdc) of REFI-QDA are read."
        raise refused("unknown-ending", what, "Export the project as REFI-QDA from the program it was made with.")
    if not content.strip():
        raise refused("empty", "The file is empty.", EXPORT_AGAIN)
    if len(content) > LARGEST_FILE:
        what = f"The file holds {len(content)} bytes; {LARGEST_FILE} are the most."
        raise refused("too-large", what, "Export it without pictures and recordings.")
    is_package = content.startswith(SIGNATURE) or content.startswith(b"PK\x05\x06")
    if ending == PROJECT_ENDING and not is_package:
        what = "The name says project, but the content is no package."
        if root_of(content) == "CodeBook":
            raise refused("wrong-ending", what, "It is a codebook: name it .qdc.")
        raise refused("wrong-ending", what, EXPORT_AGAIN)
    if ending == CODEBOOK_ENDING and is_package:
        what = "The name says codebook, but the content is a package."
        raise refused("wrong-ending", what, "If it is a project, name it .qdpx.")
    if ending == CODEBOOK_ENDING and root_of(content) != "CodeBook":
        raise refused("wrong-ending", "The name says codebook, but the content is something else.", EXPORT_AGAIN)
    return ending


def opened(content: bytes) -> Package:
    """The package, its directory weighed and free of names that lead elsewhere; raises ``ProjectRefused``."""
    try:
        package = open_package(content)
    except TranscriptError as error:
        raise ProjectRefused([Told(each.rule, "", each.what, EXPORT_AGAIN) for each in error.problems]) from None
    for name in package.names:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name.split("/")[0]:
            raise refused("path", "A part of the package has a name that leads out of it.", EXPORT_AGAIN)
    return package


def project_file(package: Package, telling: Telling) -> Iterator[bytes]:
    """The project of a package, piece by piece."""
    name = _found(package, PROJECT_FILE)
    if name is None:
        what = f"There is no {PROJECT_FILE} in the package: it is something else than a project."
        raise refused("no-project", what, EXPORT_AGAIN)
    if name != PROJECT_FILE:
        telling.once("capitals", "Names of parts are not written as the standard says; found anyway.")
    return _pieces(package, name)


def text_of(package: Package, path: str, telling: Telling) -> tuple[str, int] | None:
    """The text that a path means and how many marks stand before it; None where there is none in the package."""
    meant = path.partition("://")[2] or path
    base = meant.replace("\\", "/").rpartition("/")[2]
    name = _found(package, f"sources/{base}") if base else None
    if name is None:
        return None
    if not path.startswith("internal://") or meant != base:
        telling.once("path-kind", "A text is named by a path of another kind; it was found in the package.")
    if not name.startswith("sources/"):
        telling.once("capitals", "Names of parts are not written as the standard says; found anyway.")
    return _characters(_whole(package, name), telling)


def without_marks(text: str) -> tuple[str, int]:
    """The text without the marks before it, and how many these were."""
    bare = text.lstrip(MARK)
    return bare, len(text) - len(bare)


def _characters(content: bytes, telling: Telling) -> tuple[str, int]:
    try:
        text, encoding, repairs = characters(content)
    except TranscriptError as error:
        raise ProjectRefused([Told(each.rule, "", each.what, EXPORT_AGAIN) for each in error.problems]) from None
    if repairs or encoding != "utf-8":
        telling.once("encoding-guessed", f"A text is no UTF-8; it was read as {encoding}.")
    text, marks = without_marks(text)
    marks += len(content) > 0 and content.startswith(b"\xef\xbb\xbf")
    if marks:
        telling.once("mark", "A byte-order mark stands before a text; it is no part of it.")
    return text, marks


def _found(package: Package, name: str) -> str | None:
    if name in package.names:
        return name
    alike = sorted(each for each in package.names if each.casefold() == name.casefold())
    return alike[0] if len(alike) == 1 else None


def _whole(package: Package, name: str) -> bytes:
    try:
        return part(package, name)
    except TranscriptError as error:
        raise ProjectRefused([Told(each.rule, "", each.what, EXPORT_AGAIN) for each in error.problems]) from None


def _pieces(package: Package, name: str) -> Iterator[bytes]:
    try:
        with package.archive.open(name) as file:
            while piece := file.read(PIECE):
                yield piece
    except UNREADABLE as error:
        if isinstance(error, ProjectRefused):  # what reads the pieces refuses what they say
            raise
        raise refused("package-broken", f"The part {PROJECT_FILE} is cut off or damaged.", EXPORT_AGAIN) from None
