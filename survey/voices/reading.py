"""One transcript from one file: its format told from name and content, hostile files refused, with every reason."""

from __future__ import annotations

from pathlib import PurePath

from survey.voices.encoding import decode
from survey.voices.foreign import foreign, foreign_package
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
    reader = reader_of(path_name)
    if not reader.recognises(content):
        raise _wrongly_named(reader, content)
    return reader.read(content)


def reader_of(path_name: str) -> Reader:
    """The reader of a file's ending."""
    known = {ending: reader for reader in readers().values() for ending in reader.endings}
    ending = PurePath(path_name.replace("\\", "/")).suffix.lower()
    if ending not in known:
        what = f"Files ending in “{ending[:20]}” are not read." if ending else "The name of the file has no ending."
        raise refused("unknown-ending", what, f"Known endings: {', '.join(sorted(known))}.")
    return known[ending]


def _wrongly_named(named: Reader, content: bytes) -> TranscriptError:
    """The error of a file whose content is not what its name says."""
    for reader in readers().values():
        if reader is not named and reader.recognises(content):
            what = f"The name says {named.title}, the content is {reader.title}."
            return refused(
                "wrong-ending", what, f"Check the file; if it is the right one, name it {reader.endings[0]}."
            )
    if not content.startswith(SIGNATURE):
        decode(content)  # says why it is no text
    return TranscriptError([foreign_package(content)])
