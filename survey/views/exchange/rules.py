"""What is told of a file that is taken or brought back, in the language of the page: a sentence for each rule."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from survey.exchange.coded.quotes import LongQuoteError
from survey.voices.refi.writing import NothingToWriteError

SENTENCES: Mapping[str, LazyString] = {
    # Why files are refused.
    "binary": lazy_gettext("This is no text."),
    "changed-meanwhile": lazy_gettext("The study was changed meanwhile: send the file again."),
    "code-depth": lazy_gettext("Too many codes stand under one another: move some up where the file comes from."),
    "code-name": lazy_gettext("A code has no name, or one that is too long: change it where the file comes from."),
    "empty": lazy_gettext("It is empty."),
    "encoding-broken": lazy_gettext("The encoding of the text is broken."),
    "encrypted": lazy_gettext("It is protected by a password."),
    "entities": lazy_gettext("It declares entities, which are never read."),
    "no-project": lazy_gettext("There is no project in it: export it again from the program it was made with."),
    "other-study": lazy_gettext(
        "None of its texts is an interview of this study. A codebook alone can be sent as .qdc."
    ),
    "package-broken": lazy_gettext("The document is broken."),
    "package-too-large": lazy_gettext("The document would unpack to too much."),
    "path": lazy_gettext("A part of it has a name that leads out of it."),
    "stacked-marks": lazy_gettext("Letters carry too many marks."),
    "too-large": lazy_gettext("It is too large."),
    "too-long": lazy_gettext("It is too long."),
    "too-many-codes": lazy_gettext("The codebook would hold too many codes: merge some of them."),
    "too-many-codings": lazy_gettext("One reader marks too many passages of one interview."),
    "too-many-lines": lazy_gettext("It has too many lines."),
    "two-codes": lazy_gettext("Two codes have the same key: nobody can tell which one a passage is marked with."),
    "unknown-ending": lazy_gettext("Files with this ending are not read."),
    "wrong-ending": lazy_gettext("The content is not what the name says."),
    "xml-broken": lazy_gettext("The document is broken."),
    # What was tolerated.
    "capitals": lazy_gettext("Names within the file are not written as the standard says; found anyway."),
    "category-used": lazy_gettext("This code only holds others there and marks passages; here it can mark them."),
    "codable-missing": lazy_gettext("A code does not say whether it can mark passages; it can."),
    "code-described": lazy_gettext("The file describes this code otherwise; the words of the codebook here stay."),
    "code-moved": lazy_gettext("This code stands elsewhere in the codebook here, and stays there."),
    "code-renamed": lazy_gettext("This code has another name here, and keeps it."),
    "empty-sets": lazy_gettext("A list of sets is empty, which the standard does not allow; passed over."),
    "encoding-guessed": lazy_gettext("The encoding was guessed: check the accents."),
    "foreign-element": lazy_gettext("Parts in another vocabulary were left out."),
    "guid-case": lazy_gettext("Keys are written in capitals or braces; read anyway."),
    "inclusive-end": lazy_gettext("The last character is counted as part of a passage; the words proved it."),
    "inline": lazy_gettext("A text stands within the project itself; read anyway."),
    "line-ends": lazy_gettext("Line ends of two signs are counted as one; the words proved it."),
    "mark": lazy_gettext("A mark of the encoding stands before a text; it is no part of it."),
    "memo-cut": lazy_gettext("A memo was too long and was cut."),
    "moved": lazy_gettext("A passage is counted in another way than the rest; its words told where it stands."),
    "namespace": lazy_gettext("The file says another version of the standard; it was read as the one that is known."),
    "no-description": lazy_gettext("A code has no description, which the standard asks for."),
    "no-guid": lazy_gettext("Something has no key; it was given one."),
    "path-kind": lazy_gettext("A text is named by a path of another kind; it was found in the file."),
    "shifted": lazy_gettext("Places are shifted by one character; the words proved it."),
    "text-cut": lazy_gettext("The description of this code was too long and was cut."),
    "text-twice": lazy_gettext("The same text is there twice; the first one counts."),
    "twice": lazy_gettext("A passage is marked twice with one code; the first one counts."),
    "utf-16": lazy_gettext("Places are counted in units of UTF-16; the words proved it."),
    "white-space": lazy_gettext("White space was added at the end of a text; passed over."),
    # What was left out.
    "cannot-tell": lazy_gettext("Its place may mean several passages, and no name tells which; left out."),
    "category": lazy_gettext("It is marked with a code that only holds others here; left out."),
    "more": lazy_gettext("There was more, which is not listed."),
    "no-words": lazy_gettext("Its place holds no words; left out."),
    "not-a-passage": lazy_gettext("Whole texts and pictures that were marked were left out."),
    "not-an-interview": lazy_gettext("This text is no interview of the study; left out. Add it as an interview first."),
    "other-source": lazy_gettext("Pictures, PDF, sound and film were left out, and what was marked in them."),
    "outside": lazy_gettext("Its place is not within the text; left out."),
    "several-interviews": lazy_gettext("This text is that of several interviews, and nothing tells which; left out."),
    "text-changed": lazy_gettext("This text was changed since it left; left out. Export the study again."),
    "text-missing": lazy_gettext("This text is not in the file; left out."),
    "unknown-code": lazy_gettext("It is marked with a code that the file does not hold; left out."),
    "words-differ": lazy_gettext("The words at its place are not those of its name; left out."),
}
UNWRITTEN: Mapping[str, LazyString] = {
    "no-codes": lazy_gettext("The codebook holds no code yet: there is nothing to download."),
    "no-interviews": lazy_gettext("The study holds no interview yet: there is nothing to download."),
    "no-quotes": lazy_gettext("No passage is marked that you may see: there is nothing to download."),
    "no-texts": lazy_gettext("Nobody says anything in this role: there is nothing to download."),
}
"""Why there is no file."""


def sentence(rule: str) -> str:
    """What a rule says."""
    return str(SENTENCES[rule])


def unwritten(error: NothingToWriteError | LongQuoteError) -> str:
    """Why a file cannot be written."""
    if isinstance(error, LongQuoteError):
        return gettext("A quote is longer than a cell of a workbook can be: download the table as CSV.")
    return str(UNWRITTEN[error.rule])
