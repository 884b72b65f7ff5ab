"""One transcript from one file: its format told from name and content, hostile files refused, with every reason."""

from __future__ import annotations

from pathlib import PurePath

from survey.voices.encoding import decode
from survey.voices.foreign import foreign, foreign_package, is_of_unknown_kind
from survey.voices.packages import SIGNATURE
from survey.voices.readers import readers
from survey.voices.transcript import Reader, ReadTranscript, TranscriptError, refused

LARGEST_FILE = 20_000_000


def read_transcript(path_name: str, content: bytes) -> ReadTranscript:
    """The transcript in a file of this name; a TranscriptError says why it cannot be read."""
    if not content.strip():
        raise refused("empty", "The file is empty.", "Export the transcript again; the recording may still be there.")
    if len(content) > LARGEST_FILE:
        what = f"The file holds {len(content)} bytes; {LARGEST_FILE} are the most."
        raise refused("too-large", what, "Import the transcript, without recording and pictures.")
    strange = foreign(content)
    if strange:
        raise TranscriptError([strange])
    named = readers_of(path_name)
    for reader in named:
        if reader.recognises(content) and not (reader.yields and _other(named, content, yields=False)):
            return reader.read(content)
    raise _wrongly_named(named, content)


def readers_of(path_name: str) -> tuple[Reader, ...]:
    """The readers of a file's ending; several where the content tells which."""
    every = tuple(readers().values())
    ending = PurePath(path_name.replace("\\", "/")).suffix.lower()
    named = tuple(reader for reader in every if ending in reader.endings)
    if not named:
        what = f"Files ending in “{ending[:20]}” are not read." if ending else "The name of the file has no ending."
        known = sorted({ending for reader in every for ending in reader.endings})
        raise refused("unknown-ending", what, f"Known endings: {', '.join(known)}.")
    return named


def _other(named: tuple[Reader, ...], content: bytes, *, yields: bool) -> Reader | None:
    """The first reader beside these that knows the content."""
    others = (each for each in readers().values() if each not in named and each.yields == yields)
    return next((reader for reader in others if reader.recognises(content)), None)


def _wrongly_named(named: tuple[Reader, ...], content: bytes) -> TranscriptError:
    """The error of a file whose content is not what its name says."""
    meant = _other(named, content, yields=False)
    if meant is None and not is_of_unknown_kind(content):
        meant = _other(named, content, yields=True)
    if meant:
        what = f"The name says {' or '.join(each.title for each in named)}, the content is {meant.title}."
        return refused("wrong-ending", what, f"Check the file; if it is the right one, name it {meant.endings[0]}.")
    if not content.startswith(SIGNATURE):
        decode(content)  # says why it is no text
    return TranscriptError([foreign_package(content)])
